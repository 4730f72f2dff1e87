/** Chromium's helper processes die, as by a crash or a security program: whatever depended on one goes on without a restart. */
import { expect } from '@playwright/test';
import type { ElectronApplication, Page } from '@playwright/test';
import {
  activate,
  activationPassword,
  fillActivation,
  press,
  readCode,
  screen,
} from '../support/app.ts';
import { issueToken, startBankProcess } from '../support/bank.ts';
import { openHeldLine } from '../support/held-line.ts';
import { test } from '../support/launch.ts';
import { familyOf, startOf } from '../support/processes.ts';
import { systemBox } from '../support/x-windows.ts';

/** How Chromium starts each of them. */
const helpers = {
  network: '--utility-sub-type=network.mojom.NetworkService',
  audio: '--utility-sub-type=audio.mojom.AudioService',
  gpu: '--type=gpu-process',
  page: '--type=renderer',
  /** What pages are forked from, on Linux. */
  zygote: '--type=zygote',
} as const;
type Helper = keyof typeof helpers;

const pidsOf = (app: ElectronApplication, helper: Helper) => pidsOfArgument(app, helpers[helper]);

const mainPids = new WeakMap<ElectronApplication, Promise<number>>();

/** Asked once: an answer of main's may get lost while one of its helpers dies. */
function mainPidOf(app: ElectronApplication): Promise<number> {
  const known = mainPids.get(app) ?? app.evaluate(() => process.pid);
  mainPids.set(app, known);
  return known;
}

async function pidsOfArgument(app: ElectronApplication, argument: string): Promise<number[]> {
  return familyOf(await mainPidOf(app)).filter((pid) => {
    try {
      return startOf(pid).toString('utf8').includes(argument);
    } catch {
      // It has ended since the list was made.
      return false;
    }
  });
}

/** Playwright does not follow a page that has crashed; the new one names its screen in the title when it is drawn. */
async function expectTitle(app: ElectronApplication, title: string): Promise<void> {
  const shown = () =>
    app.evaluate(({ BrowserWindow }) => {
      const contents = BrowserWindow.getAllWindows()[0]?.webContents;
      return [contents?.isCrashed(), contents?.getTitle()];
    });
  await expect.poll(shown).toEqual([false, expect.stringContaining(title)]);
}

/** Returns when it is gone, and of the page when main knows: until then the one before still has its title. */
async function kill(app: ElectronApplication, helper: Helper): Promise<void> {
  if (helper === 'page') await watchPage(app);
  const pids = await pidsOf(app, helper);
  if (pids.length === 0) throw new Error(`no ${helper} process is running`);
  for (const pid of pids) {
    try {
      process.kill(pid, 'SIGKILL');
    } catch {
      // It has ended with the one before, which had started it.
    }
  }
  const isGone = async () => {
    const running = await pidsOf(app, helper);
    return pids.every((pid) => !running.includes(pid));
  };
  await expect.poll(isGone).toBe(true);
  if (helper === 'page') await expect.poll(() => pageIsGone(app)).toBe(true);
}

type Watched = { pageIsGone?: boolean };

/** Kept in main: a promise of its own would be asked for again where the inspector has lost it, when the page is long gone. */
const watchPage = (app: ElectronApplication) =>
  app.evaluate(({ BrowserWindow }) => {
    const watched = globalThis as Watched;
    watched.pageIsGone = false;
    const [window] = BrowserWindow.getAllWindows();
    window?.webContents.once('render-process-gone', () => {
      watched.pageIsGone = true;
    });
  });

const pageIsGone = (app: ElectronApplication) =>
  app.evaluate(() => (globalThis as Watched).pageIsGone);

/** Chromium starts that one when the first sound is made. */
const makeSound = (page: Page) => page.evaluate(() => new AudioContext().resume());

test('Chromium has no other helper than those that are killed here', async ({ launch, bank }) => {
  const { app, page } = await launch({ directoryUrl: bank.directoryUrl });
  await expect(screen(page, 'A00')).toBeVisible();
  await makeSound(page);
  await expect.poll(async () => (await pidsOf(app, 'audio')).length).toBe(1);
  const main = await app.evaluate(() => process.pid);
  // Looked at again where one has begun or ended between the two lists.
  await expect(async () => {
    const all = Object.keys(helpers) as Helper[];
    const known = await Promise.all(all.map((each) => pidsOf(app, each)));
    expect(new Set(familyOf(main))).toEqual(new Set([main, ...known.flat()]));
  }).toPass({ timeout: 30_000 });
});

