/** A06 ワンタイムパスワード: the code, how long it lasts, where it may be typed. */
import { useEffect, useEffectEvent, useState } from 'react';
import type { Clock, OpenToken, Token } from '../../shared/state.ts';
import { useDoor } from '../bridge.ts';
import { clockIsNews, clockLine } from '../format/clock-line.ts';
import { useMarkReached } from '../hooks/use-seconds-left.ts';
import { AskedDialog } from '../parts/dialogs/asked-dialog.tsx';
import { CodeCard, lastSeconds } from '../parts/code-card.tsx';
import type { IconName } from '../parts/icon.tsx';
import { Icon } from '../parts/icon.tsx';
import { FailureNotice } from '../parts/notices/failure-notice.tsx';
import { Notice, NoticeButton } from '../parts/notices/notice.tsx';
import { FirstUseNotice } from '../parts/notices/first-use-notice.tsx';
import { UnlistedNotice } from '../parts/notices/unlisted-notice.tsx';
import type { Mini } from '../parts/code/mini-code.tsx';
import { Purpose } from '../parts/code/purpose.tsx';
import { ReadAloud } from '../parts/code/read-aloud.tsx';
import { PrimaryButton, Screen } from '../parts/screen.tsx';
import type { Primary } from '../parts/screen.tsx';
import { useText } from '../strings/use-text.ts';
import { useCall } from '../hooks/use-call.ts';
import { useCopy } from '../hooks/use-copy.ts';
import type { CopyPhase } from '../hooks/use-copy.ts';
import { ariaShortcut, useKeys } from '../hooks/use-keys.ts';

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
  /** A new code is told to a screen reader when it comes. */
  announcesCodes?: boolean;
  onBack?: () => void;
  onSettings?: () => void;
  /** To 有効期限の更新. */
  onRenew?: () => void;
  /** To what there is to read of a newer version of the app; missing where there is nothing. */
  onUpdate?: (() => void) | undefined;
  /** To the mini window and back; missing where there is none, as while practising. */
  onMini?: () => void;
  /** While the code is shown in the mini window. */
  mini?: Mini | null;
};

export function CodeScreen(props: CodeScreenProps) {
  const { token, openToken, clock, announcesCodes = false, mini = null } = props;
  const { onBack, onSettings, onRenew, onUpdate, onMini } = props;
  const text = useText();
  const { call, endPractice } = useDoor();
  const [asked, setAsked] = useState(false);
  const { codeExpiresAt, waitSeconds } = openToken;
  const secondsLeft = useMarkReached(codeExpiresAt, waitSeconds, lastSeconds, 0);
  const copy = useCopy(openToken, secondsLeft, () => call('copyCode'));
  const site = useCall();
  const { institution } = token;
  const copied = endPractice ? text.practice.copied : text.code.copied;

  const openSite = () => site.run(() => call('openBankSite', { tokenId: token.id }));
  useKeys({ b: openSite });

  const hasFailed = copy.failure !== null || site.failure !== null;
  // A failure is read in the full window.
  const leaveMini = useEffectEvent(() => {
    if (mini !== null) onMini?.();
  });
  useEffect(() => {
    if (hasFailed) leaveMini();
  }, [hasFailed]);

  const copyLabel = copy.phase === 'copied' ? copied : text.code.button[copy.phase];
  const primary: Primary = {
    label: copyLabel,
    icon: phaseIcon[copy.phase],
    isOff: copy.isOff,
    onPress: copy.press,
  };
  const card = (
    <CodeCard
      token={token}
      openToken={openToken}
      secondsLeft={secondsLeft}
      copy={copy}
      copied={copied}
      announcesCodes={announcesCodes}
      isMini={mini !== null}
    >
      {mini === null && <PrimaryButton {...primary} />}
    </CodeCard>
  );
  if (mini !== null && onMini) {
    const shown = { number: 'A06', token, mini, copyLabel, isOff: copy.isOff };
    return (
      <mini.Frame {...shown} onCopy={copy.press} onLeave={onMini}>
        {card}
      </mini.Frame>
    );
  }

  return (
    <Screen
      number="A06"
      title={text.code.title}
      primary={primary}
      primaryInBody
      {...(onBack ? { onBack } : {})}
      {...(onSettings ? { onSettings } : {})}
    >
      {card}
      <FirstUseNotice token={token} onOpenSite={openSite} />
      {copy.isOff && <p className="soft">{text.code.off(text.code.button.copy)}</p>}

      {copy.failure !== null && <FailureNotice failure={copy.failure} institution={institution} />}
      {site.failure !== null && <FailureNotice failure={site.failure} institution={institution} />}
      <ul className="menu">
        <li>
          {/* Until the first use the notice above opens it, and one button says so. */}
          <Purpose
            institution={institution}
            onOpen={endPractice || token.firstUse !== null ? undefined : openSite}
          />
        </li>
        <li>
          <button type="button" onClick={() => setAsked(true)}>
            <Icon name="question" />
            <span>{text.code.asked}</span>
            <Icon name="next" />
          </button>
        </li>
        <li className="menu-pair">
          <ReadAloud
            openToken={openToken}
            ending={secondsLeft <= waitSeconds}
            beside={
              onMini && (
                <button type="button" aria-keyshortcuts={ariaShortcut('K')} onClick={onMini}>
                  <Icon name="mini" />
                  <span>{text.code.mini}</span>
                </button>
              )
            }
          />
        </li>
      </ul>
      {clockIsNews(clock) && (
        <p className="badge">
          <Icon name="wait" />
          <span>{clockLine(clock, text)}</span>
        </p>
      )}
      {token.unlistedSince !== null && (
        <UnlistedNotice institution={institution} since={token.unlistedSince} />
      )}
      <Expiry token={token} onRenew={onRenew} />
      {onUpdate && <NewVersion onOpen={onUpdate} />}
      {asked && <AskedDialog institution={institution} onClose={() => setAsked(false)} />}
    </Screen>
  );
}

/** Until when the token can be used, and from some weeks before that day how it is renewed. */
function Expiry({ token, onRenew }: { token: Token; onRenew: (() => void) | undefined }) {
  const { code, date } = useText();
  const expiry = date(token.expiresAt);
  if (token.renewal === null) return <p className="soft">{code.expiry(expiry)}</p>;
  return (
    <Notice kind="caution">
      <p>{code.expirySoon(expiry)}</p>
      {onRenew && <NoticeButton onClick={onRenew}>{code.renew}</NoticeButton>}
    </Notice>
  );
}

function NewVersion({ onOpen }: { onOpen: () => void }) {
  const { code } = useText();
  return (
    <Notice kind="info">
      <p>{code.newVersion}</p>
      <NoticeButton onClick={onOpen}>{code.seeVersion}</NoticeButton>
    </Notice>
  );
}
