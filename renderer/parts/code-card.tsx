/** The code, how long it lasts, and the ways to copy it: the whole card presses. */
import { useId, useState } from 'react';
import type { ReactNode } from 'react';
import type { OpenToken, Token } from '../../shared/state.ts';
import type { useCopy } from '../hooks/use-copy.ts';
import type { Text } from '../strings/ja/text.ts';
import { useText } from '../strings/use-text.ts';
import { Countdown } from './countdown.tsx';
import { Digits } from './digits.tsx';
import { InstitutionMark, tintStyle } from './institution-mark.tsx';
import { Name } from './name.tsx';

/** From here on a screen reader is told that the code is about to end. */
export const lastSeconds = 10;

type CodeCardProps = {
  token: Token;
  openToken: OpenToken;
  /** At most: the card is told at the seconds at which something changes in it. */
  secondsLeft: number;
  copy: ReturnType<typeof useCopy>;
  /** What is said where the code was copied. */
  copied: string;
  announcesCodes: boolean;
  /** In the mini window, where words are short. */
  isMini: boolean;
  /** Beneath the code, and next after it by Tab. */
  children?: ReactNode;
};

export function CodeCard(props: CodeCardProps) {
  const { token, openToken, secondsLeft, copy, copied, announcesCodes, isMini, children } = props;
  const text = useText();
  const codeId = useId();
  const isAlive = secondsLeft > 0;
  return (
    <section className="code-card tinted" style={tintStyle(token.institution)}>
      <p className="code-owner">
        <InstitutionMark institution={token.institution} />
        <span>
          <span className="token-name">
            <Name>{token.name[text.directoryLanguage]}</Name>
          </span>
          {token.kind !== '' && <span className="soft">{text.name.kind(token.kind)}</span>}
        </span>
      </p>
      {/* Over the whole card, and its only name: the code itself stays readable digit by digit. */}
      {!copy.isOff && (
        <button
          type="button"
          className="code-press"
          aria-label={text.code.copyCode}
          aria-describedby={codeId}
          onClick={copy.press}
        />
      )}
      <div className="code" data-digits={openToken.code.length}>
        {isAlive ? (
          <Digits key={openToken.code} value={openToken.code} label={text.code.label} id={codeId} />
        ) : (
          <p className="code-changing">{text.code.changing}</p>
        )}
        {isAlive && atItsEnd(copy, text, isMini)}
      </div>
      <Countdown openToken={openToken} ending={secondsLeft <= openToken.waitSeconds} />
      {children}
      <output className="for-readers">
        {copy.answer !== null && (
          <span key={copy.answer.number}>
            {copy.answer.to === 'copied' ? copied : text.code[copy.answer.to]}
          </span>
        )}
      </output>
      <output className="for-readers">
        {isAlive && secondsLeft <= lastSeconds && text.code.tenSeconds}
      </output>
      {announcesCodes && <NewCode openToken={openToken} isAlive={isAlive} />}
    </section>
  );
}

/** Whether the next code is waited for; and if not, a small button for whom it comes too late. */
function atItsEnd({ phase, copyNow }: CodeCardProps['copy'], { code }: Text, isMini: boolean) {
  if (phase === 'waiting') return <p className="code-waiting">{code.waiting}</p>;
  if (phase !== 'waitForNext') return null;
  return (
    <button type="button" className="code-now" aria-label={code.copyNow} onClick={copyNow}>
      {isMini ? code.button.copy : code.copyNow}
    </button>
  );
}

/** Each code but the first, said once. */
function NewCode({ openToken, isAlive }: { openToken: OpenToken; isAlive: boolean }) {
  const { code } = useText();
  const [firstAt] = useState(openToken.codeExpiresAt);
  const isNew = isAlive && openToken.codeExpiresAt !== firstAt;
  return (
    <output className="for-readers">
      {isNew && code.newCode(openToken.code.split('').join(' '))}
    </output>
  );
}
