/** The way in: two steps without scrolling, a marker over them, and what comes next until the token is in use. */
import { expect } from '@playwright/test';
import type { Page } from '@playwright/test';
import { first, id, openToken, ready, token } from '../../fakes/samples.ts';
import { hiddenHeight } from '../../screens/measure.ts';
import {
  announce,
  asked,
  codeOf,
  fillForm,
  heading,
  passNumber,
  press,
  resize,
  test,
} from '../support/page.ts';

for (const [where, width, height] of [
  ['the whole of 400 × 720', 400, 720],
  ['what Windows leaves of it within its frame', 386, 681],
] as const) {
  for (const language of ['ja', 'en'] as const) {
    test(`in ${where} neither step of the form needs scrolling (${language})`, async ({ open }) => {
      const state = ready();
      state.view = { ...state.view, settings: { ...state.view.settings, language } };
      const page = await open(state);
      await resize(page, { width, height });
      expect(await hiddenHeight(page)).toBe(0);
      await page.locator('.field input').nth(0).fill('10010017');
      await page.locator('.field input').nth(1).fill('7K2M9QX4TB');
      await expect(page.locator('.confirmed')).toBeVisible();
      expect(await hiddenHeight(page)).toBe(0);
      await page.locator('.primary').click();
      await expect(page.locator('.terms')).toBeVisible();
      expect(await hiddenHeight(page)).toBe(0);
    });
  }
}

test('at 300 % each step opens with a field in view', async ({ open }) => {
  const state = ready();
  state.view = { ...state.view, settings: { ...state.view.settings, textPercent: 300 } };
  const page = await open(state);
  await expect(page.getByLabel('サービスID:')).toBeInViewport({ ratio: 0.9 });
  await page.getByLabel('サービスID:').fill('10010017');
  await page.getByLabel('ユーザーID:').fill('7K2M9QX4TB');
  await press(page, '次へ');
  await expect(page.getByLabel('利用開始パスワード:')).toBeInViewport({ ratio: 0.9 });
});

test('from 900 px both steps stand side by side, on one page without scrolling', async ({
  open,
}) => {
  const ids = { serviceId: '10010017', userId: '7K2M9QX4TB' };
  const page = await open(ready(), { readMail: { ok: true, value: [ids] } });
  await resize(page, { width: 899, height: 720 });
  await expect(page.getByLabel('利用開始パスワード:')).toHaveCount(0);
  await resize(page, { width: 900, height: 720 });
  const serviceId = await page.getByLabel('サービスID:').boundingBox();
  const password = await page.getByLabel('利用開始パスワード:').boundingBox();
  expect(password?.x).toBeGreaterThan((serviceId?.x ?? 0) + (serviceId?.width ?? 0));
  expect(await hiddenHeight(page)).toBe(0);
  await press(page, 'メールから貼り付け');
  await page.getByRole('textbox', { name: 'メールの文面' }).fill('ご案内');
  await press(page, '読み取る');
  await expect(page.getByLabel('利用開始パスワード:')).toBeFocused();
  await page.keyboard.type('482915');
  await page.getByLabel('上記の内容に同意する。').check();
  await press(page, '送信');
  const input = { ...ids, activationPassword: '482915' };
  expect(await asked(page)).toContainEqual({ name: 'activate', input });
});

test('the whole of the terms is one press away, and scrolls by keyboard', async ({ open }) => {
  const page = await open(ready());
  await fillForm(page);
  await press(page, '全文を読む');
  const dialog = page.getByRole('dialog');
  await expect(dialog.getByRole('heading', { name: '第12条（準拠法）' })).not.toBeInViewport();
  await dialog.locator('.dialog-body').focus();
  await page.keyboard.press('End');
  await expect(dialog.getByRole('heading', { name: '第12条（準拠法）' })).toBeInViewport();
  await page.keyboard.press('Escape');
  await expect(page.getByLabel('利用開始パスワード:')).toHaveValue('482915');
});

test('a marker says which of the four steps it is, from 初期設定 to 注意', async ({ open }) => {
  const page = await open(ready());
  const current = page.locator('.step-marker [aria-current=step]');
  await expect(current).toHaveText('1入力');
  const introduced = token({ id: id(1), introduction: { checkNumber: '804317' } });
  await announce(page, ready({ tokens: [introduced] }));
  await expect(current).toHaveText('2照合');
  await passNumber(page);
  for (const [step, button] of [
    ['3名前', '登録'],
    ['4注意', 'OK'],
  ] as const) {
    await expect(current).toHaveText(step);
    await press(page, button);
  }
});

