/** The frame of every screen: heading, number, one primary button, Enter and Esc, and where the focus starts. */
import { useId } from 'react';
import type { ReactNode } from 'react';
import { useDoor } from '../bridge.ts';
import { useScreen } from '../hooks/use-screen.ts';
import { useText } from '../strings/use-text.ts';
import { Icon } from './icon.tsx';
import type { IconName } from './icon.tsx';
import { PracticeMark } from './practice-mark.tsx';
import { StepMarker } from './step-marker.tsx';
import type { Step } from './step-marker.tsx';

export type Primary = {
  label: string;
  icon?: IconName;
  busy?: boolean;
  /** Set by the institution: it does nothing, and the screen says why. */
  isOff?: boolean;
  /** What can't be undone. */
  danger?: boolean;
  onPress: () => void;
};

type ScreenProps = {
  number: string;
  title: string;
  primary?: Primary;
  /** Its button stands in the body, beside what it is for. */
  primaryInBody?: boolean;
  /** On the way to a token: how far it is. */
  step?: Step;
  onBack?: () => void;
  onSettings?: () => void;
  /** Nothing in it takes the focus, so that it must itself to be scrolled by keyboard (WCAG 2.1.1). */
  focusBody?: boolean;
  children: ReactNode;
};

export function Screen(props: ScreenProps) {
  const { number, primary, primaryInBody = false, step, onBack, onSettings } = props;
  const { focusBody = false, children } = props;
  const inFooter = primaryInBody ? undefined : primary;
  const text = useText();
  const { endPractice } = useDoor();
  const title = endPractice ? text.practice.title(props.title) : props.title;
  const titleId = useId();
  const form = useScreen({ title, number, primary, onBack });

  return (
    <form
      className="screen"
      ref={form}
      aria-labelledby={titleId}
      noValidate
      autoComplete="off"
      onSubmit={(event) => {
        event.preventDefault();
        if (primary?.busy !== true) primary?.onPress();
      }}
    >
      <header className="screen-header">
        {onBack && (
          <button type="button" className="back" onClick={onBack}>
            <Icon name="back" />
            <span>{text.back}</span>
          </button>
        )}
        <div className="screen-title">
          <h1 id={titleId} tabIndex={-1}>
            {title}
          </h1>
          <span className="screen-number">
            <span aria-hidden="true">{number}</span>
            <span className="for-readers">{text.screenNumber(number)}</span>
          </span>
        </div>
      </header>
      {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- what scrolls must scroll by keyboard (WCAG 2.1.1) */}
      <main className="screen-body" tabIndex={focusBody ? 0 : undefined}>
        {endPractice && <PracticeMark onEnd={endPractice} />}
        {step !== undefined && <StepMarker step={step} />}
        {children}
      </main>
      {(inFooter ?? onSettings) && (
        <footer className="screen-footer">
          {onSettings && (
            <button type="button" className="settings" onClick={onSettings}>
              <Icon name="settings" />
              <span>{text.settings}</span>
            </button>
          )}
          {inFooter && <PrimaryButton {...inFooter} />}
        </footer>
      )}
    </form>
  );
}

/** Of its `Screen`, which hears it pressed. */
export function PrimaryButton({ label, icon, busy = false, isOff, danger = false }: Primary) {
  return (
    <button
      type="submit"
      className={danger ? 'primary danger' : 'primary'}
      aria-busy={busy}
      aria-disabled={isOff}
    >
      {icon && <Icon name={icon} />}
      <span>{label}</span>
    </button>
  );
}
