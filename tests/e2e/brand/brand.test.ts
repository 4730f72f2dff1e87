/** The page of another vendor's brand, as its customers see it, photographed into out/brand/; and its icons, made anew. */
import { spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import type { Browser, Page } from '@playwright/test';
import { build, mergeConfig } from 'vite';
import { readBrand } from '../../../build/package/brand.ts';
import { page as pageTarget, projectFolder } from '../../../build/targets.ts';
import type { Language } from '../../../shared/language.ts';
import { installFakeBridge } from '../../fakes/app/bridge.ts';
import { akagi, ready, sampleNow } from '../../fakes/samples.ts';
import { servePage } from '../../screens/page-server.ts';
import type { PageServer } from '../../screens/page-server.ts';

const brandFolder = join(projectFolder, 'tests/fixtures/brand');
const folder = mkdtempSync(join(tmpdir(), 'brand-'));
const out = join(projectFolder, 'out/brand');
let server: PageServer;

test.beforeAll(async () => {
  const target = pageTarget('demo', brandFolder);
  await build(mergeConfig(target, { build: { outDir: join(folder, 'page') } }));
  server = await servePage(join(folder, 'page'));
});

test.afterAll(async () => {
  await server.close();
  rmSync(folder, { recursive: true });
});

async function openPage(browser: Browser, language: Language, scheme: 'light' | 'dark') {
  const page = await browser.newPage({
    locale: language,
    colorScheme: scheme,
    viewport: { width: 400, height: 720 },
  });
  await page.clock.setFixedTime(sampleNow);
  await page.addInitScript(installFakeBridge, { state: ready(), directory: [akagi], replies: {} });
  await page.goto(server.url);
  await page.locator('.screen').first().waitFor();
  return page;
}

const colourOf = (page: Page, selector: string) =>
  page
    .locator(selector)
    .first()
    .evaluate((each) => getComputedStyle(each).backgroundColor);
const heading = (page: Page) => page.locator('.screen:visible').getByRole('heading', { level: 1 });

const tables = [
  ['ja', 'light', 'ようこそ（A00）－ さくらパスカード', 'rgb(138, 31, 92)'],
  ['ja', 'dark', 'ようこそ（A00）－ さくらパスカード', 'rgb(245, 181, 216)'],
  ['en', 'light', 'Welcome (A00) – Sakura Passcard', 'rgb(138, 31, 92)'],
] as const;
for (const [language, scheme, title, accent] of tables) {
  test(`A00 and A01 have the brand’s name and colours (${language}, ${scheme})`, async ({
    browser,
  }) => {
    const page = await openPage(browser, language, scheme);
    await expect(page).toHaveTitle(title);
    expect(await colourOf(page, '.primary')).toBe(accent);
    await page.screenshot({ path: join(out, `A00.${language}.${scheme}.png`) });
    await page.locator('.primary').click();
    await page.locator('.field').first().waitFor();
    await expect(page).toHaveTitle(/（A01）－ さくらパスカード$|\(A01\) – Sakura Passcard$/);
    await page.screenshot({ path: join(out, `A01.${language}.${scheme}.png`) });
    await page.close();
  });
}

test('version information names the brand, its maker and whom to ask, and its terms are no sample', async ({
  browser,
}) => {
  const page = await openPage(browser, 'ja', 'light');
  await page.getByRole('button', { name: '設定', exact: true }).click();
  await page.getByRole('button', { name: 'バージョン情報', exact: true }).click();
  await expect(heading(page)).toHaveText('バージョン情報');
  const about = page.locator('.screen:visible');
  for (const words of ['さくらパスカード', 'さくらシステムズ株式会社', 'さくらアプリ相談室']) {
    await expect(about).toContainText(words);
  }
  await page.screenshot({ path: join(out, 'A17.png') });
  await page.getByRole('button', { name: '利用規約', exact: true }).click();
  await expect(heading(page)).toHaveText('利用規約');
  await expect(page.locator('.screen:visible')).toContainText('この規約は、「さくらパスカード」を');
  await expect(page.locator('.screen:visible .sample')).toHaveCount(0);
  await page.close();
});

test('the icons of a brand come out of its icon.svg by `npm run icons`', () => {
  const copy = join(folder, 'brand');
  cpSync(brandFolder, copy, { recursive: true });
  rmSync(join(copy, 'icons'), { recursive: true });
  expect(() => readBrand(copy)).toThrow('icons/: not made from this icon.svg.');
  const { status, stderr } = spawnSync('npm run -s icons', {
    shell: true,
    cwd: projectFolder,
    env: { ...process.env, BRAND: copy },
    encoding: 'utf8',
  });
  expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
  expect(() => readBrand(copy)).not.toThrow();
});