for (const helper of ['network', 'audio', 'gpu'] as const) {
  test(`after the ${helper} process has died the code stays and a token can be added`, async ({
    launch,
    bank,
    browser,
  }) => {
    const { app, page } = await launch({ directoryUrl: bank.directoryUrl });
    await activate(page, await issueToken(browser, bank.url));
    const ids = await issueToken(browser, bank.url, 'haruna');
    await makeSound(page);
    await expect.poll(async () => (await pidsOf(app, helper)).length).toBeGreaterThan(0);
    await kill(app, helper);

    expect(await readCode(page)).toMatch(/^\d{6}$/);
    await page.keyboard.press('Control+n');
    await expect(screen(page, 'A02')).toBeVisible();
    await fillActivation(page, ids);
    await press(page, '送信');
    await expect(screen(page, 'A03')).toBeVisible();
  });
}

test('a page that crashes after the network process is drawn again', async ({ launch, bank }) => {
  const { app, page } = await launch({ directoryUrl: bank.directoryUrl });
  await expect(screen(page, 'A00')).toBeVisible();
  await kill(app, 'network');
  await kill(app, 'page');
  await expectTitle(app, 'ようこそ（A00）');
});

test('a request that is under way when the network process dies goes out again by itself', async ({
  launch,
  browser,
}) => {
  const line = await openHeldLine();
  const bank = await startBankProcess(line.url);
  line.leadTo(bank.listeningAt);
  try {
    const ids = await issueToken(browser, bank.url);
    const { app, page } = await launch({ directoryUrl: bank.directoryUrl });
    await fillActivation(page, ids);
    line.hold('/activations');
    await press(page, '送信');
    await line.isHeld;
    line.release();
    await kill(app, 'network');
    await expect(screen(page, 'A03')).toBeVisible();
  } finally {
    await line.close();
    await bank.remove();
  }
});

test('what is on its way when the page’s own process dies arrives, and the page that comes has the token', async ({
  launch,
  browser,
}) => {
  const line = await openHeldLine();
  const bank = await startBankProcess(line.url);
  line.leadTo(bank.listeningAt);
  try {
    const ids = await issueToken(browser, bank.url);
    const { app, page } = await launch({ directoryUrl: bank.directoryUrl });
    await fillActivation(page, ids);
    line.hold('/activations');
    await press(page, '送信');
    await line.isHeld;
    await kill(app, 'page');
    await expectTitle(app, '');
    line.deliver();
    await expectTitle(app, '（A03）');
  } finally {
    await line.close();
    await bank.remove();
  }
});

test('what is sent by the page that comes after one that died goes out', async ({
  launch,
  bank,
  browser,
}) => {
  const ids = await issueToken(browser, bank.url);
  const { app, page } = await launch({ directoryUrl: bank.directoryUrl });
  await expect(screen(page, 'A00')).toBeVisible();
  await kill(app, 'page');
  await expectTitle(app, 'ようこそ（A00）');
  // Playwright can't press anything in that page: what 送信 does is done in its place.
  const input = JSON.stringify({ ...ids, activationPassword });
  const answer: unknown = await app.evaluate(
    ({ BrowserWindow }, script) =>
      BrowserWindow.getAllWindows()[0]?.webContents.executeJavaScript(script),
    `window.bridge.call('activate', ${input})`,
  );
  expect(answer).toMatchObject({ ok: true });
  await expectTitle(app, '（A03）');
});

for (const helper of Object.keys(helpers) as Helper[]) {
  test(`after a ${helper} process has died closing the window ends the app in seconds`, async ({
    launch,
    bank,
  }) => {
    const { app, page } = await launch({ directoryUrl: bank.directoryUrl });
    await expect(screen(page, 'A00')).toBeVisible();
    await makeSound(page);
    await expect.poll(async () => (await pidsOf(app, helper)).length).toBeGreaterThan(0);
    await kill(app, helper);
    const ended = app.waitForEvent('close', { timeout: 10_000 });
    await app.evaluate(({ BrowserWindow }) => {
      setTimeout(() => BrowserWindow.getAllWindows()[0]?.close());
    });
    await ended;
  });
}

if (process.platform === 'linux') {
  test('where no page can be started any more a box says so with a number, and its button opens the app again', async ({
    launch,
    bank,
  }) => {
    const { app, page } = await launch({ directoryUrl: bank.directoryUrl });
    await expect(screen(page, 'A00')).toBeVisible();
    // The bus of this session would end with its first process, so the new one is only counted.
    const ended = app.evaluate(
      ({ app: electron }) =>
        new Promise<string>((resolve) => {
          const quit = electron.quit.bind(electron);
          let relaunched = false;
          electron.relaunch = () => {
            relaunched = true;
          };
          electron.quit = () => {
            electron.quit = quit;
            resolve(relaunched ? 'relaunched' : 'left');
          };
        }),
    );
    await kill(app, 'zygote');
    const box = await systemBox();
    expect(box.title).toMatch(
      /^ワンタイムパスワードアプリ（見本）：画面を表示できません \/ Desktop Token \(Sample\): Nothing to show（E900-\d+）$/,
    );
    box.close();
    expect(await ended).toBe('relaunched');
  });
}
