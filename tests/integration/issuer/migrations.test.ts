/** A bank's database of the version before becomes the present one with all that is in it, or stays as it was. */
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import SqliteDatabase from 'better-sqlite3';
import { expect, it, onTestFinished } from 'vitest';
import { bringUpToDate } from '../../../bank/service/storage/migrations.ts';
import type { Schema } from '../../../bank/service/storage/migrations.ts';
import { openDatabase } from '../../../bank/service/storage/database.ts';
import { issuerStore } from '../../../bank/issuer/storage/issuer-store.ts';
import { bankStore, issuerThen, lastCommon } from '../../../bank/storage/bank-store.ts';
import { temporaryFolder } from '../../fakes/folder.ts';

const notices = join(import.meta.dirname, '../../../bank/storage');
const fixtures = join(import.meta.dirname, '../../fixtures');
const schemaOf = (version: number): Schema => ({
  version,
  statements: [`bank-schema-${version}.sql`, ...(version < 2 ? [] : ['notices.sql'])]
    .map((file) => readFileSync(join(file === 'notices.sql' ? notices : fixtures, file), 'utf8'))
    .join(''),
  migrations: {},
});
const first = schemaOf(1);
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
const tablesOf = (database: SqliteDatabase.Database) =>
  database.prepare(`SELECT name FROM sqlite_schema WHERE type = 'table'`).pluck().all() as string[];

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

/** All that can hang on one contract: a token in use, its renewal, and an issue on its way. */
const ofContract = `
  INSERT INTO issues (id, institution, customer, user_id, mail_address, created_at, expires_at, ended_by) VALUES
    ('old', 'akagi', 1, 'AAAAAAAAAA', 'a@example.jp', 1, 2, 'started'),
    ('new', 'akagi', 1, 'BBBBBBBBBB', 'b@example.jp', 3, 4, NULL);
  INSERT INTO tokens (id, institution, customer, issue, renews, attempt_id, user_id, secret, algorithm, digits,
    state, device, issued_at, expires_at, last_step, drift_steps, wrong_codes) VALUES
    ('one', 'akagi', 1, 'old', NULL, 'a', 'AAAAAAAAAA', x'01', 'SHA1', 6, 'inUse', 'PC', 5, 6, 7, -1, 2),
    ('two', 'akagi', 1, 'old', 'one', 'b', 'AAAAAAAAAA', x'02', 'SHA1', 6, 'delivered', 'PC', 8, 9, -1, -1, 0);
  INSERT INTO answers VALUES ('akagi', 'hash', 200, 'body', 'two', 8);
  INSERT INTO tries VALUES (x'03', 4, 5);
  INSERT INTO audit (at, institution, customer, event, source) VALUES (5, 'akagi', 1, 'log-in', 'x');
`;
const everything = `
  ${insertCustomer.replace('?', `'akagi001'`)};
  ${ofContract}
  UPDATE customers SET current = 'inUse', next = 'issued', current_token = 'one', next_issue = 'new', released_at = 5;
  INSERT INTO mails (issue, institution, next_attempt_at) VALUES ('new', 'akagi', 3);
  INSERT INTO transfers VALUES ('t', 'akagi', 1, 'payee', 100, 6);
`;
const ofTheSecond = `
  INSERT INTO steps_taken_ahead VALUES (1, 99);
  INSERT INTO marks VALUES ('directory-sequence', 12);
  INSERT INTO notices (id, institution, customer, kind, mail_address, happened_at, next_attempt_at)
    VALUES ('n', 'akagi', 1, 'started', 'a@example.jp', 7, 8);
`;

/** Since schema 3 what the issuing service knows of a customer is a contract of its own. */
const asContract = `
  INSERT INTO contracts VALUES (1, 'akagi', '1.0', 'inUse', 'issued', 'one', 'new', 5);`;

const commonStore = { ...bankStore, schema: lastCommon };

