/** What the page does with a link: takes it on the welcome, asks everywhere else, and waits while it may not ask. */
import { expect } from '@playwright/test';
import type { Page } from '@playwright/test';
import { first, id, openToken, pendingActivation, ready, token } from '../../fakes/samples.ts';
import { announce, asked, fillForm, press, test } from '../support/page.ts';

const ids = { serviceId: '10010017', userId: '7K2M9QX4TB' };
const link = { number: 1, ids };
const question = (page: Page) => page.getByRole('dialog', { name: 'トークンの設定を始めますか？' });

test('on the welcome it opens A01 without a question', async ({ open }) => {
  const page = await open(ready({ link }), {}, true);
  await expect(page.getByLabel('ユーザーID:')).toHaveValue(ids.userId);
  await expect(page.locator('.confirmed')).toBeVisible();
  await expect(question(page)).toHaveCount(0);
  expect(await asked(page)).toEqual([{ name: 'finishLink', input: { number: 1 } }]);
});

test('of an institution that the directory does not know the form says so', async ({ open }) => {
  const unknown = { number: 1, ids: { ...ids, serviceId: '99999999' } };
  const page = await open(ready({ link: unknown }), {}, true);
  await expect(page.getByText('このサービスIDは見つかりません。')).toBeVisible();
});

test('what was typed stays after a no, and goes with its password after a yes', async ({
  open,
}) => {
  const page = await open(ready());
  await fillForm(page, { userId: '0000000000' });
  await announce(page, ready({ link }));
  await press(page, 'いいえ');
  await announce(page, ready());
  await expect(page.getByLabel('利用開始パスワード:')).toHaveValue('482915');
  await announce(page, ready({ link: { ...link, number: 2 } }));
  await press(page, '設定を始める');
  await announce(page, ready());
  await expect(page.getByLabel('ユーザーID:')).toHaveValue(ids.userId);
  await press(page, '次へ');
  await expect(page.getByLabel('利用開始パスワード:')).toHaveValue('');
});

const busy = {
  'a request is under way': ready({ pending: [pendingActivation({ sending: true })], link }),
  'a new token is introduced': ready({
    tokens: [token({ id: id(1), introduction: { checkNumber: '804317' } })],
    link,
  }),
};
for (const [when, state] of Object.entries(busy)) {
  test(`while ${when} it waits, and asks after that`, async ({ open }) => {
    const page = await open(state);
    await expect(page.locator('.screen')).toBeVisible();
    await expect(question(page)).toHaveCount(0);
    await announce(page, ready({ tokens: [first], openToken: openToken(), link }));
    await expect(question(page)).toBeVisible();
    expect(await asked(page)).not.toContainEqual({ name: 'finishLink', input: { number: 1 } });
  });
}

test('with a code on the screen it leaves it only after a yes', async ({ open }) => {
  const page = await open(ready({ tokens: [first], openToken: openToken(), link }));
  await expect(question(page)).toBeVisible();
  await expect(page.locator('.code')).toBeVisible();
  await press(page, '設定を始める');
  await expect(page.getByText('A02', { exact: true })).toBeVisible();
});
