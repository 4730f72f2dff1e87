/** Vaults of every released schema open for ever, and a migration is of the old or the new, never between. */
import Database from 'better-sqlite3';
import { copyFileSync, readFileSync, truncateSync } from 'node:fs';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import * as z from 'zod';
import { openBackups } from '../../../electron/adapters/vault/copies/backups.ts';
import {
  isForReading,
  openDatabase,
  openForReading,
} from '../../../electron/adapters/vault/database/database.ts';
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
  const backups = openBackups(folder, () => 0);
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
  const { path } = oldVault();
  const before = readFileSync(path);
  const full = () => {
    throw Object.assign(new Error('no room'), { code: 'ENOSPC' });
  };
  expect(() =>
    openDatabase(
      path,
      full,
      nextSchema(() => undefined),
    ),
  ).toThrow('disk-full');
  expect(readFileSync(path)).toEqual(before);
});

/** A schema that does not exist either: the present one with a column in the middle of the tokens. */
const color = "color TEXT NOT NULL DEFAULT 'none' CHECK (color <> '')";
function schemaWithColumn(added = color): Schema {
  const version = presentSchema.version + 1;
  return {
    version,
    tables: presentSchema.tables.replace('position INTEGER', `${color}, position INTEGER`),
    migrations: {
      [presentSchema.version]: (database) => database.exec(`ALTER TABLE token ADD COLUMN ${added}`),
    },
  };
}

test('a vault whose tokens have got a column more is whole, at once and at the next start', () => {
  const { path, migrate } = oldVault();
  migrate(schemaWithColumn()).close();
  const database = openDatabase(path, () => {}, schemaWithColumn());
  const tokens = database.prepare('SELECT id, color FROM token ORDER BY id').raw().all();
  expect(tokens).toEqual([
    [id, 'none'],
    [otherId, 'none'],
  ]);
  database.close();
});

test.each([
  ['of another name', color.replace('color', 'colour').replaceAll('(color', '(colour')],
  ['of another type', color.replace('TEXT', 'BLOB')],
  ['that may be empty', color.replace('NOT NULL', '')],
  ['with another first value', color.replace('none', 'some')],
  ['with another condition', color.replace('<>', '=').replace("''", "'none'")],
  ['without its condition', color.replace(/CHECK.*/, '')],
])('a migration that makes a column %s is undone, and the vault is as it was', (_what, added) => {
  const { path, migrate } = oldVault();
  expect(() => migrate(schemaWithColumn(added))).toThrow('database-damaged');
  const database = openDatabase(path);
  expect(database.prepare('SELECT count(*) FROM token').pluck().get()).toBe(2);
  database.close();
});

test('a row that breaks a condition of the new schema undoes the migration', () => {
  const { path, migrate } = oldVault();
  const strict = schemaWithColumn();
  const step = strict.migrations[presentSchema.version];
  const migrations = {
    [presentSchema.version]: (database: Parameters<NonNullable<typeof step>>[0]) => {
      step?.(database);
      database.pragma('ignore_check_constraints = ON');
      database.exec("UPDATE token SET color = ''");
      database.pragma('ignore_check_constraints = OFF');
    },
  };
  expect(() => migrate({ ...strict, migrations })).toThrow('database-damaged');
  openDatabase(path).close();
});

test('on a disk that can only be read an older vault is brought up to date in memory alone', () => {
  const { path } = oldVault();
  const before = readFileSync(path);
  const database = openForReading(path, schemaWithColumn());
  expect(database.prepare('SELECT color FROM token').pluck().all()).toEqual(['none', 'none']);
  expect(isForReading(database)).toBe(true);
  expect(() => database.exec('DELETE FROM token')).toThrow(/readonly/);
  database.close();
  expect(readFileSync(path)).toEqual(before);
});

test.each([
  [
    'a condition less',
    "UPDATE sqlite_schema SET sql = replace(sql, 'CHECK (length(id) = 32)', '')",
  ],
  ['another condition', "UPDATE sqlite_schema SET sql = replace(sql, '= 32', '= 23')"],
  ['no strictness', "UPDATE sqlite_schema SET sql = replace(sql, 'STRICT, ', '')"],
  ['an index more', 'CREATE INDEX more ON token (position)'],
  ['a trigger', 'CREATE TRIGGER more AFTER INSERT ON token BEGIN DELETE FROM attempt; END'],
])('a vault of the present schema with %s is damaged', (_what, sql) => {
  const { path } = oldVault();
  const database = new Database(path);
  database.unsafeMode();
  database.exec(`PRAGMA writable_schema = ON; ${sql}`);
  database.close();
  expect(() => openDatabase(path)).toThrow('database-damaged');
});

test('a vault that broke before an update comes back from the copies of the older version', async () => {
  const { path, fill, open } = vaultPlace();
  await fill();
  truncateSync(path, 5000);
  const released = { ...presentSchema };
  onTestFinished(() => void Object.assign(presentSchema, released));
  Object.assign(presentSchema, schemaWithColumn());
  const vault = await open();
  expect([codeOf(vault), vault.notices()]).toEqual(['287082', ['restored-copy']]);
});