test('until the token is in use A06 says what comes next, and opens the way there', async ({
  open,
}) => {
  const waiting = { ...first, firstUse: { checkNumber: '804317' } };
  const page = await open(codeOf(42, { tokens: [waiting] }));
  const card = page.getByRole('status').filter({ hasText: 'ワンタイムパスワード利用開始' });
  await expect(card.getByRole('group', { name: '照合番号' })).toContainText('8 0 4 3 1 7');
  // One button that says 開く, not two.
  await expect(page.getByRole('button').filter({ hasText: '開く' })).toHaveCount(1);
  await card.getByRole('button', { name: '利用開始のために開く' }).click();
  expect(await asked(page)).toContainEqual({
    name: 'openBankSite',
    input: { tokenId: first.id },
  });
  // The institution is asked when the window is come back to.
  const questions = async () =>
    (await asked(page)).filter(({ name }) => name === 'checkTokenStatus').length;
  const before = await questions();
  await page.evaluate(() => window.dispatchEvent(new Event('focus')));
  expect(await questions()).toBe(before + 1);
  await card.getByRole('button', { name: '済みました' }).click();
  expect((await asked(page)).at(-1)).toEqual({
    name: 'finishFirstUse',
    input: { tokenId: first.id },
  });
  await announce(page, codeOf(42));
  await expect(card).toHaveCount(0);
});

const goBack = {
  Esc: (page: Page) => page.keyboard.press('Escape'),
  戻る: (page: Page) => press(page, '戻る'),
};
for (const [how, back] of Object.entries(goBack)) {
  test(`the IDs typed for another token are still there after leaving by ${how} and coming back`, async ({
    open,
  }) => {
    const page = await open(ready({ tokens: [first], openToken: openToken() }));
    const add = async () => {
      await page.keyboard.press('Control+n');
      await expect(page.locator('.screen:visible h1')).toHaveText('トークン追加');
    };
    const serviceId = page.locator('.screen:visible').getByLabel('サービスID:');
    const userId = page.locator('.screen:visible').getByLabel('ユーザーID:');
    await add();
    await serviceId.fill('10010025');
    await userId.fill('7K2M9');
    await back(page);
    await expect(heading(page)).toHaveText('ワンタイムパスワード');
    await add();
    await expect(serviceId).toHaveValue('10010025');
    await expect(userId).toHaveValue('7K2M9');
    // From the second step back to the first.
    await userId.fill('7K2M9QX4TB');
    await press(page, '次へ');
    await expect(page.getByLabel('利用開始パスワード:')).toBeFocused();
    await back(page);
    await expect(serviceId).toHaveValue('10010025');
    await expect(userId).toHaveValue('7K2M9QX4TB');
    // What was sent is over.
    await fillForm(page, { serviceId: '10010025' });
    await press(page, '送信');
    await back(page);
    await back(page);
    await expect(heading(page)).toHaveText('ワンタイムパスワード');
    await add();
    await expect(serviceId).toHaveValue('');
    await expect(userId).toHaveValue('');
  });
}

test('the welcome says what to have ready, and leads on, to practice, to larger text and to help without a mail', async ({
  open,
}) => {
  const page = await open(ready(), {}, true);
  await expect(heading(page)).toHaveText('ようこそ');
  await expect(page.locator('.welcome-things li')).toHaveCount(3);
  expect(await hiddenHeight(page)).toBe(0);
  await press(page, '文字を大きく');
  expect(await asked(page)).toContainEqual({ name: 'changeSettings', input: { textPercent: 125 } });
  await press(page, '練習する');
  await expect(heading(page)).toHaveText('初期設定（練習）');
  await press(page, '戻る');
  await press(page, 'メールがない・届かない');
  await expect(page.getByText('画面ID BOP001')).toBeVisible();
  await expect(page.getByText('通帳やインターネットバンキングの画面にある電話番号')).toBeVisible();
  await press(page, '戻る');
  await press(page, 'はじめる');
  await expect(page.getByLabel('サービスID:')).toBeFocused();
});

test('whom to call is told where no mail has come, once the service ID is typed', async ({
  open,
}) => {
  const page = await open(ready());
  await page.getByLabel('サービスID:').fill('10010017');
  await press(page, 'メールがない・届かない');
  await expect(page.getByText('0120-000-017')).toBeVisible();
  await press(page, '戻る');
  await expect(page.getByLabel('サービスID:')).toHaveValue('10010017');
});

test('a field that gets its label as well holds the ID', async ({ open }) => {
  const page = await open(ready());
  await page.getByLabel('サービスID:').fill('・サービスID（8桁）：「１００１００１７」。');
  await expect(page.getByLabel('サービスID:')).toHaveValue('10010017');
  await page.getByLabel('ユーザーID:').fill('ユーザーID → *7k2m9 qx4tb*');
  await expect(page.getByLabel('ユーザーID:')).toHaveValue('7K2M9QX4TB');
});
