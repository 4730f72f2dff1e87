/** One press does one thing: what began on one screen or dialog does not go on to work on the next. */
import { useEffect } from 'react';

/** What a press belongs to; each is a new element when it opens. */
const surfaceOf = (target: EventTarget | null): Element | null =>
  target instanceof Element ? target.closest('dialog, .screen') : null;

/**
 * Decided by the events alone, so that a deliberate press always counts. Clicks in quick succession on one
 * spot are counted by the system (UI Events §3.3, `detail`), whatever comes to lie under the pointer: such a
 * one counts only where the first was made, and never again on a main button. A held key repeats itself
 * (`repeat`), in a field and on a button as well.
 */
export function usePressGuard(): void {
  useEffect(() => {
    let began: Element | null = null;

    function onMouseDown(event: MouseEvent): void {
      if (event.detail <= 1) began = surfaceOf(event.target);
    }
    function onClick(event: MouseEvent): void {
      if (event.detail <= 1) return;
      const isMain = event.target instanceof Element && event.target.closest('.primary') !== null;
      if (isMain || surfaceOf(event.target) !== began) ignore(event);
    }
    function onKeyDown(event: KeyboardEvent): void {
      const isText = event.target instanceof HTMLTextAreaElement;
      if (event.repeat && event.key === 'Enter' && !isText) ignore(event);
      if (event.repeat && event.key === 'Escape') ignore(event);
    }

    document.addEventListener('mousedown', onMouseDown, { capture: true });
    document.addEventListener('click', onClick, { capture: true });
    document.addEventListener('keydown', onKeyDown, { capture: true });
    return () => {
      document.removeEventListener('mousedown', onMouseDown, { capture: true });
      document.removeEventListener('click', onClick, { capture: true });
      document.removeEventListener('keydown', onKeyDown, { capture: true });
    };
  }, []);
}

function ignore(event: Event): void {
  event.preventDefault();
  event.stopImmediatePropagation();
}
