/** A bank's database of the version before becomes the present one with all that is in it, or stays as it was. */
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import SqliteDatabase from 'better-sqlite3';
import { expect, it, onTestFinished } from 'vitest';
import { bringUpToDate, presentSchema } from '../../../bank/issuer/storage/migrations.ts';
import type { Schema } from '../../../bank/issuer/storage/migrations.ts';
import { openDatabase } from '../../../bank/issuer/storage/database.ts';
import { temporaryFolder } from '../../fakes/folder.ts';

const first: Schema = {
  version: 1,
  statements: readFileSync(join(import.meta.dirname, '../../fixtures/bank-schema-1.sql'), 'utf8'),
  migrations: {},
};
const addColumn = `ALTER TABLE customers ADD COLUMN branch TEXT NOT NULL DEFAULT 'main' CHECK (branch <> '')`;
const second: Schema = {
  version: 2,
  statements: first.statements.replace(
    '  released_at INTEGER,',
    `  branch TEXT NOT NULL DEFAULT 'main' CHECK (branch <> ''), -- in the middle\n  released_at INTEGER,`,
  ),
  migrations: { 1: addColumn },
};

const insertCustomer = `INSERT INTO customers (institution, log_in_id, name, log_in_password,
  confirmation_password, account_number, balance_yen) VALUES ('akagi', ?, '', '', '', '', 7)`;

function open(folder: string) {
  const database = new SqliteDatabase(join(folder, 'bank.db'));
  onTestFinished(() => {
    database.close();
  });
  return database;
}

/** A database as version 1 made it, with a customer and an audit row. */
function filled(folder = temporaryFolder()) {
  const database = open(folder);
  bringUpToDate(database, first);
  database.prepare(insertCustomer).run('akagi001');
  database.exec(
    `INSERT INTO audit (at, institution, event, source) VALUES (5, 'akagi', 'log-in', 'x')`,
  );
  return { database, folder };
}

const rowsOf = (database: SqliteDatabase.Database, table: string) =>
  database.prepare(`SELECT * FROM ${table}`).all();
const versionOf = (database: SqliteDatabase.Database) =>
  database.pragma('user_version', { simple: true });

it('a filled database of the first version keeps every row and gets the new column', () => {
  const { database } = filled();
  bringUpToDate(database, second);
  expect(versionOf(database)).toBe(2);
  expect(rowsOf(database, 'customers')).toMatchObject([
    { log_in_id: 'akagi001', balance_yen: 7, branch: 'main' },
  ]);
  expect(rowsOf(database, 'audit')).toMatchObject([{ at: 5, event: 'log-in' }]);
});

it('a copy from before stands beside it, in the version that the older bank opens', () => {
  const { database, folder } = filled();
  bringUpToDate(database, second);
  const copy = new SqliteDatabase(join(folder, 'bank.db.before-2'), { readonly: true });
  expect(versionOf(copy)).toBe(1);
  expect(rowsOf(copy, 'customers')).toHaveLength(1);
  copy.close();
});

it('a second start migrates nothing and copies nothing', () => {
  const { database, folder } = filled();
  bringUpToDate(database, second);
  const files = readdirSync(folder);
  bringUpToDate(database, second);
  expect(readdirSync(folder)).toEqual(files);
});

it.each([
  ['breaks off', `${addColumn}; SELECT no_such_function()`, 'no such function'],
  ['forgets a column', 'SELECT 1', 'did not become'],
  [
    'forgets a condition',
    `ALTER TABLE customers ADD COLUMN branch TEXT NOT NULL DEFAULT 'main'`,
    'did not become',
  ],
  ['drops a trigger', `${addColumn}; DROP TRIGGER audit_is_not_deleted`, 'did not become'],
  ['drops an index', `${addColumn}; DROP INDEX mails_to_send`, 'did not become'],
  [
    'loses whom an issue is for',
    `INSERT INTO issues (id, institution, customer, user_id, mail_address, created_at, expires_at)
       VALUES ('i', 'akagi', 1, 'u', 'm', 0, 0);
     ${addColumn}; PRAGMA defer_foreign_keys = ON; DELETE FROM customers`,
    'lose what rows refer to',
  ],
])('a migration that %s changes nothing', (_what, migration, reason) => {
  const { database } = filled();
  database.pragma('foreign_keys = ON');
  expect(() => bringUpToDate(database, { ...second, migrations: { 1: migration } })).toThrow(
    reason,
  );
  expect(versionOf(database)).toBe(1);
  expect(rowsOf(database, 'customers')).toHaveLength(1);
  expect(() => database.exec('DELETE FROM audit')).toThrow('append only');
});

it('a database of a newer version is left alone', () => {
  const { database } = filled();
  bringUpToDate(database, second);
  expect(() => bringUpToDate(database, first)).toThrow('newer version');
  expect(rowsOf(database, 'customers')).toMatchObject([{ branch: 'main' }]);
});

it('the bank itself opens a filled database of every version there was', () => {
  const { database, folder } = filled();
  database.close();
  const opened = openDatabase(folder);
  expect(versionOf(opened)).toBe(presentSchema.version);
  expect(rowsOf(opened, 'customers')).toHaveLength(1);
  expect(rowsOf(opened, 'audit')).toHaveLength(1);
  opened.close();
});
