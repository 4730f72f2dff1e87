/** 練習用トークン: a clerk and a customer walk the way from A01 to A06 by telephone, and nothing of it is real. */
import { expect } from '@playwright/test';
import type { Page } from '@playwright/test';
import { akagi, ready } from '../../fakes/samples.ts';
import {
  codeOf,
  everyCall,
  fillForm,
  heading,
  passNumber,
  press,
  stopClock,
  test,
} from '../support/page.ts';

async function beginPractice(page: Page): Promise<void> {
  await page.keyboard.press('F1');
  await press(page, '練習用トークン');
  await expect(heading(page)).toHaveText('初期設定（練習）');
}

/** Marked in its heading, in the window's title and in words. */
async function expectMarked(page: Page, title: string): Promise<void> {
  await expect(heading(page)).toHaveText(`${title}（練習）`);
  expect(await page.title()).toContain('（練習）');
  await expect(page.getByText('何も送られず、出る番号はどこでも使えません')).toBeVisible();
}

test('the way from 初期設定 to the code is rehearsed, marked on every screen, and main is asked nothing', async ({
  open,
}) => {
  const page = await open(ready());
  await beginPractice(page);
  const before = await everyCall(page);
  await expectMarked(page, '初期設定');
  const given = page.locator('.practice-ids');
  await expect(given).toContainText('12345678');
  await expect(given).toContainText('ABCDE12345');
  await fillForm(page, { serviceId: '１２３４ ５６７８', userId: 'abcde 12345', password: '1234' });
  await expect(page.getByText('確認済み').locator('visible=true')).toBeVisible();
  await press(page, '送信');

  await expectMarked(page, '初期設定完了');
  await expect(page.getByRole('group', { name: '照合番号' })).toContainText(/^[0-9 ]+$/);
  await page.getByLabel('違います').check();
  await expect(page.getByRole('alert')).toContainText('このトークンは使わないでください');
  await expect(page.getByRole('button', { name: /削除/ })).toHaveCount(0);
  await passNumber(page);
  await expectMarked(page, 'トークン表示名設定');
  await page.getByLabel('変更後の追加文言:').fill('練習する店の名前が長い');
  await expect(page.getByText('この文言は使えません')).toBeVisible();
  await page.getByLabel('変更後の追加文言:').fill('本店用');
  await press(page, '登録');
  await expectMarked(page, '注意');
  await press(page, 'OK');

  await expectMarked(page, 'ワンタイムパスワード');
  await expect(page.getByText('練習用信用組合 本店用').first()).toBeVisible();
  await stopClock(page);
  const button = page.locator('.primary:visible');
  await button.click();
  await expect(button).toHaveText(/練習なので、コピーはされません/);
  await page.keyboard.press('Control+b');
  await press(page, '番号を聞かれましたか？');
  const dialog = page.getByRole('dialog');
  await expect(dialog).toContainText('（練習）');
  await expect(dialog).toContainText('練習のため、電話番号はありません');
  expect(await everyCall(page)).toEqual(before);
});

test('what is typed wrong while practising is refused as it would be, and the practice can be ended at any step', async ({
  open,
}) => {
  const page = await open(codeOf(42));
  await beginPractice(page);
  await fillForm(page, { serviceId: '12345678', userId: 'ABCDE12345', password: '9999' });
  await press(page, '送信');
  await expect(page.getByRole('alert')).toContainText('E101');
  await page.locator('.screen:visible').getByLabel('利用開始パスワード:').fill('1234');
  await press(page, '送信');
  await expectMarked(page, '初期設定完了');
  await press(page, '練習を終わる');
  await expect(heading(page)).toHaveText('ヘルプ');
});

test('real IDs are not taken while practising, and go nowhere', async ({ open }) => {
  const page = await open(ready());
  await beginPractice(page);
  const before = await everyCall(page);
  await page.locator('.screen:visible').getByLabel('サービスID:').fill(akagi.serviceId);
  await expect(page.getByText('練習用のサービスIDを入力してください')).toBeVisible();
  await press(page, '次へ');
  await expect(page.locator('.screen:visible').getByLabel('サービスID:')).toBeFocused();
  await press(page, 'メールから貼り付け');
  await page.getByRole('textbox', { name: 'メールの文面' }).fill(`サービスID ${akagi.serviceId}`);
  await press(page, '読み取る');
  await expect(page.locator('.screen:visible').getByLabel('利用開始パスワード:')).toBeFocused();
  await page.keyboard.press('Escape');
  await expect(page.locator('.screen:visible').getByLabel('サービスID:')).toHaveValue('12345678');
  expect(await everyCall(page)).toEqual(before);
});

test('the practice’s service ID is refused kindly in the real form', async ({ open }) => {
  const page = await open(ready());
  await page.getByLabel('サービスID:').fill('12345678');
  await expect(page.getByText('これは練習用の番号です')).toBeVisible();
  await press(page, '次へ');
  await expect(page.getByLabel('サービスID:')).toBeFocused();
});
