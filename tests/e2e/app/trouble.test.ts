/** What the app says when the PC is not as it should be, and that nothing stored is lost by it. */
import { createHash } from 'node:crypto';
import { readFileSync, readdirSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from '@playwright/test';
import type { Page } from '@playwright/test';
import {
  activate,
  activationPassword,
  fillActivation,
  press,
  readCode,
  readNumber,
  screen,
} from '../support/app.ts';
import { issueToken, readCheckNumber, startBankProcess } from '../support/bank.ts';
import { openHeldLine } from '../support/held-line.ts';
import { test, userDataOf } from '../support/launch.ts';
import type { Home } from '../support/launch.ts';

const vaultOf = (home: Home) => join(userDataOf(home), 'vault.db');
const removeCopies = (home: Home) => rmSync(join(userDataOf(home), 'backup'), { recursive: true });
const digest = (path: string) => createHash('sha256').update(readFileSync(path)).digest('hex');
const number = (page: Page, code: string) => page.getByText(new RegExp(`${code}$`));

test('without a key store the app says so and writes nothing', async ({ launch, home }) => {
  const { page } = await launch({ keyRing: 'none' });
  await expect(screen(page, 'A18')).toBeVisible();
  await expect(page.getByText(/E50[12]/)).toBeVisible();
  expect(readdirSync(userDataOf(home)).filter((name) => name.startsWith('vault'))).toEqual([]);
});

test('with a locked key ring a token stays as it is, and works when the ring is open again', async ({
  launch,
  home,
  bank,
  browser,
}) => {
  const directoryUrl = bank.directoryUrl;
  const first = await launch({ directoryUrl });
  await activate(first.page, await issueToken(browser, bank.url));
  await first.close();
  const before = digest(vaultOf(home));

  const locked = await launch({ keyRing: 'locked', directoryUrl });
  await expect(screen(locked.page, 'A18')).toBeVisible();
  await expect(number(locked.page, 'E502')).toBeVisible();
  await locked.close();
  expect(digest(vaultOf(home))).toBe(before);

  const { page } = await launch({ directoryUrl });
  await expect(screen(page, 'A06')).toBeVisible();
  expect(await readCode(page)).toMatch(/^[0-9]{6}$/);
});

test('a damaged database without a copy is said so and left untouched', async ({
  launch,
  home,
}) => {
  const first = await launch();
  await expect(screen(first.page, 'A00')).toBeVisible();
  await first.close();
  removeCopies(home);
  truncateSync(vaultOf(home), 3000);
  const before = digest(vaultOf(home));
  const { page } = await launch();
  await expect(screen(page, 'A18')).toBeVisible();
  await expect(number(page, 'E511')).toBeVisible();
  expect(digest(vaultOf(home))).toBe(before);
});

test('a damaged database comes back from its copy, and the customer is told', async ({
  launch,
  home,
  bank,
  browser,
}) => {
  const first = await launch({ directoryUrl: bank.directoryUrl });
  await activate(first.page, await issueToken(browser, bank.url));
  await first.close();
  truncateSync(vaultOf(home), 3000);
  const { page } = await launch();
  await expect(number(page, 'E519')).toBeVisible();
  await press(page, '読みました');
  await expect(screen(page, 'A06')).toBeVisible();
  expect(await readCode(page)).toMatch(/^[0-9]{6}$/);
});

test('「もう一度試す」 opens the vault as soon as it is whole again', async ({ launch, home }) => {
  const first = await launch();
  await expect(screen(first.page, 'A00')).toBeVisible();
  await first.close();
  const whole = readFileSync(vaultOf(home));
  removeCopies(home);
  truncateSync(vaultOf(home), 3000);
  const { page } = await launch();
  await expect(screen(page, 'A18')).toBeVisible();
  writeFileSync(vaultOf(home), whole);
  await press(page, 'もう一度試す');
  await expect(screen(page, 'A00')).toBeVisible();
});

test('a second copy brings the first to the front and ends', async ({ launch, run }) => {
  const { app, page } = await launch();
  await expect(screen(page, 'A00')).toBeVisible();
  await app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.minimize());
  expect(await run()).toBe(0);
  await expect
    .poll(() =>
      app.evaluate(({ BrowserWindow }) =>
        BrowserWindow.getAllWindows().map((each) => each.isVisible() && !each.isMinimized()),
      ),
    )
    .toEqual([true]);
});

