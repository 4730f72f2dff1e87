/** What happens when the process of the window's page has died: a new one, or the word that there can be none. */
import type { BrowserWindow } from 'electron';
import { performance } from 'node:perf_hooks';
import { pageUrl } from './adapters/desktop/page.ts';
import type { Log } from './core/log.ts';
import { sayPageLost } from './start-failure.ts';

const mostTries = 3;
/** A page that has lived for so long did not die of the one before. */
const soonMs = 10_000;

/**
 * A page that died is loaded anew; all of its state is main's. One that dies again and again is given up: on
 * Linux no page starts any more once what Chromium forks them from has been killed.
 */
export function replaceLostPage(window: BrowserWindow, log: Log): void {
  let tries = 0;
  let lostAt = -Infinity;
  window.webContents.on('render-process-gone', (_event, { reason }) => {
    const now = performance.now();
    if (now - lostAt > soonMs) tries = 0;
    lostAt = now;
    tries += 1;
    const number = log(`page ${reason}`);
    if (tries > mostTries) return void sayPageLost(number);
    // Not within the event, where Electron still tears the old one down.
    setImmediate(() => {
      if (!window.isDestroyed()) void window.loadURL(pageUrl);
    });
  });
}
