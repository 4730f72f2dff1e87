/** The programs that are measured, and what processor time they and the database have used. */
import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';

export type Served = { child: ChildProcess; said: string };

// This file runs where it was built to; npm starts it in the project's folder.
export const issuerProgram = join(process.cwd(), 'dist/issuer/main.js');
export const bareProgram = join(process.cwd(), 'tests/bench/issuer/bare-route.ts');

/** Resolves when it says that it is ready. */
export function startProgram(
  program: string,
  args: string[],
  databaseUrl: string,
): Promise<Served> {
  const child = spawn(process.execPath, [program, ...args], {
    env: { ...process.env, DATABASE_URL: databaseUrl },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  return new Promise((resolve, reject) => {
    let said = '';
    child.once('exit', () => reject(new Error(`has ended: ${said}`)));
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      said += text;
      if (/ready: .*\n/.test(said)) resolve({ child, said });
    });
  });
}

export async function endAll(served: readonly Served[]): Promise<void> {
  await Promise.all(
    served.map(
      ({ child }) =>
        new Promise((resolve) => {
          child.once('exit', resolve);
          child.kill('SIGTERM');
        }),
    ),
  );
}

const millisecondsPerTick = 10;

/** Of a process, or of all children of one (Linux, proc(5)). */
export function cpuMilliseconds(pid: number, ofChildren = false): number {
  const pids = readdirSync('/proc').filter((name) => /^\d+$/.test(name));
  return pids
    .map((name) => statOf(name))
    .filter((stat) => stat !== null)
    .filter(({ own, parent }) => (ofChildren ? parent === pid : own === pid))
    .reduce((sum, { ticks }) => sum + ticks * millisecondsPerTick, 0);
}

function statOf(pid: string): { own: number; parent: number; ticks: number } | null {
  try {
    const text = readFileSync(`/proc/${pid}/stat`, 'utf8');
    const fields = text.slice(text.lastIndexOf(')') + 2).split(' ');
    const [, parent, ...rest] = fields;
    return { own: Number(pid), parent: Number(parent), ticks: Number(rest[9]) + Number(rest[10]) };
  } catch {
    // It has just ended.
    return null;
  }
}
