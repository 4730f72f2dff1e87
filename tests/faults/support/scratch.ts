/** Where faults are made: in memory where the system has such a disk, and how much of them. */
import { existsSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';

/** `npm run test:faults` makes them all, `npm test` a few of each. */
export const isFull = (import.meta as { env?: { MODE?: string } }).env?.MODE === 'full';
export const amount = (few: number, all: number) => (isFull ? all : few);

export const figure = (text: string) => process.stdout.write(`figure: ${text}\n`);

/** Environment of a program that is started hundreds of times: what was compiled is kept. */
export const compiled = {
  NODE_COMPILE_CACHE: join(import.meta.dirname, '../../../node_modules/.cache/faults'),
};

/** A folder for a vault, and one beside it for its key ring. */
export function faultPlace(): string {
  const base = mkdtempSync(join(existsSync('/dev/shm') ? '/dev/shm' : tmpdir(), 'faults-'));
  onTestFinished(() => rmSync(base, { recursive: true, force: true }));
  const folder = join(base, 'vault');
  mkdirSync(folder);
  return folder;
}
