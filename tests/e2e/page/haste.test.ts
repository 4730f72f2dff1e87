/** What is pressed in haste, or held, does one thing: it never runs on into what it was not meant for. */
import { expect } from '@playwright/test';
import type { Page } from '@playwright/test';
import { maxTokens } from '../../../shared/limits.ts';
import { blocked, first, id, ready, second, token } from '../../fakes/samples.ts';
import {
  announce,
  asked,
  codeOf,
  fillForm,
  heading,
  passNumber,
  press,
  resize,
  stopClock,
  test,
} from '../support/page.ts';

const introducing = ready({
  tokens: [token({ id: id(1), introduction: { checkNumber: '804317' } })],
});

/** Twenty clicks on one spot with no time between them, whatever is there by then. */
async function clickInHaste(page: Page, button = page.locator('.primary')): Promise<void> {
  await stopClock(page);
  await button.click({ clickCount: 20 });
}

async function holdEnter(page: Page): Promise<void> {
  for (let times = 0; times < 20; times += 1) await page.keyboard.down('Enter');
  await page.keyboard.up('Enter');
}

for (const [how, act] of [
  ['twenty fast clicks', (page: Page) => clickInHaste(page)],
  ['a held Enter', holdEnter],
] as const) {
  test(`${how} on A03 lead to A04 and no further`, async ({ open }) => {
    const page = await open(introducing);
    await page.getByLabel('同じでした').check();
    await act(page);
    await expect(heading(page)).toHaveText('トークン表示名設定');
    expect((await asked(page)).map(({ name }) => name)).not.toContain('renameToken');
    await press(page, '登録');
    await expect(heading(page)).toHaveText('注意');
  });

  test(`${how} on 送信 try a password once`, async ({ open }) => {
    const refused = { ok: false, code: 'wrong-credentials', facts: { triesLeft: 4 } } as const;
    const page = await open(ready(), { activate: refused });
    await fillForm(page);
    await page.getByRole('button', { name: '送信' }).focus();
    await act(page);
    await expect(page.getByRole('alert')).toContainText('E101');
    expect((await asked(page)).filter(({ name }) => name === 'activate')).toHaveLength(1);
    await press(page, '送信');
    expect((await asked(page)).filter(({ name }) => name === 'activate')).toHaveLength(2);
  });
}

test('twenty fast clicks on 送信 that succeeds lead to the number and no further', async ({
  open,
}) => {
  const page = await open(ready());
  await fillForm(page);
  await page.exposeFunction('announceToken', () => announce(page, introducing));
  await page.evaluate(() => {
    const { bridge, announceToken } = window as unknown as {
      bridge: { call: (name: string, input?: unknown) => Promise<unknown> };
      announceToken: () => Promise<void>;
    };
    const { call } = bridge;
    // The token is there as soon as it is asked for.
    bridge.call = async (name, input) => {
      if (name === 'activate') await announceToken();
      return call.call(bridge, name, input);
    };
  });
  await clickInHaste(page, page.getByRole('button', { name: '送信' }));
  await expect(page.getByLabel('同じでした')).toBeVisible();
  await expect(page.getByLabel('同じでした')).not.toBeChecked();
  expect((await asked(page)).filter(({ name }) => name === 'activate')).toHaveLength(1);
});

/** One click after the other on one spot, each so many milliseconds after the one before, as the system counts them. */
async function clickEvery(page: Page, pauseMs: number, count: number): Promise<void> {
  await stopClock(page);
  await page.locator('.primary').hover();
  for (let clickCount = 1; clickCount <= count; clickCount += 1) {
    await page.mouse.down({ clickCount });
    await page.mouse.up({ clickCount });
    await page.clock.runFor(pauseMs);
  }
}

test('a second click that comes when the next screen can be seen is a press of its own', async ({
  open,
}) => {
  const page = await open(introducing);
  await page.getByLabel('同じでした').check();
  await clickEvery(page, 450, 2);
  await expect(heading(page)).toHaveText('注意');
});

test('clicks in haste are one press, however many there are', async ({ open }) => {
  const page = await open(introducing);
  await page.getByLabel('同じでした').check();
  await clickEvery(page, 350, 20);
  await expect(heading(page)).toHaveText('トークン表示名設定');
  expect((await asked(page)).map(({ name }) => name)).not.toContain('renameToken');
});

test('what is pressed on one screen and released on the next presses nothing', async ({ open }) => {
  const page = await open(introducing);
  await page.locator('.primary').hover();
  await page.mouse.down();
  await announce(page, blocked('key-store-locked'));
  await expect(heading(page)).toHaveText('保管庫の状態');
  await page.mouse.up();
  await press(page, 'もう一度試す');
  expect((await asked(page)).filter(({ name }) => name === 'retryStart')).toHaveLength(1);
});

test('twenty fast clicks on an entry of 設定 open that entry and press nothing in it', async ({
  open,
}) => {
  const page = await open(codeOf(42));
  await press(page, '設定');
  await clickInHaste(page, page.getByRole('button', { name: 'トークン削除' }));
  await expect(heading(page)).toHaveText('トークン削除');
  expect((await asked(page)).map(({ name }) => name)).toEqual(['checkTokenStatus']);
});

