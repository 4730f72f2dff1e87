/** A link from the mail or from the bank's page opens the set-up of the real app, and never more than that. */
import { expect } from '@playwright/test';
import type { Page } from '@playwright/test';
import { activationLink } from '../../../shared/brand.ts';
import { activate, press, readCode, screen } from '../support/app.ts';
import { issueToken } from '../support/bank.ts';
import { test } from '../support/launch.ts';

const other = { serviceId: '10010017', userId: '7K2M9QX4TB' };
const passcode = '271828';
const question = (page: Page) => page.getByRole('dialog', { name: 'トークンの設定を始めますか？' });

test('a first start by a link opens A01 with both IDs and the institution, and asks only for the password', async ({
  launch,
  bank,
  browser,
}) => {
  const ids = await issueToken(browser, bank.url);
  const { page } = await launch({ directoryUrl: bank.directoryUrl, args: [activationLink(ids)] });
  await expect(screen(page, 'A01')).toBeVisible();
  await expect(page.getByLabel('サービスID:')).toHaveValue(ids.serviceId);
  await expect(page.getByLabel('ユーザーID:')).toHaveValue(ids.userId);
  await expect(page.getByText('確認済み')).toBeVisible();
  await press(page, '次へ');
  await expect(page.getByLabel('利用開始パスワード:')).toHaveValue('');
  await expect(page.getByLabel('上記の内容に同意する。')).not.toBeChecked();
});

test('a link that can not be read is told in a sentence, and nothing else happens', async ({
  launch,
}) => {
  const { page } = await launch({ args: [`${activationLink(other)}&password=482915`] });
  await expect(page.getByRole('dialog', { name: 'リンクを読み取れません' })).toBeVisible();
  await press(page, '閉じる');
  await expect(screen(page, 'A00')).toBeVisible();
});

test('a second start by a link asks before it leaves the code, and waits behind the lock', async ({
  launch,
  run,
  bank,
  browser,
}) => {
  const { app, page } = await launch({ directoryUrl: bank.directoryUrl });
  await activate(page, await issueToken(browser, bank.url));
  expect(await run({ args: [activationLink(other)] })).toBe(0);
  await expect(question(page)).toContainText(other.userId);
  await press(page, 'いいえ');
  await expect(question(page)).toHaveCount(0);
  await expect(screen(page, 'A06')).toBeVisible();
  expect(await readCode(page)).toMatch(/^\d{6}$/);

  // By the thousand, and the last alone counts.
  await app.evaluate(({ app: main }, link) => {
    for (let count = 0; count < 1000; count += 1) {
      main.emit('second-instance', {}, ['app', `desktop-token:activate?service=${count}`], '');
    }
    main.emit('second-instance', {}, ['app', link], '');
  }, activationLink(other));
  await expect(question(page)).toContainText(other.userId);
  await press(page, '設定を始める');
  await expect(screen(page, 'A02')).toBeVisible();
  await expect(page.getByLabel('ユーザーID:')).toHaveValue(other.userId);
  await expect(question(page)).toHaveCount(0);

  await page.evaluate(
    (next) => window.bridge.call('changePasscode', { current: null, next }),
    passcode,
  );
  await page.evaluate(() => window.bridge.call('lock'));
  await expect(screen(page, 'A13')).toBeVisible();
  expect(await run({ args: [activationLink({ ...other, userId: '0000000000' })] })).toBe(0);
  await page.getByLabel('パスコード:', { exact: true }).fill(passcode);
  await expect(question(page)).toHaveCount(0);
  await press(page, 'ロックを解除');
  await expect(question(page)).toContainText('0000000000');
});
