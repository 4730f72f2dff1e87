/** The whole way by keyboard alone, in the real app: from the first screen to the code, and to a second one. */
import { expect } from '@playwright/test';
import { activate, activationPassword, readCode } from '../../support/app.ts';
import { issueToken } from '../../support/bank.ts';
import { opened, tabTo, type } from './keys.ts';
import { test } from '../../support/launch.ts';

test('from 初期設定 to the code, its help and its deletion without a mouse', async ({
  launch,
  bank,
  browser,
}) => {
  const ids = await issueToken(browser, bank.url);
  const { page } = await launch({ directoryUrl: bank.directoryUrl });
  const press = (key: string) => page.keyboard.press(key);

  await test.step('A01', async () => {
    await opened(page, 'A00');
    await press('Enter');
    await opened(page, 'A01');
    await type(page, 'サービスID:', ids.serviceId);
    await type(page, 'ユーザーID:', ids.userId);
    await page.keyboard.press('Enter');
    await expect(page.getByLabel('利用開始パスワード:')).toBeFocused();
    await page.keyboard.insertText(activationPassword);
    await tabTo(page, 'checkbox', '上記の内容に同意する。');
    await press(' ');
    await press('Enter');
  });

  await test.step('A03 to A05', async () => {
    await opened(page, 'A03');
    await expect(page.getByRole('button', { name: '次へ' })).toBeEnabled();
    await tabTo(page, 'radio', '同じでした');
    await press(' ');
    await press('Enter');
    await opened(page, 'A04');
    await press('Escape');
    await opened(page, 'A03');
    await press('Enter');
    await opened(page, 'A04');
    await type(page, '[任意] 変更後の追加文言:', '本店用');
    await press('Enter');
    await opened(page, 'A05');
    await press('Enter');
  });

  await test.step('A06', async () => {
    await opened(page, 'A06');
    expect(await readCode(page)).toMatch(/^[0-9]{6}$/);
    await press('Control+C');
    await expect(page.getByText(/コピーしました|次の番号をコピーします/).first()).toBeVisible();
    await tabTo(page, 'button', '番号を聞かれましたか？');
    await press('Enter');
    await expect(page.getByRole('dialog')).toBeVisible();
    await press('Escape');
    await expect(page.getByRole('dialog')).toHaveCount(0);
  });

  await test.step('A08, A09', async () => {
    await press('Control+,');
    await tabTo(page, 'button', 'トークン表示名変更');
    await press('Enter');
    await opened(page, 'A09');
    await press('Escape');
    await opened(page, 'A08');
  });

  await test.step('A20, A15', async () => {
    await press('Control+;');
    await expect(page.locator('html')).toHaveCSS('font-size', '22.5px');
    await press('Control+0');
    await expect(page.locator('html')).toHaveCSS('font-size', '18px');
    await press('F1');
    await opened(page, 'A15');
    await press('Escape');
  });

  await test.step('A10', async () => {
    await tabTo(page, 'button', 'トークン削除');
    await press('Enter');
    await opened(page, 'A10');
    await tabTo(page, 'button', '押し続けて削除');
    await page.keyboard.down(' ');
    await expect(page.getByText('「あかぎ信用組合 本店用」を削除しました。')).toBeVisible();
    await page.keyboard.up(' ');
    await press('Enter');
    await opened(page, 'A01');
  });
});

test('another token (2B) without a mouse, and the choice between both by the arrow keys', async ({
  launch,
  bank,
  browser,
}) => {
  const { page } = await launch({ directoryUrl: bank.directoryUrl });
  const press = (key: string) => page.keyboard.press(key);
  await activate(page, await issueToken(browser, bank.url));
  const ids = await issueToken(browser, bank.url, 'haruna');

  await test.step('A02', async () => {
    await press('Control+,');
    await opened(page, 'A08');
    await tabTo(page, 'button', 'トークン追加');
    await press('Enter');
    await opened(page, 'A02');
    await press('Escape');
    await opened(page, 'A08');
    await press('Control+N');
    await opened(page, 'A02');
    await type(page, 'サービスID:', ids.serviceId);
    await type(page, 'ユーザーID:', ids.userId);
    await press('Enter');
    await expect(page.getByLabel('利用開始パスワード:')).toBeFocused();
    await page.keyboard.insertText(activationPassword);
    await tabTo(page, 'checkbox', '上記の内容に同意する。');
    await press(' ');
    await press('Enter');
  });

  await test.step('A03 to A06', async () => {
    for (const number of ['A03', 'A04', 'A05']) {
      await opened(page, number);
      if (number === 'A03') {
        await tabTo(page, 'radio', '同じでした');
        await press(' ');
      }
      await press('Enter');
    }
    await opened(page, 'A06');
    expect(await readCode(page)).toMatch(/^[0-9]{8}$/);
  });

  await test.step('A07', async () => {
    await press('Escape');
    await opened(page, 'A07');
    await expect(page.getByRole('button', { name: 'はるな信用組合' })).toBeFocused();
    await press('ArrowUp');
    await press('Enter');
    await opened(page, 'A06');
    expect(await readCode(page)).toMatch(/^[0-9]{6}$/);
  });

  await test.step('A19', async () => {
    await press('Control+,');
    await opened(page, 'A08');
    await tabTo(page, 'button', '並べ替え');
    await press('Enter');
    await opened(page, 'A19');
    const names = page.locator('.screen:visible .token-name');
    await expect(names).toHaveText(['あかぎ信用組合', 'はるな信用組合']);
    await tabTo(page, 'button', 'あかぎ信用組合 を下へ');
    await press('Enter');
    await expect(names).toHaveText(['はるな信用組合', 'あかぎ信用組合']);
    await tabTo(page, 'button', 'はるな信用組合 を下へ');
    await press('Alt+ArrowDown');
    await expect(names).toHaveText(['あかぎ信用組合', 'はるな信用組合']);
    await tabTo(page, 'button', '終わる');
    await press('Enter');
    await opened(page, 'A08');
  });
});
