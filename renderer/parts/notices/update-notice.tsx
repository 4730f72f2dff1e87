/** On A16: how far the app has come with a newer version of itself, and what the customer can do about it. */
import { useEffect } from 'react';
import type { ReactNode } from 'react';
import type { Update } from '../../../shared/state.ts';
import { call } from '../../bridge.ts';
import { useCall } from '../../hooks/use-call.ts';
import { useSecondsLeft } from '../../hooks/use-seconds-left.ts';
import { errorSentence } from '../../strings/error-text.ts';
import { useRoutedText } from '../../strings/use-routed-text.ts';
import { useText } from '../../strings/use-text.ts';
import { WebAddress } from '../code/web-address.tsx';
import { FailureNotice } from './failure-notice.tsx';
import { Notice, NoticeButton } from './notice.tsx';

type Newer = Exclude<Update, { step: 'none' }>;
type Of<Step> = Extract<Newer, { step: Step }>;

export function UpdateNotice({ update }: { update: Newer }) {
  switch (update.step) {
    case 'told':
      return <Told update={update} />;
    case 'fetching':
      return <Fetching update={update} />;
    case 'failed':
      return <Failed update={update} />;
    case 'ready':
      return <Ready update={update} />;
    case 'restarting':
      return <Restarting update={update} />;
  }
}

function Told({ update }: { update: Of<'told'> }) {
  const { updates } = useRoutedText();
  return (
    <Notice kind={update.isTooOld ? 'caution' : 'info'} title={updates.title(update.version)}>
      <p>{update.isByPolicy ? updates.byPolicy : updates.byHand}</p>
      <Page update={update} />
    </Notice>
  );
}

function Fetching({ update }: { update: Of<'fetching'> }) {
  const { updates } = useRoutedText();
  return (
    <Notice kind="info" title={updates.title(update.version)}>
      <p>{updates.fetching}</p>
      {/* A reader hears of it when it is done, not at every step of it. */}
      <p aria-live="off">
        <progress value={update.percent} max={100} aria-label={updates.progress} />{' '}
        <span aria-hidden="true">{update.percent} %</span>
      </p>
    </Notice>
  );
}

function Failed({ update }: { update: Of<'failed'> }) {
  const text = useText();
  const { updates } = useRoutedText();
  const words = text.errors[update.code];
  return (
    <Notice kind="caution" title={updates.title(update.version)} error={update}>
      <p>{errorSentence(words, {})}</p>
      <p>{updates.unharmed}</p>
      <Page update={update}>
        <button type="button" className="secondary" onClick={() => void call('fetchUpdate')}>
          {updates.again}
        </button>
      </Page>
    </Notice>
  );
}

function Ready({ update }: { update: Of<'ready'> }) {
  const { updates } = useRoutedText();
  const secondsLeft = useSecondsLeft(update.restartAt ?? 0);
  const { failure, run } = useCall();

  useEffect(() => {
    // While this is read no code is; whoever leaves has not agreed any more.
    void call('coverCode', { covered: true });
    return () => void call('coverCode', { covered: false });
  }, []);

  return (
    <Notice kind="good" title={updates.title(update.version)}>
      <p>{update.restartAt === null ? updates.ready : updates.waiting(secondsLeft)}</p>
      {failure !== null && <FailureNotice failure={failure} />}
      {update.restartAt === null && (
        <NoticeButton onClick={() => run(() => call('restartToUpdate'))}>
          {updates.restart}
        </NoticeButton>
      )}
    </Notice>
  );
}

function Restarting({ update }: { update: Of<'restarting'> }) {
  const { updates } = useRoutedText();
  return (
    <Notice kind="info" title={updates.title(update.version)}>
      <p>{updates.restarting}</p>
    </Notice>
  );
}

/** The vendor's own page, with its address to be read: whoever types it comes to the genuine one. */
function Page({ update, children }: { update: Newer; children?: ReactNode }) {
  const { updates } = useRoutedText();
  const { failure, run } = useCall();
  return (
    <>
      <p className="soft">
        {updates.address} <WebAddress url={update.notesUrl} />
      </p>
      {failure !== null && <FailureNotice failure={failure} />}
      <div className="notice-actions">
        {children}
        <button
          type="button"
          className="secondary"
          onClick={() => run(() => call('openReleaseNotes'))}
        >
          {updates.page}
        </button>
      </div>
    </>
  );
}
