/** The branch page in a real browser: for everybody, at every width, by keyboard alone. */
import { AxeBuilder } from '@axe-core/playwright';
import { chromium } from '@playwright/test';
import type { Browser, BrowserContextOptions, Page } from '@playwright/test';
import { afterAll, beforeAll, expect, it, onTestFinished } from 'vitest';
import { sampleStaff } from '../../../bank/branch/staff/sample-staff.ts';
import { clicks, delivered, suspended, testBranch } from '../../fakes/bank/branch-page.ts';
import type { TestBranch } from '../../fakes/bank/branch-page.ts';
import { issueRequest } from '../../fakes/bank/issuer.ts';
import { badWords, orphans } from '../../fakes/bank/lines.ts';

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
    ],
  });
});
afterAll(() => browser.close());

async function open(
  options: BrowserContextOptions = {},
): Promise<{ branch: TestBranch; page: Page; complaints: string[] }> {
  const branch = await testBranch();
  const context = await browser.newContext({ locale: 'ja-JP', ...options });
  onTestFinished(() => context.close());
  const page = await context.newPage();
  const complaints: string[] = [];
  page.on('console', (message) => {
    // A page that says no has such a status, and Chromium notes it.
    if (message.type() === 'error' && !/4\d\d/.test(message.text()))
      complaints.push(message.text());
  });
  page.on('pageerror', (error) => complaints.push(error.message));
  await page.goto(`${branch.url}/`);
  return { branch, page, complaints };
}

const heading = (page: Page, name: string) =>
  page.getByRole('heading', { level: 1, name }).waitFor();
const press = (page: Page, name: string) => page.getByRole('button', { name, exact: true }).click();
const follow = (page: Page, name: string) =>
  page.getByRole('main').getByRole('link', { name, exact: true }).click();

async function logIn(page: Page): Promise<void> {
  await page.getByLabel('職員ID').fill(sampleStaff.id);
  await page.getByLabel('パスワード').fill(sampleStaff.password);
  await press(page, 'ログイン');
  await heading(page, 'お客さまを探す');
}

async function find(page: Page, reference: string): Promise<void> {
  await page.getByRole('navigation').getByRole('link', { name: 'お客さまを探す' }).click();
  await heading(page, 'お客さまを探す');
  await page.getByLabel('契約番号').fill(reference);
  await press(page, '照会する');
}

/** Every page there is, calling back on each. */
async function walk(
  branch: TestBranch,
  page: Page,
  seen: (name: string) => Promise<void>,
): Promise<void> {
  await suspended(branch);
  await branch.office.openIssue('0042', issueRequest, { key: 'other' });
  await seen('SLI001');
  await page.getByLabel('職員ID').fill('nobody');
  await page.getByLabel('パスワード').fill('wrong password');
  await press(page, 'ログイン');
  await page.getByRole('alert').waitFor();
  await seen('SLI001 with a problem');
  await logIn(page);
  await seen('SKC001');
  await find(page, '9999');
  await page.getByRole('alert').waitFor();
  await seen('SKC001 with a problem');
  await page.getByRole('navigation').getByRole('link', { name: '契約の一覧' }).click();
  await heading(page, '契約の一覧');
  await seen('SKC002');
  await follow(page, '0042');
  await heading(page, 'トークンの状態');
  await seen('SKC003 issued');
  await follow(page, '発行を無効にする');
  await heading(page, 'この発行を無効にしますか');
  await seen('SKQ002');
  await page.getByLabel('【必須】 理由').selectOption({ label: 'その他（下に入力）' });
  await press(page, '無効にする');
  await page.getByRole('alert').waitFor();
  await seen('SKQ002 with a problem');
  await page.getByLabel('くわしい理由').fill('お客さまのご都合');
  await press(page, '無効にする');
  await heading(page, '発行を無効にしました');
  await seen('SKD002');
  await find(page, '4711');
  await heading(page, 'トークンの状態');
  await seen('SKC003 suspended');
  await follow(page, '停止を解除する');
  await heading(page, '停止を解除しますか');
  await seen('SKQ001');
  await page.getByLabel('【必須】 理由').selectOption({ index: 1 });
  await press(page, '解除する');
  await heading(page, '停止を解除しました');
  await seen('SKD001');
  await follow(page, 'この契約の状態へ');
  await heading(page, 'トークンの状態');
  await follow(page, '利用解除する');
  await heading(page, 'このトークンを利用解除しますか');
  await seen('SKQ003');
  await branch.office.release('4711', { key: 'meanwhile' });
  await page.getByLabel('【必須】 理由').selectOption({ index: 1 });
  await press(page, '利用解除する');
  await page.getByRole('alert').waitFor();
  await seen('SKC003 with a problem');
  await page.goto(`${branch.url}/nothing`);
  await seen('SER003');
  await page.goto(`${branch.url}/refused`);
  await seen('SER001');
  await press(page, 'ログアウト');
  await heading(page, 'ログアウトしました');
  await seen('SLO001');
}

