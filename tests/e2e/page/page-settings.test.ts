/** 設定 and what opens from it, by mouse and by keys, with a scripted bridge. */
import { expect } from '@playwright/test';
import type { Page } from '@playwright/test';
import type { State } from '../../../shared/state.ts';
import {
  akagi,
  blocked,
  first,
  haruna,
  id,
  ready,
  sampleView,
  second,
  token,
  view,
} from '../../fakes/samples.ts';
import {
  announce,
  asked,
  codeOf,
  fillForm,
  heading,
  press,
  stopClock,
  test,
} from '../support/page.ts';

const both = ready({ tokens: [first, second] });

async function openEntry(page: Page, name: string): Promise<void> {
  await press(page, '設定');
  await press(page, name);
}

test('with one token 並べ替え is left out, and without any what needs one', async ({ open }) => {
  const page = await open(codeOf(42));
  await press(page, '設定');
  await expect(page.getByRole('button', { name: 'トークン削除' })).toBeVisible();
  await expect(page.getByRole('button', { name: '並べ替え' })).toHaveCount(0);
  await announce(page, ready());
  await expect(page.getByRole('button', { name: 'トークン削除' })).toHaveCount(0);
  await expect(page.getByRole('button', { name: 'ヘルプ' })).toBeVisible();
});

test('what was typed is still there after a look at the help', async ({ open }) => {
  const page = await open(ready());
  await page.getByLabel('サービスID:').fill('10010017');
  await page.keyboard.press('F1');
  await expect(heading(page)).toHaveText('ヘルプ');
  await page.keyboard.press('Escape');
  await expect(page.getByLabel('サービスID:')).toHaveValue('10010017');
});

test('a look at the help leaves the second step as it was, with its password and its mark', async ({
  open,
}) => {
  const page = await open(ready());
  await fillForm(page);
  await page.keyboard.press('F1');
  await expect(heading(page)).toHaveText('ヘルプ');
  await page.keyboard.press('Escape');
  await expect(page.getByLabel('利用開始パスワード:')).toHaveValue('482915');
  await expect(page.getByLabel('上記の内容に同意する。')).toBeChecked();
});

test('a choice that main refuses is not shown as taken', async ({ open }) => {
  const page = await open(codeOf(42), {
    changeSettings: { ok: false, code: 'disk-full', facts: {} },
  });
  await openEntry(page, '画面と文字');
  await page.getByLabel('暗い', { exact: true }).click();
  await expect(page.locator('.notice')).toBeVisible();
  await expect(page.getByLabel('暗い', { exact: true })).not.toBeChecked();
  await expect(page.getByRole('radio', { checked: true })).toHaveCount(3);
});

test('text size, colours and language are seen at once', async ({ open }) => {
  const page = await open(codeOf(42));
  await openEntry(page, '画面と文字');
  await press(page, '大きく');
  expect(await asked(page)).toEqual([{ name: 'changeSettings', input: { textPercent: 125 } }]);
  const html = page.locator('html');
  const size = () => html.evaluate((element) => getComputedStyle(element).fontSize);
  await announce(page, { ...codeOf(42), view: view({ textPercent: 200, theme: 'dark' }) });
  await expect.poll(size).toBe('36px');
  await expect(html).toHaveCSS('color-scheme', 'dark');
  await announce(page, { ...codeOf(42), view: view({ language: 'en' }) });
  await expect(heading(page)).toHaveText('Screen and text');
  await expect(html).toHaveAttribute('lang', 'en');
});

test('settings that could not be read are said to be back to the first ones', async ({ open }) => {
  const page = await open({ ...codeOf(42), view: { ...sampleView, settingsDamaged: true } });
  const dialog = page.getByRole('dialog');
  await expect(dialog).toContainText('はじめの設定に戻しました');
  await expect(dialog).toContainText('トークンはそのままです');
  await press(page, '閉じる');
  expect(await asked(page)).toEqual([{ name: 'changeSettings', input: {} }]);
});

test('where the tokens can’t be opened nothing lies over what says so', async ({ open }) => {
  const damaged = { ...sampleView, settingsDamaged: true };
  const page = await open({ ...blocked('data-unreachable'), view: damaged });
  await expect(page.getByText('E522')).toBeVisible();
  await expect(page.getByRole('dialog')).toHaveCount(0);
});

