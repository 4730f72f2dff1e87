/** The page alone, in a browser, with a scripted bridge: what the customer does, and what main is asked for it. */
import { expect } from '@playwright/test';
import type { Page } from '@playwright/test';
import {
  akagi,
  blocked,
  first,
  haruna,
  id,
  pendingActivation,
  ready,
  sampleNow,
  second,
  token,
} from '../../fakes/samples.ts';
import { ceilings } from '../../integration/build/ceilings.ts';
import {
  announce,
  asked,
  codeOf,
  everyCall,
  fillForm,
  heading,
  passNumber,
  press,
  resize,
  stopClock,
  test,
} from '../support/page.ts';

test('the first token is asked for, introduced in three steps and opened', async ({ open }) => {
  const page = await open(ready());
  await expect(heading(page)).toHaveText('初期設定');
  await fillForm(page, { serviceId: '１００１ ００１７', userId: '7k2m-9qx4-tb' });
  await expect(page.getByText('あかぎ信用組合')).toBeVisible();
  await expect(page.getByText('確認済み')).toBeVisible();
  await press(page, '送信');
  const input = { serviceId: '10010017', userId: '7K2M9QX4TB', activationPassword: '482915' };
  expect(await asked(page)).toContainEqual({ name: 'activate', input });

  const introduced = token({ id: id(1), introduction: { checkNumber: '804317' } });
  await announce(page, ready({ tokens: [introduced] }));
  await expect(heading(page)).toHaveText('初期設定完了');
  await expect(page.getByRole('group', { name: '照合番号' })).toContainText('8 0 4 3 1 7');
  await passNumber(page);
  await page.getByLabel('変更後の追加文言:').fill('本店用');
  await expect(page.getByText('あかぎ信用組合 本店用', { exact: true })).toBeVisible();
  await press(page, '登録');
  await expect(heading(page)).toHaveText('注意');
  await press(page, 'OK');
  await announce(page, ready({ tokens: [first] }));
  await expect
    .poll(async () => (await asked(page)).map(({ name }) => name))
    .toEqual([
      'activate',
      'closeToken',
      'checkTokenStatus',
      'renameToken',
      'finishIntroduction',
      'openToken',
    ]);
});

test('a new token is congratulated on when the institution has said that it works, and not before', async ({
  open,
}) => {
  const introduced = token({ id: id(1), introduction: { checkNumber: '804317' } });
  const state = ready({ tokens: [introduced] });
  const done = (page: Page) => page.getByText('初期設定が正常に完了しました。');

  const waiting = await open(ready(), { checkTokenStatus: 'never' });
  await stopClock(waiting);
  await announce(waiting, state);
  await expect(waiting.getByRole('button', { name: '金融機関に確かめています' })).toBeVisible();
  await expect(done(waiting)).toHaveCount(0);
  // Nobody is kept waiting for ever, and nobody is told what is not known.
  await waiting.clock.runFor(5000);
  await expect(waiting.getByText('まだ確かめられていません')).toBeVisible();
  await expect(waiting.getByRole('button', { name: '次へ' })).toBeEnabled();

  const offline = await open(state, {
    checkTokenStatus: { ok: false, code: 'offline', facts: {} },
  });
  await expect(offline.getByText('まだ確かめられていません')).toBeVisible();
  await expect(done(offline)).toHaveCount(0);

  const good = await open(state, { checkTokenStatus: { ok: true, value: { status: 'waiting' } } });
  await expect(done(good)).toBeVisible();
  // It is followed while it is open, under the next screens too.
  await passNumber(good);
  await announce(good, ready({ tokens: [{ ...introduced, condition: 'released' }] }));
  await expect(good.getByRole('alert')).toContainText('このトークンはもう使えません');
  await expect(good.getByRole('alert')).toContainText('0120-000-017');

  const ended = await open(state, {
    checkTokenStatus: { ok: true, value: { status: 'released' } },
  });
  await expect(heading(ended)).toHaveText('このトークンは使えません');
  await expect(done(ended)).toHaveCount(0);
  await press(ended, '次へ');
  expect((await asked(ended)).map(({ name }) => name)).toContain('finishIntroduction');
});

