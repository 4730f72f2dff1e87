/** One start of a program as a customer's desktop starts it, and what the system says of it while it runs. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout } from 'node:timers/promises';
import { commandOf } from '../../e2e/support/launch.ts';
import type { Home } from '../../e2e/support/launch.ts';
import { familyOf } from '../../e2e/support/processes.ts';
import type { Program } from './programs.ts';
import type { WindowWatch } from './windows.ts';

/** Instants in epoch milliseconds, by name; `spawn` is the first. */
export type Marks = Record<string, number>;

export type Running = {
  pid: number;
  marks: Marks;
  /** Memory of all its processes in bytes, each shared page in parts (PSS). */
  memoryBytes: () => number;
  /** Share of one core in percent over so long. */
  cpuPercent: (durationMs: number) => Promise<number>;
  /** Throws where no code has come, or another screen since. */
  expectCode: () => void;
  end: () => Promise<void>;
};

/** Resolves when its text is painted, or a program that does not tell has its window on the screen. */
export async function start(
  program: Program,
  home: Home,
  around: {
    directoryUrl?: string;
    /** Leads it to another display. */
    env?: Readonly<Record<string, string>>;
    /** Of its display; the mark `window-visible` is told by it. */
    windows?: WindowWatch;
  },
): Promise<Running> {
  const { directoryUrl, windows } = around;
  const options = {
    ...(directoryUrl === undefined ? {} : { directoryUrl }),
    through: program.startScript,
    env: { ELECTRON_ENABLE_LOGGING: '1', ...around.env },
  };
  const { file, env } = commandOf('release', home, options);
  const child = spawn(file, [], {
    cwd: home.path,
    env: { ...env, APP: program.executable },
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  const visible = windows?.next();
  const marks: Marks = {};
  let pid = 0;
  const ended = once(child, 'exit');
  const painted = new Promise<void>((resolve) => {
    // Read to its end, for a program whose output nobody takes stands still.
    createInterface(child.stderr).on('line', (line) => {
      const [, name, value] = /bench-mark ([\w.-]+) ([\d.]+)/.exec(line) ?? [];
      if (name === undefined) return;
      if (name === 'pid') pid = Number(value);
      else marks[name] ??= Number(value);
      if (name === 'painted') resolve();
    });
  });
  const early = ended.then(() => Promise.reject(new Error('it ended before it was there')));
  // Every program ends at last, when nobody waits for its window any more.
  early.catch(() => {});
  if (visible !== undefined) marks['window-visible'] = await Promise.race([visible, early]);
  if (program.tells) await Promise.race([painted, early]);
  return {
    pid,
    marks,
    memoryBytes: () => familyOf(pid).reduce((sum, each) => sum + pssBytes(each), 0),
    cpuPercent: (durationMs) => cpuPercent(pid, durationMs),
    expectCode() {
      const { code, 'code-gone': gone } = marks;
      if (code === undefined || gone !== undefined) throw new Error('no code is on the screen');
    },
    async end() {
      process.kill(pid, 'SIGTERM');
      await ended;
    },
  };
}

function pssBytes(pid: number): number {
  return Number(/^Pss:\s+(\d+) kB/m.exec(read(`/proc/${pid}`, 'smaps_rollup'))?.[1] ?? 0) * 1024;
}

async function cpuPercent(pid: number, durationMs: number): Promise<number> {
  const before = runNs(pid);
  const startedAt = performance.now();
  await setTimeout(durationMs);
  const elapsedMs = performance.now() - startedAt;
  const ran = [...runNs(pid)].map(([thread, ns]) => ns - (before.get(thread) ?? 0));
  return (ran.reduce((sum, ns) => sum + ns, 0) / (elapsedMs * 1e6)) * 100;
}

/**
 * How long each of its threads has been on a processor: nanoseconds, where `stat` of a process counts in 10 ms (proc(5)), which are
 * all that a hidden window takes in a while.
 */
function runNs(pid: number): Map<string, number> {
  const threads = familyOf(pid).flatMap((each) => list(`/proc/${each}/task`));
  return new Map(threads.map((of) => [of, Number(read(of, 'schedstat').split(' ')[0])]));
}

function list(folder: string): string[] {
  try {
    return readdirSync(folder).map((name) => join(folder, name));
  } catch {
    // The process has ended since the list was made.
    return [];
  }
}

function read(of: string, name: string): string {
  try {
    return readFileSync(join(of, name), 'utf8');
  } catch {
    // It has ended since the list was made.
    return '';
  }
}
