/** Whether anybody can see the window, as far as the system tells. */
import type { BrowserWindow } from 'electron';

export type Sight = ReturnType<typeof watchSight>;

export function watchSight(window: BrowserWindow) {
  let pageIsSeen = true;
  let changed = () => {};
  const tell = () => changed();
  window.on('show', tell);
  window.on('hide', tell);
  window.on('restore', tell);
  window.on('minimize', tell);

  return {
    isSeen: (): boolean => pageIsSeen && window.isVisible() && !window.isMinimized(),
    /** What Chromium tells the page alone: other windows cover all of it, or no longer. */
    pageSeen(seen: boolean): void {
      pageIsSeen = seen;
      tell();
    },
    onChange(listener: () => void): void {
      changed = listener;
    },
  };
}