test('what was typed is still there after an error, with its number and sentence', async ({
  open,
}) => {
  const refused = { ok: false, code: 'wrong-credentials', facts: { triesLeft: 3 } } as const;
  const page = await open(ready(), { activate: refused });
  await fillForm(page);
  await press(page, '送信');
  const alert = page.getByRole('alert');
  await expect(alert).toContainText('E101');
  await expect(alert).toContainText('正しくありません。あと 3 回');
  await expect(alert).toBeInViewport();
  await expect(page.getByLabel('利用開始パスワード:')).toHaveValue('482915');
  await page.keyboard.press('Escape');
  await expect(page.getByLabel('サービスID:')).toHaveValue('10010017');
  await expect(page.getByLabel('ユーザーID:')).toHaveValue('7K2M9QX4TB');
});

test('after a service ID that is unknown, a click on what follows hits it', async ({ open }) => {
  const page = await open(ready());
  await resize(page, { width: 1000, height: 700 });
  await page.getByLabel('サービスID:').pressSequentially('99999999');
  const box = page.getByLabel('上記の内容に同意する。');
  const { x, y, width } = (await box.boundingBox()) ?? { x: 0, y: 0, width: 0 };
  // At its upper edge: what moves down between press and release is missed there.
  await page.mouse.move(x + width / 2, y + 6);
  await page.mouse.down();
  await expect(page.getByText('このサービスIDは見つかりません')).toBeVisible();
  await page.mouse.up();
  await expect(box).toBeChecked();
});

test('the notice of a token that ends soon leads to its renewal', async ({ open }) => {
  const ending = token({
    id: first.id,
    expiresAt: sampleNow + 20 * 86_400_000,
    renewal: { sending: false, unanswered: false, code: null },
  });
  const page = await open(codeOf(42, { tokens: [ending] }), { renewToken: 'never' });
  await press(page, '有効期限の更新');
  await expect(heading(page)).toHaveText('有効期限の更新');
  await press(page, '更新する');
  expect((await asked(page)).at(-1)).toEqual({ name: 'renewToken', input: { tokenId: first.id } });
});

test('an institution that left the list is told beside the code, with the date and whom to ask', async ({
  open,
}) => {
  const unlistedSince = Date.UTC(2026, 9, 31, 15);
  const page = await open(codeOf(42, { tokens: [{ ...first, unlistedSince }] }));
  await expect(
    page.getByText('2026年11月1日から、このアプリの金融機関の一覧に載っていません'),
  ).toBeVisible();
  await expect(page.getByRole('status').filter({ hasText: '0120-000-017' })).toBeVisible();
  await expect(page.getByLabel('ワンタイムパスワード').first()).toBeVisible();
  await press(page, 'コピー');
  expect(await asked(page)).toContainEqual({ name: 'copyCode', input: undefined });
});

test('a pasted mail fills both IDs, leads to the activation password and sends nothing', async ({
  open,
}) => {
  const ids = { serviceId: '10010017', userId: '7K2M9QX4TB' };
  const page = await open(ready(), { readMail: { ok: true, value: [ids] } });
  await press(page, 'メールから貼り付け');
  await page.getByRole('textbox', { name: 'メールの文面' }).fill('トークン発行のご案内');
  await press(page, '読み取る');
  await expect(page.getByLabel('利用開始パスワード:')).toBeFocused();
  await expect(page.getByText('確認済み')).toBeVisible();
  await press(page, '戻る');
  await expect(page.getByLabel('サービスID:')).toHaveValue(ids.serviceId);
  await expect(page.getByLabel('ユーザーID:')).toHaveValue(ids.userId);
  expect((await asked(page)).map(({ name }) => name)).toEqual(['readMail']);
});

