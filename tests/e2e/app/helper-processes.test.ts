/** Chromium's helper processes die, as by a crash or a security program: whatever depended on one goes on without a restart. */
import { expect } from '@playwright/test';
import type { ElectronApplication } from '@playwright/test';
import { activate, fillActivation, press, readCode, screen } from '../support/app.ts';
import { issueToken, startBankProcess } from '../support/bank.ts';
import { openHeldLine } from '../support/held-line.ts';
import { test } from '../support/launch.ts';
import { familyOf, startOf } from '../support/processes.ts';

/** How Chromium starts each of them. */
const helpers = {
  network: '--utility-sub-type=network.mojom.NetworkService',
  gpu: '--type=gpu-process',
  page: '--type=renderer',
} as const;
type Helper = keyof typeof helpers;

async function pidsOf(app: ElectronApplication, helper: Helper): Promise<number[]> {
  const main = await app.evaluate(() => process.pid);
  return familyOf(main).filter((pid) => {
    try {
      return startOf(pid).toString('utf8').includes(helpers[helper]);
    } catch {
      // It has ended since the list was made.
      return false;
    }
  });
}

/** Returns when main knows that it is gone. */
async function kill(app: ElectronApplication, helper: Helper): Promise<void> {
  const [pid] = await pidsOf(app, helper);
  if (pid === undefined) throw new Error(`no ${helper} process is running`);
  process.kill(pid, 'SIGKILL');
  await expect.poll(async () => (await pidsOf(app, helper)).includes(pid)).toBe(false);
}

// That a page comes back by itself is in hardening.test.ts.
for (const helper of ['network', 'gpu'] as const) {
  test(`after the ${helper} process has died a token can be added`, async ({
    launch,
    bank,
    browser,
  }) => {
    const { app, page } = await launch({ directoryUrl: bank.directoryUrl });
    await activate(page, await issueToken(browser, bank.url));
    const ids = await issueToken(browser, bank.url, 'haruna');
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
  // Playwright does not follow a page that has crashed; the page names its screen in the title when it is drawn.
  const title = () =>
    app.evaluate(({ BrowserWindow }) => {
      const contents = BrowserWindow.getAllWindows()[0]?.webContents;
      return [contents?.isCrashed(), contents?.getTitle()];
    });
  await expect
    .poll(title, { timeout: 20_000 })
    .toEqual([false, 'ようこそ（A00）－ ワンタイムパスワードアプリ']);
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
