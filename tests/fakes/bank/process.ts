/** The built bank as a process of its own, to be killed, and programs that end by themselves. */
import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { newVendorRoot } from '../app/vendor-root.ts';
import { built } from '../built.ts';

export type BankProcess = { url: string; child: ChildProcess; kill(): Promise<void> };

export function newVendorRootFile(folder: string): string {
  const file = join(folder, 'vendor-root.json');
  writeFileSync(file, JSON.stringify(newVendorRoot()), { mode: 0o600 });
  return file;
}

/**
 * Resolves when the bank says that it is ready; rejects with what it said if it ends before that.
 * Its clock is `aheadMs` ahead of ours.
 */
export function spawnBank(
  dataDir: string,
  vendorRoot: string,
  aheadMs = 0,
  env: Record<string, string> = {},
): Promise<BankProcess> {
  const clock = `const now = Date.now; Date.now = () => now() + ${aheadMs};`;
  const args = [
    `--import=data:text/javascript,${encodeURIComponent(clock)}`,
    built('bank/main.js'),
    '--port=0',
    `--data=${dataDir}`,
    `--vendor-root=${vendorRoot}`,
  ];
  const child = spawn(process.execPath, args, {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, ...env },
  });
  onTestFinished(() => {
    child.kill('SIGKILL');
  });
  let said = '';
  child.stderr.on('data', (chunk: Buffer) => {
    said += chunk.toString('utf8');
  });
  return new Promise((resolve, reject) => {
    child.once('exit', () => reject(new Error(said.trim())));
    child.stdout.on('data', (chunk: Buffer) => {
      const url = /bank ready: (\S+)\//.exec(chunk.toString('utf8'))?.[1];
      if (url === undefined) return;
      resolve({
        url,
        child,
        async kill() {
          child.kill('SIGKILL');
          if (child.exitCode === null && child.signalCode === null) await once(child, 'exit');
        },
      });
    });
  });
}

export type Ended = { code: number | null; out: string; err: string };

/** Runs a program to its end; `env` is added to ours, `input` is all that it can read. */
export async function runProgram(
  program: string,
  args: string[],
  env: Record<string, string> = {},
  { cwd, input = '' }: { cwd?: string; input?: string } = {},
): Promise<Ended> {
  const child = spawn(process.execPath, [program, ...args], {
    stdio: 'pipe',
    env: { ...process.env, ...env },
    ...(cwd === undefined ? {} : { cwd }),
  });
  child.stdin.on('error', () => undefined);
  child.stdin.end(input);
  onTestFinished(() => void child.kill('SIGKILL'));
  const said = { out: '', err: '' };
  child.stdout.on('data', (chunk: Buffer) => void (said.out += chunk.toString('utf8')));
  child.stderr.on('data', (chunk: Buffer) => void (said.err += chunk.toString('utf8')));
  const [code] = (await once(child, 'close')) as [number | null];
  return { code, ...said };
}
