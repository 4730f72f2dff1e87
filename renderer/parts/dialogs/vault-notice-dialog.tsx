/** Tells once what was found of the vault: an older copy, a copy brought back, a disk that can't be written to. */
import type { ErrorCode } from '../../../shared/errors.ts';
import { call } from '../../bridge.ts';
import { errorSentence } from '../../strings/error-text.ts';
import { useText } from '../../strings/use-text.ts';
import { Dialog } from './dialog.tsx';

export function VaultNoticeDialog({ code }: { code: ErrorCode }) {
  const { vaultNotice, errors } = useText();
  const words = errors[code];
  const onClose = () => void call('dismissNotice', { code });
  return (
    <Dialog
      title={vaultNotice.title}
      onClose={onClose}
      error={{ code }}
      actions={
        <button type="button" className="secondary" onClick={onClose}>
          {vaultNotice.read}
        </button>
      }
    >
      <p>
        <strong>{errorSentence(words, {})}</strong>
      </p>
      <ul>
        {words.steps.map((step) => (
          <li key={step}>{step}</li>
        ))}
      </ul>
    </Dialog>
  );
}
