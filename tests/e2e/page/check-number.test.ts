/** A03: whoever has seen another 照合番号 at the bank goes no further, and whoever has not looked is shown where. */
import { expect } from '@playwright/test';
import type { Page } from '@playwright/test';
import { first, haruna, id, ready, token } from '../../fakes/samples.ts';
import { asked, heading, passNumber, press, stopClock, test } from '../support/page.ts';

const introducing = ready({
  tokens: [
    first,
    token({ id: id(2), institution: haruna, introduction: { checkNumber: '804317' } }),
  ],
});
const answer = (page: Page, name: string) => page.getByLabel(name).check();
const names = async (page: Page) => (await asked(page)).map(({ name }) => name);

test('同じでした goes on, and is still chosen when the customer comes back', async ({ open }) => {
  const page = await open(introducing);
  await passNumber(page);
  await expect(heading(page)).toHaveText('トークン表示名設定');
  await press(page, '戻る');
  await expect(page.getByLabel('同じでした')).toBeChecked();
  await press(page, '次へ');
  await expect(heading(page)).toHaveText('トークン表示名設定');
});

test('without an answer 次へ says what is missing, and the first answer has the focus', async ({
  open,
}) => {
  const page = await open(introducing);
  await press(page, '次へ');
  await expect(heading(page)).toHaveText('トークン追加完了');
  await expect(page.getByLabel('同じでした')).toBeFocused();
  const group = page.getByRole('radiogroup', { name: 'インターネットバンキングの照合番号と' });
  await expect(group).toHaveAttribute('aria-invalid', 'true');
  await expect(group).toHaveAccessibleDescription(/3つのうちから選んでください/);
  await expect(page.locator('.complaint')).toBeInViewport();
});

test('まだ見ていない says where to look, opens the bank and stays; later is possible, with the number on A06', async ({
  open,
}) => {
  const page = await open(introducing);
  await answer(page, 'まだ見ていない');
  const where = page.getByRole('status').filter({ hasText: '「トークン情報」' });
  await expect(where).toContainText('最新の状態を表示する');
  await where.getByRole('button', { name: '開く' }).click();
  expect(await asked(page)).toContainEqual({ name: 'openBankSite', input: { tokenId: id(2) } });
  await press(page, '次へ');
  await expect(heading(page)).toHaveText('トークン追加完了');
  await expect(page.locator('.complaint')).toContainText('見てから');
  await expect(page.getByLabel('まだ見ていない')).toBeFocused();
  await press(page, 'あとで確かめる');
  await expect(heading(page)).toHaveText('トークン表示名設定');
});

test('違います warns, says whom to telephone and goes no further', async ({ open }) => {
  const page = await open(introducing);
  await answer(page, '違います');
  const alert = page.getByRole('alert');
  await expect(alert).toContainText('このトークンは使わないでください');
  await expect(alert).toContainText('「利用開始」をせず');
  await expect(alert).toContainText(haruna.tel);
  await press(page, '次へ');
  await page.keyboard.press('Enter');
  await expect(heading(page)).toHaveText('トークン追加完了');
  await expect(page.locator('.complaint')).toContainText('次へ進めません');
  expect(await names(page)).not.toContain('finishIntroduction');
});

test('a token of another number can be put aside at once, by a button that is held', async ({
  open,
}) => {
  const page = await open(introducing);
  await stopClock(page);
  await answer(page, '違います');
  const discard = page.getByRole('button', { name: 'このトークンを削除' });
  await discard.click();
  expect(await names(page)).not.toContain('removeToken');
  await discard.hover();
  await page.mouse.down();
  await page.clock.runFor(3000);
  await expect
    .poll(() => asked(page))
    .toContainEqual({ name: 'removeToken', input: { tokenId: id(2) } });
  await page.mouse.up();
});

test('an answer is changed as often as it takes', async ({ open }) => {
  const page = await open(introducing);
  await answer(page, '違います');
  await answer(page, 'まだ見ていない');
  await expect(page.getByRole('alert')).toHaveCount(0);
  await passNumber(page);
  await expect(heading(page)).toHaveText('トークン表示名設定');
});
