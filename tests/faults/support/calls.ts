/** The system calls that a program makes on a vault's files, each by its number, so that any one can be disturbed. */
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { compiled, faultPlace } from './scratch.ts';

/** A program that works on a vault in `folder`; `prepare` lays out what it finds there. */
export type Program = { prepare: (folder: string) => void; command: (folder: string) => string[] };

export type Calls = {
  /** How often each call is made on one of the paths. */
  made: ReadonlyMap<string, number>;
  /** From the folder, which has another name in each run. */
  paths: string[];
};

/** What the program does when nothing is wrong. */
export function callsOf(program: Program): Calls {
  const run = (paths: string[]) => {
    const folder = faultPlace();
    const log = join(folder, '..', 'strace.log');
    program.prepare(folder);
    strace(
      [...only(folder, paths), '-f', '-y', '-e', 'trace=%file,%desc', '-o', log],
      [...program.command(folder)],
    );
    return { folder, log: readFileSync(log, 'utf8') };
  };
  const all = run([]);
  const named = all.log.matchAll(new RegExp(`${all.folder}([^">]*)[">]`, 'g'));
  const paths = [...new Set([...named].map(([, path = '']) => path))];
  const made = new Map<string, number>();
  for (const [, call = ''] of run(paths).log.matchAll(/^\d+ +(\w+)\(/gm)) {
    made.set(call, (made.get(call) ?? 0) + 1);
  }
  return { made, paths };
}

/** Runs the program with one fault in the call of this number, `error=EIO` or `signal=KILL`. Returns what it said. */
export function runDisturbed(
  program: Program,
  folder: string,
  { paths }: Calls,
  { call, number, fault }: { call: string; number: number; fault: string },
): string {
  program.prepare(folder);
  const inject = ['-e', `trace=${call}`, '-e', `inject=${call}:${fault}:when=${number}`];
  const log = join(folder, '..', 'strace.log');
  const said = strace(
    [...only(folder, paths), '-f', ...inject, '-o', log],
    program.command(folder),
  );
  if (!/INJECTED|killed by/.test(readFileSync(log, 'utf8'))) throw new Error('no such call');
  return said;
}

const only = (folder: string, paths: string[]) => paths.flatMap((path) => ['-P', folder + path]);

function strace(options: string[], command: string[]): string {
  const env = { ...process.env, ...compiled };
  return spawnSync('strace', [...options, '--', ...command], { encoding: 'utf8', env }).stdout;
}
