/** Tokens to choose from: the arrow keys walk through them, and from five on they can be searched. */
import { useEffect, useEffectEvent, useRef, useState } from 'react';
import type { ReactNode } from 'react';
import type { ErrorCode } from '../../shared/errors.ts';
import type { Token } from '../../shared/state.ts';
import { useNow } from '../hooks/use-now.ts';
import { errorSentence } from '../strings/error-text.ts';
import { useText } from '../strings/use-text.ts';
import { Contact } from './notices/contact.tsx';
import { ErrorNumber } from './notices/error-number.tsx';
import { Icon } from './icon.tsx';
import { InstitutionMark } from './institution-mark.tsx';
import { TextField } from './fields/text-field.tsx';
import { Name } from './name.tsx';

/** So many tokens are a long list: the room is for them. */
export const searchFrom = 5;

const conditionCode: Record<Token['condition'], ErrorCode | null> = {
  usable: null,
  unreadable: 'record-unreadable',
  expired: 'token-expired',
  clockInDoubt: 'clock-in-doubt',
  released: 'token-released',
};

type TokenListProps = {
  tokens: Token[];
  onChoose: (token: Token) => void;
  /** Where the arrow keys begin; otherwise at the top. */
  startId?: string | null;
  /** Those that can't be used can be chosen too. */
  everyToken?: boolean;
  besideSearch?: ReactNode;
};

export function TokenList(props: TokenListProps) {
  const { tokens, onChoose, startId = null, everyToken = false, besideSearch } = props;
  const text = useText();
  const list = useRef<HTMLUListElement>(null);
  const [search, setSearch] = useState('');
  const folded = (words: string) => words.normalize('NFKC').toLocaleLowerCase();
  const shown = tokens.filter((token) =>
    folded(`${token.name.ja} ${token.name.en}`).includes(folded(search.trim())),
  );

  const onKeyDown = useEffectEvent((event: KeyboardEvent) => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step === undefined || event.altKey || event.isComposing || list.current === null) return;
    if (document.querySelector('dialog[open]')) return;
    const buttons = [...list.current.querySelectorAll<HTMLElement>('button.token')];
    const at = buttons.findIndex((button) => button === document.activeElement);
    const start = buttons.find((button) => button.dataset['tokenId'] === startId) ?? buttons[0];
    const next = at < 0 ? start : buttons.at((at + step + buttons.length) % buttons.length);
    next?.focus();
    event.preventDefault();
  });
  useEffect(() => {
    const listener = (event: KeyboardEvent) => onKeyDown(event);
    window.addEventListener('keydown', listener);
    return () => window.removeEventListener('keydown', listener);
  }, []);

  return (
    <>
      {tokens.length >= searchFrom && (
        <div className="token-search">
          <TextField
            label={text.choose.search}
            type="search"
            value={search}
            onValue={setSearch}
            maxLength={40}
          />
          {besideSearch}
        </div>
      )}
      <ul className="token-list" ref={list}>
        {shown.map((token) => (
          <li key={token.id}>
            {everyToken || token.condition === 'usable' ? (
              <button
                type="button"
                className="token"
                data-token-id={token.id}
                data-first-focus={token.id === startId ? '' : undefined}
                onClick={() => onChoose(token)}
              >
                <TokenName token={token} note={text.choose.condition[token.condition]} />
                <Icon name="next" />
              </button>
            ) : (
              <UnusableToken token={token} open={tokens.length < searchFrom} />
            )}
          </li>
        ))}
      </ul>
      {shown.length === 0 && <p className="soft">{text.choose.noneFound}</p>}
    </>
  );
}

function TokenName({ token, note = '' }: { token: Token; note?: string }) {
  const text = useText();
  return (
    <>
      <InstitutionMark institution={token.institution} />
      <span className="token-words">
        <span className="token-name">
          <Name>{token.name[text.directoryLanguage]}</Name>
        </span>
        {token.kind !== '' && <span className="soft">{text.name.kind(token.kind)}</span>}
        {note !== '' && <span className="soft">{note}</span>}
        {token.introduction !== null && <span className="soft">{text.choose.setUp}</span>}
      </span>
    </>
  );
}

/** In a short list all is said at once; in a long one it waits to be asked. */
function UnusableToken({ token, open }: { token: Token; open: boolean }) {
  const text = useText();
  const code = conditionCode[token.condition];
  const pcClockAt = useNow();
  return (
    <details open={open}>
      <summary className="token">
        <TokenName token={token} note={text.choose.condition[token.condition]} />
        <Icon name="down" />
      </summary>
      {code !== null && (
        <div className="token-trouble">
          <p>{errorSentence(text.errors[code], { pcClockAt })}</p>
          {text.errors[code].steps.map((step) => (
            <p key={step}>{step}</p>
          ))}
          <Contact institution={token.institution} />
          <ErrorNumber code={code} />
        </div>
      )}
    </details>
  );
}
