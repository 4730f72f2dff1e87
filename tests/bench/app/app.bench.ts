/**
 * How soon the code is there and what the app costs while it shows it, beside a window of the same Electron with one
 * word in it: by turns in one run, so that whatever else the machine does falls on all alike.
 */
import { execFileSync } from 'node:child_process';
import { chmodSync, mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { projectFolder } from '../../../build/setup/setup.mjs';
import { activate, nextCodeLateMs, screen } from '../../e2e/support/app.ts';
import { issueToken } from '../../e2e/support/bank.ts';
import { makePackage } from '../../e2e/support/packaging.ts';
import { test } from '../../e2e/support/launch.ts';
import type { Home } from '../../e2e/support/launch.ts';
import { figure, keepFigures, printFigures } from '../figures.ts';
import { makePrograms } from './programs.ts';
import type { Program } from './programs.ts';
import { start } from './run.ts';
import type { Marks } from './run.ts';

const rounds = Number(process.env['BENCH_ROUNDS'] ?? 15);
const cpuSeconds = Number(process.env['BENCH_CPU_SECONDS'] ?? 60);

test('the app beside an empty window', async ({ launch, bank, browser, home }) => {
  test.setTimeout(60 * 60_000);
  makePackage('demo');
  const folder = mkdtempSync(join(tmpdir(), 'bench-programs-'));
  chmodSync(folder, 0o755);
  const { ours, empty, remove } = await makePrograms(folder);
  const { directoryUrl } = bank;

  const first = await launch({ directoryUrl });
  await activate(first.page, await issueToken(browser, bank.url));
  const lateMs = [await nextCodeLateMs(first.page)];
  await first.close();
  const oneToken = copyOf(home);
  await addNine();

  const painted: Record<'empty' | 'one' | 'ten', number[]> = { empty: [], one: [], ten: [] };
  const memoryBytes: Record<'empty' | 'one', number[]> = { empty: [], one: [] };
  const marks: Marks[] = [];
  const turns: { name: keyof typeof painted; program: Program; in: Home }[] = [
    { name: 'empty', program: empty, in: oneToken },
    { name: 'one', program: ours, in: oneToken },
    { name: 'ten', program: ours, in: home },
  ];
  // The first round only warms up.
  for (let round = -1; round < rounds; round += 1) {
    for (const turn of turns) {
      const running = await start(turn.program, turn.in, directoryUrl);
      if (round >= 0) {
        painted[turn.name].push(since(running.marks, 'painted'));
        if (turn.name === 'one') marks.push(running.marks);
        if (turn.name !== 'ten') memoryBytes[turn.name].push(running.memoryBytes());
      }
      await running.end();
    }
  }
  const cpuPercent = await cpu();

  keepFigures({
    ratios: {
      codePainted: figure(byRound(painted.one, painted.empty), 1.25),
      memory: figure(byRound(memoryBytes.one, memoryBytes.empty), 1.1),
      tenTokens: figure(byRound(painted.ten, painted.one), 1.03),
    },
    cpuPercent: {
      codeOnScreen: figure(cpuPercent.shown, 0.5),
      hiddenAboveEmpty: figure(cpuPercent.hiddenAboveEmpty, 0.1),
    },
    bytes: {
      asarWithNative: figure([sizeOf(packagedResources, /app\.asar$|\.node$/)], 4_000_000),
      firstScreen: figure(
        [sizeOf(join(projectFolder, 'dist/page'), /index-.*\.(js|css)$/)],
        150_000,
      ),
    },
    /** Milliseconds after the spawn. */
    emptyStart: { painted: figure(painted.empty, null) },
    start: Object.fromEntries(
      Object.keys(marks[0] ?? {}).map((name) => [
        name,
        figure(
          marks.map((each) => since(each, name)),
          null,
        ),
      ]),
    ),
    nextCode: { lateMs: figure(lateMs, null) },
  });
  printFigures();
  rmSync(oneToken.path, { recursive: true });
  remove();

  /** Up to ten tokens, the most that the app keeps. */
  async function addNine(): Promise<void> {
    const { page, close } = await launch({ directoryUrl });
    await screen(page, 'A06').waitFor();
    for (let count = 1; count < 10; count += 1) {
      await page.keyboard.press('Control+n');
      await screen(page, 'A02').waitFor();
      await activate(page, await issueToken(browser, bank.url));
    }
    await close();
  }

  /** Both programs at once, so that whatever else the machine does falls on both; in three shares each. */
  async function cpu(): Promise<{ shown: number[]; hiddenAboveEmpty: number[] }> {
    const ourHome = copyOf(oneToken);
    const mine = await start(ours, ourHome, directoryUrl);
    const theirs = await start(empty, oneToken, directoryUrl);
    // What a start sets going has ended by then.
    await mine.cpuPercent(5000);
    const shareMs = (cpuSeconds * 1000) / 3;
    const shown: number[] = [];
    const hidden: number[] = [];
    for (let share = 0; share < 3; share += 1) shown.push(await mine.cpuPercent(shareMs));
    mine.toggleHidden();
    theirs.toggleHidden();
    await mine.cpuPercent(2000);
    for (let share = 0; share < 3; share += 1) {
      const [ourShare, emptyShare] = await Promise.all([
        mine.cpuPercent(shareMs),
        theirs.cpuPercent(shareMs),
      ]);
      hidden.push(ourShare - emptyShare);
    }
    await Promise.all([mine.end(), theirs.end()]);
    rmSync(ourHome.path, { recursive: true });
    return { shown, hiddenAboveEmpty: hidden };
  }
});

const packagedResources = join(projectFolder, 'release/demo/linux-unpacked/resources');

const byRound = (some: readonly number[], others: readonly number[]): number[] =>
  some.map((each, round) => each / (others[round] ?? NaN));

const since = (marks: Marks, name: string) => (marks[name] ?? NaN) - (marks['spawn'] ?? NaN);

/** The same home again, key ring and all. */
function copyOf({ path }: Home): Home {
  const copy = mkdtempSync(join(tmpdir(), 'token-one-'));
  execFileSync('cp', ['-a', `${path}/.`, copy]);
  return { path: copy };
}

function sizeOf(folder: string, names: RegExp): number {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => names.test(name))
    .map((name) => statSync(join(folder, name)))
    .filter((file) => file.isFile())
    .reduce((sum, file) => sum + file.size, 0);
}
