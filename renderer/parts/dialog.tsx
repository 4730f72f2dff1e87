/** A modal dialog on the platform's own element: focus stays inside, Esc closes it. */
import { useEffect, useId, useRef } from 'react';
import type { ReactNode } from 'react';

type DialogProps = { title: string; onClose: () => void; children: ReactNode; actions: ReactNode };

/** Open as long as it is rendered. */
export function Dialog({ title, onClose, children, actions }: DialogProps) {
  const titleId = useId();
  const dialog = useRef<HTMLDialogElement>(null);

  useEffect(() => {
    const element = dialog.current;
    element?.showModal();
    return () => element?.close();
  }, []);

  return (
    <dialog
      ref={dialog}
      aria-labelledby={titleId}
      onCancel={(event) => {
        event.preventDefault();
        onClose();
      }}
    >
      <h2 id={titleId}>{title}</h2>
      <div className="dialog-body">{children}</div>
      <div className="dialog-actions">{actions}</div>
    </dialog>
  );
}
