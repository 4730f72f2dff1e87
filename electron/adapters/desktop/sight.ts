/** Whether anybody can see the window, as far as the system tells. */
import type { BrowserWindow } from 'electron';
import type { Sight } from '../../core/pulse.ts';

/** Also of a window that is gone while the app still ends, or has lost its page. That others cover it Chromium knows of its page alone. */
export function sightOf(window: BrowserWindow): Sight {
  if (window.isDestroyed() || !window.isVisible() || window.isMinimized()) return 'hidden';
  const { webContents } = window;
  if (webContents.isCrashed()) return 'covered';
  return webContents.mainFrame.visibilityState === 'visible' ? 'seen' : 'covered';
}