test('of two mails in one paste the customer chooses the IDs, with whose they are', async ({
  open,
}) => {
  const pairs = [
    { serviceId: akagi.serviceId, userId: '7K2M9QX4TB' },
    { serviceId: haruna.serviceId, userId: 'ABCDE12345' },
  ];
  const page = await open(ready(), { readMail: { ok: true, value: pairs } });
  await press(page, 'メールから貼り付け');
  await page.getByRole('textbox', { name: 'メールの文面' }).fill('ご案内');
  await press(page, '読み取る');
  const dialog = page.getByRole('dialog');
  await expect(dialog.getByText('新しいメールの番号を選んでください')).toBeInViewport();
  await expect(dialog.getByRole('button', { name: 'あかぎ信用組合' })).toBeVisible();
  await dialog.getByRole('button', { name: 'はるな信用組合' }).click();
  await expect(page.getByLabel('利用開始パスワード:')).toBeFocused();
  await press(page, '戻る');
  await expect(page.getByLabel('サービスID:')).toHaveValue(haruna.serviceId);
  await expect(page.getByLabel('ユーザーID:')).toHaveValue('ABCDE12345');
});

test('the password is masked until the eye is pressed', async ({ open }) => {
  const page = await open(ready());
  await fillForm(page);
  const field = page.getByLabel('利用開始パスワード:');
  await expect(field).toHaveAttribute('type', 'password');
  await press(page, 'パスワードを表示する');
  await expect(field).toHaveAttribute('type', 'text');
});

test('a request without an answer is withdrawn only after a question', async ({ open }) => {
  const page = await open(ready({ pending: [pendingActivation()] }));
  await press(page, '取り消す');
  expect(await asked(page)).toEqual([]);
  await page.getByRole('dialog').getByRole('button', { name: '取り消す', exact: true }).click();
  expect(await asked(page)).toEqual([{ name: 'discardActivation', input: { id: id(9) } }]);
});

test('a request whose record can’t be read is shown with what to do, and can’t be withdrawn', async ({
  open,
}) => {
  const lost = { isUnreadable: true, code: 'record-unreadable' } as const;
  const page = await open(ready({ pending: [pendingActivation(lost)] }));
  await expect(page.getByText('番号 E517')).toBeVisible();
  await expect(page.getByText(/の記録が読み取れません。消さずに残してあります。/)).toBeVisible();
  await expect(page.getByText(/「トークン発行」をやり直してください。/)).toBeVisible();
  await expect(page.getByRole('button', { name: '取り消す' })).toHaveCount(0);
});

test('the only token opens by itself, the one of several when it is chosen', async ({ open }) => {
  const alone = await open(ready({ tokens: [first] }));
  await expect
    .poll(() => asked(alone))
    .toContainEqual({ name: 'openToken', input: { tokenId: first.id } });

  const several = await open(ready({ tokens: [first, second] }));
  await expect(heading(several)).toHaveText('トークン選択');
  expect(await asked(several)).toEqual([]);
  await several.getByRole('button', { name: 'はるな信用組合 本店用' }).click();
  await expect
    .poll(() => asked(several))
    .toEqual([{ name: 'openToken', input: { tokenId: second.id } }]);
});

test('a code of an only token that cannot be opened is an error with a number', async ({
  open,
}) => {
  const refused = { ok: false, code: 'record-unreadable', facts: {} } as const;
  const page = await open(ready({ tokens: [first] }), { openToken: refused });
  await expect(page.getByRole('alert')).toContainText('E517');
});

test('the code is the biggest thing on its screen, at least 72 px high', async ({ open }) => {
  const page = await open(codeOf(42));
  const size = (selector: string) =>
    page
      .locator(selector)
      .evaluate((element) => Number.parseFloat(getComputedStyle(element).fontSize));
  expect(await size('.code .digits')).toBeGreaterThanOrEqual(72);
  const narrow = await size('.code .digits');
  await resize(page, { width: 900, height: 800 });
  expect(await size('.code .digits')).toBeGreaterThan(narrow);
});

