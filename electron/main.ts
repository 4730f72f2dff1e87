/** The app from the first statement to the last: builds every part and has no rules of its own. */
import { app, clipboard, dialog, ipcMain, net, powerMonitor, safeStorage, session } from 'electron';
import { randomBytes } from 'node:crypto';
import { release } from 'node:os';
import { dirname, join } from 'node:path';
import { performance } from 'node:perf_hooks';
import { openClipboard } from './adapters/clipboard.ts';
import { openDirectory } from './adapters/directory.ts';
import { openHttp } from './adapters/http.ts';
import { connectInstitutions } from './adapters/institution.ts';
import { openKeyStore } from './adapters/key-store.ts';
import { openLog } from './adapters/log.ts';
import { isOurPage } from './adapters/page.ts';
import { appName, prepareFolder, userDataFolder } from './adapters/paths.ts';
import { openVault } from './adapters/vault.ts';
import { refusedArgument } from './core/switches.ts';
import { directoryRoots, directoryUrl, isRelease } from './flavour.ts';
import { announce, openDoor } from './ipc.ts';
import { createSession } from './session.ts';
import { createClock } from './settle-clock.ts';
import { lockDownPages, openWindow, registerPageScheme } from './window.ts';

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
  dialog.showErrorBox(appName, refused);
  app.exit(78);
}

function run(): void {
  const distFolder = dirname(import.meta.dirname);
  const folder = app.getPath('userData');
  const wallMs = () => Date.now();
  const monotonicMs = () => performance.now();
  const log = openLog(join(folder, 'app.log'), wallMs);
  const clock = createClock({ wallMs, monotonicMs, log });

  app.enableSandbox();
  registerPageScheme();
  lockDownPages();
  app.on('window-all-closed', () => app.quit());

  async function start(): Promise<void> {
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
    const current = createSession({
      openStore: () =>
        openVault(join(folder, 'vault.db'), openKeyStore(safeStorage, process.platform), wallMs()),
      directory,
      institutions,
      clock,
      after(delayMs, task) {
        const timer = setTimeout(task, delayMs);
        return () => clearTimeout(timer);
      },
      copy: openClipboard(clipboard),
      randomId: () => randomBytes(16).toString('hex'),
      announce: (state) => announce(window.webContents, state),
      log,
      appVersion: app.getVersion(),
    });
    openDoor({ ipcMain, isOurPage, handlers: current.handlers, log });
    const window = openWindow({ distFolder, devTools: !isRelease, title: appName });

    app.on('second-instance', () => {
      if (window.isMinimized()) window.restore();
      window.show();
      window.focus();
    });
    powerMonitor.on('resume', () => {
      clock.resumed();
      void current.catchUp();
    });
    setInterval(clock.checkForJump, 1000);
    setInterval(() => {
      if (net.isOnline() && current.unsettled()) void current.catchUp();
    }, 10_000);
    app.on('will-quit', () => current.close());

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
