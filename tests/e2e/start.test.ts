/** The app's window opens where it should, and its page is shut in. */
import { readFileSync } from 'node:fs';
import { expect } from '@playwright/test';
import type { Page } from '@playwright/test';
import { test } from './launch.ts';

const screen = (page: Page, number: string) => page.getByText(number, { exact: true });

test('the first start opens 初期設定 in Japanese', async ({ launch }) => {
  const { page } = await launch();
  await expect(screen(page, 'A01')).toBeVisible();
  await expect(page.getByText('利用開始パスワード').first()).toBeVisible();
});

test('a second start opens what the first one sealed', async ({ launch }) => {
  const first = await launch();
  await expect(screen(first.page, 'A01')).toBeVisible();
  await first.close();
  const { page } = await launch();
  await expect(screen(page, 'A01')).toBeVisible();
});

test('the page has no Node', async ({ launch }) => {
  const { page } = await launch();
  expect(await page.evaluate(() => 'process' in globalThis || 'require' in globalThis)).toBe(false);
});

if (process.platform === 'linux') {
  test('the page runs in the sandbox', async ({ launch }) => {
    const { app, page } = await launch();
    await expect(screen(page, 'A01')).toBeVisible();
    const pid = await app.evaluate(({ webContents }) =>
      webContents.getAllWebContents()[0]?.getOSProcessId(),
    );
    // 2 is SECCOMP_MODE_FILTER (proc(5)).
    expect(readFileSync(`/proc/${pid}/status`, 'utf8')).toMatch(/^Seccomp:\s+2$/m);
  });
}