test('a token is put in another place by button and by Alt and an arrow', async ({ open }) => {
  const page = await open(both);
  await openEntry(page, '並べ替え');
  const down = page.getByRole('button', { name: 'あかぎ信用組合 を下へ' });
  await down.click();
  const swapped = { name: 'orderTokens', input: { tokenIds: [second.id, first.id] } };
  expect(await asked(page)).toEqual([swapped]);
  await down.focus();
  await page.keyboard.press('Alt+ArrowDown');
  expect(await asked(page)).toEqual([swapped, swapped]);
});

test('a token is deleted when its name is typed', async ({ open }) => {
  const inUse = { ok: true, value: { status: 'inUse' } } as const;
  const page = await open(codeOf(42), { checkTokenStatus: inUse });
  await openEntry(page, 'トークン削除');
  await expect(page.getByText('利用解除は済みましたか？')).toBeVisible();
  await expect(page.getByText('まだ利用中です')).toBeVisible();
  const remove = page.getByRole('button', { name: '削除', exact: true });
  for (const typed of ['', 'あかぎ']) {
    await page.getByLabel('トークン表示名を入力').fill(typed);
    await remove.click();
    await expect(
      page.getByText('ここに「あかぎ信用組合」と入力すると、削除できます。'),
    ).toBeVisible();
    expect((await asked(page)).map(({ name }) => name)).not.toContain('removeToken');
  }
  await page.getByLabel('トークン表示名を入力').fill('あかぎ 信用組合');
  await remove.click();
  await expect(page.getByText('「あかぎ信用組合」を削除しました。')).toBeVisible();
  expect((await asked(page)).at(-1)).toEqual({
    name: 'removeToken',
    input: { tokenId: first.id },
  });
});

test('a button that is let go too early deletes nothing, one that is held does', async ({
  open,
}) => {
  const page = await open(codeOf(42), { checkTokenStatus: 'never' });
  await openEntry(page, 'トークン削除');
  // Or the time that the test itself takes would count as held.
  await stopClock(page);
  const hold = page.getByRole('button', { name: '押し続けて削除' });
  await hold.focus();
  await page.keyboard.down(' ');
  await page.clock.runFor(2900);
  await page.keyboard.up(' ');
  await page.clock.runFor(5000);
  expect((await asked(page)).map(({ name }) => name)).toEqual(['checkTokenStatus']);
  await page.keyboard.down(' ');
  await page.clock.runFor(3000);
  await expect(page.getByText('を削除しました。')).toBeVisible();
});

test('where the institution cannot be asked, the customer is told to make sure', async ({
  open,
}) => {
  const offline = { ok: false, code: 'offline', facts: {} } as const;
  const page = await open(codeOf(42), { checkTokenStatus: offline });
  await openEntry(page, 'トークン削除');
  await expect(page.getByText('金融機関に確かめられませんでした')).toBeVisible();
});

test('a token that cannot be read any more can be deleted too', async ({ open }) => {
  const broken = token({ id: id(3), condition: 'unreadable' });
  const page = await open(ready({ tokens: [second, broken] }));
  await openEntry(page, 'トークン削除');
  await page.getByRole('button', { name: 'あかぎ信用組合' }).click();
  await expect(page.getByText('元に戻せません')).toBeVisible();
});

test('the arrow keys begin with the token that was used last', async ({ open }) => {
  const page = await open({ ...both, lastTokenId: second.id });
  const last = page.getByRole('button', { name: 'はるな信用組合 本店用' });
  await expect(last).toBeFocused();
  await heading(page).focus();
  await page.keyboard.press('ArrowDown');
  await expect(last).toBeFocused();
  await page.keyboard.press('ArrowDown');
  await expect(page.getByRole('button', { name: 'あかぎ信用組合' })).toBeFocused();
});

test('from five tokens on they can be searched', async ({ open }) => {
  const tokens = [1, 2, 3, 4].map((number) => token({ id: id(number) }));
  const page = await open(ready({ tokens }));
  await expect(page.getByRole('searchbox')).toHaveCount(0);
  await announce(page, ready({ tokens: [...tokens, token({ id: id(5), institution: haruna })] }));
  await page.getByRole('searchbox').fill('はるな');
  await expect(page.locator('.token')).toHaveText(['はるな信用組合']);
  await expect(page.locator('.token img.mark')).toHaveCount(1);
  await expect(page.getByText('5/10 件')).toBeVisible();
});

const menu = (number: number, entry: 'help' | 'bigger' | 'shortcuts'): State => ({
  ...codeOf(42),
  view: { ...sampleView, menuChoice: { number, entry } },
});

