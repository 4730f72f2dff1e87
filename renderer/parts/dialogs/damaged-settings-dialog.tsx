/** Says that the screen settings are back to the first ones, and that the tokens are as they were. */
import { useText } from '../../strings/use-text.ts';
import { Dialog } from './dialog.tsx';

export function DamagedSettingsDialog({ onClose }: { onClose: () => void }) {
  const { damaged, close } = useText();
  return (
    <Dialog
      title={damaged.title}
      onClose={onClose}
      actions={
        <button type="button" className="secondary" onClick={onClose}>
          {close}
        </button>
      }
    >
      <p>{damaged.text}</p>
      <p>{damaged.tokens}</p>
    </Dialog>
  );
}
