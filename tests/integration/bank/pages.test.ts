/** The bank's pages in a real browser: for everybody, at every width, with and without JavaScript. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { AxeBuilder } from '@axe-core/playwright';
import { chromium } from '@playwright/test';
import type { Browser, BrowserContextOptions, Page } from '@playwright/test';
import { afterAll, beforeAll, expect, it, onTestFinished } from 'vitest';
import { digitGroups } from '../../../shared/format/group-digits.ts';
import { activate, codeAt, directoryEntry } from '../../fakes/bank/app.ts';
import { badWords, orphans } from '../../fakes/bank/lines.ts';
import { testBank } from '../../fakes/bank/bank.ts';
import type { TestBank } from '../../fakes/bank/bank.ts';
import { releaseFiles, releaseFolder } from '../../fakes/bank/release-folder.ts';
import { built } from '../../fakes/built.ts';

let browser: Browser;
beforeAll(async () => {
  browser = await chromium.launch({
    executablePath: '/usr/bin/chromium',
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
      '--disable-features=AutofillServerCommunication',
    ],
  });
});
afterAll(() => browser.close());

const widths = [360, 768, 1280];

async function open(
  options: BrowserContextOptions = {},
): Promise<{ bank: TestBank; page: Page; complaints: string[] }> {
  const downloadsDir = releaseFolder(releaseFiles);
  for (const name of ['manual.ja.pdf', 'manual.en.pdf']) {
    writeFileSync(join(downloadsDir, name), '%PDF');
  }
  const bank = await testBank({ downloadsDir, scriptsDir: built('bank/browser') });
  const context = await browser.newContext({ locale: 'ja-JP', ...options });
  onTestFinished(() => context.close());
  const page = await context.newPage();
  const complaints: string[] = [];
  page.on('console', (message) => {
    // A page that says no has such a status, and Chromium notes it.
    if (message.type() === 'error' && !message.text().includes('422'))
      complaints.push(message.text());
  });
  page.on('pageerror', (error) => complaints.push(error.message));
  await page.goto(`${bank.url}/akagi/`);
  return { bank, page, complaints };
}

async function logIn(page: Page): Promise<void> {
  await page.getByLabel('ログインID').fill('akagi001');
  await page.getByLabel('ログインパスワード').fill('sample001');
  await page.getByRole('button', { name: 'ログイン', exact: true }).click();
}

const link = (page: Page, name: string) =>
  page.getByRole('main').getByRole('link', { name }).click();
const press = (page: Page, name: string) => page.getByRole('button', { name, exact: true }).click();

/** STEP 1, 3 and 4 of the manual and the pages beside them, calling back on each. */
async function walk(
  bank: TestBank,
  page: Page,
  seen: (name: string) => Promise<void>,
): Promise<void> {
  const { clock } = bank;
  const code = page.getByLabel('ワンタイムパスワード', { exact: false });
  await seen('BLI001');
  await page.getByLabel('ログインID').fill('akagi001');
  await page.getByLabel('ログインパスワード').fill('wrong0000');
  await press(page, 'ログイン');
  await seen('BLI001 with a problem');
  await logIn(page);
  await seen('BPT001');
  await link(page, 'ワンタイムパスワード申請');
  await seen('menu');
  await link(page, 'ワンタイムパスワード申請');
  await seen('BOP001');
  await link(page, 'トークン発行');
  await seen('BOT001');
  for (const [id, value] of [
    ['mail', 'hanako@example.jp'],
    ['mailAgain', 'hanako@example.jp'],
    ['password', '4821'],
    ['passwordAgain', '4821'],
  ]) {
    await page.locator(`#${id}`).fill(value ?? '');
  }
  await press(page, '次へ');
  await seen('BOT002');
  await page.getByLabel('確認用パスワード').fill('kakunin001');
  await press(page, '確定する');
  await seen('BOT003');
  await link(page, 'ワンタイムパスワード申請内容選択へ');
  await seen('BOP001 issued');
  const userId = (await page.locator('#user-id').textContent()) ?? '';
  const entry = await directoryEntry(bank.url, '10010017');
  const token = await activate(entry, { userId, activationPassword: '4821' });
  await page.reload();
  await seen('BOP001 delivered');
  await link(page, 'ワンタイムパスワード利用開始');
  await seen('BOK001');
  await code.fill(codeAt(token, clock.now()));
  await press(page, '利用開始する');
  await seen('BOK002');
  await link(page, 'ワンタイムパスワード申請内容選択へ');
  await seen('BOP001 in use');
  await link(page, 'ワンタイムパスワード利用解除');
  await seen('BOS001');
  await page.getByRole('link', { name: '口座情報' }).click();
  await seen('account');
  await page.getByRole('link', { name: 'ご利用サービスの変更' }).click();
  await seen('services');
  await page.getByRole('link', { name: '振込・振替' }).click();
  await seen('transfer');
  await page.getByLabel('お受取人').fill('見本 太郎');
  await page.getByLabel('金額').fill('10000');
  await press(page, '次へ');
  await seen('transfer check');
  clock.moveBy(60_000);
  await page.getByLabel('確認用パスワード').fill('kakunin001');
  await code.fill(codeAt(token, clock.now()));
  await press(page, '実行する');
  await seen('transfer done');
  await press(page, 'ログアウト');
  await seen('logged out');
  await link(page, 'ログイン画面へ');
  await logIn(page);
  await seen('BLI023');
  clock.moveBy(60_000);
  await code.fill(codeAt(token, clock.now()));
  await page.keyboard.press('Enter');
  await page.waitForURL('**/top');
  await seen('BPT001 after BLI023');
  clock.moveBy(11 * 60_000);
  await page
    .getByRole('navigation')
    .getByRole('link', { name: 'ワンタイムパスワード申請' })
    .click();
  await seen('timed out');
  for (const path of ['akagi/app', 'akagi/nothing', 'mailbox']) {
    await page.goto(`${bank.url}/${path}`);
    await seen(path);
  }
}