test('a choice in a native menu opens its screen, once', async ({ open }) => {
  const page = await open(codeOf(42));
  await announce(page, menu(1, 'help'));
  await expect(heading(page)).toHaveText('ヘルプ');
  await press(page, '戻る');
  await announce(page, menu(1, 'help'));
  await expect(heading(page)).toHaveText('ワンタイムパスワード');
  await announce(page, menu(2, 'bigger'));
  await expect
    .poll(() => asked(page))
    .toContainEqual({ name: 'changeSettings', input: { textPercent: 125 } });
});

test('every key of the list of keys does what it says', async ({ open }) => {
  const page = await open(codeOf(42));
  const opens = async (key: string, title: string) => {
    await page.keyboard.press(key);
    await expect(heading(page)).toHaveText(title);
    await page.keyboard.press('Escape');
    await expect(heading(page)).toHaveText('ワンタイムパスワード');
  };
  await opens('Control+,', '設定');
  await opens('Control+n', 'トークン追加');
  await opens('Control+p', '控え');
  await opens('F1', 'ヘルプ');
  await page.keyboard.press('Control+/');
  await expect(page.getByRole('dialog')).toContainText('キーボードの操作');
  await page.keyboard.press('Escape');
  await page.keyboard.press('Control+b');
  await page.keyboard.press('Control+;');
  await expect
    .poll(async () => (await asked(page)).slice(-2))
    .toEqual([
      { name: 'openBankSite', input: { tokenId: first.id } },
      { name: 'changeSettings', input: { textPercent: 125 } },
    ]);
});

test('the help is searched by what is in it, whatever the width of the letters', async ({
  open,
}) => {
  const page = await open(codeOf(42));
  await page.keyboard.press('F1');
  await page.getByLabel('ことばで探す').fill('壊れた');
  await expect(page.getByText('すぐに金融機関へお電話ください')).toBeVisible();
  await expect(page.locator('details')).toHaveCount(1);
  await page.getByLabel('ことばで探す').fill('Ｗｉｎｄｏｗｓ');
  await expect(page.locator('details')).toHaveCount(1);
  await page.getByLabel('ことばで探す').fill('ぬるぽ');
  await expect(page.getByText('見つかりません。別のことばで')).toBeVisible();
});

test('the sheet to print has what is needed to start again, and no secret', async ({ open }) => {
  const page = await open(codeOf(42, { tokens: [first, second] }));
  await page.keyboard.press('Control+p');
  await page.emulateMedia({ media: 'print' });
  const sheet = page.locator('.sheet');
  for (const words of [akagi.tel, haruna.tel, akagi.serviceId, '7K******TB', '新しいパソコン']) {
    await expect(sheet).toContainText(words);
  }
  await expect(page.locator('body')).not.toContainText('492039', { useInnerText: true });
  await expect(page.getByRole('button', { name: '印刷' })).toBeHidden();
});

test('the diagnosis tells each part, and its code can be copied', async ({ open }) => {
  const page = await open(codeOf(42), {
    diagnose: {
      ok: true,
      value: {
        findings: [{ part: 'network', mark: 'bad', finding: 'offline', code: 'offline' }],
        supportCode: '0.1.0-L-N2-E201',
      },
    },
  });
  await openEntry(page, '診断');
  await expect(page.getByText('インターネットにつながりません')).toContainText('E201');
  await expect(page.getByText('問題あり')).toBeVisible();
  await press(page, 'サポート番号をコピー');
  await page.keyboard.press('Escape');
  await page.keyboard.press('Escape');
  await press(page, '設定');
  await press(page, 'トークン追加');
  await page.getByLabel('ユーザーID:').focus();
  await page.keyboard.press('Control+v');
  await expect(page.getByLabel('ユーザーID:')).toHaveValue('0.1.0LN2E201');
});

test('a vault that cannot be opened leaves help and diagnosis within reach', async ({ open }) => {
  const page = await open(blocked('database-damaged'));
  await page.keyboard.press('F1');
  await expect(heading(page)).toHaveText('ヘルプ');
  await page.keyboard.press('Control+n');
  await expect(heading(page)).toHaveText('ヘルプ');
});

test('a letter copied as HTML alone is handed over as it is', async ({ open }) => {
  const page = await open(ready(), { readMail: { ok: true, value: [] } });
  await press(page, 'メールから貼り付け');
  await page.getByRole('textbox', { name: 'メールの文面' }).evaluate((field) => {
    const clipboardData = new DataTransfer();
    clipboardData.setData('text/html', '<p>サービスID：10010017</p>');
    field.dispatchEvent(new ClipboardEvent('paste', { clipboardData, bubbles: true }));
  });
  await expect
    .poll(() => asked(page))
    .toEqual([{ name: 'readMail', input: { text: '<p>サービスID：10010017</p>' } }]);
});
