/** kill -9 during a migration: the next version finds every token, and the copy from before opens in this one. */
import {
  copyFileSync,
  existsSync,
  readFileSync,
  readdirSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { callsOf, runDisturbed } from './support/calls.ts';
import type { Program } from './support/calls.ts';
import { killed } from './support/killed.ts';
import { codeOf, openIn } from './support/model.ts';
import { becomeNextVersion } from './support/next-schema.ts';
import { amount, faultPlace, figure } from './support/scratch.ts';
import { randomNumbers } from './support/random.ts';

const hours = 3_600_000;
const driver = join(import.meta.dirname, 'support/migration-driver.ts');
const program: Program = {
  prepare: layOut,
  command: (folder) => [process.execPath, driver, folder],
};

/** The vault of a released schema, with the key ring that it was sealed by. */
function layOut(folder: string): void {
  copyFileSync(
    join(import.meta.dirname, '../fixtures/vault-schema-1.db'),
    join(folder, 'vault.db'),
  );
  writeFileSync(join(folder, '..', 'ring'), 'schema 1 fixture');
}

/** RFC 6238, appendix B: the code of its secret in the step 1. */
const content = [
  ['b'.repeat(32), 'stored', '', '94287082'],
  ['c'.repeat(32), 'confirmed', '本店用', '94287082'],
];

becomeNextVersion();

/** What the next version finds wrong with what a kill has left, or null. */
async function verdictOn(folder: string): Promise<string | null> {
  try {
    const vault = await openIn(folder);
    try {
      await vault.lock.unlock('271828');
      const found = vault
        .tokens()
        .map(({ id, state, details }) => [
          id,
          state,
          details?.addition,
          vault.withSecret(id, codeOf),
        ]);
      expect(found).toEqual(content);
    } finally {
      vault.close();
    }
    expect(readdirSync(join(folder, 'backup'))).toContain('before-migration-from-1.db');
    return null;
  } catch (error) {
    return error instanceof Error ? (error.stack ?? error.message) : 'unknown';
  }
}

/** Where the kill found the migration. */
function stageOf(folder: string): 'before' | 'amid' | 'after' {
  const journal = join(folder, 'vault.db-journal');
  if (existsSync(journal) && statSync(journal).size > 0) return 'amid';
  // The version of the schema stands at byte 60 (SQLite's file format, 1.3).
  return readFileSync(join(folder, 'vault.db')).readUInt32BE(60) === 1 ? 'before' : 'after';
}

test('killed at any moment of a migration, nothing is lost', { timeout: 3 * hours }, async () => {
  const kills = amount(6, 300);
  const random = randomNumbers(11);
  const wrong: string[] = [];
  const found = { before: 0, amid: 0, after: 0 };
  for (let kill = 1; kill <= kills; kill += 1) {
    const folder = faultPlace();
    layOut(folder);
    await killed([driver, folder], random() * 20);
    found[stageOf(folder)] += 1;
    const verdict = await verdictOn(folder);
    if (verdict !== null) wrong.push(`kill ${kill}: ${verdict}`);
    rmSync(join(folder, '..'), { recursive: true });
  }
  figure(`kills in a migration ${kills}: ${JSON.stringify(found)}, lost ${wrong.length}`);
  expect(wrong).toEqual([]);
});

test(
  'killed at any single call of a migration, nothing is lost',
  { timeout: 3 * hours },
  async () => {
    const calls = callsOf(program);
    const wrong: string[] = [];
    const found = { before: 0, amid: 0, after: 0 };
    for (const [call, all] of calls.made) {
      const every = Math.ceil(all / amount(2, all));
      for (let number = 1; number <= all; number += every) {
        const folder = faultPlace();
        const kill = { call, number, fault: 'signal=KILL' };
        expect(runDisturbed(program, folder, calls, kill)).not.toContain('migrated');
        found[stageOf(folder)] += 1;
        const verdict = await verdictOn(folder);
        if (verdict !== null) wrong.push(`${call} ${number}: ${verdict}`);
        rmSync(join(folder, '..'), { recursive: true });
      }
    }
    figure(`kills at single calls of a migration: ${JSON.stringify(found)}, lost ${wrong.length}`);
    expect(wrong).toEqual([]);
    expect(found.amid).toBeGreaterThan(0);
  },
);
