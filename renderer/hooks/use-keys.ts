/** Shortcuts with Ctrl, or ⌘ on a Mac. */
import { useEffect, useEffectEvent } from 'react';

export const isMac = /Mac/.test(navigator.platform);
export const commandKey = isMac ? '⌘' : 'Ctrl';

/** As a screen reader is told of it (WAI-ARIA 1.2, `aria-keyshortcuts`). */
export const ariaShortcut = (key: string) => `${isMac ? 'Meta' : 'Control'}+${key}`;

/** By the key's own sign, such as `,`; function keys by their name. A dialog keeps them out. */
export function useKeys(actions: Record<string, () => void>): void {
  const onKeyDown = useEffectEvent((event: KeyboardEvent) => {
    if (event.isComposing || event.defaultPrevented || event.altKey) return;
    if (document.querySelector('dialog[open]')) return;
    const isFunctionKey = /^F\d+$/.test(event.key);
    if (!isFunctionKey && !(isMac ? event.metaKey : event.ctrlKey)) return;
    const key = event.key.toLowerCase();
    const action = Object.hasOwn(actions, key) ? actions[key] : undefined;
    if (action === undefined) return;
    event.preventDefault();
    if (!event.repeat) action();
  });
  useEffect(() => {
    const listener = (event: KeyboardEvent) => onKeyDown(event);
    window.addEventListener('keydown', listener);
    return () => window.removeEventListener('keydown', listener);
  }, []);
}