for (const [where, width, height] of [
  ['the whole of 400 × 720', 400, 720],
  ['what Windows leaves of it within its frame', 386, 681],
] as const) {
  test(`the code and all that belongs to it need no scrolling in ${where}`, async ({ open }) => {
    const page = await open(codeOf(42));
    await resize(page, { width, height });
    const hidden = await page
      .locator('.screen-body')
      .evaluate(({ scrollHeight, clientHeight }) => scrollHeight - clientHeight);
    expect(hidden).toBe(0);
  });
}

test('the code is copied by button, by pressing its card anywhere, by Enter and by Ctrl+C', async ({
  open,
}) => {
  const page = await open(codeOf(42));
  await stopClock(page);
  await press(page, 'コピー');
  await expect(page.getByRole('button', { name: 'コピーしました' })).toBeVisible();
  await page.locator('.code-card').click({ position: { x: 30, y: 20 } });
  await heading(page).focus();
  await page.keyboard.press('Enter');
  await page.keyboard.press('Control+C');
  await expect.poll(async () => (await asked(page)).length).toBe(4);
  expect(new Set((await asked(page)).map(({ name }) => name))).toEqual(new Set(['copyCode']));
});

test('in its last seconds the next code is waited for and copied when it comes', async ({
  open,
}) => {
  const page = await open(codeOf(6));
  await stopClock(page);
  await press(page, '次の番号を待つ');
  await expect(page.locator('.code').getByText('次の番号をコピーします')).toBeVisible();
  expect(await asked(page)).toEqual([]);
  await announce(page, codeOf(60, {}, '118204'));
  await expect(page.getByRole('button', { name: 'コピーしました' })).toBeVisible();
  expect(await asked(page)).toEqual([{ name: 'copyCode', input: undefined }]);
});

test('a code that has expired is neither shown nor copied', async ({ open }) => {
  const page = await open(codeOf(0));
  await expect(page.getByText('新しい番号に変わります')).toBeVisible();
  await expect(page.getByRole('group', { name: 'ワンタイムパスワード' })).toHaveCount(0);
  await page.keyboard.press('Control+C');
  expect(await asked(page)).toEqual([]);
});

test('the seconds count down one by one to the end of the code', async ({ open }) => {
  const page = await open(ready());
  await stopClock(page);
  await announce(page, codeOf(40));
  const seconds = page.getByRole('timer');
  for (const left of ['40', '39', '38']) {
    await expect(seconds).toHaveText(`あと ${left} 秒`);
    await page.clock.runFor(1000);
  }
  await page.clock.runFor(37_000);
  await expect(seconds).toHaveText('あと 0 秒');
  await expect(page.getByText('新しい番号に変わります')).toBeVisible();
});

test('while A03 is open the institution is asked again, ever more seldom', async ({ open }) => {
  const state = ready({
    tokens: [token({ id: id(1), introduction: { checkNumber: '804317' } })],
  });
  const waiting = { ok: true, value: { status: 'waiting' } } as const;
  const page = await open(ready(), { checkTokenStatus: waiting });
  await stopClock(page);
  await announce(page, state);
  await expect(page.getByText('正常に完了しました')).toBeVisible();
  const times = async () =>
    (await everyCall(page)).filter((name) => name === 'checkTokenStatus').length;
  await page.clock.runFor(10_000);
  const atFirst = await times();
  const counts = [];
  for (const afterMs of [6000, 31_000, 61_000, 61_000]) {
    await page.clock.runFor(afterMs);
    counts.push((await times()) - atFirst);
  }
  expect(counts).toEqual([1, 2, 3, 4]);
});

