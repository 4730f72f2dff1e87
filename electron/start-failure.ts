/** What the customer sees of a failure before there is a window; after that, what the log keeps of it. */
import { BrowserWindow, app, dialog } from 'electron';
import type { Log } from './core/log.ts';
import { appName } from './adapters/files/paths.ts';
import { startWords } from './start-words.ts';

/** At once: with such an argument Chromium must not get any further. On Linux this goes to the terminal. */
export function sayRefused(argument: string): void {
  dialog.showErrorBox(appName, startWords.refusedArgument(argument));
  app.exit(78);
}

/** On Linux a box before `ready` would go to a terminal that nobody looks at. */
export function sayNotStarted(logNumber: number): void {
  const words = startWords.failed(`E900-${logNumber}`);
  process.stderr.write(`${words}\n`);
  const show = () => {
    dialog.showErrorBox(appName, words);
    app.exit(1);
  };
  if (app.isReady()) show();
  else app.once('ready', show);
}

/**
 * For what nobody has caught, in place of Electron's box with a stack trace in English: the number where the
 * app has no window yet; where it has one, that one goes on.
 */
export function onUncaught(log: Log) {
  return (error: unknown): void => {
    const number = log('uncaught', error);
    if (BrowserWindow.getAllWindows().length === 0) sayNotStarted(number);
  };
}
