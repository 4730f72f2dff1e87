/** The issuing service as it was built, as a program. */
import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';

export const builtIssuer = join(import.meta.dirname, '../../../dist/issuer/main.js');

/** Free ones. */
export const anyPorts = ['--port', '0', '--back-office-port', '0', '--management-port', '0'];

export type IssuerProgram = {
  child: ChildProcess;
  /** What it had said when it was ready, or when it ended. */
  said: string;
  /** What it has said by now, on both outputs. */
  all(): string;
};

/** Runs it until it is ready or ends. */
export async function runIssuer(args: string[], main = builtIssuer): Promise<IssuerProgram> {
  const child = spawn(process.execPath, [main, ...args], { stdio: ['ignore', 'pipe', 'pipe'] });
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
