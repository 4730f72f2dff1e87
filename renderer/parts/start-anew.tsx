/** The last way out of a vault that does not open: whose tokens it holds, whom to call, and a new beginning. */
import { useState } from 'react';
import type { UnsealedSummary } from '../../shared/state.ts';
import { call } from '../bridge.ts';
import { useCall } from '../hooks/use-call.ts';
import { useText } from '../strings/use-text.ts';
import { Contact } from './notices/contact.tsx';
import { Dialog } from './dialogs/dialog.tsx';
import { FailureNotice } from './notices/failure-notice.tsx';

/** `onStarted` gets the service ID to begin with, where there is only one. */
type StartAnewProps = { unsealed: UnsealedSummary[]; onStarted: (serviceId: string) => void };

export function StartAnew({ unsealed, onStarted }: StartAnewProps) {
  const { anew } = useText();
  const [asking, setAsking] = useState(false);
  const { failure, run } = useCall();

  function start() {
    setAsking(false);
    const serviceIds = new Set(unsealed.map(({ institution }) => institution.serviceId));
    const [serviceId = ''] = serviceIds;
    onStarted(serviceIds.size === 1 ? serviceId : '');
    run(() => call('startAnew'));
  }

  return (
    <section className="steps">
      <p>{anew.lead}</p>
      {unsealed.length > 0 && <h2>{anew.kept}</h2>}
      {unsealed.map(({ institution, maskedUserId }) => (
        <div key={institution.serviceId + maskedUserId}>
          <Contact institution={institution} />
          <p className="soft id-pair">
            <span>{anew.serviceId(institution.serviceId)}</span>
            <span>{anew.userId(maskedUserId)}</span>
          </p>
        </div>
      ))}
      <ol>
        {anew.steps.map((step) => (
          <li key={step}>{step}</li>
        ))}
      </ol>
      {failure && <FailureNotice failure={failure} />}
      <button type="button" className="secondary" onClick={() => setAsking(true)}>
        {anew.open}
      </button>
      {asking && (
        <Dialog
          title={anew.askTitle}
          onClose={() => setAsking(false)}
          actions={
            <>
              <button type="button" className="secondary" onClick={() => setAsking(false)}>
                {anew.keep}
              </button>
              <button type="button" className="secondary" onClick={start}>
                {anew.confirm}
              </button>
            </>
          }
        >
          <p>{anew.ask}</p>
        </Dialog>
      )}
    </section>
  );
}
