/** A13 and A14 as a customer meets them: setting a passcode, locking, unlocking, forgetting it. */
import { once } from 'node:events';
import { expect } from '@playwright/test';
import type { Page } from '@playwright/test';
import { activate, clipboardText, copyCode, press, readCode, screen } from '../support/app.ts';
import { issueToken } from '../support/bank.ts';
import { test } from '../support/launch.ts';

const passcode = '271828';
const type = (page: Page, label: string, text: string) =>
  page.getByLabel(label, { exact: true }).fill(text);

async function setPasscode(page: Page): Promise<void> {
  await press(page, '設定');
  await press(page, 'パスコード');
  await expect(screen(page, 'A14')).toBeVisible();
  await type(page, '新しいパスコード:', passcode);
  await type(page, '新しいパスコード（確認）:', passcode);
  await press(page, '設定する');
  await expect(page.getByText('パスコードを変えました。')).toBeVisible();
  await press(page, 'OK');
}

async function unlock(page: Page, typed = passcode): Promise<void> {
  await type(page, 'パスコード:', typed);
  await press(page, 'ロックを解除');
}

test('with a passcode the app opens locked, and shows its code after the passcode alone', async ({
  launch,
  bank,
  browser,
}) => {
  const first = await launch({ directoryUrl: bank.directoryUrl });
  await activate(first.page, await issueToken(browser, bank.url));
  await setPasscode(first.page);
  await first.close();

  const { app, page } = await launch({ directoryUrl: bank.directoryUrl });
  await expect(screen(page, 'A13')).toBeVisible();
  await unlock(page, '314159');
  await expect(page.getByText(/E121$/)).toBeVisible();
  await expect(page.getByText('あと 4 回、続けて入力できます。').first()).toBeVisible();
  await unlock(page);
  await expect(screen(page, 'A06')).toBeVisible();
  expect(await readCode(page)).toMatch(/^[0-9]{6}$/);

  await copyCode(page);

  // The screen is locked, or the PC goes to sleep.
  await app.evaluate(({ powerMonitor }) => powerMonitor.emit('lock-screen'));
  await expect(screen(page, 'A13')).toBeVisible();
  await expect.poll(clipboardText).toBe('');
  expect(await page.content()).not.toContain('あかぎ信用組合 ');
  await unlock(page);
  await expect(screen(page, 'A06')).toBeVisible();
});

test('who has forgotten the passcode starts anew, with the service ID filled in', async ({
  launch,
  bank,
  browser,
}) => {
  const { app, page } = await launch({ directoryUrl: bank.directoryUrl });
  const ids = await issueToken(browser, bank.url, 'haruna');
  await activate(page, ids);
  await setPasscode(page);
  await app.evaluate(({ powerMonitor }) => powerMonitor.emit('suspend'));
  await expect(screen(page, 'A13')).toBeVisible();
  await page.getByText('パスコードを忘れたとき').click();
  await press(page, '新しく始める');
  await page.getByRole('dialog').getByRole('button', { name: '新しく始める' }).click();
  await expect(screen(page, 'A01')).toBeVisible();
  await expect(page.getByLabel('サービスID:')).toHaveValue(ids.serviceId);
});

test('the app ends as ever while a passcode is looked at, and opens by it the next time', async ({
  launch,
  bank,
}) => {
  const first = await launch({ directoryUrl: bank.directoryUrl });
  await activate(first.page, await bank.issue('ends'));
  await setPasscode(first.page);
  await first.app.evaluate(({ powerMonitor }) => powerMonitor.emit('lock-screen'));
  await unlock(first.page);
  const ended = once(first.app.process(), 'exit');
  await first.close();
  expect(await ended).toEqual([0, null]);

  const { page } = await launch({ directoryUrl: bank.directoryUrl });
  await unlock(page);
  await expect(screen(page, 'A06')).toBeVisible();
});
