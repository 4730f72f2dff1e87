/** The processor's time while nothing happens, under a window manager: on the screen, behind another window, minimised. */
import { spawn } from 'node:child_process';
import { availableParallelism } from 'node:os';
import { setTimeout } from 'node:timers/promises';
import { startDesk } from '../../e2e/support/desk.ts';
import type { Home } from '../../e2e/support/launch.ts';
import type { Program } from './programs.ts';
import { start } from './run.ts';
import { coverAll, minimize, putPointerAside } from './windows.ts';

export type ProcessorPercent = {
  shown: number[];
  /** Of a window of the same Electron in which nothing but a number changes, once a second. */
  ticking: number[];
  behindAboveEmpty: number[];
  minimizedAboveEmpty: number[];
};

/** What a start sets going has ended by then: in the app as in the empty window Chromium tidies up for half a minute. */
const afterStartMs = 45_000;

/**
 * Percents of a core, in three shares of the time: all windows at once, so that whatever else the machine does falls on all.
 *
 * @param newHome with one token in it
 */
export async function processorPercent(
  programs: { ours: Program; empty: Program; ticking: Program },
  newHome: () => Home,
  directoryUrl: string,
  seconds: number,
): Promise<ProcessorPercent> {
  const desk = await startDesk('1920x1080');
  const { env } = desk;
  const open = (program: Program) => start(program, newHome(), { directoryUrl, env });
  const minimized = [await open(programs.ours), await open(programs.empty)];
  for (const { pid } of minimized) minimize(env, pid);
  const behind = [await open(programs.ours), await open(programs.empty)];
  const uncover = coverAll(env);
  const shown = await open(programs.ours);
  const ticking = await open(programs.ticking);
  putPointerAside(env);
  const all = [shown, ticking, ...behind, ...minimized];
  const letSleep = keepAwake();
  await setTimeout(afterStartMs);
  const found: ProcessorPercent = {
    shown: [],
    ticking: [],
    behindAboveEmpty: [],
    minimizedAboveEmpty: [],
  };
  for (let share = 0; share < 3; share += 1) {
    const shares = await Promise.all(all.map((each) => each.cpuPercent((seconds * 1000) / 3)));
    const [
      onScreen = NaN,
      number = NaN,
      ours = NaN,
      empty = NaN,
      oursSmall = NaN,
      emptySmall = NaN,
    ] = shares;
    found.shown.push(onScreen);
    found.ticking.push(number);
    found.behindAboveEmpty.push(ours - empty);
    found.minimizedAboveEmpty.push(oursSmall - emptySmall);
  }
  letSleep();
  for (const each of [shown, behind[0], minimized[0]]) each?.expectCode();
  await Promise.all(all.map((each) => each.end()));
  uncover();
  await desk.end();
  return found;
}

/**
 * A virtual processor that sleeps between two seconds is charged for its waking, many times what is done then. Others have it
 * awake by a loop that gives way to everything.
 */
function keepAwake(): () => void {
  const loops = Array.from({ length: availableParallelism() }, () =>
    spawn('nice', ['-n', '19', process.execPath, '-e', 'for (;;);'], { stdio: 'ignore' }),
  );
  return () => {
    for (const loop of loops) loop.kill('SIGKILL');
  };
}
