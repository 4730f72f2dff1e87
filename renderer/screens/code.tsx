/** A06 ワンタイムパスワード: the code, how long it lasts, where it may be typed. */
import { useState } from 'react';
import type { Clock, OpenToken, Token } from '../../shared/contract.ts';
import { clockIsCorrected, clockLine } from '../clock-line.ts';
import { useSecondsLeft } from '../countdown.ts';
import { AskedDialog } from '../parts/asked-dialog.tsx';
import { Countdown } from '../parts/countdown.tsx';
import { Digits } from '../parts/digits.tsx';
import type { IconName } from '../parts/icon.tsx';
import { Icon } from '../parts/icon.tsx';
import { FailureNotice } from '../parts/failure-notice.tsx';
import { InstitutionMark } from '../parts/institution-mark.tsx';
import { Notice } from '../parts/notice.tsx';
import { Screen } from '../parts/screen.tsx';
import { useText } from '../strings/text.ts';
import { useCopy } from '../use-copy.ts';
import type { CopyPhase } from '../use-copy.ts';

const expiryNoticeMs = 30 * 24 * 60 * 60 * 1000;

const phaseIcon: Record<CopyPhase, IconName> = {
  copy: 'copy',
  copied: 'check',
  waitForNext: 'wait',
  waiting: 'wait',
};

type CodeScreenProps = {
  token: Token;
  openToken: OpenToken;
  clock: Clock;
  onBack?: () => void;
  onSettings: () => void;
};

export function CodeScreen({ token, openToken, clock, onBack, onSettings }: CodeScreenProps) {
  const text = useText();
  const [asked, setAsked] = useState(false);
  const secondsLeft = useSecondsLeft(openToken.codeExpiresAt);
  const copy = useCopy(openToken, secondsLeft);
  const { institution } = token;
  const purpose = text.code.purpose(institution.name[text.language]);
  const expiry = text.date(token.expiresAt);

  return (
    <Screen
      number="A06"
      title={text.code.title}
      onSettings={onSettings}
      primary={{
        label: text.code[copy.phase],
        icon: phaseIcon[copy.phase],
        busy: copy.phase === 'waiting',
        onPress: copy.press,
      }}
      {...(onBack ? { onBack } : {})}
    >
      <section className="code-card">
        <p className="code-owner">
          <InstitutionMark institution={institution} />
          <span>{token.name[text.language]}</span>
        </p>
        {/* The mouse may press the code itself; the keyboard has the button below and Ctrl/⌘+C. */}
        {/* oxlint-disable-next-line jsx-a11y/click-events-have-key-events, jsx-a11y/no-static-element-interactions */}
        <div className="code" data-digits={openToken.code.length} onClick={copy.press}>
          {secondsLeft > 0 ? (
            <Digits value={openToken.code} label={text.code.label} />
          ) : (
            <p className="code-changing">{text.code.changing}</p>
          )}
        </div>
        <Countdown openToken={openToken} secondsLeft={secondsLeft} />
      </section>
      <output className="for-readers">
        {copy.phase === 'copied' && text.code.copied}
        {copy.phase === 'waiting' && text.code.waiting}
      </output>
      <output className="for-readers">
        {secondsLeft > 0 && secondsLeft <= 10 && text.code.tenSeconds}
      </output>

      {copy.failure !== null && <FailureNotice failure={copy.failure} institution={institution} />}
      <p className="purpose">
        {purpose.before}
        <strong>{purpose.institution}</strong>
        {purpose.middle}
        <span className="address">{institution.bankUrl}</span>
        {purpose.after}
      </p>
      <button type="button" className="secondary" onClick={() => setAsked(true)}>
        <Icon name="warning" />
        <span>{text.code.asked}</span>
      </button>
      {clockIsCorrected(clock) && (
        <p className="badge">
          <Icon name="wait" />
          <span>{clockLine(clock, text)}</span>
        </p>
      )}
      {token.expiresAt - openToken.codeExpiresAt < expiryNoticeMs ? (
        <Notice kind="caution">
          <p>{text.code.expirySoon(expiry)}</p>
        </Notice>
      ) : (
        <p className="soft">{text.code.expiry(expiry)}</p>
      )}
      {asked && <AskedDialog institution={institution} onClose={() => setAsked(false)} />}
    </Screen>
  );
}
