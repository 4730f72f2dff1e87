/** Every screen behind 設定, and the one of a vault that does not open, by keyboard alone in the real app. */
import { rmSync, writeFileSync } from 'node:fs';
import { expect } from '@playwright/test';
import type { Page } from '@playwright/test';
import { activate, readCode } from '../../support/app.ts';
import { issueToken } from '../../support/bank.ts';
import { opened, tabTo, type } from './keys.ts';
import { test, userDataOf } from '../../support/launch.ts';

/** From A08 to the screen of this entry. */
async function enter(page: Page, entry: string, number: string): Promise<void> {
  await tabTo(page, 'button', entry);
  await page.keyboard.press('Enter');
  await opened(page, number);
}

async function leave(page: Page, number = 'A08'): Promise<void> {
  await page.keyboard.press('Escape');
  await opened(page, number);
}

test('renewal, time, passcode, diagnosis, terms and version without a mouse', async ({
  launch,
  bank,
  browser,
}) => {
  const { page } = await launch({ directoryUrl: bank.directoryUrl });
  const press = (key: string) => page.keyboard.press(key);
  await activate(page, await issueToken(browser, bank.url));
  await press('Control+,');
  await opened(page, 'A08');

  await test.step('A11', async () => {
    await enter(page, '有効期限の更新', 'A11');
    await expect(page.getByText('更新できるトークンは、いまはありません。')).toBeVisible();
    await leave(page);
  });

  await test.step('A12', async () => {
    await enter(page, '時刻の確認', 'A12');
    await press('Enter');
    await expect(page.getByText('このパソコンの時計は合っています。')).toBeVisible();
    await leave(page);
  });

  await test.step('A16', async () => {
    await enter(page, '診断', 'A16');
    const good = page.getByText('トークンの保管庫は正しく開いています。');
    await expect(good).toBeVisible();
    await tabTo(page, 'button', 'もう一度調べる');
    await press('Enter');
    await expect(good).toBeVisible();
    await tabTo(page, 'button', 'サポート番号をコピー');
    await press('Enter');
    await expect(page.getByRole('button', { name: 'コピーしました' })).toBeVisible();
    await leave(page);
  });

  await test.step('A17', async () => {
    await enter(page, '利用規約', 'A17');
    await leave(page);
    await enter(page, 'バージョン情報', 'A17');
    await tabTo(page, 'button', 'ライセンス');
    await press('Enter');
    await expect(page.getByRole('heading', { level: 1 })).toHaveText('ライセンス');
    await press('Escape');
    await expect(page.getByRole('heading', { level: 1 })).toHaveText('バージョン情報');
    await leave(page);
  });

  await test.step('A14, A13', async () => {
    await enter(page, 'パスコード', 'A14');
    await type(page, '新しいパスコード:', '271828');
    await type(page, '新しいパスコード（確認）:', '271828');
    await press('Enter');
    await expect(page.getByText('パスコードを変えました。')).toBeVisible();
    await press('Enter');
    await opened(page, 'A08');
    await enter(page, 'パスコード', 'A14');
    await tabTo(page, 'button', '今すぐロックする');
    await press('Enter');
    await opened(page, 'A13');
    await type(page, 'パスコード:', '271828');
    await press('Enter');
    await opened(page, 'A06');
    expect(await readCode(page)).toMatch(/^[0-9]{6}$/);
  });
});

test('a folder that can’t be read (A18) is tried again without a mouse', async ({
  launch,
  home,
}) => {
  const folder = userDataOf(home);
  writeFileSync(folder, 'in the way');
  const { page } = await launch();
  await opened(page, 'A18');
  rmSync(folder);
  await tabTo(page, 'button', 'もう一度試す');
  await page.keyboard.press('Enter');
  await opened(page, 'A00');
});