test('killed between sending and storing, the next start finishes with the same token', async ({
  launch,
  browser,
}) => {
  const line = await openHeldLine();
  const farBank = await startBankProcess(line.url);
  line.leadTo(farBank.listeningAt);
  const ids = await issueToken(browser, line.url);
  const first = await launch({ directoryUrl: farBank.directoryUrl });
  await fillActivation(first.page, ids);
  await expect(first.page.getByText('確認済み')).toBeVisible();
  line.hold('/activations');
  await press(first.page, '送信');
  await line.isHeld;
  const given = await readCheckNumber(browser, line.url);
  await first.kill();

  line.release();
  const { page } = await launch({ directoryUrl: farBank.directoryUrl });
  await expect(screen(page, 'A03')).toBeVisible();
  expect(await readNumber(page, '照合番号')).toBe(given);
  expect(await readCheckNumber(browser, line.url)).toBe(given);
  await farBank.remove();
  await line.close();
});

test('with the bank stopped the input is kept, and the token comes by itself when it is back', async ({
  launch,
  bank,
  browser,
}) => {
  const ids = await issueToken(browser, bank.url);
  const { page } = await launch({ directoryUrl: bank.directoryUrl });
  await fillActivation(page, ids);
  await expect(page.getByText('確認済み')).toBeVisible();
  await bank.stop();
  await press(page, '送信');
  await expect(number(page, 'E201').first()).toBeVisible();
  await expect(page.getByLabel('利用開始パスワード:')).toHaveValue(activationPassword);
  await bank.restart();
  // It is asked for again after 10 s, 20 s and so on.
  await expect(screen(page, 'A03')).toBeVisible({ timeout: 45_000 });
});

test('wrong input is refused with a number, a sentence and the tries left', async ({
  launch,
  bank,
  browser,
}) => {
  const ids = await issueToken(browser, bank.url);
  const { page } = await launch({ directoryUrl: bank.directoryUrl });
  await fillActivation(page, ids);
  await page.getByLabel('利用開始パスワード:').fill('000000');
  await press(page, '送信');
  await expect(number(page, 'E101')).toBeVisible();
  await expect(
    page.getByText('サービスID、ユーザーIDまたは利用開始パスワードが正しくありません。あと 4 回'),
  ).toBeVisible();
  await page.getByLabel('利用開始パスワード:').fill('４８２９１５');
  await press(page, '送信');
  await expect(screen(page, 'A03')).toBeVisible();
});

test('送信 with something missing sends nothing, says what it is and costs no try', async ({
  launch,
  bank,
  browser,
}) => {
  const { page } = await launch({ directoryUrl: bank.directoryUrl });
  const ids = await issueToken(browser, bank.url);
  await fillActivation(page, ids);
  await page.getByLabel('利用開始パスワード:').fill('482');
  await press(page, '送信');
  await expect(page.getByLabel('利用開始パスワード:')).toBeFocused();
  await expect(page.getByText('4～8桁の数字で入力してください。')).toBeVisible();
  await page.getByLabel('利用開始パスワード:').fill('000000');
  await page.getByLabel('上記の内容に同意する。').uncheck();
  await press(page, '送信');
  await expect(page.getByLabel('上記の内容に同意する。')).toBeFocused();
  await page.getByLabel('上記の内容に同意する。').check();
  await press(page, '送信');
  await expect(page.getByText(/あと 4 回/)).toBeVisible();
});