test('a question that opens under the pointer is not answered by the clicks that opened it', async ({
  open,
}) => {
  const page = await open({ ...blocked('key-store-changed'), final: true });
  for (const place of [0.2, 0.5, 0.8]) {
    await resize(page, { width: 400, height: 720 * (1 + place) });
    await clickInHaste(page, page.getByRole('button', { name: '新しく始める' }));
    await expect(page.getByRole('dialog')).toBeVisible();
    await page.keyboard.press('Escape');
  }
  expect(await asked(page)).toEqual([]);
});

const hold = async (page: Page, key: string) => {
  for (let times = 0; times < 20; times += 1) await page.keyboard.down(key);
};

test('an Enter held in the field of A04 saves the name once, and does not pass A05', async ({
  open,
}) => {
  const page = await open(introducing);
  await passNumber(page);
  await page.locator('.field input').focus();
  await hold(page, 'Enter');
  await expect(heading(page)).toHaveText('注意');
  expect((await asked(page)).filter(({ name }) => name === 'renameToken')).toHaveLength(1);
});

test('an Enter held in the second field of A01 leads to its second step and sends nothing', async ({
  open,
}) => {
  const page = await open(ready());
  await page.getByLabel('サービスID:').fill('10010017');
  await page.getByLabel('ユーザーID:').fill('7K2M9QX4TB');
  await hold(page, 'Enter');
  const password = page.getByLabel('利用開始パスワード:');
  await expect(password).toBeFocused();
  // Held on, it is still the press that led here.
  await hold(page, 'Enter');
  await page.keyboard.up('Enter');
  await expect(password).toHaveAttribute('aria-invalid', 'false');
  await expect(page.getByRole('dialog')).toHaveCount(0);
  expect(await asked(page)).toEqual([]);
  await page.keyboard.press('Enter');
  await expect(password).toHaveAttribute('aria-invalid', 'true');
});

test('a held Space presses one button, and writes nothing where that leads to', async ({
  open,
}) => {
  const page = await open(introducing);
  await page.getByLabel('同じでした').check();
  await page.getByRole('button', { name: '次へ' }).focus();
  await hold(page, ' ');
  await page.keyboard.up(' ');
  await expect(heading(page)).toHaveText('トークン表示名設定');
  await hold(page, ' ');
  await page.keyboard.up(' ');
  await expect(heading(page)).toHaveText('トークン表示名設定');
});

test('a Space that was pressed before a dialog came presses nothing in it', async ({ open }) => {
  const page = await open(codeOf(42));
  await page.getByRole('button', { name: '番号を聞かれましたか？' }).focus();
  await page.keyboard.down(' ');
  await page.keyboard.press('Control+/');
  await expect(page.getByRole('dialog')).toBeVisible();
  await page.getByRole('button', { name: '閉じる' }).focus();
  await hold(page, ' ');
  await page.keyboard.up(' ');
  await expect(page.getByRole('dialog')).toBeVisible();
});

test('a held Esc closes a dialog, and not the screen behind it', async ({ open }) => {
  const page = await open(codeOf(42, { tokens: [first, second] }));
  await press(page, '番号を聞かれましたか？');
  await hold(page, 'Escape');
  await expect(page.getByRole('dialog')).toHaveCount(0);
  await expect(heading(page)).toHaveText('ワンタイムパスワード');
});

test('a held shortcut counts once', async ({ open }) => {
  const page = await open(codeOf(42));
  await page.keyboard.down('Control');
  await hold(page, 'b');
  expect((await asked(page)).filter(({ name }) => name === 'openBankSite')).toHaveLength(1);
});

test('a held Esc goes back one step', async ({ open }) => {
  const page = await open(codeOf(42));
  await press(page, '設定');
  await press(page, 'ヘルプ');
  for (let times = 0; times < 20; times += 1) await page.keyboard.down('Escape');
  await page.keyboard.up('Escape');
  await expect(heading(page)).toHaveText('設定');
});

test('buttons that are meant to be pressed again and again are', async ({ open }) => {
  const page = await open(codeOf(42));
  await press(page, '設定');
  await press(page, '画面と文字');
  await page.getByRole('button', { name: '大きく' }).click({ clickCount: 3 });
  await expect.poll(async () => (await asked(page)).length).toBe(3);
});

test('with as many tokens as there may be, トークン追加 says so before the form', async ({
  open,
}) => {
  const tokens = Array.from({ length: maxTokens }, (_, index) => token({ id: id(index) }));
  const page = await open(ready({ tokens: tokens.slice(1) }));
  await page.keyboard.press('Control+n');
  await expect(page.locator('.screen:visible').getByLabel('サービスID:')).toBeVisible();
  await page.keyboard.press('Escape');
  await announce(page, ready({ tokens }));
  await page.keyboard.press('Control+n');
  await expect(page.getByText('E104')).toBeVisible();
  await expect(page.locator('.screen:visible').getByLabel('サービスID:')).toHaveCount(0);
  await page.locator('.primary:visible').click();
  await expect(heading(page)).toHaveText('トークン削除');
});
