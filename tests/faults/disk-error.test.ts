/** An I/O error at each single call on the vault's files: what is told is true, and nothing told before is lost. */
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { callsOf, runDisturbed } from './support/calls.ts';
import type { Calls } from './support/calls.ts';
import { everyChange } from './support/every-change.ts';
import { verdictOn } from './support/model.ts';
import { amount, faultPlace, figure } from './support/scratch.ts';
import { hearAll } from './support/told.ts';

const hours = 3_600_000;

const faults: Record<string, string[]> = {
  access: ['EIO'],
  close: ['EIO'],
  fcntl: ['EIO'],
  fsync: ['EIO', 'ENOSPC'],
  ftruncate: ['EIO'],
  getdents64: ['EIO'],
  link: ['EIO'],
  lstat: ['EIO'],
  mkdir: ['EIO', 'ENOSPC'],
  newfstatat: ['EIO'],
  openat: ['EIO', 'ENOSPC', 'EMFILE'],
  pread64: ['EIO'],
  pwrite64: ['EIO', 'ENOSPC'],
  read: ['EIO'],
  rename: ['EIO', 'ENOSPC'],
  statx: ['EIO'],
  unlink: ['EIO'],
  write: ['EIO', 'ENOSPC'],
};
/** What the process asks of itself; `fchown` is root's alone. */
const withoutFault = ['execve', 'fchown'];

let made: Calls | undefined;
const callsMade = () => (made ??= callsOf(everyChange));

test('no call on the vault’s files is left out', () => {
  const known = new Set([...Object.keys(faults), ...withoutFault]);
  expect([...callsMade().made.keys()].filter((call) => !known.has(call))).toEqual([]);
});

const each = Object.entries(faults).flatMap(([call, errors]) =>
  errors.map((error) => ({ call, error })),
);

test.each(each)(
  '$error at any $call loses nothing and tells no lie',
  { timeout: 3 * hours },
  async ({ call, error }) => {
    const calls = callsMade();
    const all = calls.made.get(call) ?? 0;
    const every = Math.ceil(all / amount(2, all));
    const wrong: string[] = [];
    let tried = 0;
    let told = 0;
    for (let number = 1; number <= all; number += every) {
      const folder = faultPlace();
      const fault = { call, number, fault: `error=${error}` };
      const heard = hearAll(runDisturbed(everyChange, folder, calls, fault));
      tried += 1;
      told += heard.failures;
      const verdict = await verdictOn(folder, heard.model, heard.underWay);
      if (verdict !== null) wrong.push(`${error} at ${call} ${number}: ${verdict}`);
      rmSync(join(folder, '..'), { recursive: true });
    }
    figure(`${error} at ${call}: ${tried} of ${all} calls, ${told} told, ${wrong.length} wrong`);
    expect(wrong).toEqual([]);
    expect(tried).toBeGreaterThan(0);
  },
);
