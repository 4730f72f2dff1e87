/** The real app on PCs whose clocks are wrong: after one contact its codes are right, before it the screen says so. */
import { chmodSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from '@playwright/test';
import type { Page } from '@playwright/test';
import { createCustomer } from '../fakes/customer.ts';
import { activate, activationPassword, readCode, screen } from './app.ts';
import type { BankProcess } from './bank.ts';
import { test } from './launch.ts';
import type { Home, Launched, LaunchOptions } from './launch.ts';

const library = '/usr/lib/x86_64-linux-gnu/faketime/libfaketime.so.1';

/** A PC whose clock is off by so much, in main and page alike, for as long as the app runs. */
function wrongClock(home: Home, bank: BankProcess, offset: string): LaunchOptions {
  // The app alone, and as the person that it runs as: the library keeps semaphores of its own.
  const { executable } = JSON.parse(process.env['E2E_APP'] ?? '{}') as { executable: string };
  const wrapper = join(home.path, 'app.sh');
  writeFileSync(wrapper, `#!/bin/sh\nexport LD_PRELOAD=${library}\nexec "${executable}" "$@"\n`);
  chmodSync(wrapper, 0o755);
  return {
    directoryUrl: bank.directoryUrl,
    env: { APP_EXECUTABLE: wrapper, FAKETIME: offset },
  };
}

/** Sets the PC's clock while the app runs. */
async function setClock({ app, page }: Launched, awayMs: number): Promise<void> {
  const move = (ms: number) => {
    const clock = Date as unknown as { real?: () => number; now: () => number };
    const real = (clock.real ??= clock.now);
    clock.now = () => real() + ms;
  };
  // What is sent to main gets Electron first.
  await app.evaluate((_electron, ms) => {
    const clock = Date as unknown as { real?: () => number; now: () => number };
    const real = (clock.real ??= clock.now);
    clock.now = () => real() + ms;
  }, awayMs);
  await page.evaluate(move, awayMs);
}

async function newToken(bank: BankProcess) {
  const customer = createCustomer(bank.url, 'akagi001');
  if ((await customer.logIn()) !== 'BPT001') throw new Error('not logged in');
  return { customer, ids: await customer.issueToken(activationPassword) };
}

/** The bank's own verifier says whether the code on screen is right. */
async function expectAccepted(page: Page, customer: ReturnType<typeof createCustomer>) {
  // At the turn of a step the code may change between reading and typing; the bank takes both.
  expect(await customer.startUsing(await readCode(page))).toBe('BOK002');
}

/** Five seconds may or may not be worth a word; more than a minute is. */
const offsets: [name: string, offset: string, timeZone: string, words: string][] = [
  ['5 seconds fast', '+5', 'Asia/Tokyo', ''],
  ['5 seconds slow', '-5', 'Asia/Tokyo', ''],
  ['90 minutes slow', '-90m', 'Asia/Tokyo', '約2時間遅れて'],
  ['25 hours fast', '+25h', 'America/New_York', '約1日進んで'],
  ['ten years slow', '-10y', 'Europe/London', '遅れています'],
  ['ten years fast', '+10y', 'Pacific/Kiritimati', '進んでいます'],
  ['beyond January 2038', '+13y', 'America/St_Johns', '進んでいます'],
];

for (const [name, offset, timeZone, words] of offsets) {
  test(`${name}, in ${timeZone}: after one contact the code is accepted`, async ({
    launch,
    home,
    bank,
  }) => {
    const { customer, ids } = await newToken(bank);
    const pc = wrongClock(home, bank, offset);
    const { page } = await launch({ ...pc, env: { ...pc.env, TZ: timeZone } });
    await activate(page, ids);
    await expectAccepted(page, customer);
    await expect(page.locator('body')).toContainText(words);
  });
}

const badge = (page: Page, words: string | RegExp) => page.getByText(words).first();

test('a clock that jumps while a code is shown changes nothing', async ({ launch, bank }) => {
  test.setTimeout(120_000);
  const { customer, ids } = await newToken(bank);
  const running = await launch({ directoryUrl: bank.directoryUrl });
  const { page } = running;
  await activate(page, ids);
  const hour = 60 * 60 * 1000;
  const jumps = [
    [3 * hour, '約3時間進んで'],
    [-48 * hour, '約2日遅れて'],
    [400 * 24 * hour, '約400日進んで'],
  ] as const;
  for (const [awayMs, words] of jumps) {
    // With enough of the minute left, the code must be the same before and after.
    await expect.poll(() => Date.now() % 60_000, { timeout: 30_000 }).toBeLessThan(45_000);
    const before = { code: await readCode(page), minute: Math.floor(Date.now() / 60_000) };
    await setClock(running, awayMs);
    await expect(badge(page, new RegExp(words))).toBeVisible();
    const after = await readCode(page);
    expect(Math.floor(Date.now() / 60_000)).toBe(before.minute);
    expect(after).toBe(before.code);
  }
  await expectAccepted(page, customer);
});

test('before any contact the screen says that the clock may be wrong, and how it is put right', async ({
  launch,
  home,
  bank,
}) => {
  test.setTimeout(120_000);
  const { customer, ids } = await newToken(bank);
  const first = await launch({ directoryUrl: bank.directoryUrl });
  await activate(first.page, ids);
  await first.close();

  await bank.stop();
  const past = await launch(wrongClock(home, bank, '-10y'));
  await expect(screen(past.page, 'A06')).toBeVisible();
  await expect(badge(past.page, /パソコンの時計が正しくないようです/)).toBeVisible();
  await past.close();
  const future = await launch(wrongClock(home, bank, '+2y'));
  await expect(badge(future.page, /に確かめたままです/)).toBeVisible();
  await future.close();

  await bank.restart();
  const { page } = await launch(wrongClock(home, bank, '-10y'));
  await expect(page.getByText(/E301$/)).toBeVisible();
  await page.getByRole('button', { name: '金融機関の時刻に合わせる' }).click();
  await expect(badge(page, /このパソコンの時計は約36[0-9]{2}日遅れています/)).toBeVisible();
  // The bank has forgotten who was logged in.
  expect(await customer.logIn()).toBe('BPT001');
  await expectAccepted(page, customer);
});

test('after seven months without a network the code, the help and the sheet to print are there', async ({
  launch,
  home,
  bank,
}) => {
  const { ids } = await newToken(bank);
  const first = await launch({ directoryUrl: bank.directoryUrl });
  await activate(first.page, ids);
  await first.close();
  await bank.stop();

  const { app, page } = await launch(wrongClock(home, bank, '+210d'));
  await expect(screen(page, 'A06')).toBeVisible();
  expect(await readCode(page)).toMatch(/^[0-9]{6}$/);
  await page.keyboard.press('F1');
  await expect(screen(page, 'A15')).toBeVisible();
  await page.getByLabel('ことばで探す').fill('壊れた');
  await expect(page.getByText('すぐに金融機関へお電話ください')).toBeVisible();
  await page.getByLabel('ことばで探す').fill('');
  await page.getByRole('button', { name: '控えを印刷する' }).click();
  const sheet = page.locator('.sheet');
  await expect(sheet).toContainText('あかぎ信用組合');
  await expect(sheet).toContainText(ids.serviceId);
  await expect(sheet).toContainText(/0[0-9]{1,3}-[0-9]{2,4}-[0-9]{3,4}/);
  const printed = await app.evaluate(async ({ BrowserWindow }) => {
    const pdf = await BrowserWindow.getAllWindows()[0]?.webContents.printToPDF({});
    return pdf?.subarray(0, 5).toString();
  });
  expect(printed).toBe('%PDF-');
});
