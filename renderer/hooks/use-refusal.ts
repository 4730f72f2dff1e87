/** A press that can't be obeyed: what is missing is told at its field, and the first such field gets the focus. */
import { useEffect, useState } from 'react';

export type Refusal<T> = {
  /** What was pressed in vain; null before that. Fields complain of what it needs for as long as they lack it. */
  of: T | null;
  refuse: (what: T) => void;
  /** Nothing is complained of that was not asked for. */
  forget: () => void;
};

export function useRefusal<T extends string>(): Refusal<T> {
  const [pressed, setPressed] = useState<{ what: T } | null>(null);
  useEffect(() => {
    if (pressed !== null) focusComplaint();
  }, [pressed]);
  return {
    of: pressed?.what ?? null,
    refuse: (what) => setPressed({ what }),
    forget: () => setPressed(null),
  };
}

function focusComplaint(): void {
  const fields = document.querySelectorAll<HTMLElement>('[aria-invalid="true"]');
  const field = [...fields].find((each) => each.checkVisibility());
  // A group has no focus of its own: what is chosen in it has, or the first that can be.
  const isGroup = field?.matches('fieldset');
  const chosen =
    field?.querySelector<HTMLElement>('input:checked') ?? field?.querySelector('input');
  (isGroup === true ? chosen : field)?.focus();
  if (field) showWithComplaint(field);
}

/** The field, and above all what is said of it, at every size of text. */
export function showWithComplaint(field: HTMLElement): void {
  comeIntoView(field);
  const described = field.getAttribute('aria-describedby') ?? '';
  // Its own is the last: a screen that has just opened may be described before it.
  const complaint = document.getElementById(described.split(' ').at(-1) ?? '');
  if (complaint !== null) comeIntoView(complaint);
}

/** Scrolls to what is to be read now: whole, or from its beginning where it is longer than its place. */
export function comeIntoView(element: Element): void {
  const room = element.closest('.screen-body, .dialog-body')?.clientHeight ?? innerHeight;
  const isLonger = element.getBoundingClientRect().height > room;
  element.scrollIntoView({ block: isLonger ? 'start' : 'nearest' });
}