it(
  'each page is Japanese, has one heading, nothing for axe to find, and no error of the browser',
  { timeout: 180_000 },
  async () => {
    const { bank, page, complaints } = await open();
    const found: string[] = [];
    await walk(bank, page, async (name) => {
      const { violations } = await new AxeBuilder({ page }).analyze();
      found.push(...violations.map(({ id, nodes }) => `${name}: ${id} ${nodes[0]?.html}`));
      if ((await page.locator('html').getAttribute('lang')) !== 'ja') found.push(`${name}: lang`);
      if ((await page.locator('h1').count()) !== 1) found.push(`${name}: h1`);
    });
    expect(found).toEqual([]);
    expect(complaints.filter((text) => !text.includes('404'))).toEqual([]);
  },
);

it('no page has a line of one character, on a phone’s width in any size of letters', async () => {
  const { bank, page } = await open({ viewport: { width: 390, height: 800 } });
  const found: string[] = [];
  await walk(bank, page, async (name) => {
    for (const size of ['text-small', 'text-medium', 'text-large']) {
      await page
        .locator('html')
        .evaluate((html, chosen) => html.setAttribute('class', chosen), size);
      found.push(...(await orphans(page)).map((text) => `${name} ${size}: ${text}`));
    }
  });
  expect(found).toEqual([]);
});

it('no word of a button, a heading, a label or a step is broken and nothing cut off, on a phone of 360 pixels in any size of letters', async () => {
  const { bank, page } = await open({ viewport: { width: 360, height: 800 } });
  const found: string[] = [];
  await walk(bank, page, async (name) => {
    found.push(...(await badWords(page)).map((text) => `${name} ${text}`));
  });
  expect(found).toEqual([]);
});

it('照合番号 stands in the app’s groups, 18 px at least in every size of letters, and is copied as one number', async () => {
  const { bank, page } = await open();
  let sizesSeen = 0;
  await walk(bank, page, async (name) => {
    if (name !== 'BOP001 delivered') return;
    const number = page.locator('#check-number .check-number');
    for (const size of ['text-small', 'text-medium', 'text-large']) {
      await page
        .locator('html')
        .evaluate((html, chosen) => html.setAttribute('class', chosen), size);
      const { groups, gap, fontSize, copied } = await number.evaluate((element) => {
        const [left, right] = [...element.children].map((child) => child.getBoundingClientRect());
        getSelection()?.selectAllChildren(element);
        return {
          groups: [...element.children].map((child) => child.textContent),
          gap: (right?.left ?? 0) - (left?.right ?? 0),
          fontSize: Number.parseFloat(getComputedStyle(element).fontSize),
          copied: getSelection()?.toString(),
        };
      });
      expect(groups.join('')).toMatch(/^[0-9]{6}$/);
      expect(groups).toEqual(digitGroups(groups.join('')));
      expect(copied).toBe(groups.join(''));
      expect(fontSize).toBeGreaterThanOrEqual(18);
      // Of a digit's width about a half, so that it is seen.
      expect(gap).toBeGreaterThan(fontSize / 4);
      sizesSeen += 1;
    }
  });
  expect(sizesSeen).toBe(3);
});

