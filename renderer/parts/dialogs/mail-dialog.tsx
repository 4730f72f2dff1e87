/** Reads both IDs out of a pasted 「トークン発行のご案内」 mail. It fills in and never sends. */
import { useId, useState } from 'react';
import type { Output } from '../../../shared/contract.ts';
import { maxMailCharacters } from '../../../shared/limits.ts';
import { useDoor } from '../../bridge.ts';
import { useCall } from '../../hooks/use-call.ts';
import { useText } from '../../strings/use-text.ts';
import { Dialog } from './dialog.tsx';
import { FailureNotice } from '../notices/failure-notice.tsx';
import { Notice } from '../notices/notice.tsx';

export type MailIds = NonNullable<Output<'readMail'>>;

type MailDialogProps = { onFound: (ids: MailIds) => void; onClose: () => void };

export function MailDialog({ onFound, onClose }: MailDialogProps) {
  const text = useText();
  const { call } = useDoor();
  const id = useId();
  const [mail, setMail] = useState('');
  const [notFound, setNotFound] = useState(false);
  const { failure, run } = useCall();

  function read(pasted: string) {
    run(
      () => call('readMail', { text: pasted.slice(0, maxMailCharacters) }),
      (ids) => {
        setNotFound(ids === null);
        if (ids !== null) onFound(ids);
      },
    );
  }

  return (
    <Dialog
      title={text.mail.title}
      onClose={onClose}
      actions={
        <>
          <button
            type="button"
            className="secondary"
            disabled={mail.trim() === ''}
            onClick={() => read(mail)}
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
        value={mail}
        aria-label={text.mail.label}
        spellCheck={false}
        onChange={(event) => setMail(event.currentTarget.value)}
        onPaste={(event) => {
          const plain = event.clipboardData.getData('text/plain');
          // Some mail programs copy a letter as HTML alone.
          read(plain.trim() === '' ? event.clipboardData.getData('text/html') : plain);
        }}
      />
      {notFound && (
        <Notice kind="error">
          <p>{text.mail.notFound}</p>
        </Notice>
      )}
      {failure !== null && <FailureNotice failure={failure} />}
    </Dialog>
  );
}
