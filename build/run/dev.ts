/**
 * `npm run dev`: as `npm start`, and an edit is seen at once: the page by a reload, main and preload by a restart.
 * What stands behind `--` goes to the app, such as the ports of a debugger (CONTRIBUTING.md).
 */
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { _electron } from '@playwright/test';
import type { ElectronApplication } from '@playwright/test';
import { build } from 'vite';
import type { InlineConfig, Rolldown } from 'vite';
import { ensureBuilt } from './built.mjs';
import { createChildren } from './children.mjs';
import { startBank, tellNextStep } from './demo-bank.mjs';
import { missingHere, prepareDesktop } from './desktop.mjs';
import { assembleApp } from './runtime.mjs';
import { projectFolder, setUp, stop } from '../setup/setup.mjs';
import { main, page, preload } from '../targets.ts';

const runtime = await setUp(missingHere());
await ensureBuilt(projectFolder);
const children = createChildren();
const assembled = await assembleApp(projectFolder, runtime, `dev-${process.pid}`);
const demo = await startBank(children, projectFolder).catch(async (error: unknown) => {
  await children.endAll();
  return stop(error);
});
const desktop = await prepareDesktop(children, assembled, projectFolder);

let app: ElectronApplication | null = null;
let isRestarting = false;

async function startApp(): Promise<void> {
  app = await _electron.launch({
    executablePath: desktop.executable,
    args: [...desktop.args, ...process.argv.slice(2)],
    cwd: desktop.cwd,
    chromiumSandbox: true,
    env: {
      ...Object.fromEntries(
        Object.entries(process.env).filter(
          (entry): entry is [string, string] => entry[1] !== undefined,
        ),
      ),
      ...desktop.env,
      DESKTOP_TOKEN_DIRECTORY_URL: `${demo.url}/directory.jws`,
    },
  });
  app.on('close', () => {
    if (!isRestarting) void end();
  });
}

async function restartApp(): Promise<void> {
  isRestarting = true;
  await app?.close();
  await startApp();
  isRestarting = false;
}

async function reloadPage(): Promise<void> {
  await (await app?.firstWindow())?.reload();
}

async function end(): Promise<void> {
  await children.endAll();
  process.exit();
}

/** Builds into the running app's own folder, and calls back after each build but the first. */
async function watch(
  config: InlineConfig,
  part: string,
  changed: () => Promise<void>,
): Promise<void> {
  const outDir = join(assembled.dist, part);
  const options = { ...config.build, outDir, watch: {}, emptyOutDir: false };
  const watcher = (await build({ ...config, build: options })) as Rolldown.RolldownWatcher;
  let isFirst = true;
  watcher.on('event', (event) => {
    if (event.code === 'ERROR') console.error(event.error.message);
    if (event.code !== 'END') return;
    if (!isFirst) changed().catch(console.error);
    isFirst = false;
  });
}

await startApp();
await watch(page(), 'page', reloadPage);
await watch(preload(), 'preload', restartApp);
await watch(main('demo'), 'main', restartApp);
// Playwright closes the app on a signal and exits, perhaps before anything else is awaited.
process.on('exit', () => {
  children.endNow();
  rmSync(assembled.folder, { recursive: true, force: true });
});
tellNextStep(demo);