it('each page of the site has a number of its own', async () => {
  const { bank, page } = await open();
  const numbers = new Map<string, string>();
  const wrong: string[] = [];
  await walk(bank, page, async (name) => {
    if (name === 'mailbox') return;
    const said = (await page.locator('.screen-id').textContent()) ?? '';
    const title = (await page.locator('h1').textContent()) ?? '';
    const number = /^画面ID : (B[A-Z]{2}\d{3})$/.exec(said)?.[1];
    if (number === undefined || (numbers.get(number) ?? title) !== title) wrong.push(name);
    else numbers.set(number, title);
  });
  expect(wrong).toEqual([]);
  expect(numbers.size).toBeGreaterThan(18);
});

it('another size of letters leaves what was typed, and is there on the next page', async () => {
  const { page } = await open();
  await logIn(page);
  await page.goto(page.url().replace('/top', '/otp/issue'));
  await page.locator('#mail').fill('hanako@example.jp');
  await page.locator('#password').fill('4821');
  const remembered = page.waitForResponse('**/text-size');
  await press(page, 'あ 大');
  expect(await page.locator('html').getAttribute('class')).toBe('text-large');
  expect(await page.locator('#mail').inputValue()).toBe('hanako@example.jp');
  expect(await page.locator('#password').inputValue()).toBe('4821');
  await remembered;
  await page.reload();
  expect(await page.locator('html').getAttribute('class')).toBe('text-large');
});

it('without JavaScript another size of letters leaves what was typed, on each form, and Enter sends the form', async () => {
  const { bank, page } = await open({ javaScriptEnabled: false });
  await page.getByLabel('ログインID').fill('akagi001');
  await press(page, 'あ 大');
  expect(await page.locator('html').getAttribute('class')).toBe('text-large');
  expect(await page.getByLabel('ログインID').inputValue()).toBe('akagi001');
  await page.getByLabel('ログインパスワード').fill('sample001');
  await page.keyboard.press('Enter');
  await page.waitForURL('**/top');
  expect(await page.locator('html').getAttribute('class')).toBe('text-large');

  await page.goto(`${bank.url}/akagi/transfer`);
  await page.getByLabel('お受取人').fill('見本 太郎');
  await page.getByLabel('金額').fill('１００');
  await press(page, 'あ 中');
  expect(await page.getByLabel('お受取人').inputValue()).toBe('見本 太郎');
  await page.getByLabel('お受取人').press('Enter');
  await page.waitForURL('**/transfer/check');
  await press(page, 'あ 小');
  expect(await page.locator('.screen-id').textContent()).toBe('画面ID : BFR002');
  expect(await page.locator('html').getAttribute('class')).toBe('text-small');
});

it('in forced colours the next step and the open tab still stand out', async () => {
  const { bank, page } = await open({ forcedColors: 'active' });
  const wrong: string[] = [];
  await walk(bank, page, async (name) => {
    const looks = await page.locator('.buttons .primary, .buttons .secondary').evaluateAll((all) =>
      all.map((one) => ({
        isPrimary: one.matches('.primary'),
        background: getComputedStyle(one).backgroundColor,
      })),
    );
    const of = (primary: boolean) =>
      looks.filter(({ isPrimary }) => isPrimary === primary).map(({ background }) => background);
    if (of(true).some((background) => of(false).includes(background))) wrong.push(name);
    const current = page.locator('nav [aria-current]');
    if ((await current.count()) === 0) return;
    const border = await current.evaluate((tab) => getComputedStyle(tab).borderBottomStyle);
    if (border !== 'solid') wrong.push(`${name}: tab`);
  });
  expect(wrong).toEqual([]);
});

