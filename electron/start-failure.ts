/** What the customer sees of a failure where no page can say it, in the system's own box; and what the log keeps of it. */
import { BrowserWindow, app, dialog } from 'electron';
import type { Log } from './core/log.ts';
import { borrowFolder } from './adapters/files/paths.ts';
import { storageError } from './adapters/files/storage-error.ts';
import { startWords } from './start-words.ts';

/**
 * `argument` is one of `args`, all that the app was started with. Chromium obeys none of them, and keeps nothing
 * where the app's data are.
 */
export function sayRefused(argument: string, args: readonly string[]): void {
  for (const each of args) app.commandLine.removeSwitch(each.replace(/^-+|=.*$/g, ''));
  app.setPath('userData', borrowFolder());
  sayAndEnd(startWords.refusedArgument(argument), 78);
}

export function sayNotStarted(logNumber: number, error: unknown): void {
  const isFull = storageError(error).code === 'disk-full';
  sayAndEnd(startWords[isFull ? 'diskFull' : 'failed'](`E900-${logNumber}`), 1);
}

/** Its button starts the app anew, in a page's place; closing the window ends it. */
export async function sayPageLost(logNumber: number): Promise<void> {
  const { title, text, button } = startWords.pageLost(`E900-${logNumber}`);
  process.stderr.write(`${title}\n${text}\n`);
  await dialog.showMessageBox({
    type: 'error',
    title,
    message: title,
    detail: text,
    buttons: [button],
  });
  // Closed in the meantime.
  if (BrowserWindow.getAllWindows().length === 0) return;
  app.relaunch();
  app.quit();
}

/**
 * For what nobody has caught, in place of Electron's box with a stack trace in English: the number where the
 * app has no window yet; where it has one, that one goes on.
 */
export function onUncaught(log: Log) {
  return (error: unknown): void => {
    const number = log('uncaught', error);
    if (BrowserWindow.getAllWindows().length === 0) sayNotStarted(number, error);
  };
}

/** In the system's own box, and on the terminal if there is one. */
function sayAndEnd({ title, text }: { title: string; text: string }, status: number): void {
  const isLinux = process.platform === 'linux';
  process.stderr.write(`${title}\n${text}\n`);
  const end = () => {
    // Electron's error box has a title of its own there, an English word.
    if (isLinux) dialog.showMessageBoxSync({ type: 'error', title, message: title, detail: text });
    else dialog.showErrorBox(title, text);
    app.exit(status);
  };
  // Linux has no box before; on the others Chromium need not get that far.
  if (isLinux && !app.isReady()) app.once('ready', end);
  else end();
}
