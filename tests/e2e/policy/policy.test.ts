/** The real app on a PC on which an institution has set something, as Linux has it: a file that only an administrator can write. */
import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from '@playwright/test';
import type { Page } from '@playwright/test';
import type { Bridge, CallName, Input, Reply } from '../../../shared/contract.ts';
import {
  clipboardText,
  fillActivation,
  passNumber,
  press,
  readCode,
  screen,
} from '../support/app.ts';
import { issueToken } from '../support/bank.ts';
import { test as base, userDataOf } from '../support/launch.ts';

const test = base.extend<{ policyFile: string }>({
  // oxlint-disable-next-line no-empty-pattern -- Playwright reads a fixture's needs from the pattern
  policyFile: async ({}, use) => {
    // Not in the person's home: in a folder that others could write to it would not count.
    const folder = mkdtempSync(join(tmpdir(), 'policy-'));
    chmodSync(folder, 0o755);
    await use(join(folder, 'policy.json'));
    rmSync(folder, { recursive: true });
  },
});

function write(path: string, policy: Record<string, unknown>): void {
  writeFileSync(path, JSON.stringify(policy));
  chmodSync(path, 0o644);
}

/** Straight to main, past whatever the page does not offer. */
const ask = (page: Page, name: CallName, input?: Input<CallName>) =>
  page.evaluate(
    ([asked, given]) => {
      const { bridge } = window as unknown as { bridge: Bridge };
      const call = bridge.call as (name: string, input: unknown) => Promise<Reply<unknown>>;
      return call(asked, given);
    },
    [name, input] as const,
  );

const refused = { ok: false, code: 'set-by-institution' };

/** The public half of who signs the demo's list. */
function demoRoot(): Record<string, unknown> {
  const { d: _private, ...root } = JSON.parse(
    readFileSync('.demo/vendor-root.json', 'utf8'),
  ) as Record<string, unknown>;
  return root;
}

test('what an institution has set is kept by main, greyed on the screens and told on A16', async ({
  launch,
  bank,
  browser,
  home,
  policyFile,
}) => {
  write(policyFile, {
    directoryUrl: bank.directoryUrl,
    directoryRoots: [demoRoot()],
    updates: 'never',
    passcodeRequired: true,
    autoLockMinutes: 7,
    copyingAllowed: false,
    readAloudAllowed: false,
    language: 'ja',
  });
  // The list is where the policy says, and the language is not the system's.
  const { page } = await launch({
    language: 'en',
    env: { DESKTOP_TOKEN_POLICY_FILE: policyFile },
  });
  await fillActivation(page, await issueToken(browser, bank.url));
  await press(page, '送信');
  await expect(screen(page, 'A03')).toBeVisible();
  await passNumber(page);
  await press(page, '登録');
  await press(page, 'OK');

  // Before the first code, a passcode.
  await expect(screen(page, 'A14')).toBeVisible();
  await page.getByLabel('新しいパスコード:', { exact: true }).fill('271828');
  await page.getByLabel('新しいパスコード（確認）:').fill('271828');
  await press(page, '設定する');
  await expect(screen(page, 'A06')).toBeVisible();
  expect(await readCode(page)).toMatch(/^[0-9]{6}$/);

  const copy = page.getByRole('button', { name: 'コピー', exact: true });
  await expect(copy).toHaveAttribute('aria-disabled', 'true');
  await expect(page.getByText('コピーは、金融機関の設定により使えません。')).toBeVisible();
  await expect(page.getByText('読み上げは、金融機関の設定により使えません。')).toBeVisible();
  await copy.click({ force: true });
  await page.keyboard.press('Control+c');
  expect(await ask(page, 'copyCode')).toMatchObject(refused);
  expect(clipboardText()).toBe('');

  await press(page, '設定');
  await press(page, 'パスコード');
  await expect(page.getByLabel('7分')).toBeDisabled();
  await expect(page.getByRole('button', { name: 'パスコードを解除する' })).toBeDisabled();
  await press(page, '戻る');
  await press(page, '画面と文字');
  await expect(page.getByLabel('日本語')).toBeDisabled();
  await expect(page.getByText('金融機関が決めた設定です。')).toBeVisible();
  expect(await ask(page, 'changeSettings', { language: 'en' })).toMatchObject(refused);
  expect(await ask(page, 'changeSettings', { autoLockMinutes: 60 })).toMatchObject(refused);
  await press(page, '戻る');
  await press(page, '診断');
  await expect(screen(page, 'A16')).toBeVisible();
  const list = page.locator('.policy');
  await expect(list).toContainText('自動でロックするまでの時間7分');
  await expect(list).toContainText('番号のコピー使えません');
  await expect(list).toContainText(bank.directoryUrl);
  await expect(list).toContainText('updates: 値が正しくありません');
  const log = readFileSync(join(userDataOf(home), 'app.log'), 'utf8');
  expect(log).toContain('policy-refused-updates');
  expect(log).not.toContain('never');
});

test('a file that others can write sets nothing, and A16 says so', async ({
  launch,
  policyFile,
}) => {
  write(policyFile, { language: 'en' });
  chmodSync(policyFile, 0o666);
  const { page } = await launch({ env: { DESKTOP_TOKEN_POLICY_FILE: policyFile } });
  await expect(screen(page, 'A00')).toBeVisible();
  await press(page, '設定');
  await press(page, '診断');
  await expect(page.getByText('管理者でない人も書き換えられるため')).toBeVisible();
});

test('whatever lies in the file’s place, the app starts', async ({ launch, policyFile }) => {
  mkdirSync(policyFile);
  const { page } = await launch({ env: { DESKTOP_TOKEN_POLICY_FILE: policyFile } });
  await expect(screen(page, 'A00')).toBeVisible();
});
