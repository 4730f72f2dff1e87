/** A modal dialog on the platform's own element: focus stays inside, Esc closes it. */
import { useEffect, useId, useRef } from 'react';
import type { ReactNode } from 'react';
import { useDoor } from '../../bridge.ts';
import { useText } from '../../strings/use-text.ts';

type DialogProps = {
  title: string;
  onClose: () => void;
  /** Nothing in it takes the focus, so that it must itself to be scrolled by keyboard. */
  focusBody?: boolean;
  children: ReactNode;
  actions: ReactNode;
};

/** Open as long as it is rendered. */
export function Dialog({ title, onClose, focusBody = false, children, actions }: DialogProps) {
  const titleId = useId();
  const { practice } = useText();
  const { endPractice } = useDoor();
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
      <h2 id={titleId}>{endPractice ? practice.title(title) : title}</h2>
      {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- what scrolls must scroll by keyboard (WCAG 2.1.1) */}
      <div className="dialog-body" tabIndex={focusBody ? 0 : undefined}>
        {children}
      </div>
      <div className="dialog-actions">{actions}</div>
    </dialog>
  );
}
