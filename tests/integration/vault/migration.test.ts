/** Vaults of every released schema open for ever, and a migration is of the old or the new, never between. */
import { copyFileSync, mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import * as z from 'zod';
import { openBackups } from '../../../electron/adapters/vault/copies/backups.ts';
import { openDatabase } from '../../../electron/adapters/vault/database/database.ts';
import { presentSchema } from '../../../electron/adapters/vault/database/schema.ts';
import type { Schema } from '../../../electron/adapters/vault/database/schema.ts';
import { temporaryFolder } from '../../fakes/folder.ts';
import { codeOf, id, otherId, vaultPlace } from '../../fakes/app/vault.ts';

const fixture = join(import.meta.dirname, '../../fixtures/vault-schema-1.db');
/** The key ring of the fixture. */
const ringKey = Buffer.from('schema 1 fixture');

test('a vault of schema 1 opens with its passcode, and everything is there', async () => {
  const { path, ring, open } = vaultPlace();
  ring.key = ringKey;
  copyFileSync(fixture, path);
  const vault = await open();
  expect(vault.lock.isLocked()).toBe(true);
  await vault.lock.unlock('271828');
  expect(
    vault.tokens().map(({ id: each, state, details }) => [each, state, details?.addition]),
  ).toEqual([
    [id, 'stored', ''],
    [otherId, 'confirmed', '本店用'],
  ]);
  expect([codeOf(vault), codeOf(vault, otherId)]).toEqual(['287082', '287082']);
  expect(vault.attempts()).toHaveLength(2);
  expect(vault.setting('clock', z.object({ offsetMs: z.number() }))).toEqual({ offsetMs: 1234 });
});

/** A schema that does not exist: the present one and a table more. */
function nextSchema(step: () => void): Schema {
  const version = presentSchema.version + 1;
  const table = 'CREATE TABLE note (id TEXT PRIMARY KEY) STRICT, WITHOUT ROWID';
  return {
    version,
    tables: `${presentSchema.tables}; ${table};`,
    migrations: {
      [presentSchema.version]: (database) => {
        database.exec(table);
        step();
      },
    },
  };
}

function oldVault() {
  const folder = temporaryFolder();
  const path = join(folder, 'vault.db');
  copyFileSync(fixture, path);
  const backups = openBackups(folder);
  const migrate = (schema: Schema) =>
    openDatabase(path, (database) => backups.saveBeforeMigration(database), schema);
  return { folder, path, migrate };
}

test('a migration keeps a copy of what was before, and the rows', () => {
  const { folder, migrate } = oldVault();
  const database = migrate(nextSchema(() => undefined));
  expect(database.pragma('user_version', { simple: true })).toBe(presentSchema.version + 1);
  expect(database.prepare('SELECT count(*) FROM token').pluck().get()).toBe(2);
  database.close();
  const copy = openDatabase(
    join(folder, 'backup', `before-migration-from-${presentSchema.version}.db`),
  );
  expect(copy.prepare('SELECT count(*) FROM token').pluck().get()).toBe(2);
  copy.close();
});

test('a migration that breaks off leaves the vault as it was', () => {
  const { path, migrate } = oldVault();
  const broken = nextSchema(() => {
    throw new Error('power cut');
  });
  expect(() => migrate(broken)).toThrow('storage-failed');
  const database = openDatabase(path);
  expect(database.prepare('SELECT count(*) FROM token').pluck().get()).toBe(2);
  database.close();
});

test('without room for the copy nothing is migrated', () => {
  const { folder, path, migrate } = oldVault();
  mkdirSync(join(folder, 'backup', 'draft.db'), { recursive: true });
  const before = readFileSync(path);
  expect(() => migrate(nextSchema(() => undefined))).toThrow('storage-failed');
  expect(readFileSync(path)).toEqual(before);
});
