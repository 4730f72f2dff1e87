/** A full disk and I/O errors at each single call: what is told is true, and nothing told before is lost. */
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { verdictOn } from './model.ts';
import { amount, faultPlace, figure } from './place.ts';
import { hearAll } from './told.ts';

const changes = 8;
const program = (folder: string) => [
  process.execPath,
  join(import.meta.dirname, 'driver.ts'),
  folder,
  String(changes),
  '3',
];

const faults = [
  { call: 'pwrite64', error: 'ENOSPC' },
  { call: 'pwrite64', error: 'EIO' },
  { call: 'fsync', error: 'EIO' },
  { call: 'ftruncate', error: 'EIO' },
  { call: 'unlink', error: 'EIO' },
  { call: 'rename', error: 'EIO' },
] as const;

/** How often the driver makes this call when nothing is wrong. */
function callsMade(call: string): number {
  const folder = faultPlace();
  const log = join(folder, '..', 'strace.log');
  spawnSync('strace', ['-f', '-e', `trace=${call}`, '-o', log, '--', ...program(folder)]);
  return readFileSync(log, 'utf8').split(`${call}(`).length - 1;
}

test.each(faults)(
  '$error at any $call loses nothing and tells no lie',
  { timeout: 7_200_000 },
  async ({ call, error }) => {
    const calls = callsMade(call);
    const every = Math.max(1, Math.floor(calls / amount(3, calls)));
    const wrong: string[] = [];
    let tried = 0;
    let told = 0;
    for (let which = 1; which <= calls; which += every) {
      const folder = faultPlace();
      const inject = `inject=${call}:error=${error}:when=${which}`;
      const args = ['-f', '-e', `trace=${call}`, '-e', inject, '-o', '/dev/null', '--'];
      const run = spawnSync('strace', [...args, ...program(folder)], { encoding: 'utf8' });
      const heard = hearAll(run.stdout);
      tried += 1;
      told += heard.failures;
      const verdict = await verdictOn(folder, heard.model, heard.underWay);
      if (verdict !== null) wrong.push(`${error} at ${call} ${which}: ${verdict}`);
    }
    figure(`${error} at ${call}: ${tried} of ${calls} calls, ${told} told, ${wrong.length} wrong`);
    expect(wrong).toEqual([]);
    expect(tried).toBeGreaterThan(0);
  },
);
