/**
 * How soon the code is there and what the app costs while it shows it, beside a window of the same Electron with one
 * word in it: by turns in one run, so that whatever else the machine does falls on all alike.
 */
import { execFileSync } from 'node:child_process';
import { chmodSync, mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { projectFolder } from '../../../build/setup/setup.mjs';
import { fillActivation, finishActivation, nextCodeLateMs, screen } from '../../e2e/support/app.ts';
import { makePackage } from '../../e2e/support/packaging.ts';
import { test, userDataOf } from '../../e2e/support/launch.ts';
import type { Home, Launched } from '../../e2e/support/launch.ts';
import { figure, keepFigures, printFigures } from '../figures.ts';
import type { Figure } from '../figures.ts';
import { serveDirectories } from './directories.ts';
import { measureActivation, measureUnlocks, watchRequests } from './deeds.ts';
import type { Activation } from './deeds.ts';
import { processorPercent } from './processor.ts';
import { keepassxc, makePrograms } from './programs.ts';
import type { Program } from './programs.ts';
import { start } from './run.ts';
import type { Marks } from './run.ts';
import { watchWindows } from './windows.ts';

const rounds = Number(process.env['BENCH_ROUNDS'] ?? 15);
/** How many institutions the vendor's list has; the last is what an aim is for. */
const listSizes = [1, 1000, 5000];
const cpuSeconds = Number(process.env['BENCH_CPU_SECONDS'] ?? 60);

test('the app beside an empty window', async ({ launch, bank, home }) => {
  test.setTimeout(60 * 60_000);
  makePackage('demo');
  const folder = mkdtempSync(join(tmpdir(), 'bench-programs-'));
  chmodSync(folder, 0o755);
  const { ours, empty, ticking, remove } = await makePrograms(folder);
  const { directoryUrl } = bank;

  const copies: string[] = [];
  /** One for each token: of a customer's own contract only the last issue lives. */
  let contracts = 0;
  const activations: Activation[] = [];
  const first = await launch({ directoryUrl });
  await watchRequests(first.app);
  await activateMeasured(first);
  const lateMs = [await nextCodeLateMs(first.page)];
  await first.close();
  const oneToken = copyOf(home);
  await addNine();
  const tenTokens = copyOf(home);
  const locked = await launch({ directoryUrl });
  const unlocks = await measureUnlocks(locked.app, locked.page, 5);
  await locked.close();

  const windows = watchWindows();
  const other = keepassxc(ours.startScript);
  const painted: Record<string, number[]> = {};
  const visible: Record<string, number[]> = {};
  const memoryMiB: Record<string, number[]> = {};
  const marks: Marks[] = [];
  const directories = await serveDirectories(directoryUrl, listSizes);
  const vaultBytes: Record<string, number[]> = {};
  const turns: Turn[] = [{ name: 'empty', program: empty, in: oneToken, directoryUrl }];
  for (const [tokens, from] of [
    ['one', oneToken],
    ['ten', tenTokens],
  ] as const) {
    for (const size of listSizes) {
      const copy = copyOf(from);
      await directories.teach(ours, copy, size);
      const name = size === 1 ? tokens : `${tokens}Of${size}`;
      vaultBytes[name] = [statSync(join(userDataOf(copy), 'vault.db')).size];
      turns.push({
        name,
        program: ours,
        in: copy,
        directoryUrl: directories.urlOf(size),
        showsCode: tokens === 'one',
      });
    }
  }
  if (other !== null) {
    turns.push({ name: 'other', program: other, in: copyOf(oneToken), directoryUrl });
  }
  // The first round only warms up.
  for (let round = -1; round < rounds; round += 1) {
    for (const turn of turns) {
      const around = { directoryUrl: turn.directoryUrl, windows };
      const running = await start(turn.program, turn.in, around);
      if (turn.showsCode) running.expectCode();
      if (round >= 0) {
        if (turn.program.tells) (painted[turn.name] ??= []).push(since(running.marks, 'painted'));
        (visible[turn.name] ??= []).push(since(running.marks, 'window-visible'));
        (memoryMiB[turn.name] ??= []).push(running.memoryBytes() / 2 ** 20);
        if (turn.name === 'one') marks.push(running.marks);
      }
      await running.end();
    }
  }
  windows.end();
  directories.end();
  const percent = await processorPercent(
    { ours, empty, ticking },
    () => copyOf(oneToken),
    directoryUrl,
    cpuSeconds,
  );

  keepFigures({
    ratios: {
      codePainted: figure(byRound(painted['one'], painted['empty']), 1.25),
      memory: figure(byRound(memoryMiB['one'], memoryMiB['empty']), 1.1),
      tenTokens: figure(byRound(painted['ten'], painted['one']), 1.03),
      fiveThousandInstitutions: figure(byRound(painted['oneOf5000'], painted['one']), 1.1),
    },
    cpuPercent: {
      codeOnScreen: figure(percent.shown, 0.5),
      tickingNumber: figure(percent.ticking, null),
      hiddenAboveEmpty: figure(percent.behindAboveEmpty, 0.1),
      minimizedAboveEmpty: figure(percent.minimizedAboveEmpty, 0.1),
    },
    bytes: {
      asarWithNative: figure([sizeOf(packagedResources, /app\.asar$|\.node$/)], 4_000_000),
      firstScreen: figure(
        [sizeOf(join(projectFolder, 'dist/page'), /index-.*\.(js|css)$/)],
        150_000,
      ),
    },
    /** Milliseconds after the spawn. */
    emptyStart: { painted: figure(painted['empty'] ?? [], null) },
    paintedMs: figures(painted),
    vaultBytes: figures(vaultBytes),
    start: figures(byName(marks.map(afterSpawn))),
    nextCode: { lateMs: figure(lateMs, null) },
    windowVisibleMs: figures(visible),
    memoryMiB: figures(memoryMiB),
    activationMs: figures(byName(activations), { withoutNetwork: 150 }),
    unlockMs: figures(byName(unlocks), { longestStall: 50 }),
  });
  printFigures();
  for (const copy of copies) rmSync(copy, { recursive: true });
  remove();

  /** From 送信 on; then on to A06. */
  async function activateMeasured({ app, page }: Launched): Promise<void> {
    contracts += 1;
    await fillActivation(page, await bank.issue(`bench-${contracts}`));
    activations.push(await measureActivation(app, page));
    await finishActivation(page);
  }

  /** Up to ten tokens, the most that the app keeps. */
  async function addNine(): Promise<void> {
    const launched = await launch({ directoryUrl });
    const { page, app, close } = launched;
    await watchRequests(app);
    await screen(page, 'A06').waitFor();
    for (let count = 1; count < 10; count += 1) {
      await page.keyboard.press('Control+n');
      await screen(page, 'A02').waitFor();
      await activateMeasured(launched);
    }
    await close();
  }

  /** The same home again, key ring and all. */
  function copyOf({ path }: Home): Home {
    const copy = mkdtempSync(join(tmpdir(), 'token-copy-'));
    execFileSync('cp', ['-a', `${path}/.`, copy]);
    copies.push(copy);
    return { path: copy };
  }
});

/** A program in a home, which is started once a round. */
type Turn = {
  name: string;
  program: Program;
  in: Home;
  directoryUrl: string;
  showsCode?: boolean;
};

const packagedResources = join(projectFolder, 'release/demo/linux-unpacked/resources');

const byRound = (some: readonly number[] = [], others: readonly number[] = []): number[] =>
  some.map((each, round) => each / (others[round] ?? NaN));

const afterSpawn = (marks: Marks): Marks =>
  Object.fromEntries(Object.keys(marks).map((name) => [name, since(marks, name)]));

const since = (marks: Marks, name: string) => (marks[name] ?? NaN) - (marks['spawn'] ?? NaN);

/** The values of each name over all rounds. */
function byName(all: readonly Record<string, number>[]): Record<string, number[]> {
  const names = Object.keys(all[0] ?? {});
  return Object.fromEntries(names.map((name) => [name, all.map((each) => each[name] ?? NaN)]));
}

const figures = (
  values: Record<string, number[]>,
  aims: Record<string, number> = {},
): Record<string, Figure> =>
  Object.fromEntries(
    Object.entries(values).map(([name, each]) => [name, figure(each, aims[name] ?? null)]),
  );

function sizeOf(folder: string, names: RegExp): number {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => names.test(name))
    .map((name) => statSync(join(folder, name)))
    .filter((file) => file.isFile())
    .reduce((sum, file) => sum + file.size, 0);
}
