/** Tokens to choose from: the arrow keys walk through them, and from five on they can be searched. */
import { useRef, useState } from 'react';
import type { KeyboardEvent } from 'react';
import { errorNumbers } from '../../shared/errors.ts';
import type { ErrorCode } from '../../shared/errors.ts';
import type { Token } from '../../shared/contract.ts';
import { errorSentence } from '../strings/error-text.ts';
import { useText } from '../strings/text.ts';
import { Contact } from './contact.tsx';
import { Icon } from './icon.tsx';
import { InstitutionMark } from './institution-mark.tsx';
import { TextField } from './text-field.tsx';

const searchFrom = 5;

const conditionCode: Record<Token['condition'], ErrorCode | null> = {
  usable: null,
  unreadable: 'record-unreadable',
  expired: 'token-expired',
  released: 'token-released',
};

type TokenListProps = { tokens: Token[]; onChoose: (token: Token) => void };

export function TokenList({ tokens, onChoose }: TokenListProps) {
  const text = useText();
  const list = useRef<HTMLUListElement>(null);
  const [search, setSearch] = useState('');
  const folded = (words: string) => words.normalize('NFKC').toLocaleLowerCase();
  const shown = tokens.filter((token) =>
    folded(`${token.name.ja} ${token.name.en}`).includes(folded(search.trim())),
  );

  function onKeyDown(event: KeyboardEvent) {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step === undefined || list.current === null) return;
    const buttons = [...list.current.querySelectorAll('button')];
    const at = buttons.findIndex((button) => button === document.activeElement);
    buttons.at((at + step + buttons.length) % buttons.length)?.focus();
    event.preventDefault();
  }

  return (
    <>
      {tokens.length >= searchFrom && (
        <TextField
          label={text.choose.search}
          type="search"
          value={search}
          onValue={setSearch}
          maxLength={40}
        />
      )}
      {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions -- its buttons take the keys, the list only hears them */}
      <ul className="token-list" ref={list} onKeyDown={onKeyDown}>
        {shown.map((token) => (
          <li key={token.id}>
            {token.condition === 'usable' ? (
              <button type="button" className="token" onClick={() => onChoose(token)}>
                <TokenName token={token} />
                <Icon name="next" />
              </button>
            ) : (
              <UnusableToken token={token} />
            )}
          </li>
        ))}
      </ul>
      {shown.length === 0 && <p className="soft">{text.choose.noneFound}</p>}
    </>
  );
}

function TokenName({ token }: { token: Token }) {
  const text = useText();
  return (
    <>
      <InstitutionMark institution={token.institution} />
      <span className="token-words">
        <span className="token-name">{token.name[text.language]}</span>
        {token.introduction !== null && <span className="soft">{text.choose.setUp}</span>}
      </span>
    </>
  );
}

function UnusableToken({ token }: { token: Token }) {
  const text = useText();
  const code = conditionCode[token.condition];
  return (
    <div className="token token-unusable">
      <TokenName token={token} />
      {code !== null && (
        <div className="token-trouble">
          <p>
            <span className="error-number">{text.errorNumber(errorNumbers[code])}</span>{' '}
            {errorSentence(text.errors[code], {})}
          </p>
          <Contact institution={token.institution} />
        </div>
      )}
    </div>
  );
}
