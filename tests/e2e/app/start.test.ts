/** The app's window opens where it should, and its page is shut in. */
import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from '@playwright/test';
import type { Page } from '@playwright/test';
import { test, userDataOf } from '../support/launch.ts';

const screen = (page: Page, number: string) => page.getByText(number, { exact: true });

test('the first start opens ようこそ in Japanese', async ({ launch }) => {
  const { page } = await launch();
  await expect(screen(page, 'A00')).toBeVisible();
  await expect(page.getByText('「トークン発行のご案内」のメール')).toBeVisible();
});

test('a second start opens what the first one sealed, and makes nothing anew', async ({
  launch,
  home,
}) => {
  const vault = () => statSync(join(userDataOf(home), 'vault.db')).ino;
  const first = await launch();
  await expect(screen(first.page, 'A00')).toBeVisible();
  await first.close();
  const made = vault();
  const { page } = await launch();
  await expect(screen(page, 'A00')).toBeVisible();
  expect(vault()).toBe(made);
});

test('the page has no Node', async ({ launch }) => {
  const { page } = await launch();
  expect(await page.evaluate(() => 'process' in globalThis || 'require' in globalThis)).toBe(false);
});

if (process.platform === 'linux') {
  test('the page runs in the sandbox', async ({ launch }) => {
    const { app, page } = await launch();
    await expect(screen(page, 'A00')).toBeVisible();
    const pid = await app.evaluate(({ webContents }) =>
      webContents.getAllWebContents()[0]?.getOSProcessId(),
    );
    // 2 is SECCOMP_MODE_FILTER (proc(5)).
    expect(readFileSync(`/proc/${pid}/status`, 'utf8')).toMatch(/^Seccomp:\s+2$/m);
  });
}
