/** The code in the mini window: whose it is, the code and its gauge, コピー, and what leads to other tokens and back. */
import { useEffect, useEffectEvent, useId } from 'react';
import type { ReactNode } from 'react';
import type { Token } from '../../../shared/state.ts';
import { call } from '../../bridge.ts';
import { ariaShortcut } from '../../hooks/use-keys.ts';
import { useScreen } from '../../hooks/use-screen.ts';
import { useRoutedText } from '../../strings/use-routed-text.ts';
import { useText } from '../../strings/use-text.ts';
import { adoptStyles } from '../../styles/later/adopt-styles.ts';
import styles from '../../styles/later/mini.css?inline';
import { Icon } from '../icon.tsx';
import { tintStyle } from '../institution-mark.tsx';
import { Name } from '../name.tsx';

adoptStyles(styles);

/** To the next token of the list, or to the one before. */
export type Turn = 1 | -1;

export type Mini = {
  /** It came with the later screens. */
  Frame: typeof MiniCode;
  alwaysOnTop: boolean;
  /** Missing where there is one token alone. */
  onTurn?: (step: Turn, byButton: boolean) => void;
  /** Whose button has brought this token, and keeps the focus. */
  turned: Turn | null;
};

type MiniCodeProps = {
  number: string;
  token: Token;
  mini: Mini;
  copyLabel: string;
  /** The institution lets no code be copied. */
  isOff: boolean;
  onCopy: () => void;
  onLeave: () => void;
  /** The code's card. */
  children: ReactNode;
};

const steps: Record<string, Turn> = { ArrowLeft: -1, ArrowUp: -1, ArrowRight: 1, ArrowDown: 1 };

export function MiniCode(props: MiniCodeProps) {
  const { number, token, mini, copyLabel, isOff, onCopy, onLeave, children } = props;
  const { alwaysOnTop, onTurn } = mini;
  const { directoryLanguage } = useText();
  const { miniWindow: words } = useRoutedText();
  const titleId = useId();
  const primary = { onPress: onCopy };
  const { institution } = token;
  // On the window's own title the whole of a name that is long.
  const name = token.name[directoryLanguage];
  const form = useScreen({ title: name, number, primary, onBack: onLeave });

  const onArrow = useEffectEvent((event: KeyboardEvent) => {
    const step = steps[event.key];
    if (step === undefined || event.repeat || document.querySelector('dialog[open]')) return;
    if (event.altKey || event.ctrlKey || event.metaKey) return;
    onTurn?.(step, false);
  });
  useEffect(() => {
    const listener = (event: KeyboardEvent) => onArrow(event);
    window.addEventListener('keydown', listener);
    return () => window.removeEventListener('keydown', listener);
  }, []);

  return (
    <form
      className="screen mini"
      ref={form}
      aria-labelledby={titleId}
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        onCopy();
      }}
    >
      <main className="screen-body">
        {/* A long name is cut before the addition is, which may be all that tells two tokens apart. */}
        <h1 id={titleId} tabIndex={-1} className="mini-owner tinted" style={tintStyle(institution)}>
          <span className="name">
            <Name>{institution.name[directoryLanguage]}</Name>
          </span>{' '}
          <span>{token.addition}</span>
        </h1>
        {children}
      </main>
      <footer className="mini-footer">
        {onTurn && <TurnButton step={-1} label={words.previous} mini={mini} onTurn={onTurn} />}
        <button type="submit" className="primary" aria-disabled={isOff}>
          {copyLabel}
        </button>
        {onTurn && <TurnButton step={1} label={words.next} mini={mini} onTurn={onTurn} />}
      </footer>
      {/* Above the card, and last by Tab: the code comes first. */}
      <header className="mini-tools">
        <button
          type="button"
          className="mini-sign"
          aria-pressed={alwaysOnTop}
          aria-label={words.onTop}
          title={words.onTop}
          onClick={() => void call('changeSettings', { alwaysOnTop: !alwaysOnTop })}
        >
          <Icon name="pin" />
        </button>
        <button
          type="button"
          className="mini-leave"
          aria-label={words.leaveSaid}
          aria-keyshortcuts={ariaShortcut('K')}
          onClick={onLeave}
        >
          {words.leave}
        </button>
      </header>
    </form>
  );
}

type TurnButtonProps = {
  step: Turn;
  label: string;
  mini: Mini;
  onTurn: NonNullable<Mini['onTurn']>;
};

function TurnButton({ step, label, mini, onTurn }: TurnButtonProps) {
  const id = useId();
  return (
    <button
      type="button"
      id={id}
      className="mini-sign"
      aria-label={label}
      title={label}
      data-first-focus={mini.turned === step ? 'always' : undefined}
      onClick={() => onTurn(step, true)}
    >
      <Icon name={step === 1 ? 'next' : 'back'} />
    </button>
  );
}