test('Esc and 戻る go back one step', async ({ open }) => {
  const page = await open(codeOf(42));
  await press(page, '設定');
  await press(page, 'トークン追加');
  await expect(heading(page)).toHaveText('トークン追加');
  await page.keyboard.press('Escape');
  await expect(heading(page)).toHaveText('設定');
  await press(page, '戻る');
  await expect(heading(page)).toHaveText('ワンタイムパスワード');
});

test('with several tokens the way back from a code closes it', async ({ open }) => {
  const page = await open(codeOf(42, { tokens: [first, second] }));
  await expect(heading(page)).toHaveText('ワンタイムパスワード');
  await page.keyboard.press('Escape');
  expect(await asked(page)).toEqual([{ name: 'closeToken', input: undefined }]);
  await announce(page, ready({ tokens: [first, second] }));
  await expect(heading(page)).toHaveText('トークン選択');
});

test('「番号を聞かれましたか？」 says what to do and gives the number of the directory', async ({
  open,
}) => {
  const page = await open(codeOf(42));
  await press(page, '番号を聞かれましたか？');
  await expect(page.getByRole('dialog')).toContainText(akagi.tel);
  await page.keyboard.press('Escape');
  await expect(page.getByRole('dialog')).toHaveCount(0);
  await expect(heading(page)).toHaveText('ワンタイムパスワード');
});

test('a vault that cannot be opened says so, with a way to try again', async ({ open }) => {
  const page = await open(blocked('key-store-locked'));
  await expect(page.getByRole('alert')).toContainText('E502');
  await expect(page.getByText('消していません')).toBeVisible();
  await press(page, 'もう一度試す');
  expect(await asked(page)).toEqual([{ name: 'retryStart', input: undefined }]);
  await expect(page.getByText('状態は変わりませんでした')).toBeVisible();
});

test('an unfinished kana conversion is left alone, and normalised when it is done', async ({
  open,
}) => {
  const page = await open(ready());
  const field = page.getByLabel('ユーザーID:');
  await field.focus();
  const input = await page.context().newCDPSession(page);
  await input.send('Input.imeSetComposition', { text: 'ａｂ', selectionStart: 2, selectionEnd: 2 });
  await expect(field).toHaveValue('ａｂ');
  await input.send('Input.insertText', { text: 'ａｂ' });
  await expect(field).toHaveValue('AB');
});

test('a letter put into the middle leaves the caret where it was typed', async ({ open }) => {
  const page = await open(ready());
  const field = page.getByLabel('ユーザーID:');
  await field.fill('7K2M');
  await field.press('Home');
  await field.pressSequentially('ab');
  await expect(field).toHaveValue('AB7K2M');
});

test('undo gives what was typed or pasted, then what was there before, and never a mixture', async ({
  open,
}) => {
  const page = await open(ready());
  const field = page.getByLabel('サービスID:');
  await field.pressSequentially('1001');
  await page.keyboard.insertText('　００１７');
  await expect(field).toHaveValue('10010017');
  await page.keyboard.press('Control+z');
  await expect(field).toHaveValue('1001　００１７');
  // Chromium takes what was typed in one go as one step.
  await page.keyboard.press('Control+z');
  await expect(field).toHaveValue('');
  await page.keyboard.press('Control+Shift+z');
  await page.keyboard.press('Control+Shift+z');
  await expect(field).toHaveValue('10010017');
  await page.getByLabel('ユーザーID:').fill('7K2M9QX4TB');
  await press(page, '次へ');
  await expect(page.getByText('確認済み')).toBeVisible();
});

test('the only token’s code is shown after one question', async ({ open }) => {
  const page = await open(codeOf(42));
  await expect(page.getByRole('group', { name: 'ワンタイムパスワード' })).toHaveText(
    /4 9 2 0 3 9$/,
  );
  expect((await everyCall(page)).length).toBeLessThanOrEqual(ceilings.callsToFirstCode);
});
