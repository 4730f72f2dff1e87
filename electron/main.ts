/** The app from the first statement to the last: builds every part and has no rules of its own. */
import * as electron from 'electron';
import { app, dialog, ipcMain, net, powerMonitor, safeStorage, session } from 'electron';
import { randomBytes } from 'node:crypto';
import { release } from 'node:os';
import { dirname, join } from 'node:path';
import { performance } from 'node:perf_hooks';
import { applyAppearance, paperColor } from './adapters/appearance.ts';
import { openClipboard } from './adapters/clipboard.ts';
import type { ClipboardItemClass } from './adapters/clipboard.ts';
import { openDirectory } from './adapters/directory.ts';
import { openHttp } from './adapters/http.ts';
import { connectInstitutions } from './adapters/institution.ts';
import { openKeyStore } from './adapters/key-store.ts';
import { openJsonFile } from './adapters/json-file.ts';
import { keptIn } from './adapters/kept.ts';
import { openLocalState, openWithLocalState } from './adapters/local-state.ts';
import { openLog } from './adapters/log.ts';
import { isOurPage } from './adapters/page.ts';
import { appName, prepareFolder, userDataFolder } from './adapters/paths.ts';
import { openVault, startAnew } from './adapters/vault.ts';
import { openWindowPlaces } from './adapters/window-place.ts';
import { AppError } from '../shared/errors.ts';
import { refusedArgument } from './core/switches.ts';
import { diagnose } from './diagnose.ts';
import { directoryRoots, directoryUrl, isRelease } from './flavour.ts';
import { announce, openDoor } from './ipc.ts';
import { createSession } from './session.ts';
import { createSettings } from './settings.ts';
import { createClock } from './settle-clock.ts';
import { startWords } from './start-words.ts';
import { isShown, lockDownPages, openWindow, registerPageScheme } from './window.ts';

const refused = isRelease
  ? refusedArgument(process.argv.slice(1), process.platform === 'win32')
  : null;
if (refused === null) {
  app.setName(appName);
  app.setPath('userData', userDataFolder(process.platform, process.env, app.getPath('userData')));
  prepareFolder(app.getPath('userData'));
  if (app.requestSingleInstanceLock()) run();
  else app.quit();
} else {
  dialog.showErrorBox(appName, startWords.refusedArgument(refused));
  app.exit(78);
}

function run(): void {
  const distFolder = dirname(import.meta.dirname);
  const folder = app.getPath('userData');
  const wallMs = () => Date.now();
  const monotonicMs = () => performance.now();
  const log = openLog(join(folder, 'app.log'), wallMs);
  const localState = process.platform === 'win32' ? openLocalState(folder, wallMs) : null;
  localState?.repair();
  const clock = createClock({ wallMs, monotonicMs, log });

  app.enableSandbox();
  registerPageScheme();
  lockDownPages();
  app.on('window-all-closed', () => app.quit());

  async function start(): Promise<void> {
    const settings = createSettings({ file: openJsonFile(join(folder, 'settings.json')), log });
    const clipboard = openClipboard(
      electron.clipboard,
      // Missing before Electron 44, where naming it in the import would not link.
      (electron as { ClipboardItem?: ClipboardItemClass }).ClipboardItem,
      process.platform,
    );
    const partition = session.fromPartition('institutions', { cache: false });
    const http = openHttp({
      fetch: (url, init) => partition.fetch(url, init),
      allowLoopback: !isRelease,
      timeoutMs: 20_000,
    });
    const directory = await openDirectory({
      roots: directoryRoots,
      paths: [join(distFolder, 'main', 'directory.jws')],
      cachePath: join(folder, 'directory.jws'),
      url: directoryUrl,
      http,
      now: clock.now,
    });
    const institutions = connectInstitutions({
      http,
      wallMs,
      monotonicMs,
      observeTime: clock.observe,
      app: { version: app.getVersion(), os: `${process.platform} ${release()}`.slice(0, 40) },
    });
    const vault = {
      path: join(folder, 'vault.db'),
      keyStore: openKeyStore(safeStorage, process.platform),
      now: wallMs,
      log,
    };
    const current = createSession({
      openStore: () => openWithLocalState(localState, () => openVault(vault)),
      startAnew: () => startAnew(vault),
      kept: () => keptIn(vault.path),
      restart() {
        app.relaunch();
        app.exit(0);
      },
      directory,
      institutions,
      clock,
      after(delayMs, task) {
        const timer = setTimeout(task, delayMs);
        return () => clearTimeout(timer);
      },
      clipboard,
      openLink: (url) => electron.shell.openExternal(url),
      settings,
      diagnose: (state) =>
        diagnose(state, {
          reachDirectory: directory.refresh,
          usesProxy: async () => (await partition.resolveProxy(directoryUrl)) !== 'DIRECT',
          directoryExpired: directory.expired,
          codeOf: (error) => (error instanceof AppError ? error.code : 'internal'),
          clock: clock.state,
          appVersion: app.getVersion(),
          platform: process.platform,
        }),
      randomId: () => randomBytes(16).toString('hex'),
      announce: (state) => announce(window.webContents, state),
      log,
      appVersion: app.getVersion(),
    });
    openDoor({ ipcMain, isOurPage, handlers: current.handlers, log });
    const places = openWindowPlaces({
      file: openJsonFile(join(folder, 'window.json')),
      screen: electron.screen,
      log,
    });
    const window = openWindow({
      distFolder,
      devTools: !isRelease,
      title: appName,
      place: places.forOpening(settings.current().startPosition),
      backgroundColor: paperColor(settings.current().theme),
    });
    places.follow(window);
    const dress = () =>
      applyAppearance(window, settings.current(), {
        locale: app.getLocale(),
        choose: settings.choose,
      });
    dress();
    settings.onChange(() => {
      dress();
      current.announce();
    });

    app.on('second-instance', () => {
      if (window.isMinimized()) window.restore();
      window.show();
      window.focus();
    });
    powerMonitor.on('suspend', clock.suspended);
    powerMonitor.on('resume', () => {
      clock.resumed();
      void current.catchUp();
    });
    setInterval(() => {
      if (clock.checkForJump()) void current.catchUp();
    }, 1000);
    setInterval(() => {
      if (net.isOnline()) void current.resend();
    }, 10_000);
    setInterval(() => void current.catchUp(), 6 * 60 * 60 * 1000);
    app.on('will-quit', (event) => {
      if (clipboard.holdsOurs()) {
        // A code must not outlive the app on the clipboard.
        event.preventDefault();
        // After this event: while it lasts, the app takes itself for quitting and a second quit for done.
        void clipboard.clear().finally(() => setImmediate(() => app.quit()));
        return;
      }
      current.close();
    });

    powerMonitor.on('lock-screen', current.lock);
    powerMonitor.on('suspend', current.lock);
    setInterval(() => {
      current.idle(powerMonitor.getSystemIdleTime());
      current.tryAgain().catch((error: unknown) => log('still-shut', error));
    }, 5000);
    powerMonitor.on('unlock-screen', () => {
      current.personIsBack().catch((error: unknown) => log('still-shut', error));
    });

    // The system may ask the person before it gives the key, and may stop this process while it asks:
    // the window is on the screen before that.
    await isShown(window);
    await current.start();
    await current.catchUp();
  }

  // `await app.whenReady()` at the top of an ES module never returns: ready waits for the module.
  app
    .whenReady()
    .then(start)
    .catch((error: unknown) => {
      dialog.showErrorBox(appName, `E900-${log('start-failed', error)}`);
      app.exit(1);
    });
}
