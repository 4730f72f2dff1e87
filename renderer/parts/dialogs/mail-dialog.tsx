/** Reads both IDs out of a pasted 「トークン発行のご案内」 mail. It fills in and never sends. */
import { useId, useState } from 'react';
import type { Output } from '../../../shared/contract.ts';
import { maxMailCharacters } from '../../../shared/limits.ts';
import { useDoor } from '../../bridge.ts';
import { useAnswer } from '../../hooks/use-answer.ts';
import { useCall } from '../../hooks/use-call.ts';
import { useRefusal } from '../../hooks/use-refusal.ts';
import { useText } from '../../strings/use-text.ts';
import { InstitutionMark } from '../institution-mark.tsx';
import { FailureNotice } from '../notices/failure-notice.tsx';
import { Notice } from '../notices/notice.tsx';
import { Dialog } from './dialog.tsx';
import { Name } from '../name.tsx';

export type MailIds = Output<'readMail'>[number];

type MailDialogProps = { onFound: (ids: MailIds) => void; onClose: () => void };

export function MailDialog({ onFound, onClose }: MailDialogProps) {
  const text = useText();
  const { call } = useDoor();
  const id = useId();
  const [mail, setMail] = useState('');
  /** Null before anything was read. */
  const [pairs, setPairs] = useState<MailIds[] | null>(null);
  const { failure, run } = useCall();
  const refusal = useRefusal<'read'>();
  const isEmpty = mail.trim() === '';
  const complains = refusal.of !== null && isEmpty;

  function read(pasted: string) {
    // What is said of the last text goes, so that it comes anew where it is true of this one too.
    setPairs(null);
    run(
      () => call('readMail', { text: pasted.slice(0, maxMailCharacters) }),
      (found) => {
        const [only] = found;
        if (only !== undefined && found.length === 1) onFound(only);
        else setPairs(found);
      },
    );
  }

  if (pairs !== null && pairs.length > 1) {
    return (
      <ChooseIds
        pairs={pairs}
        onChoose={onFound}
        onAgain={() => {
          setPairs(null);
          setMail('');
        }}
        onClose={onClose}
      />
    );
  }
  return (
    <Dialog
      key="paste"
      title={text.mail.title}
      onClose={onClose}
      actions={
        <>
          <button
            type="button"
            className="secondary"
            onClick={() => (isEmpty ? refusal.refuse('read') : read(mail))}
          >
            {text.mail.read}
          </button>
          <button type="button" className="quiet" onClick={onClose}>
            {text.close}
          </button>
        </>
      }
    >
      <label htmlFor={id}>{text.mail.lead}</label>
      <textarea
        id={id}
        rows={6}
        maxLength={maxMailCharacters}
        value={mail}
        aria-label={text.mail.label}
        aria-invalid={complains}
        aria-describedby={complains ? `${id}-complaint` : undefined}
        spellCheck={false}
        onChange={(event) => setMail(event.currentTarget.value)}
        onPaste={(event) => {
          const plain = event.clipboardData.getData('text/plain');
          // Some mail programs copy a letter as HTML alone.
          read(plain.trim() === '' ? event.clipboardData.getData('text/html') : plain);
        }}
      />
      {complains && (
        <p id={`${id}-complaint`} className="complaint">
          {text.mail.missing}
        </p>
      )}
      {pairs?.length === 0 && (
        <Notice kind="error">
          <p>{text.mail.notFound}</p>
        </Notice>
      )}
      {failure !== null && <FailureNotice failure={failure} />}
    </Dialog>
  );
}

type ChooseIdsProps = {
  pairs: MailIds[];
  onChoose: (ids: MailIds) => void;
  onAgain: () => void;
  onClose: () => void;
};

/** Two mails, or one that can be read in two ways: nobody but the customer knows which is meant. */
function ChooseIds({ pairs, onChoose, onAgain, onClose }: ChooseIdsProps) {
  const { mail, close } = useText();
  return (
    <Dialog
      key="choose"
      title={mail.which}
      onClose={onClose}
      focusBody
      actions={
        <>
          <button type="button" className="secondary" onClick={onAgain}>
            {mail.again}
          </button>
          <button type="button" className="quiet" onClick={onClose}>
            {close}
          </button>
        </>
      }
    >
      <p>{mail.several}</p>
      <ul className="token-list">
        {pairs.map((ids) => (
          <li key={ids.serviceId + ids.userId}>
            <button type="button" className="token" onClick={() => onChoose(ids)}>
              <FoundIds ids={ids} />
            </button>
          </li>
        ))}
      </ul>
    </Dialog>
  );
}

function FoundIds({ ids }: { ids: MailIds }) {
  const { activation, directoryLanguage } = useText();
  const { call } = useDoor();
  const answer = useAnswer(ids, (found) =>
    call('checkActivationInput', { ...found, activationPassword: '' }),
  );
  const institution = answer?.ok === true ? answer.value.institution : null;
  return (
    <>
      {institution !== null && <InstitutionMark institution={institution} />}
      <span className="token-words">
        {institution !== null && (
          <span className="token-name">
            <Name>{institution.name[directoryLanguage]}</Name>
          </span>
        )}
        <span>
          {activation.serviceId} {ids.serviceId}
        </span>
        <span>
          {activation.userId} {ids.userId}
        </span>
      </span>
    </>
  );
}
