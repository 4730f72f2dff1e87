/** Where the focus stands: where a screen begins, and somewhere in it for as long as it is open. */
import { useEffect } from 'react';

function isSeen(element: HTMLElement): boolean {
  const body = element.closest('.screen-body')?.getBoundingClientRect();
  return body !== undefined && element.getBoundingClientRect().bottom <= body.bottom;
}

/**
 * The field marked `data-first-focus` has the focus when a screen opens, if it is seen without scrolling past
 * what stands before it or is marked `always`; otherwise the heading has it.
 */
export function focusFirst(screen: HTMLElement): void {
  const heading = screen.querySelector<HTMLElement>('h1');
  const field = screen.querySelector<HTMLElement>('[data-first-focus]');
  const isMeant = field?.dataset['firstFocus'] === 'always';
  if (field !== null && (isMeant || isSeen(field))) {
    describe(field, screen);
    field.focus({ preventScroll: !isMeant });
  } else {
    heading?.focus({ preventScroll: true });
  }
}

/** What says something where a screen begins: its title, its paragraphs, and those of its notices. */
const words = 'h1, .screen-body > p, .screen-body > .notice :is(h2, p)';

/** A screen reader that begins in a field says the screen's title and what stands before the field as well. */
function describe(field: HTMLElement, screen: HTMLElement): void {
  const own = field.getAttribute('aria-describedby');
  const before = [...screen.querySelectorAll(words)].filter(
    (each) => (each.compareDocumentPosition(field) & Node.DOCUMENT_POSITION_FOLLOWING) !== 0,
  );
  before.forEach((each, index) => {
    each.id ||= `${field.id}-before-${index}`;
  });
  const ids = [...before.map(({ id }) => id), ...(own === null ? [] : [own])];
  field.setAttribute('aria-describedby', ids.join(' '));
  field.addEventListener(
    'blur',
    () => {
      if (own === null) field.removeAttribute('aria-describedby');
      else field.setAttribute('aria-describedby', own);
    },
    { once: true },
  );
}

/** Of what is open now. */
export function focusHeading(): void {
  const open =
    [...document.querySelectorAll('dialog[open]')].at(-1) ??
    [...document.querySelectorAll('.screen')].find((screen) => screen.checkVisibility());
  open?.querySelector<HTMLElement>('h1, h2')?.focus({ preventScroll: true });
}

/** What had the focus and went away, or can't have it any more: it goes to the heading of what is open. */
export function useFocusKept(): void {
  useEffect(() => {
    let last: Element | null = null;
    const onFocusIn = (event: FocusEvent) => {
      last = event.target instanceof Element ? event.target : null;
    };
    // Who presses beside everything has chosen to have it nowhere.
    const onPointerDown = () => {
      last = null;
    };
    function keep(): void {
      const isLost = last !== null && document.activeElement === document.body;
      if (isLost && !canHaveFocus(last)) focusHeading();
    }
    const observer = new MutationObserver(keep);
    observer.observe(document.body, {
      subtree: true,
      childList: true,
      attributeFilter: ['disabled', 'style', 'hidden'],
    });
    document.addEventListener('focusin', onFocusIn);
    document.addEventListener('pointerdown', onPointerDown, { capture: true });
    return () => {
      observer.disconnect();
      document.removeEventListener('focusin', onFocusIn);
      document.removeEventListener('pointerdown', onPointerDown, { capture: true });
    };
  }, []);
}

function canHaveFocus(element: Element | null): boolean {
  return (
    element?.isConnected === true && !element.matches(':disabled') && element.checkVisibility()
  );
}
