/** A18, A13 and A14: each condition of the vault has a screen of its own, and none is a dead end. */
import { expect } from '@playwright/test';
import type { ErrorCode } from '../../../shared/errors.ts';
import { errorNumbers } from '../../../shared/errors.ts';
import { akagi, blocked, first, locked, ready } from '../../fakes/samples.ts';
import { announce, asked, codeOf, everyCall, press, test } from '../support/page.ts';

const conditions: ErrorCode[] = [
  'key-store-absent',
  'key-store-locked',
  'key-store-changed',
  'key-store-refused',
  'key-store-hanging',
  'database-damaged',
  'database-newer',
  'database-busy',
  'database-read-only',
  'disk-full',
  'storage-failed',
];

for (const code of conditions) {
  test(`${code}: what happened, that nothing was deleted, what to do, and a way to try again`, async ({
    open,
  }) => {
    const page = await open(blocked(code));
    await expect(page.getByText('A18', { exact: true })).toBeVisible();
    await expect(page.getByRole('alert')).toContainText(errorNumbers[code]);
    await expect(page.getByText('消していません')).toBeVisible();
    expect(await page.getByRole('listitem').count()).toBeGreaterThan(0);
    await expect(page.getByRole('button', { name: '新しく始める' })).toHaveCount(0);
    await press(page, 'もう一度試す');
    expect(await asked(page)).toEqual([{ name: 'retryStart', input: undefined }]);
  });
}

test('no two conditions are told in the same words', async ({ open }) => {
  const told: (string | null)[] = [];
  for (const code of conditions) {
    const page = await open(blocked(code));
    told.push(await page.getByRole('alert').locator('p').last().textContent());
  }
  expect(new Set(told).size).toBe(conditions.length);
});

test('where it is final a new beginning is offered, with whom to call and the service ID, after a question', async ({
  open,
}) => {
  const unsealed = [{ institution: akagi, maskedUserId: '7K******TB' }];
  const page = await open({ ...blocked('key-store-changed'), final: true, unsealed });
  await expect(page.getByText(akagi.tel).first()).toBeVisible();
  await expect(page.getByText(`サービスID ${akagi.serviceId}`)).toBeVisible();
  await expect(page.getByText('ユーザーIDは前のものと変わります')).toBeVisible();
  await press(page, '新しく始める');
  expect(await asked(page)).toEqual([]);
  await page.getByRole('dialog').getByRole('button', { name: '新しく始める' }).click();
  await expect.poll(() => asked(page)).toEqual([{ name: 'startAnew', input: undefined }]);
});

test('where Touch ID was chosen the lock offers it beside the passcode', async ({ open }) => {
  const page = await open(locked({ touchId: true }));
  await expect(page.getByLabel('パスコード:', { exact: true })).toBeVisible();
  await press(page, '指紋（Touch ID）で解除');
  expect(await asked(page)).toEqual([{ name: 'unlockByTouchId', input: undefined }]);
});

test('where there is no Touch ID nothing speaks of it', async ({ open }) => {
  const page = await open(locked());
  await expect(page.getByText('Touch ID')).toHaveCount(0);
});

test('A14 says what Touch ID costs before it is switched on', async ({ open }) => {
  const passcode = { isSet: true, isRequired: false, touchId: 'off' } as const;
  const page = await open(codeOf(42, { passcode }));
  await press(page, '設定');
  await press(page, 'パスコード');
  await expect(page.getByText('パスコードだけのときほど守れません')).toBeVisible();
  const choice = page.getByRole('radiogroup', { name: '指紋（Touch ID）' });
  await expect(choice.getByLabel('使わない')).toBeChecked();
  await choice.getByLabel('使う', { exact: true }).click();
  expect(await asked(page)).toEqual([{ name: 'chooseTouchId', input: { on: true } }]);
});

test('who sets the passcode that a token needs comes to its code, with nothing more to press', async ({
  open,
}) => {
  const page = await open(ready({ tokens: [first] }), {
    openToken: { ok: false, code: 'passcode-required', facts: {} },
  });
  await expect(page.getByText('パスコードの設定が必要です')).toBeVisible();
  const opening = async () => (await everyCall(page)).filter((call) => call === 'openToken');
  await expect.poll(opening).toHaveLength(1);
  const passcode = { isSet: true, isRequired: true, touchId: 'absent' } as const;
  await announce(page, ready({ tokens: [first], passcode }));
  await expect.poll(opening).toHaveLength(2);
  await expect(page.getByText('E124')).toHaveCount(0);
  await announce(page, codeOf(42, { passcode }));
  await expect(page.getByText('有効時間')).toBeVisible();
});