it(
  'each page is Japanese, has one heading, nothing for axe to find, and no error of the browser',
  { timeout: 180_000 },
  async () => {
    const { branch, page, complaints } = await open();
    const found: string[] = [];
    await walk(branch, page, async (name) => {
      const { violations } = await new AxeBuilder({ page }).analyze();
      found.push(...violations.map(({ id, nodes }) => `${name}: ${id} ${nodes[0]?.html}`));
      if ((await page.locator('html').getAttribute('lang')) !== 'ja') found.push(`${name}: lang`);
      if ((await page.locator('h1').count()) !== 1) found.push(`${name}: h1`);
      const id = (await page.locator('.screen-id').textContent()) ?? '';
      if (!/^画面ID : S[A-Z]{2}\d{3}$/.test(id)) found.push(`${name}: ${id}`);
    });
    expect(found).toEqual([]);
    expect(complaints).toEqual([]);
  },
);

it('no page is wider than the window or has a line of one character, at a phone’s width and at 300 %', async () => {
  // 1280 pixels at 300 % are 427 of CSS.
  const { branch, page } = await open({ viewport: { width: 390, height: 800 } });
  const found: string[] = [];
  await walk(branch, page, async (name) => {
    for (const width of [390, 427, 1280]) {
      await page.setViewportSize({ width, height: 800 });
      const excess = await page.evaluate(
        () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
      );
      if (excess > 0) found.push(`${name} at ${width}: ${excess} px`);
      found.push(...(await orphans(page)).map((text) => `${name} at ${width}: ${text}`));
    }
  });
  expect(found).toEqual([]);
});

it('no word of a button, a heading, a label or a step is broken and nothing cut off, on a phone of 360 pixels in any size of letters', async () => {
  const { branch, page } = await open({ viewport: { width: 360, height: 800 } });
  const found: string[] = [];
  await walk(branch, page, async (name) => {
    found.push(...(await badWords(page)).map((text) => `${name} ${text}`));
  });
  expect(found).toEqual([]);
});

it('everything works without JavaScript', async () => {
  const { branch, page } = await open({ javaScriptEnabled: false });
  const seen: string[] = [];
  await walk(branch, page, async (name) => void seen.push(name));
  expect(seen.at(-1)).toBe('SLO001');
});

it('an issue is voided by the keyboard alone, and the focus is always to be seen', async () => {
  const { branch, page } = await open();
  await delivered(branch);
  const focused = async () => {
    const outline = await page
      .locator(':focus')
      .evaluate((element) => getComputedStyle(element).outlineStyle);
    expect(outline).not.toBe('none');
  };
  /** By Tab to what has this name. */
  const reach = async (name: string) => {
    for (let n = 0; n < 40; n += 1) {
      await page.keyboard.press('Tab');
      const label = await page
        .locator(':focus')
        .evaluate((element) =>
          element instanceof HTMLInputElement || element instanceof HTMLSelectElement
            ? element.labels?.[0]?.textContent
            : element.textContent,
        );
      if (label?.trim().endsWith(name)) return focused();
    }
    throw new Error(`${name} is out of reach`);
  };
  await reach('職員ID');
  await page.keyboard.type(sampleStaff.id);
  await reach('パスワード');
  await page.keyboard.type(sampleStaff.password);
  await page.keyboard.press('Enter');
  await heading(page, 'お客さまを探す');
  await reach('契約番号');
  await page.keyboard.type('4711');
  await page.keyboard.press('Enter');
  await heading(page, 'トークンの状態');
  await reach('発行を無効にする');
  await page.keyboard.press('Enter');
  await heading(page, 'この発行を無効にしますか');
  await reach('理由');
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('ArrowDown');
  await reach('無効にする');
  await page.keyboard.press('Enter');
  await heading(page, '発行を無効にしました');
  expect((await clicks(branch)).at(-1)).toMatchObject({ reason: '照合番号が一致しない' });
});

it('what was refused is read first: the focus is on the problem, which leads to its field', async () => {
  const { branch, page } = await open();
  await delivered(branch);
  await logIn(page);
  await find(page, '!');
  await page.getByRole('alert').waitFor();
  await expect.poll(() => page.locator(':focus').getAttribute('role')).toBe('alert');
  await page.getByRole('alert').getByRole('link').click();
  await expect.poll(() => page.locator(':focus').getAttribute('id')).toBe('reference');
});

it('Enter in the reason’s field sends the form, once and for the deed that was asked about', async () => {
  const { branch, page } = await open();
  await delivered(branch);
  await logIn(page);
  await find(page, '4711');
  await follow(page, '発行を無効にする');
  await page.getByLabel('【必須】 理由').selectOption({ index: 2 });
  await page.getByLabel('くわしい理由').fill('お電話にて');
  await page.keyboard.press('Enter');
  await heading(page, '発行を無効にしました');
  await page.reload();
  await heading(page, '発行を無効にしました');
  const ended = (await clicks(branch)).filter(({ event }) => event === 'issue-ended-by-operator');
  expect(ended).toMatchObject([{ reason: '照合番号が一致しない：お電話にて' }]);
});
