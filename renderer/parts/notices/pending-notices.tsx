/** Requests whose answer has not come: each can be sent again as it was, or withdrawn after a question. */
import { useState } from 'react';
import type { ErrorFacts } from '../../../shared/errors.ts';
import type { PendingActivation } from '../../../shared/state.ts';
import { call } from '../../bridge.ts';
import { useCall } from '../../hooks/use-call.ts';
import { errorSentence } from '../../strings/error-text.ts';
import { useText } from '../../strings/use-text.ts';
import { Dialog } from '../dialogs/dialog.tsx';
import { FailureNotice } from './failure-notice.tsx';
import { Notice, NoticeButton } from './notice.tsx';

export function PendingNotices({ pending }: { pending: PendingActivation[] }) {
  return pending.map((activation) => <PendingNotice key={activation.id} activation={activation} />);
}

function PendingNotice({ activation }: { activation: PendingActivation }) {
  const text = useText();
  const [asking, setAsking] = useState(false);
  const { failure, run } = useCall();
  const { id, sending, isRefused, isUnreadable, code, triesLeft, retryAt } = activation;
  const institution = activation.institution.name[text.directoryLanguage];
  const facts: ErrorFacts = {
    ...(triesLeft === null ? {} : { triesLeft }),
    ...(retryAt === null ? {} : { retryAt }),
  };

  function send(name: 'retryActivation' | 'discardActivation') {
    setAsking(false);
    run(() => call(name, { id }));
  }

  if (sending) {
    return (
      <Notice kind="info" title={text.pending.title}>
        <p>{text.pending.sent(institution)}</p>
      </Notice>
    );
  }
  const error = code === null ? null : { code };
  const reason = code !== null && (
    <p>{code === 'offline' ? text.pending.offline : errorSentence(text.errors[code], facts)}</p>
  );
  if (isUnreadable) {
    return (
      <Notice
        kind="caution"
        title={text.pending.unreadableTitle}
        error={{ code: 'record-unreadable' }}
      >
        <p>{text.pending.unreadable(institution)}</p>
        <p>{text.pending.afterUnreadable}</p>
      </Notice>
    );
  }
  if (isRefused) {
    return (
      <Notice kind="caution" title={text.pending.refusedTitle} error={error}>
        <p>{text.pending.refused(institution)}</p>
        {reason}
        <NoticeButton onClick={() => send('discardActivation')}>{text.pending.read}</NoticeButton>
      </Notice>
    );
  }
  return (
    <>
      <Notice kind="caution" title={text.pending.title} error={error}>
        <p>{text.pending.unanswered(institution)}</p>
        {reason}
        <div className="notice-actions">
          <button type="button" className="secondary" onClick={() => send('retryActivation')}>
            {text.pending.retry}
          </button>
          <button type="button" className="quiet" onClick={() => setAsking(true)}>
            {text.pending.discard}
          </button>
        </div>
      </Notice>
      {/* A code that the state already tells is not told twice. */}
      {failure !== null && failure.code !== code && (
        <FailureNotice failure={failure} institution={activation.institution} />
      )}
      {asking && (
        <Dialog
          title={text.pending.askTitle}
          onClose={() => setAsking(false)}
          actions={
            <>
              <button type="button" className="secondary" onClick={() => setAsking(false)}>
                {text.pending.keep}
              </button>
              <button type="button" className="quiet" onClick={() => send('discardActivation')}>
                {text.pending.discard}
              </button>
            </>
          }
        >
          <p>{text.pending.ask}</p>
        </Dialog>
      )}
    </>
  );
}
