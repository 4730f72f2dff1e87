/** A power cut at any moment: whatever the customer was told is stored, is stored. */
import Database from 'better-sqlite3';
import { existsSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { verdictOn } from './support/model.ts';
import { amount, faultPlace, figure } from './support/scratch.ts';
import { randomNumbers } from './support/random.ts';
import { createDisk, recordWrites } from './support/strace.ts';
import { hear, nothingTold, readLine } from './support/told.ts';

const here = import.meta.dirname;
const cuts = amount(150, 10_000);
const hours = 3_600_000;

test(
  `in ${cuts} power cuts no token is lost that was told to be stored`,
  { timeout: 3 * hours },
  async () => {
    const runs = amount(2, 40);
    const wrong: string[] = [];
    let done = 0;
    for (let seed = 1; seed <= runs; seed += 1) {
      const folder = faultPlace();
      const program = [
        process.execPath,
        join(here, 'support/driver.ts'),
        folder,
        '12',
        String(seed),
      ];
      const events = recordWrites(folder, program, join(folder, '..', 'strace.log'));
      const random = randomNumbers(seed);
      const each = Math.ceil(cuts / runs);
      for (let cut = 0; cut < each; cut += 1) {
        const disk = createDisk();
        let told = nothingTold;
        for (const event of events.slice(0, 1 + Math.floor(random() * events.length))) {
          disk.do(event);
          if (event.kind !== 'said') continue;
          const line = readLine(event.text);
          if (line !== null) told = hear(told, line);
        }
        const left = join(folder, '..', 'left');
        rmSync(left, { recursive: true, force: true });
        disk.cutPower(folder, left, random);
        const verdict = await verdictOn(left, told.model, told.underWay);
        if (verdict !== null) wrong.push(`run ${seed}, cut ${cut}: ${verdict}`);
        done += 1;
      }
    }
    figure(`power cuts ${done}, acknowledged changes lost ${wrong.length}`);
    expect(wrong).toEqual([]);
  },
);

test(
  'the same power cuts take rows from a database with synchronous=NORMAL: the harness can see',
  { timeout: 3 * hours },
  () => {
    const folder = faultPlace();
    const program = [process.execPath, join(here, 'support/plain-driver.ts'), folder, '12'];
    const events = recordWrites(folder, program, join(folder, '..', 'strace.log'));
    const random = randomNumbers(1);
    const all = amount(150, 1500);
    let losing = 0;
    for (let cut = 0; cut < all; cut += 1) {
      const disk = createDisk();
      let told = 0;
      for (const event of events.slice(0, 1 + Math.floor(random() * events.length))) {
        disk.do(event);
        const said = event.kind === 'said' ? /done (\d+)/.exec(event.text)?.[1] : undefined;
        if (said !== undefined) told = Number(said);
      }
      const left = join(folder, '..', 'left');
      rmSync(left, { recursive: true, force: true });
      disk.cutPower(folder, left, random);
      if (rowsIn(join(left, 'plain.db')) < told) losing += 1;
    }
    figure(`with synchronous=NORMAL in WAL: ${losing} of ${all} power cuts lost acknowledged rows`);
    expect(losing).toBeGreaterThan(all / 100);
  },
);

function rowsIn(path: string): number {
  if (!existsSync(path)) return 0;
  const database = new Database(path);
  try {
    return Number(database.prepare('SELECT count(*) FROM row').pluck().get());
  } catch {
    // The table itself is gone.
    return 0;
  } finally {
    database.close();
  }
}
