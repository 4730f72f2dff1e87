/**
 * How soon the code is there, beside an Electron window with nothing in it, in turn with it and in one
 * run. A figure to read, not a limit: a busy machine is slow with both.
 */
import { execFileSync } from 'node:child_process';
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { performance } from 'node:perf_hooks';
import { expect } from '@playwright/test';
import { activate, nextCodeLateMs, readCode, screen } from '../e2e/support/app.ts';
import { issueToken } from '../e2e/support/bank.ts';
import { test } from '../e2e/support/launch.ts';

const rounds = 15;

test('the code is there soon after the start', async ({ launch, bank, browser }) => {
  test.setTimeout(10 * 60_000);
  const first = await launch({ directoryUrl: bank.directoryUrl });
  await activate(first.page, await issueToken(browser, bank.url));
  await first.close();

  const ours = process.env['E2E_APP'] ?? '';
  const empty = makeEmptyApp((JSON.parse(ours) as { executable: string }).executable);
  const figures = { empty: [] as number[], code: [] as number[] };
  try {
    for (let round = 0; round < rounds; round += 1) {
      process.env['E2E_APP'] = JSON.stringify({ executable: join(empty, 'electron'), args: [] });
      const emptyStart = performance.now();
      const window = await launch();
      await window.page.getByText('empty').waitFor();
      figures.empty.push(performance.now() - emptyStart);
      await window.close();

      process.env['E2E_APP'] = ours;
      const start = performance.now();
      const app = await launch({ directoryUrl: bank.directoryUrl });
      await screen(app.page, 'A06').waitFor();
      expect(await readCode(app.page)).toMatch(/^\d{6}$/);
      figures.code.push(performance.now() - start);
      await app.close();
    }
  } finally {
    process.env['E2E_APP'] = ours;
    rmSync(empty, { recursive: true });
  }
  const [window, code] = [median(figures.empty), median(figures.code)];
  console.log(
    `median of ${rounds} starts: an empty window after ${Math.round(window)} ms, ` +
      `the code after ${Math.round(code)} ms: ${(code / window).toFixed(2)} times as long`,
  );
});

test('the next code is there soon after its minute', async ({ launch, bank, browser }) => {
  test.setTimeout(10 * 60_000);
  const { page } = await launch({ directoryUrl: bank.directoryUrl });
  await activate(page, await issueToken(browser, bank.url));
  const lateMs: number[] = [];
  for (let minute = 0; minute < 5; minute += 1) lateMs.push(await nextCodeLateMs(page));
  console.log(`after the minute, in milliseconds (aim: 50 at most): ${lateMs.join(', ')}`);
});

/** The same Electron with a page of one word. */
function makeEmptyApp(executable: string): string {
  const folder = mkdtempSync(join(tmpdir(), 'empty-app-'));
  execFileSync('cp', ['-r', `${dirname(executable)}/.`, folder]);
  chmodSync(folder, 0o755);
  const app = join(folder, 'resources/app');
  rmSync(app, { recursive: true });
  execFileSync('mkdir', ['-p', app]);
  writeFileSync(join(app, 'package.json'), '{ "name": "empty", "main": "main.cjs" }');
  writeFileSync(
    join(app, 'main.cjs'),
    `const { app, BrowserWindow } = require('electron');
app.whenReady().then(() => new BrowserWindow().loadURL('data:text/html,<p>empty</p>'));
app.on('window-all-closed', () => app.quit());`,
  );
  return folder;
}

function median(values: number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? NaN;
}
