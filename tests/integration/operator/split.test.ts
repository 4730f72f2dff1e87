/** The file that bank and issuing service had in common becomes one for each, with all that was in it, whenever the way is broken off. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { copyFileSync, existsSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import SqliteDatabase from 'better-sqlite3';
import { expect, it, onTestFinished } from 'vitest';
import { startBank } from '../../../bank/server.ts';
import { issuerStore } from '../../../bank/issuer/storage/issuer-store.ts';
import { runOperator } from '../../../bank/operator/operator.ts';
import { openDatabase } from '../../../bank/service/storage/database.ts';
import { bringUpToDate } from '../../../bank/service/storage/migrations.ts';
import { bankStore, lastCommon } from '../../../bank/storage/bank-store.ts';
import { isCommon, openBankDatabase } from '../../../bank/storage/split.ts';
import { codeAt, statusOf } from '../../fakes/bank/app.ts';
import { testBank } from '../../fakes/bank/bank.ts';
import type { TestBank } from '../../fakes/bank/bank.ts';
import { bankCustomer } from '../../fakes/bank/customer.ts';
import { built } from '../../fakes/built.ts';
import { temporaryFolder } from '../../fakes/folder.ts';

type Database = SqliteDatabase.Database;

const tablesOf = (database: Database): string[] =>
  database
    .prepare(`SELECT name FROM sqlite_schema WHERE type = 'table' ORDER BY name`)
    .pluck()
    .all() as string[];
const rowsOf = (database: Database, table: string) =>
  database.prepare(`SELECT * FROM ${table}`).all() as Record<string, unknown>[];

/** What a bank of the version before keeps in its one file, put together of the two of a present one. */
function putTogether(dataDir: string): void {
  const [own, issuer] = ['bank.db', 'issuer.db'].map((file) => join(dataDir, file)) as [
    string,
    string,
  ];
  const common = join(dataDir, 'common.db');
  const database = new SqliteDatabase(common);
  bringUpToDate(database, lastCommon);
  database.pragma('foreign_keys = OFF');
  database.prepare('ATTACH ? AS own').run(own);
  database.prepare('ATTACH ? AS issuer').run(issuer);
  for (const table of tablesOf(database)) {
    const from = database
      .prepare(`SELECT name FROM pragma_table_list WHERE name = ? AND schema = 'issuer'`)
      .get(table)
      ? 'issuer'
      : 'own';
    if (table !== 'audit') database.exec(`INSERT INTO ${table} SELECT * FROM ${from}.${table}`);
  }
  database.exec(`INSERT OR IGNORE INTO tries SELECT * FROM own.tries;
    INSERT INTO marks SELECT * FROM own.marks WHERE name = 'directory-sequence';
    INSERT INTO audit (at, institution, customer, event, source, step, reason)
      SELECT at, institution, customer, event, source, step, reason FROM
        (SELECT * FROM own.audit UNION ALL SELECT * FROM issuer.audit) ORDER BY at`);
  const last = database.prepare('SELECT max(id) FROM audit').pluck().get() as number;
  database.close();
  writeFileSync(join(dataDir, 'last-event'), String(last));
  copyFileSync(common, own);
}

/** A folder of the version before, with a customer whose token is in use. */
async function before() {
  const bank = await testBank();
  const customer = await bankCustomer(bank);
  const token = await customer.becomeUser();
  await customer.submit('/log-out');
  const used = codeAt(token, bank.clock.now());
  await customer.logIn(used);
  await bank.close();
  const dataDir = temporaryFolder();
  for (const file of ['bank.db', 'issuer.db', 'keys.json']) {
    copyFileSync(join(bank.options.dataDir, file), join(dataDir, file));
  }
  putTogether(dataDir);
  const old = temporaryFolder();
  for (const file of ['bank.db', 'keys.json', 'last-event']) {
    copyFileSync(join(dataDir, file), join(old, file));
  }
  return { bank, token, used, dataDir: old };
}

const startedOn = ({ options, clock }: TestBank, dataDir: string) =>
  testBank({ ...options, dataDir, clock });

/** Opens what became of the folder, and compares it with the file that was there. */
function expectParted(dataDir: string, common: Database): void {
  const own = openBankDatabase(dataDir);
  const issuer = openDatabase(dataDir, issuerStore);
  const both = new Set(['audit', 'marks', 'tries']);
  for (const table of tablesOf(common).filter((name) => !both.has(name))) {
    const [its, others] = tablesOf(own).includes(table) ? [own, issuer] : [issuer, own];
    expect([table, rowsOf(its, table)]).toEqual([table, rowsOf(common, table)]);
    expect(tablesOf(others)).not.toContain(table);
  }
  const byId = (one: Record<string, unknown>, other: Record<string, unknown>) =>
    Number(one['id']) - Number(other['id']);
  const events = [own, issuer].flatMap((each) => rowsOf(each, 'audit')).toSorted(byId);
  expect(events).toEqual(rowsOf(common, 'audit'));
  expect(rowsOf(own, 'audit').map(({ event }) => event)).toContain('log-in');
  expect(rowsOf(issuer, 'audit').map(({ event }) => event)).toContain('token-started');
  for (const each of [own, issuer]) expect(rowsOf(each, 'tries')).toEqual(rowsOf(common, 'tries'));
  const marks = [own, issuer].flatMap((each) => rowsOf(each, 'marks'));
  expect(marks).toEqual(expect.arrayContaining(rowsOf(common, 'marks')));
  // The bank goes on following the service's log where its own telling ended.
  expect(marks.map(({ name }) => name)).toContain('issuer-audit akagi');
  for (const each of [own, issuer]) each.close();
}