it('on a phone’s width the next step is the first of the buttons', async () => {
  const { bank, page } = await open({ viewport: { width: 390, height: 800 } });
  const wrong: string[] = [];
  await walk(bank, page, async (name) => {
    for (const row of await page.locator('.buttons:has(.primary)').all()) {
      const tops = await row.locator('.primary, .secondary').evaluateAll((all) =>
        all.map((one) => ({
          top: one.getBoundingClientRect().top,
          isPrimary: one.matches('.primary'),
        })),
      );
      const first = tops.toSorted((a, b) => a.top - b.top)[0];
      if (!first?.isPrimary) wrong.push(name);
    }
  });
  expect(wrong).toEqual([]);
});

it('no page is wider than the window, at 360, 768 and 1280 pixels and with the largest letters', async () => {
  const { bank, page } = await open();
  await press(page, 'あ 大');
  const tooWide: string[] = [];
  await walk(bank, page, async (name) => {
    for (const width of widths) {
      await page.setViewportSize({ width, height: 800 });
      const excess = await page.evaluate(
        () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
      );
      if (excess > 0) tooWide.push(`${name} at ${width}: ${excess} px`);
    }
  });
  expect(tooWide).toEqual([]);
});

it('the largest letters on a phone cut no tab in two and leave the date of a transfer whole', async () => {
  const { bank, page } = await open({ viewport: { width: 360, height: 800 } });
  await press(page, 'あ 大');
  await logIn(page);
  await page.waitForURL('**/top');
  bank.database
    .prepare(
      `INSERT INTO transfers SELECT 'x', institution, id, '見本 太郎', 150000, ?
       FROM customers WHERE log_in_id = 'akagi001'`,
    )
    .run(bank.clock.now());
  await page.goto(`${bank.url}/akagi/account`);
  const linesOf = (selector: string) =>
    page.locator(selector).evaluateAll((all) =>
      all.map((element) => {
        const text = document.createRange();
        text.selectNodeContents(element);
        return new Set([...text.getClientRects()].map(({ top }) => top)).size;
      }),
    );
  expect(new Set(await linesOf('nav a'))).toEqual(new Set([1]));
  // The day, and the time.
  expect(await linesOf('.transfers td:first-child')).toEqual([2]);
});

it('everything works without JavaScript, and the software keyboard is not offered', async () => {
  const { bank, page } = await open({ javaScriptEnabled: false });
  const seen: string[] = [];
  await walk(bank, page, async (name) => {
    seen.push(name);
    expect(
      await page
        .getByText('ソフトウェアキーボードを使用して入力する')
        .filter({ visible: true })
        .count(),
    ).toBe(0);
  });
  expect(seen.at(-1)).toBe('mailbox');
});

const keyboardBox = 'ソフトウェアキーボードを使用して入力する';

it('the software keyboard enters a password by mouse', async () => {
  const { page } = await open();
  await page.getByLabel('ログインID').fill('akagi001');
  await page.getByLabel(keyboardBox).check();
  for (const key of 'samplx') await page.getByRole('button', { name: `小文字 ${key}` }).click();
  await press(page, '1文字クリア');
  await page.getByRole('button', { name: '小文字 e' }).click();
  await page.getByRole('tab', { name: '数字' }).click();
  for (const key of '001') await press(page, key);
  await press(page, '入力確定');
  await expect.poll(() => page.locator('.keyboard').count()).toBe(0);
  await press(page, 'ログイン');
  await expect.poll(() => page.locator('h1').textContent()).toBe('トップページ');
});

it('the software keyboard works from the keyboard alone, and Escape closes it', async () => {
  const { page } = await open();
  const field = page.getByLabel('ログインパスワード', { exact: false }).first();
  await page.getByLabel(keyboardBox).focus();
  await page.keyboard.press('Space');
  await page.keyboard.press('Tab');
  expect(await page.locator(':focus').textContent()).toBe('小文字');
  await page.keyboard.press('ArrowLeft');
  expect(await page.locator(':focus').getAttribute('aria-selected')).toBe('true');
  await page.keyboard.press('Tab');
  await page.keyboard.press('ArrowRight');
  await page.keyboard.press('Enter');
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Space');
  const typed = await field.inputValue();
  // Ten keys in a row: under the second digit stands B.
  expect(typed).toMatch(/^[0-9]B$/);
  await page.keyboard.press('Escape');
  expect(await page.locator(':focus').getAttribute('id')).toBe('password');
  expect(await page.getByLabel(keyboardBox).isChecked()).toBe(false);
});

