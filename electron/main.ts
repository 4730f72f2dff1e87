/** The app from the first statement to the last, as a table of contents: no rules stand here. */
import * as electron from 'electron';
import { app, ipcMain, screen } from 'electron';
import { dirname, join } from 'node:path';
import { performance } from 'node:perf_hooks';
import { applyAppearance, paperColor } from './adapters/desktop/appearance.ts';
import { openClipboard } from './adapters/desktop/clipboard.ts';
import type { ClipboardItemClass } from './adapters/desktop/clipboard.ts';
import { openJsonFile } from './adapters/files/json-file.ts';
import { openLocalState } from './adapters/vault/keys/windows-local-state.ts';
import { openNetworkSession } from './adapters/institution/network-session.ts';
import { openLog } from './adapters/files/log.ts';
import { isOurPage } from './adapters/desktop/page.ts';
import { appName, borrowFolder, prepareFolder, userDataFolder } from './adapters/files/paths.ts';
import { openWindowBounds } from './adapters/desktop/window-bounds.ts';
import { compose } from './compose.ts';
import { refusedArgument } from './core/switches.ts';
import { isRelease } from './build-flavour.ts';
import { openDoor } from './ipc.ts';
import { createSettings } from './use-cases/settings.ts';
import { createClock } from './use-cases/clock.ts';
import { onUncaught, sayNotStarted, sayRefused } from './start-failure.ts';
import { followSystem } from './system-events.ts';
import { isShown, lockDownPages, openWindow, registerPageScheme } from './window.ts';

const args = process.argv.slice(1);
const refused = isRelease ? refusedArgument(args, process.platform === 'win32') : null;
app.setName(appName);
const folder = userDataFolder(process.platform, process.env, app.getPath('appData'));
const log = openLog(join(folder, 'app.log'), Date.now);
process.on('uncaughtException', onUncaught(log));
if (refused === null) {
  const { canWrite } = prepareFolder(folder);
  app.setPath('userData', canWrite ? folder : borrowFolder(folder));
  // That lock is a file in the folder. Without it SQLite's own still keeps two writers apart.
  if (!canWrite || app.requestSingleInstanceLock()) run();
  else app.quit();
} else {
  sayRefused(refused, args);
}

function run(): void {
  const distFolder = dirname(import.meta.dirname);
  const wallMs = () => Date.now();
  const monotonicMs = () => performance.now();
  const clock = createClock({ wallMs, monotonicMs, log });
  const localState = process.platform === 'win32' ? openLocalState(folder, wallMs, log) : null;
  localState?.repair();

  app.enableSandbox();
  registerPageScheme();
  lockDownPages();
  app.on('window-all-closed', () => app.quit());

  async function start(): Promise<void> {
    const settings = createSettings({ file: openJsonFile(join(folder, 'settings.json')), log });
    // Missing before Electron 44, where naming it in the import would not link.
    const { ClipboardItem } = electron as { ClipboardItem?: ClipboardItemClass };
    const clipboard = openClipboard(electron.clipboard, ClipboardItem, process.platform);
    const network = openNetworkSession(electron.session, log);
    const parts = { distFolder, folder, wallMs, monotonicMs, log, clock, localState, network };
    const page = () => window.webContents;
    const session = await compose({ ...parts, settings, clipboard, page });
    openDoor({ ipcMain, isOurPage, handlers: session.handlers, log });

    const place = openJsonFile(join(folder, 'window.json'));
    const bounds = openWindowBounds({ file: place, screen, settings: settings.current, log });
    const window = openWindow({
      distFolder,
      ...bounds.first,
      title: appName,
      backgroundColor: paperColor(settings.current().theme),
      devTools: !isRelease,
    });
    const fitWindow = bounds.follow(window);
    const menus = { locale: app.getLocale(), choose: settings.choose };
    const showSettings = () => applyAppearance(window, settings.current(), menus);
    showSettings();
    settings.onChange(() => {
      showSettings();
      fitWindow();
      session.announce();
    });
    followSystem({ window, session, clock, clipboard, network, log });

    // The system may ask the person before it gives the key, and may stop this process while it asks:
    // the window is on the screen before that.
    await isShown(window);
    await session.start();
    await session.backgroundSync();
  }

  // `await app.whenReady()` at the top of an ES module never returns: ready waits for the module.
  app
    .whenReady()
    .then(start)
    .catch((error: unknown) => sayNotStarted(log('start-failed', error)));
}
