/** One press does one thing: what began on one screen or dialog does not go on to work on the next. */
import { useEffect } from 'react';

/** What a press belongs to; each is a new element when it opens. */
const surfaceOf = (target: EventTarget | null): Element | null =>
  target instanceof Element ? target.closest('dialog, .screen') : null;

/** Nobody has seen by then what has come to lie under the pointer. */
const hasteMs = 400;

/**
 * Decided by the events alone, so that a deliberate press always counts. A button that is released elsewhere than
 * where it was pressed presses nothing. Clicks in haste on one spot, which the system counts (UI Events §3.3,
 * `detail`), are one press: it counts only where the first was made, and never again on a main button or the code.
 */
export function usePressGuard(): void {
  useEffect(() => {
    let pressedOn: Element | null = null;
    let pressedAt = 0;
    /** Where the first of the clicks in haste was made. */
    let began: Element | null = null;
    let isHaste = false;

    function onMouseDown(event: MouseEvent): void {
      pressedOn = surfaceOf(event.target);
      isHaste = event.detail > 1 && event.timeStamp - pressedAt < hasteMs;
      pressedAt = event.timeStamp;
      if (!isHaste) began = pressedOn;
    }
    function onClick(event: MouseEvent): void {
      // From a key, or from a program that reads the screen: no pointer was pressed.
      if (event.detail === 0) return;
      const surface = surfaceOf(event.target);
      const isMain =
        event.target instanceof Element && event.target.closest('.primary, .code-press') !== null;
      if (surface !== pressedOn || (isHaste && (isMain || surface !== began))) ignore(event);
    }

    document.addEventListener('mousedown', onMouseDown, { capture: true });
    document.addEventListener('click', onClick, { capture: true });
    return () => {
      document.removeEventListener('mousedown', onMouseDown, { capture: true });
      document.removeEventListener('click', onClick, { capture: true });
    };
  }, []);
  useHeldKeys();
}

/**
 * A held Enter, Space or Esc, and a held shortcut, count once: at their first press and where that was. In the
 * field where it began a held Space goes on writing spaces, and in one of several lines a held Enter new lines.
 */
function useHeldKeys(): void {
  useEffect(() => {
    /** Where each key was pressed last, before it began to repeat itself. */
    const origins = new Map<string, EventTarget | null>();

    function onKeyDown(event: KeyboardEvent): void {
      const isShortcut = event.ctrlKey || event.metaKey;
      if (!isShortcut && !['Enter', ' ', 'Escape'].includes(event.key)) return;
      if (!event.repeat) origins.set(event.code, event.target);
      else if (!writes(event) || origins.get(event.code) !== event.target) ignore(event);
    }
    /** A button is pressed by the release of Space: only by one that was pressed on it. */
    function onKeyUp(event: KeyboardEvent): void {
      if (event.key === ' ' && origins.get(event.code) !== event.target) ignore(event);
    }

    document.addEventListener('keydown', onKeyDown, { capture: true });
    document.addEventListener('keyup', onKeyUp, { capture: true });
    return () => {
      document.removeEventListener('keydown', onKeyDown, { capture: true });
      document.removeEventListener('keyup', onKeyUp, { capture: true });
    };
  }, []);
}

/** Whether the key, held in the field that has the focus, goes on writing. */
function writes({ target, key, ctrlKey, metaKey }: KeyboardEvent): boolean {
  if (target instanceof HTMLTextAreaElement) return key !== 'Escape';
  const isField =
    target instanceof HTMLInputElement && target.type !== 'checkbox' && target.type !== 'radio';
  return isField && (key === ' ' || ((ctrlKey || metaKey) && key !== 'Enter'));
}

function ignore(event: Event): void {
  event.preventDefault();
  event.stopImmediatePropagation();
}
