/** The issuing service as it was built, as a program. */
import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { parseArgs } from 'node:util';
import { onTestFinished } from 'vitest';
import { built } from '../built.ts';
import { databaseOf } from './database.ts';

const dataOption = { data: { type: 'string' } } as const;

/** Free ones. */
export const anyPorts = ['--port', '0', '--back-office-port', '0', '--management-port', '0'];

export type IssuerProgram = {
  child: ChildProcess;
  /** What it had said when it was ready, or when it ended. */
  said: string;
  /** What it has said by now, on both outputs. */
  all(): string;
};

/** Runs it until it is ready or ends, on the database of its data folder; `env` is added to ours. */
export async function runIssuer(
  args: string[],
  main = built('issuer/main.js'),
  env: Record<string, string> = {},
): Promise<IssuerProgram> {
  const child = spawn(process.execPath, [main, ...args], {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, ...(await databaseIn(args)), ...env },
  });
  onTestFinished(() => void child.kill('SIGKILL'));
  let all = '';
  await new Promise<void>((resolve) => {
    const hear = (chunk: Buffer) => {
      all += chunk.toString('utf8');
      if (/issuer ready|"event":"ready"/.test(all)) resolve();
    };
    child.stdout.on('data', hear);
    child.stderr.on('data', hear);
    child.once('close', () => resolve());
  });
  return { child, said: all, all: () => all };
}

async function databaseIn(args: string[]): Promise<Record<string, string>> {
  const { data } = parseArgs({ args, options: dataOption, strict: false }).values;
  const url = typeof data === 'string' ? await databaseOf(data) : undefined;
  return url === undefined ? {} : { DATABASE_URL: url };
}