it('the software keyboard says how many characters there are, and never which', async () => {
  const { page } = await open();
  await page.getByLabel(keyboardBox).check();
  for (const key of 'abc') await page.getByRole('button', { name: `小文字 ${key}` }).click();
  expect(await page.getByRole('status').textContent()).toBe('3文字入力済みです');
  await press(page, '全てクリア');
  expect(await page.getByRole('status').textContent()).toBe('未入力です');
});

it('the open software keyboard gives axe nothing to find, on any tab', async () => {
  const { page } = await open();
  await page.getByLabel(keyboardBox).check();
  for (const name of ['大文字', '小文字', '数字', '記号']) {
    await page.getByRole('tab', { name }).click();
    const { violations } = await new AxeBuilder({ page }).analyze();
    expect(violations.map(({ id }) => `${name} ${id}`)).toEqual([]);
  }
});

it('the digits are in another order each time the keyboard opens', async () => {
  const { page } = await open();
  const orders = new Set<string>();
  for (let i = 0; i < 4; i += 1) {
    await page.getByLabel(keyboardBox).check();
    await page.getByRole('tab', { name: '数字' }).click();
    orders.add((await page.getByRole('tabpanel').textContent()) ?? '');
    await page.getByLabel(keyboardBox).uncheck();
  }
  expect(orders.size).toBeGreaterThan(1);
  for (const order of orders) expect(order.split('').toSorted().join('')).toBe('0123456789');
});

it('each password field has a software keyboard of its own', async () => {
  const { page } = await open();
  await logIn(page);
  await page.goto(page.url().replace('/top', '/otp/issue'));
  await page.getByLabel(keyboardBox).nth(1).check();
  // A field for digits offers digits alone.
  expect(await page.getByRole('tab').count()).toBe(0);
  expect(await page.locator('.keys button').count()).toBe(10);
  for (const key of '482135') await press(page, key);
  expect(await page.locator('#passwordAgain').inputValue()).toBe('482135');
  expect(await page.locator('#password').inputValue()).toBe('');
  await page.getByLabel(keyboardBox).first().check();
  expect(await page.locator('.keyboard').count()).toBe(1);
});

it('the software keyboard is laid out as printed: modes on the left, ten keys in a row with the digits first, commands on the right', async () => {
  const { page } = await open({ viewport: { width: 1280, height: 900 } });
  await page.getByLabel(keyboardBox).check();
  const box = async (selector: string) => {
    const found = await page.locator(`.keyboard ${selector}`).boundingBox();
    if (found === null) throw new Error(`no ${selector}`);
    return found;
  };
  const [modes, keys, commands] = [
    await box('[role=tablist]'),
    await box('.keys'),
    await box('.commands'),
  ];
  expect(modes.x + modes.width).toBeLessThanOrEqual(keys.x);
  expect(keys.x + keys.width).toBeLessThanOrEqual(commands.x);
  const rows = await page.locator('.keys button').evaluateAll((all) => {
    const byTop = new Map<number, string[]>();
    for (const key of all) {
      const { top } = key.getBoundingClientRect();
      byTop.set(top, [...(byTop.get(top) ?? []), key.textContent ?? '']);
    }
    return [...byTop.values()];
  });
  expect(rows.map((row) => row.length)).toEqual([10, 10, 10, 6]);
  expect(rows[0]?.toSorted().join('')).toBe('0123456789');
  expect(rows.slice(1).flat().join('')).toBe('abcdefghijklmnopqrstuvwxyz');
});

it('the step on stands before 戻る', async () => {
  const { bank, page } = await open({ viewport: { width: 1280, height: 900 } });
  const seen: string[] = [];
  await walk(bank, page, async (name) => {
    const labels = await page.locator('.buttons > *').allInnerTexts();
    if (labels.includes('戻る')) seen.push(`${name}: ${labels.join(' ')}`);
  });
  expect(seen).toEqual([
    'BOT001: 次へ 戻る',
    'BOT002: 確定する 戻る',
    'BOK001: 利用開始する 戻る',
    'BOS001: 解除する 戻る',
    'transfer check: 実行する 戻る',
  ]);
});
