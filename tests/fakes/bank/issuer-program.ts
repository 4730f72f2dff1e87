/** The issuing service as it was built, as a program. */
import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { onTestFinished } from 'vitest';
import { built } from '../built.ts';

/** Free ones. */
export const anyPorts = ['--port', '0', '--back-office-port', '0', '--management-port', '0'];

export type IssuerProgram = {
  child: ChildProcess;
  /** What it had said when it was ready, or when it ended. */
  said: string;
  /** What it has said by now, on both outputs. */
  all(): string;
};

/** Runs it until it is ready or ends; `env` is added to ours. */
export async function runIssuer(
  args: string[],
  main = built('issuer/main.js'),
  env: Record<string, string> = {},
): Promise<IssuerProgram> {
  const child = spawn(process.execPath, [main, ...args], {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, ...env },
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
