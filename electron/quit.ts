/** The end of the app: a code must not outlive it on the clipboard, and nobody waits for more than a moment. */
import { app } from 'electron';
import type { CodeClipboard } from './adapters/desktop/clipboard.ts';
import { inTime } from './core/in-time.ts';
import type { Log } from './core/log.ts';

/** For all that the end of the app waits for together. */
export const quitLimitMs = 500;

/** Resolves when the end need not wait any longer; what is left on the clipboard is logged. Never rejects. */
export async function clearUp(clipboard: Pick<CodeClipboard, 'clear'>, log: Log): Promise<void> {
  try {
    await inTime(clipboard.clear(), quitLimitMs, new Error('the end does not wait'));
  } catch (error) {
    log('clipboard-not-cleared', error);
  }
}

export function onQuit(parts: { clipboard: CodeClipboard; close: () => void; log: Log }): void {
  const { clipboard, close, log } = parts;
  let isClear = false;
  app.on('will-quit', (event) => {
    if (isClear || !clipboard.holdsOurs()) return close();
    event.preventDefault();
    void clearUp(clipboard, log).finally(() => {
      isClear = true;
      // After this event: while it lasts, the app takes itself for quitting and a second quit for done.
      setImmediate(() => app.quit());
    });
  });
}
