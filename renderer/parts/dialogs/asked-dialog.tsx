/** 「番号を聞かれましたか？」: what to do when someone asks for the code, and whom to call. */
import type { Institution } from '../../../shared/state.ts';
import { useText } from '../../strings/use-text.ts';
import { Contact } from '../notices/contact.tsx';
import { Dialog } from './dialog.tsx';

type AskedDialogProps = { institution: Institution; onClose: () => void };

export function AskedDialog({ institution, onClose }: AskedDialogProps) {
  const { asked, close } = useText();
  return (
    <Dialog
      title={asked.title}
      onClose={onClose}
      actions={
        <button type="button" className="secondary" onClick={onClose}>
          {close}
        </button>
      }
    >
      <p className="dialog-lead danger-lead sentence">{asked.lead}</p>
      <ol>
        {asked.points.map((point) => (
          <li key={point}>{point}</li>
        ))}
      </ol>
      <Contact institution={institution} />
      <p>{asked.told}</p>
    </Dialog>
  );
}