/** The file itself, to compare with. */
function asItWas(dataDir: string): Database {
  const copy = join(temporaryFolder(), 'bank.db');
  copyFileSync(join(dataDir, 'bank.db'), copy);
  const database = new SqliteDatabase(copy, { readonly: true });
  onTestFinished(() => {
    database.close();
  });
  return database;
}

it('every row goes into one file or the other, and only what both need into both', async () => {
  const { dataDir } = await before();
  const common = asItWas(dataDir);
  expectParted(dataDir, common);
});

it('each file is as a new one would be, and the one from before stays beside them', async () => {
  const { dataDir } = await before();
  openBankDatabase(dataDir).close();
  const structure = (database: Database) =>
    database.prepare(`SELECT type, name, tbl_name FROM sqlite_schema ORDER BY type, name`).all();
  for (const store of [bankStore, issuerStore]) {
    const database = openDatabase(dataDir, store);
    const made = openDatabase(temporaryFolder(), store);
    expect(structure(database)).toEqual(structure(made));
    for (const each of [database, made]) each.close();
  }
  expect(isCommon(join(dataDir, 'bank.db.before-6'))).toBe(true);
  expect(isCommon(join(dataDir, 'bank.db'))).toBe(false);
});

it('the bank goes on at its next start: the token works, its used code stays used, nobody is told twice', async () => {
  const { bank, token, used, dataDir } = await before();
  const again = await startedOn(bank, dataDir);
  const customer = await bankCustomer(again);
  expect(await statusOf(customer.entry, token)).toBe('inUse');
  expect((await customer.logIn(used)).screenId).toBe('BLI023');
  again.clock.moveBy(2 * 60_000);
  expect((await customer.logIn(codeAt(token, again.clock.now()))).screenId).toBe('BPT001');
  const notices = again.database.prepare('SELECT count(*) FROM notices').pluck();
  expect(notices.get()).toBe(1);
  await again.close();
  // And once more, with what that start has recorded.
  expect((await bankCustomer(await startedOn(bank, dataDir))).entry.serviceId).toBeTruthy();
});

it('a command of the staff parts the files too, and a copy from before is brought back as two', async () => {
  const { bank, token, dataDir } = await before();
  const copy = temporaryFolder();
  for (const file of ['bank.db', 'keys.json']) {
    copyFileSync(join(dataDir, file), join(copy, file));
  }
  const operator = (...args: string[]) => runOperator([...args, '--data', dataDir], bank.clock.now);
  expect(await operator('list')).toContain('akagi  akagi001  inUse  none');
  await operator('restore', copy, '--yes');
  const again = await startedOn(bank, dataDir);
  expect(await statusOf((await bankCustomer(again)).entry, token)).toBe('inUse');
});

it('a file of before that is only copied beside those of now takes nobody’s place', async () => {
  const { bank, dataDir } = await before();
  const old = readFileSync(join(dataDir, 'bank.db'));
  const again = await startedOn(bank, dataDir);
  await bankCustomer(again);
  await again.close();
  const kept = readFileSync(join(dataDir, 'issuer.db'));
  writeFileSync(join(dataDir, 'bank.db'), old);
  for (const rest of ['-wal', '-shm'])
    expect(existsSync(join(dataDir, `bank.db${rest}`))).toBe(false);
  await expect(startBank({ ...bank.options, dataDir })).rejects.toThrow('operator restore');
  expect(readFileSync(join(dataDir, 'issuer.db'))).toEqual(kept);
});

/** A command that opens both files and does nothing, under strace; its exit code, null where it was killed. */
async function openBoth(folder: string, ...strace: string[]): Promise<number | null> {
  const main = built('bank/main.js');
  const command = ['operator', 'repair-clock', 'akagi', 'nobody', '--data', folder];
  const args = ['-f', '-e', 'trace=pwrite64', ...strace, process.execPath, main, ...command];
  const child = spawn('strace', args, { stdio: 'ignore' });
  const [code] = (await once(child, 'exit')) as [number | null];
  return code;
}

function copyOf(dataDir: string): string {
  const folder = temporaryFolder();
  for (const file of readdirSync(dataDir)) copyFileSync(join(dataDir, file), join(folder, file));
  return folder;
}

it('killed at any of its writes, the folder holds the one file as it was, or two whole ones', async () => {
  const { dataDir } = await before();
  const common = asItWas(dataDir);
  const trace = join(temporaryFolder(), 'trace');
  await openBoth(copyOf(dataDir), '-o', trace);
  const writes = readFileSync(trace, 'utf8').split('pwrite64(').length - 1;
  const kills = 8;
  const found = { common: 0, parted: 0 };
  for (let kill = 1; kill <= kills; kill += 1) {
    const write = Math.round((writes * kill) / kills);
    const folder = copyOf(dataDir);
    const inject = `inject=pwrite64:signal=SIGKILL:when=${write}`;
    expect(await openBoth(folder, '-e', inject, '-o', '/dev/null')).toBe(null);
    found[isCommon(join(folder, 'bank.db')) ? 'common' : 'parted'] += 1;
    expectParted(folder, common);
  }
  expect(found.common).toBeGreaterThan(3);
  expect(found.parted).toBeGreaterThan(0);
}, 120_000);
