/** The real app on PCs whose clocks are wrong: after one contact its codes are right, before it the screen says so. */
import { execFileSync } from 'node:child_process';
import { chmodSync, closeSync, openSync, writeFileSync, writeSync } from 'node:fs';
import { once } from 'node:events';
import { createServer } from 'node:net';
import type { Socket } from 'node:net';
import { join } from 'node:path';
import { expect } from '@playwright/test';
import type { Page } from '@playwright/test';
import { createCustomer } from '../../fakes/app/customer.ts';
import { activate, activationPassword, press, readCode, screen } from '../support/app.ts';
import type { BankProcess } from '../support/bank.ts';
import { test } from '../support/launch.ts';
import type { Home } from '../support/launch.ts';

const second = 1000;
const minute = 60 * second;
const hour = 60 * minute;
const day = 24 * hour;
const year = 365 * day;

/**
 * A PC whose clock stands `aheadMs` before the true time, and can be set while the app runs. It gains or
 * loses `rate` seconds in each second; its monotonic clock, so many as `monotonicRate` says.
 */
function pcClock(home: Home, bank: BankProcess, aheadMs = 0, monotonicRate = 0) {
  const library = join(home.path, 'pc-clock.so');
  const source = join(import.meta.dirname, '../support/pc-clock.c');
  execFileSync('cc', ['-shared', '-fPIC', '-O2', '-o', library, source]);
  const { executable } = JSON.parse(process.env['E2E_APP'] ?? '{}') as { executable: string };
  const wrapper = join(home.path, 'app.sh');
  // The app alone, not the bus and the key ring that are started with it.
  writeFileSync(wrapper, `#!/bin/sh\nexport LD_PRELOAD=${library}\nexec "${executable}" "$@"\n`);
  chmodSync(wrapper, 0o755);
  const path = join(home.path, 'pc-clock');
  const setting = (ahead: number, rate: number) =>
    Buffer.from(new Float64Array([ahead / 1000, rate, Date.now() / 1000, monotonicRate]).buffer);
  writeFileSync(path, setting(aheadMs, 0), { mode: 0o644 });
  chmodSync(path, 0o644);
  const env = { APP_EXECUTABLE: wrapper, PC_CLOCK: path };
  return {
    options: { directoryUrl: bank.directoryUrl, env },
    set(ahead: number, rate = 0): void {
      // In place: the app has the file mapped.
      const file = openSync(path, 'r+');
      writeSync(file, setting(ahead, rate));
      closeSync(file);
    },
  };
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
const offsets: [name: string, aheadMs: number, timeZone: string, words: string][] = [
  ['5 seconds fast', 5 * second, 'Asia/Tokyo', ''],
  ['5 seconds slow', -5 * second, 'Asia/Tokyo', ''],
  ['3 minutes fast', 3 * minute, 'Asia/Tokyo', '約3分進んで'],
  ['100 minutes slow', -100 * minute, 'Asia/Tokyo', '約2時間遅れて'],
  ['25 hours fast', 25 * hour, 'America/New_York', '約1日進んで'],
  ['a month slow', -30 * day, 'Asia/Tokyo', '約30日遅れて'],
  ['two years slow, its battery being empty', -2 * year, 'Asia/Tokyo', '約2年遅れて'],
  ['ten years slow', -10 * year, 'Europe/London', '遅れています'],
  ['ten years fast', 10 * year, 'Pacific/Kiritimati', '進んでいます'],
  ['beyond January 2038', 13 * year, 'America/St_Johns', '進んでいます'],
];

for (const [name, aheadMs, timeZone, words] of offsets) {
  test(`${name}, in ${timeZone}: after one contact the code is accepted`, async ({
    launch,
    home,
    bank,
  }) => {
    const { customer, ids } = await newToken(bank);
    const pc = pcClock(home, bank, aheadMs).options;
    const { page } = await launch({ ...pc, env: { ...pc.env, TZ: timeZone } });
    await activate(page, ids);
    await expectAccepted(page, customer);
    await expect(page.locator('body')).toContainText(words);
  });
}

/** Behind the settings the screen that they were opened from is still there. */
const badge = (page: Page, words: string | RegExp) =>
  page.getByText(words).filter({ visible: true }).first();

test('a clock that is set while a code is shown changes nothing', async ({
  launch,
  home,
  bank,
}) => {
  test.setTimeout(240_000);
  const { customer, ids } = await newToken(bank);
  const clock = pcClock(home, bank);
  const { page } = await launch(clock.options);
  await activate(page, ids);
  const jumps: [number, string][] = [
    [3 * hour, '約3時間進んで'],
    [-2 * day, '約2日遅れて'],
    [400 * day, '約1年進んで'],
    [-10 * year, '約10年遅れて'],
    [13 * year, '約13年進んで'],
  ];
  for (const [aheadMs, words] of jumps) {
    // With enough of the minute left, the code must be the same before and after.
    await expect.poll(() => Date.now() % minute, { timeout: minute }).toBeLessThan(35 * second);
    const before = { code: await readCode(page), step: Math.floor(Date.now() / minute) };
    clock.set(aheadMs);
    await expect(badge(page, new RegExp(words))).toBeVisible();
    const after = await readCode(page);
    expect(Math.floor(Date.now() / minute)).toBe(before.step);
    expect(after).toBe(before.code);
  }
  await expectAccepted(page, customer);
});

/** How far the PC's clock is from the true time, in milliseconds. */
const away = (page: Page) =>
  page.evaluate(() => Date.now()).then((pc) => Math.abs(pc - Date.now()));

for (const [name, rate] of [
  ['six times as fast', 5],
  ['backwards at four times its speed', -5],
] as const) {
  test(`while a code is shown the PC's clock runs ${name}: the codes keep the true time`, async ({
    launch,
    home,
    bank,
  }) => {
    test.setTimeout(240_000);
    const { customer, ids } = await newToken(bank);
    const clock = pcClock(home, bank);
    const { page } = await launch(clock.options);
    await activate(page, ids);
    clock.set(0, rate);
    // Farther than the bank's window reaches.
    await expect.poll(() => away(page), { timeout: 120_000 }).toBeGreaterThan(130_000);
    clock.set(Math.sign(rate) * 140 * second);
    await expect(badge(page, /約2分(進んで|遅れて)/)).toBeVisible();
    await expectAccepted(page, customer);
  });
}

test('where the monotonic clock runs too fast as well, one more contact puts the codes right', async ({
  launch,
  home,
  bank,
}) => {
  test.setTimeout(240_000);
  const { customer, ids } = await newToken(bank);
  const { page } = await launch(pcClock(home, bank, 0, 3).options);
  await activate(page, ids);
  await expect.poll(() => away(page), { timeout: 120_000 }).toBeGreaterThan(130_000);
  await press(page, '設定');
  await press(page, '時刻の確認');
  await press(page, '今すぐ確認');
  await expect(page.getByText('確認しました。')).toBeAttached();
  await press(page, '戻る');
  await press(page, '戻る');
  await expectAccepted(page, customer);
});

/** At their edges the PC's own local time leaves an hour out, has one twice, or needs another bit. */
const edges: [name: string, timeZone: string, edge: string][] = [
  ['summer time begins', 'America/New_York', '2027-03-14T07:00:00Z'],
  ['summer time ends', 'America/New_York', '2027-11-07T06:00:00Z'],
  ['32 bits are full', 'Asia/Tokyo', '2038-01-19T03:14:08Z'],
  ['a leap day ends', 'Asia/Tokyo', '2028-02-29T15:00:00Z'],
];
for (const [name, timeZone, edge] of edges) {
  test(`while a code is shown, ${name} on the PC in ${timeZone}: the code is accepted`, async ({
    launch,
    home,
    bank,
  }) => {
    const { customer, ids } = await newToken(bank);
    const aheadMs = Date.parse(edge) - 20 * second - Date.now();
    const pc = pcClock(home, bank, aheadMs).options;
    const { page } = await launch({ ...pc, env: { ...pc.env, TZ: timeZone } });
    await activate(page, ids);
    const pcTime = () => page.evaluate(() => Date.now());
    await expect.poll(pcTime, { timeout: 60_000 }).toBeGreaterThan(Date.parse(edge));
    await expectAccepted(page, customer);
  });
}

test('a time zone that is not Japan’s makes no difference, and 時刻の確認 says so', async ({
  launch,
  bank,
}) => {
  const { customer, ids } = await newToken(bank);
  const { page } = await launch({
    directoryUrl: bank.directoryUrl,
    env: { TZ: 'America/New_York' },
  });
  await activate(page, ids);
  await expectAccepted(page, customer);
  await press(page, '設定');
  await press(page, '時刻の確認');
  await expect(
    page.getByText(
      'パソコンのタイムゾーンは America/New_York です。日本でなくても、番号に違いはありません。',
    ),
  ).toBeVisible();
});

test('offline for months, at a bank that takes the call and is silent: code, name, help and 控え are there at once', async ({
  launch,
  home,
  bank,
}) => {
  const { ids } = await newToken(bank);
  const first = await launch({ directoryUrl: bank.directoryUrl });
  await activate(first.page, ids);
  await first.close();

  await bank.stop();
  const waiting = new Set<Socket>();
  const silent = createServer((socket) => {
    waiting.add(socket);
    socket.on('error', () => undefined).once('close', () => waiting.delete(socket));
  });
  silent.listen(Number(new URL(bank.listeningAt).port), '127.0.0.1');
  await once(silent, 'listening');
  const { page } = await launch(pcClock(home, bank, 200 * day).options);
  expect(await readCode(page)).toMatch(/^[0-9]{6}$/);
  await press(page, '設定');
  await press(page, 'トークン表示名変更');
  await page.getByLabel('変更後の追加文言:').fill('本店用');
  await press(page, '登録');
  await press(page, 'ヘルプ');
  await expect(screen(page, 'A15')).toBeVisible();
  await press(page, '控えを印刷する');
  await expect(page.getByText('あかぎ信用組合 本店用').filter({ visible: true })).not.toHaveCount(
    0,
  );
  // It has asked, and nobody has answered so far.
  expect(waiting.size).toBeGreaterThan(0);
  for (const socket of waiting) socket.destroy();
  silent.close();
});

test('a clock that stands before what the vendor signed is called wrong on the first screen', async ({
  launch,
  home,
  bank,
}) => {
  const { page } = await launch(pcClock(home, bank, -10 * year).options);
  await expect(screen(page, 'A00')).toBeVisible();
  await expect(badge(page, /パソコンの時計が正しくないようです/)).toBeVisible();
});

test('before any contact the screen says that the clock may be wrong, and how it is put right', async ({
  launch,
  home,
  bank,
}) => {
  const { customer, ids } = await newToken(bank);
  const first = await launch({ directoryUrl: bank.directoryUrl });
  await activate(first.page, ids);
  await first.close();

  await bank.stop();
  const past = await launch(pcClock(home, bank, -10 * year).options);
  await expect(screen(past.page, 'A06')).toBeVisible();
  await expect(badge(past.page, /パソコンの時計が正しくないようです/)).toBeVisible();
  await past.close();
  const future = await launch(pcClock(home, bank, 2 * year).options);
  await expect(badge(future.page, /に確かめたままです/)).toBeVisible();
  await future.close();
  // So late that the token would have expired: the clock is suspected first.
  const clock = pcClock(home, bank, 74 * year);
  const far = await launch(clock.options);
  await expect(far.page.getByText(/E302$/)).toBeVisible();
  await expect(
    badge(far.page, /パソコンの日付が2100年[0-9]+月[0-9]+日になっています/),
  ).toBeVisible();
  // Who sets it right has the code at once, without a network.
  clock.set(0);
  expect(await readCode(far.page)).toMatch(/^[0-9]{6}$/);
  await far.close();

  await bank.restart();
  const { page } = await launch(pcClock(home, bank, -10 * year).options);
  await expect(page.getByText(/E301$/)).toBeVisible();
  // Put off, it is not lost: the code is marked, and 時刻の確認 asks again.
  await press(page, 'あとで確かめる');
  await expect(badge(page, /パソコンの時計が正しくないようです/)).toBeVisible();
  await press(page, '設定');
  await press(page, '時刻の確認');
  await press(page, '金融機関の時刻に合わせる');
  await expect(badge(page, /約10年遅れています/)).toBeVisible();
  await press(page, '戻る');
  await press(page, '戻る');
  await expect(badge(page, /このパソコンの時計は約10年遅れています/)).toBeVisible();
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

  const { app, page } = await launch(pcClock(home, bank, 210 * day).options);
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
