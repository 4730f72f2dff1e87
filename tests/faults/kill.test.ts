/** kill -9 at any moment: the vault is what it was told to be, with or without the change under way. */
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { callsOf, runDisturbed } from './support/calls.ts';
import { everyChange } from './support/every-change.ts';
import { killed } from './support/killed.ts';
import { verdictOn } from './support/model.ts';
import { amount, faultPlace, figure } from './support/scratch.ts';
import { randomNumbers } from './support/random.ts';
import { hearAll } from './support/told.ts';

const kills = amount(12, 1000);
const hours = 3_600_000;

test(`after ${kills} kills nothing that was told is lost`, { timeout: 3 * hours }, async () => {
  const random = randomNumbers(7);
  const wrong: string[] = [];
  const during: Record<string, number> = {};
  let tokens = 0;
  for (let seed = 1; seed <= kills; seed += 1) {
    const folder = faultPlace();
    const driver = join(import.meta.dirname, 'support/driver.ts');
    const told = hearAll(await killed([driver, folder, '100000', String(seed)], random() * 150));
    tokens += told.model.tokens.length;
    const what = told.underWay?.do ?? 'nothing';
    during[what] = (during[what] ?? 0) + 1;
    const verdict = await verdictOn(folder, told.model, told.underWay);
    if (verdict !== null) wrong.push(`kill ${seed}: ${verdict}`);
    rmSync(join(folder, '..'), { recursive: true });
  }
  figure(`kills ${kills}, under way ${JSON.stringify(during)}, changes lost ${wrong.length}`);
  expect(wrong).toEqual([]);
  expect(tokens).toBeGreaterThan(0);
});

test(
  'killed at any single call that writes, nothing that was told is lost',
  { timeout: 3 * hours },
  async () => {
    const calls = callsOf(everyChange);
    const writing = [
      'openat',
      'pwrite64',
      'write',
      'fsync',
      'ftruncate',
      'link',
      'rename',
      'unlink',
    ];
    const wrong: string[] = [];
    let tried = 0;
    for (const call of writing) {
      const all = calls.made.get(call) ?? 0;
      const every = Math.ceil(all / amount(2, all));
      for (let number = 1; number <= all; number += every) {
        const folder = faultPlace();
        const kill = { call, number, fault: 'signal=KILL' };
        const told = hearAll(runDisturbed(everyChange, folder, calls, kill));
        tried += 1;
        const verdict = await verdictOn(folder, told.model, told.underWay);
        if (verdict !== null) wrong.push(`${call} ${number}: ${verdict}`);
        rmSync(join(folder, '..'), { recursive: true });
      }
    }
    figure(`kills at single calls of changes of every kind ${tried}, changes lost ${wrong.length}`);
    expect(wrong).toEqual([]);
    expect(tried).toBeGreaterThan(writing.length);
  },
);
