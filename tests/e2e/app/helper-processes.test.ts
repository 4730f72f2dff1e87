/** Chromium's helper processes die, as by a crash or a security program: whatever depended on one goes on without a restart. */
import { expect } from '@playwright/test';
import type { ElectronApplication, Page } from '@playwright/test';
import { activate, fillActivation, press, readCode, screen } from '../support/app.ts';
import { issueToken, startBankProcess } from '../support/bank.ts';
import { openHeldLine } from '../support/held-line.ts';
import { test } from '../support/launch.ts';
import { familyOf, startOf } from '../support/processes.ts';

/** How Chromium starts each of them. */
const helpers = {
  network: '--utility-sub-type=network.mojom.NetworkService',
  audio: '--utility-sub-type=audio.mojom.AudioService',
  gpu: '--type=gpu-process',
  page: '--type=renderer',
} as const;
type Helper = keyof typeof helpers;

const pidsOf = (app: ElectronApplication, helper: Helper) => pidsOfArgument(app, helpers[helper]);

async function pidsOfArgument(app: ElectronApplication, argument: string): Promise<number[]> {
  const main = await app.evaluate(() => process.pid);
  return familyOf(main).filter((pid) => {
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
  await expect.poll(shown, { timeout: 20_000 }).toEqual([false, expect.stringContaining(title)]);
}

/** Returns when main knows that it is gone. */
async function kill(app: ElectronApplication, helper: Helper): Promise<void> {
  const pids = await pidsOf(app, helper);
  if (pids.length === 0) throw new Error(`no ${helper} process is running`);
  for (const pid of pids) process.kill(pid, 'SIGKILL');
  const isGone = async () => {
    const running = await pidsOf(app, helper);
    return pids.every((pid) => !running.includes(pid));
  };
  await expect.poll(isGone).toBe(true);
}

/** Chromium starts that one when the first sound is made. */
const makeSound = (page: Page) => page.evaluate(() => new AudioContext().resume());

test('Chromium has no other helper than those that are killed here', async ({ launch, bank }) => {
  const { app, page } = await launch({ directoryUrl: bank.directoryUrl });
  await expect(screen(page, 'A00')).toBeVisible();
  await makeSound(page);
  await expect.poll(async () => (await pidsOf(app, 'audio')).length).toBe(1);
  const main = await app.evaluate(() => process.pid);
  // What pages are forked from, on Linux, does nothing once they run.
  const known = await Promise.all(
    ['--type=zygote', ...Object.values(helpers)].map((each) => pidsOfArgument(app, each)),
  );
  expect(new Set(familyOf(main))).toEqual(new Set([main, ...known.flat()]));
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
