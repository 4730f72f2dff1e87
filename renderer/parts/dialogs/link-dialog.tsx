/** Asks before a link leaves the screen that is open, or says that it can't be read. */
import type { Link } from '../../hooks/use-link.ts';
import { useRoutedText } from '../../strings/use-routed-text.ts';
import { useText } from '../../strings/use-text.ts';
import { Dialog } from './dialog.tsx';

type LinkDialogProps = {
  link: Link;
  onTake: (link: Link) => void;
  onDismiss: (link: Link) => void;
};

export function LinkDialog({ link, onTake, onDismiss }: LinkDialogProps) {
  const { activation, close } = useText();
  const { link: words } = useRoutedText();
  const onClose = () => onDismiss(link);
  if (link.ids === null) {
    return (
      <Dialog
        title={words.malformedTitle}
        onClose={onClose}
        actions={
          <button type="button" className="secondary" onClick={onClose}>
            {close}
          </button>
        }
      >
        <p className="dialog-lead danger-lead">{words.malformed}</p>
        <p>{words.instead}</p>
      </Dialog>
    );
  }
  return (
    <Dialog
      title={words.title}
      onClose={onClose}
      actions={
        <>
          <button type="button" className="secondary" onClick={() => onTake(link)}>
            {words.yes}
          </button>
          <button type="button" className="quiet" onClick={onClose}>
            {words.no}
          </button>
        </>
      }
    >
      <p className="dialog-lead">{words.lead}</p>
      <p>
        {activation.serviceId} {link.ids.serviceId}
        <br />
        {activation.userId} {link.ids.userId}
      </p>
      <p>{words.leaves}</p>
      <p>{words.unexpected}</p>
    </Dialog>
  );
}
