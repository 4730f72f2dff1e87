/**
 * The app from the first statement to the window, as a table of contents: no rules stand here. What the window need
 * not wait for is loaded after it (start.ts).
 */
import { app } from 'electron';
import { dirname, join } from 'node:path';
import { collectLinks } from './adapters/desktop/links.ts';
import { openLocalState } from './adapters/vault/keys/windows-local-state.ts';
import { openLog } from './adapters/files/log.ts';
import { borrowFolder, prepareFolder, userDataFolder } from './adapters/files/paths.ts';
import { refusedArgument } from './core/switches.ts';
import { isRelease } from './build-flavour.ts';
import { onUncaught, sayNotStarted, sayRefused } from './start-failure.ts';
import { lockDownPages, openWindow, registerPageScheme } from './window.ts';
import { appName } from '../shared/brand.ts';

const args = process.argv.slice(1);
const refused = isRelease ? refusedArgument(args, process.platform === 'win32') : null;
app.setName(appName);
const folder = userDataFolder(process.platform, process.env, app.getPath('appData'));
const log = openLog(join(folder, 'app.log'), Date.now);
process.on('uncaughtException', onUncaught(log));
if (refused === null) {
  const { canWrite } = prepareFolder(folder, Date.now());
  app.setPath('userData', canWrite ? folder : borrowFolder(folder));
  // That lock is a file in the folder. Without it SQLite's own still keeps two writers apart.
  if (!canWrite || app.requestSingleInstanceLock()) run();
  else app.quit();
} else {
  sayRefused(refused, args);
}

function run(): void {
  const links = collectLinks(app, args, (delayMs, task) => setTimeout(task, delayMs));
  const distFolder = dirname(import.meta.dirname);
  const localState = process.platform === 'win32' ? openLocalState(folder, Date.now, log) : null;
  localState?.repair();

  app.enableSandbox();
  // Nothing here moves, and old graphics drivers take long to start and show black windows (docs/performance.md).
  app.disableHardwareAcceleration();
  // A name that a page has looked up beforehand is a packet that neither its policy nor a filter governs.
  app.commandLine.appendSwitch('blink-settings', 'dnsPrefetchingEnabled=false');
  registerPageScheme();
  lockDownPages();
  app.on('window-all-closed', () => app.quit());

  async function open(): Promise<void> {
    const opened = openWindow(distFolder, !isRelease, log);
    await opened.scripted;
    // On Windows and macOS another program reads it, while this one loads the rest.
    const policy = import('./adapters/policy/policy-source.ts').then((it) => it.read(isRelease));
    const { start } = await import('./start.ts');
    await start({ opened, distFolder, folder, localState, links, policy, log });
  }

  app
    .whenReady()
    .then(open)
    .catch((error: unknown) => sayNotStarted(log('start-failed', error), error));
}
