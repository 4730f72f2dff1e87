/** Every condition of a real key ring: none costs a token, and when the right one is back all work again. */
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from '@playwright/test';
import type { Browser } from '@playwright/test';
import { activate, press, readCode, screen } from '../support/app.ts';
import { issueToken } from '../support/bank.ts';
import type { BankProcess } from '../support/bank.ts';
import {
  hangingKeyRing,
  itemIn,
  otherKeyRing,
  removeItem,
  replacingKeyRing,
  setItem,
} from '../support/key-ring.ts';
import { commandFor, test, userDataOf } from '../support/launch.ts';
import type { Home, LaunchOptions, Launched } from '../support/launch.ts';
import { windowsOnScreen } from '../support/x-windows.ts';

type Launch = (options?: LaunchOptions) => Promise<Launched>;

const digest = (home: Home) =>
  createHash('sha256')
    .update(readFileSync(join(userDataOf(home), 'vault.db')))
    .digest('hex');

/** An app with one token in its vault, closed again. */
async function withToken(launch: Launch, bank: BankProcess, browser: Browser): Promise<void> {
  const { page, close } = await launch({ directoryUrl: bank.directoryUrl });
  await activate(page, await issueToken(browser, bank.url));
  await close();
}

async function showsCode(launch: Launch): Promise<void> {
  const { page, close } = await launch();
  await expect(screen(page, 'A06')).toBeVisible();
  expect(await readCode(page)).toMatch(/^[0-9]{6}$/);
  await close();
}

test('「もう一度試す」 with a locked key ring starts the app anew, since Chromium remembers a no', async ({
  launch,
  bank,
  browser,
}) => {
  await withToken(launch, bank, browser);
  // The system asks, and the person cancels.
  const { app, page } = await launch({ keyRing: 'locked' });
  await expect(page.getByText(/E502$/)).toBeVisible();
  // The bus of this session would end with its first process, so the new one is only counted.
  const ended = app.evaluate(
    ({ app: electron }) =>
      new Promise<string>((resolve) => {
        let relaunched = false;
        electron.relaunch = () => {
          relaunched = true;
        };
        electron.exit = (code) => resolve(`${relaunched ? 'relaunched' : 'left'} ${code}`);
      }),
  );
  await press(page, 'もう一度試す');
  expect(await ended).toBe('relaunched 0');
});

test('no key ring at all changes nothing, and the token works when it is back', async ({
  launch,
  home,
  bank,
  browser,
}) => {
  await withToken(launch, bank, browser);
  const before = digest(home);
  const { page, close } = await launch({ keyRing: 'none' });
  await expect(screen(page, 'A18')).toBeVisible();
  await close();
  expect(digest(home)).toBe(before);
  await showsCode(launch);
});

test('on a desktop for which no key ring is chosen nothing is written, and all works on the right one', async ({
  launch,
  home,
  bank,
  browser,
}) => {
  await withToken(launch, bank, browser);
  const before = digest(home);
  const { page, close } = await launch({ env: { XDG_CURRENT_DESKTOP: 'i3' } });
  await expect(page.getByText(/E501$/)).toBeVisible();
  await close();
  expect(digest(home)).toBe(before);
  await showsCode(launch);
});

test('a key ring that was replaced is called changed; the old one brings the token back', async ({
  launch,
  home,
  bank,
  browser,
}) => {
  await withToken(launch, bank, browser);
  const before = digest(home);
  const { page, close } = await launch({ env: otherKeyRing(home) });
  await expect(page.getByText(/E503$/)).toBeVisible();
  await expect(page.getByText('あかぎ信用組合').first()).toBeVisible();
  await close();
  expect(digest(home)).toBe(before);
  await showsCode(launch);
});

for (const [what, damage] of [
  ['deleted', removeItem],
  ['changed', (home: Home) => setItem(home, 'another password')],
] as const) {
  test(`the app’s own item in the key ring ${what}: nothing is lost, and all works when it is back`, async ({
    launch,
    home,
    bank,
    browser,
  }) => {
    await withToken(launch, bank, browser);
    const before = digest(home);
    const item = itemIn(home);
    expect(item.length).toBeGreaterThan(10);
    damage(home);
    const { page, close } = await launch();
    await expect(page.getByText(/E503$/)).toBeVisible();
    await close();
    expect(digest(home)).toBe(before);
    setItem(home, item);
    await showsCode(launch);
  });
}

/** Titles of the app's windows on the screen, whatever the page has named them by then. */
const titles = (): string =>
  windowsOnScreen('app')
    .map(({ title }) => title)
    .join('\n');

test('the window is on the screen before the key ring has answered, and the code when it has', async ({
  launch,
  home,
  bank,
  browser,
}) => {
  await withToken(launch, bank, browser);
  const keyRing = hangingKeyRing(home);
  const launching = launch({ through: keyRing.through });
  await expect.poll(keyRing.isAsked).toBe(true);
  await expect.poll(titles).toMatch(/Desktop Token|ワンタイムパスワードアプリ/);
  keyRing.letGo();
  const { page } = await launching;
  await expect(screen(page, 'A06')).toBeVisible();
  expect(await readCode(page)).toMatch(/^[0-9]{6}$/);
});

test('a key ring that is killed before it answers costs nothing, and all works when it is back', async ({
  launch,
  home,
  bank,
  browser,
}) => {
  await withToken(launch, bank, browser);
  const before = digest(home);
  const keyRing = hangingKeyRing(home);
  const launching = launch({ through: keyRing.through, promptIsCancelled: true });
  await expect.poll(keyRing.isAsked).toBe(true);
  // The bus starts another at once, which asks for its password.
  keyRing.kill();
  const { page, close } = await launching;
  await expect(screen(page, 'A18')).toBeVisible();
  await expect(page.getByText(/E50[1-5]$/)).toBeVisible();
  await close();
  expect(digest(home)).toBe(before);
  await showsCode(launch);
});

// It may outlive the session; holding what the app prints to, it would keep whoever reads that waiting.
test('a key ring that the bus of a session starts by itself holds nothing that the app prints to', ({
  home,
}) => {
  const { file, env } = commandFor(replacingKeyRing(home), home, {});
  const { stdout } = spawnSync(file, { env, encoding: 'utf8' });
  expect(stdout).toBe('/dev/null\n/dev/null\n');
});