it.each([1, 2, 3, 4])('the bank itself opens a filled database of version %i', (version) => {
  const folder = temporaryFolder();
  const database = open(folder);
  bringUpToDate(database, schemaOf(version));
  const filling = everything + (version < 2 ? '' : ofTheSecond);
  database.pragma('foreign_keys = OFF');
  database.exec(version < 3 ? filling : filling.replace(/ {2}UPDATE customers.*/, asContract));
  const tables = tablesOf(database).filter(
    (name) => !['contracts', 'customers', 'mails'].includes(name),
  );
  const before = tables.map((table) => [table, rowsOf(database, table)]);
  database.close();

  const opened = openDatabase(folder, commonStore);
  expect(versionOf(opened)).toBe(5);
  expect(opened.pragma('foreign_keys', { simple: true })).toBe(1);
  expect(tables.length).toBeGreaterThan(5);
  expect(tables.map((table) => [table, rowsOf(opened, table)])).toMatchObject(before);
  expect(rowsOf(opened, 'customers')).toMatchObject([
    { id: 1, log_in_id: 'akagi001', balance_yen: 7 },
  ]);
  // A letter knows whom it is for, and one that brought a token into use is kept for its address.
  expect(rowsOf(opened, 'mails')).toMatchObject([
    { issue: 'old', customer: 1, mail_address: 'a@example.jp', started: 1, state: 'dropped' },
    { issue: 'new', customer: 1, mail_address: 'b@example.jp', started: 0, state: 'queued' },
  ]);
  expect(rowsOf(opened, 'contracts')).toEqual([
    {
      id: 1,
      institution: 'akagi',
      reference: '1',
      current: 'inUse',
      next: 'issued',
      current_token: 'one',
      next_issue: 'new',
      released_at: 5,
    },
  ]);
  opened.close();
});

it.each([
  ['bank', 3, commonStore],
  ['issuer', 1, issuerStore],
] as const)(
  '%s.db of version %i keeps its audit log, in which no reasons were given',
  (name, version, store) => {
    const folder = temporaryFolder();
    const before = new SqliteDatabase(join(folder, store.file));
    const statements = [
      readFileSync(join(fixtures, `${name}-schema-${version}.sql`), 'utf8'),
      ...(name === 'bank' ? [readFileSync(join(notices, 'notices.sql'), 'utf8')] : []),
    ].join('');
    bringUpToDate(before, { version, statements, migrations: {} });
    before.exec(
      `INSERT INTO audit (at, institution, event, source) VALUES (5, 'akagi', 'token-released', 'x')`,
    );
    before.close();
    const opened = openDatabase(folder, store);
    expect(versionOf(opened)).toBe(store.schema.version);
    expect(rowsOf(opened, 'audit')).toMatchObject([
      { at: 5, event: 'token-released', reason: null },
    ]);
    opened.close();
  },
);

it('an issuing service of version 2 keeps every row, and its copy from before can be opened by that version', () => {
  const folder = temporaryFolder();
  const before = new SqliteDatabase(join(folder, issuerStore.file));
  bringUpToDate(before, issuerThen);
  before.pragma('foreign_keys = OFF');
  before.exec(`${ofContract} ${asContract}`);
  const tables = tablesOf(before);
  const kept = tables.map((table) => [table, rowsOf(before, table)]);
  before.close();

  const opened = openDatabase(folder, issuerStore);
  expect(versionOf(opened)).toBe(3);
  expect(tables).toContain('contracts');
  expect(tables.map((table) => [table, rowsOf(opened, table)])).toEqual(kept);
  opened.close();
  const copy = new SqliteDatabase(join(folder, 'issuer.db.before-3'));
  bringUpToDate(copy, issuerThen);
  expect(versionOf(copy)).toBe(2);
  expect(tables.map((table) => [table, rowsOf(copy, table)])).toEqual(kept);
  copy.close();
});

it('a bank of version 6 keeps its transfers that stayed unclear, as such', () => {
  const folder = temporaryFolder();
  const before = new SqliteDatabase(join(folder, bankStore.file));
  const statements = readFileSync(join(fixtures, 'bank-schema-6.sql'), 'utf8');
  bringUpToDate(before, { version: 6, statements, migrations: {} });
  before.prepare(insertCustomer).run('akagi001');
  before.exec(`INSERT INTO unclear_transfers VALUES ('u', 'akagi', 1, 'payee', 100, 6)`);
  before.close();
  const opened = openDatabase(folder, bankStore);
  expect(versionOf(opened)).toBe(bankStore.schema.version);
  expect(rowsOf(opened, 'customers')).toMatchObject([{ log_in_id: 'akagi001', balance_yen: 7 }]);
  expect(rowsOf(opened, 'unclear_transfers')).toMatchObject([
    { id: 'u', payee: 'payee', amount_yen: 100, asked_at: 6, outcome: 'unclear' },
  ]);
  opened.close();
});

it('the issuing service alone makes a database without the bank’s tables', () => {
  const database = openDatabase(temporaryFolder(), issuerStore);
  const names = tablesOf(database);
  expect(names).toContain('contracts');
  expect(names).not.toContain('customers');
  expect(database.pragma('foreign_key_check')).toEqual([]);
  database.close();
});
