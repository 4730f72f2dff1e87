/** A modal dialog on the platform's own element: focus stays inside, Esc closes it. */
import { useId, useLayoutEffect, useRef } from 'react';
import type { ReactNode } from 'react';
import { useDoor } from '../../bridge.ts';
import { focusHeading } from '../../hooks/use-first-focus.ts';
import { useText } from '../../strings/use-text.ts';
import { ErrorNumber } from '../notices/error-number.tsx';
import type { Numbered } from '../notices/error-number.tsx';

type DialogProps = {
  title: string;
  onClose: () => void;
  /** Nothing in it takes the focus, so that it must itself to be scrolled by keyboard. */
  focusBody?: boolean;
  /** Its number stands last. */
  error?: Numbered;
  children: ReactNode;
  actions: ReactNode;
};

/** Open as long as it is rendered. */
export function Dialog(props: DialogProps) {
  const { title, onClose, focusBody = false, error, children, actions } = props;
  const titleId = useId();
  const { practice } = useText();
  const { endPractice } = useDoor();
  const dialog = useRef<HTMLDialogElement>(null);

  // Closed while it is still in the page, so that the focus goes back to what opened it.
  useLayoutEffect(() => {
    const element = dialog.current;
    element?.showModal();
    return () => {
      element?.close();
      // Open from the beginning, it has nobody to give the focus back to.
      const { activeElement } = document;
      if (activeElement === document.body || element?.contains(activeElement)) focusHeading();
    };
  }, []);

  return (
    <dialog
      ref={dialog}
      aria-labelledby={titleId}
      onCancel={(event) => {
        event.preventDefault();
        onClose();
      }}
      // Before the platform's own `cancel`, which a second Esc does not ask: the dialog would go without its end told.
      onKeyDown={(event) => {
        if (event.key !== 'Escape' || event.nativeEvent.isComposing) return;
        event.preventDefault();
        onClose();
      }}
    >
      <h2 id={titleId} tabIndex={-1}>
        {endPractice ? practice.title(title) : title}
      </h2>
      {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- what scrolls must scroll by keyboard (WCAG 2.1.1) */}
      <div className="dialog-body" tabIndex={focusBody ? 0 : undefined}>
        {children}
        {error && <ErrorNumber {...error} />}
      </div>
      <div className="dialog-actions">{actions}</div>
    </dialog>
  );
}
