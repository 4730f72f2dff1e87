/** What a screen reader is told by the real app, over AT-SPI as Orca reads it: the same words that stand on the screen. */
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from '@playwright/test';
import { fillActivation, passNumber, press, readCode, screen } from '../support/app.ts';
import { issueToken } from '../support/bank.ts';
import { test } from '../support/launch.ts';
import type { Launched } from '../support/launch.ts';

const script = readFileSync(join(import.meta.dirname, '../support/accessible-tree.py'), 'utf8');
const become =
  process.getuid?.() === 0
    ? ['setpriv', '--reuid=65534', '--regid=65534', '--clear-groups', '--']
    : [];

/** A line a thing: role, “name”, (description), [focused]. Asked on the app's own session bus as the app's own user. */
async function treeOf({ app }: Launched): Promise<string> {
  const env = await app.evaluate(() => process.env);
  // Debian's own, which has the library.
  const [command, ...args] = [...become, '/usr/bin/python3', '-c', script];
  const { stdout, stderr } = spawnSync(command, args, { env, encoding: 'utf8', timeout: 20_000 });
  return stdout === '' ? stderr : stdout;
}

/** Until the screen has come to the tree; then what is in it, without its indentation. */
async function linesOf(launched: Launched, title: string): Promise<string[]> {
  let tree = '';
  await expect
    .poll(async () => (tree = await treeOf(launched)))
    .toMatch(
      new RegExp(`^document web “${title}－ ワンタイムパスワードアプリ（見本）”[^]*focused`),
    );
  return tree.split('\n').map((line) => line.trim());
}

/** What can be pressed or filled in, and has no name to be called by. */
const nameless = (lines: string[]) =>
  lines.filter((line) => /^(push button|entry|password text|check box|link)(?! “)/.test(line));

test('A00, A01, A03, A06 and A08 have a title, the focus, and a name for all that can be pressed', async ({
  launch,
  bank,
  browser,
}) => {
  const ids = await issueToken(browser, bank.url);
  const launched = await launch({
    directoryUrl: bank.directoryUrl,
    args: ['--force-renderer-accessibility'],
    // Chromium speaks AT-SPI where a screen reader is at work.
    env: { GNOME_ACCESSIBILITY: '1' },
  });
  const { page } = launched;

  await test.step('A00: what to have ready, and the ways on', async () => {
    await expect(screen(page, 'A00')).toBeVisible();
    const lines = await linesOf(launched, 'ようこそ（A00）');
    expect(nameless(lines)).toEqual([]);
    expect(lines).toContain('heading “ようこそ” [focused]');
    expect(lines).toContain('push button “はじめる”');
    await press(page, 'はじめる');
  });

  await test.step('A01: the field that has the focus tells what is to be done', async () => {
    await expect(screen(page, 'A01')).toBeVisible();
    const lines = await linesOf(launched, '初期設定（A01）');
    expect(nameless(lines)).toEqual([]);
    expect(lines.find((line) => line.endsWith('[focused]'))).toMatch(
      /^entry “サービスID:” \(初期設定 .*入力してください。/,
    );
    expect(lines).toContain('push button “メールから貼り付け”');
  });

  await test.step('A03: the heading, and the number digit by digit', async () => {
    await fillActivation(page, ids);
    await press(page, '送信');
    await expect(screen(page, 'A03')).toBeVisible();
    const lines = await linesOf(launched, '初期設定完了（A03）');
    expect(nameless(lines)).toEqual([]);
    expect(lines).toContain('heading “初期設定完了” [focused]');
    expect(lines.join('\n')).toMatch(/panel “照合番号”\nstatic “\d \d \d \d \d \d”/);
  });

  await test.step('A06: the code is a button with a name, and its digits are told', async () => {
    await passNumber(page);
    await press(page, '登録');
    await press(page, 'OK');
    await expect(screen(page, 'A06')).toBeVisible();
    await expect(async () => {
      const spaced = (await readCode(page)).split('').join(' ');
      const lines = await linesOf(launched, 'ワンタイムパスワード（A06）');
      expect(nameless(lines)).toEqual([]);
      expect(lines).toContain(`static “${spaced}”`);
      const buttons = lines.filter((line) => line.startsWith('push button'));
      expect(buttons.slice(0, 2)).toEqual([
        `push button “ワンタイムパスワードをコピー” (${spaced})`,
        'push button “コピー”',
      ]);
    }).toPass();
  });

  await test.step('A08: each entry by its name', async () => {
    await press(page, '設定');
    await expect(screen(page, 'A08')).toBeVisible();
    const lines = await linesOf(launched, '設定（A08）');
    expect(nameless(lines)).toEqual([]);
    expect(lines).toContain('heading “設定” [focused]');
    expect(lines.filter((line) => line.startsWith('push button')).length).toBeGreaterThan(8);
  });
});
