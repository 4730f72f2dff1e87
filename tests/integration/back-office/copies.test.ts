/** A copy beside the running service, and the way back from it: no code is taken twice, whatever the copy knows. */
import { once } from 'node:events';
import {
  cpSync,
  existsSync,
  readFileSync,
  readdirSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import SqliteDatabase from 'better-sqlite3';
import { expect, it } from 'vitest';
import { institutions } from '../../../bank/service/institution.ts';
import { makeKeyFile, openKeys } from '../../../bank/service/storage/keys.ts';
import { openTenants } from '../../../bank/issuer/service/tenants.ts';
import { issuerStore } from '../../../bank/issuer/storage/issuer-store.ts';
import { backUp, restore } from '../../../bank/issuer/upkeep/backup.ts';
import type { Database } from '../../../bank/service/storage/database.ts';
import { sqliteStorage } from '../../../bank/service/storage/shared-commit.ts';
import { codeAt } from '../../fakes/bank/app.ts';
import { clientOf, issuerAt, issueRequest, setUp, testIssuer } from '../../fakes/bank/issuer.ts';
import type { TestIssuer } from '../../fakes/bank/issuer.ts';
import { anyPorts, runIssuer } from '../../fakes/bank/issuer-program.ts';
import { temporaryFolder } from '../../fakes/folder.ts';

const minute = 60_000;
const fixtures = join(import.meta.dirname, '../../fixtures');

async function openerOf({ clock, options }: TestIssuer) {
  const keys = await openKeys(options.dataDir, institutions, () => false, issuerStore);
  return (database: Database) =>
    openTenants({ institutions, now: clock.now }, sqliteStorage(database), keys);
}

async function copyOf(issuer: TestIssuer, folder = temporaryFolder()): Promise<string> {
  const { clock, options } = issuer;
  return backUp(options.dataDir, folder, await openerOf(issuer), clock.now).copy;
}

/** With a token in use. */
async function started() {
  const issuer = await testIssuer();
  const client = await issuer.client('banking');
  const { token } = await setUp(issuer, client, '1');
  await client.post('/v1/contracts/1/start', { code: codeAt(token, issuer.clock.now()) });
  issuer.clock.moveBy(minute);
  const logIn = async (office = client, at = issuer.clock.now()) => {
    const code = { code: codeAt(token, at), purpose: 'log-in' };
    return (await office.post('/v1/contracts/1/codes', code)).body['verdict'];
  };
  return { issuer, client, token, logIn };
}

it('a copy is made while codes are taken, and is one moment of them', async () => {
  const { issuer, logIn } = await started();
  const folder = temporaryFolder();
  const verdicts: unknown[] = [];
  const copying = runIssuer(['backup', folder, '--data', issuer.options.dataDir]);
  do {
    verdicts.push(await logIn());
    issuer.clock.moveBy(minute);
  } while (!readdirSync(folder).some((name) => name.endsWith('.db')));
  expect((await copying).said).toContain('its keys open all 1 tokens in it');
  expect(new Set(verdicts)).toEqual(new Set(['accepted']));
  const [name = ''] = readdirSync(folder);
  const copy = new SqliteDatabase(join(folder, name), { readonly: true });
  expect(copy.pragma('integrity_check', { simple: true })).toBe('ok');
  const taken = copy.prepare('SELECT max(step) FROM audit').pluck().get();
  expect(copy.prepare('SELECT last_step FROM tokens').pluck().get()).toBe(taken);
  copy.close();
});

it('a copy is for its owner alone, opens nothing without the keys, and is told to whoever watches', async () => {
  const { issuer, token } = await started();
  const copy = await copyOf(issuer);
  expect(statSync(copy).mode & 0o777).toBe(0o600);
  expect(readFileSync(copy).includes(Buffer.from(token.otp.secret, 'base64url'))).toBe(false);
  const metrics = await (await fetch(`${issuer.managementUrl}/metrics`)).text();
  const [, told] = /^issuer_last_backup_timestamp_seconds (\S+)$/m.exec(metrics) ?? [];
  expect(Number(told)).toBe(issuer.clock.now() / 1000);
  await expect(copyOf(issuer, join(copy, '..'))).rejects.toThrow('is there already');
});

it('a code that was taken after the copy is not taken again, and customers go on three minutes later', async () => {
  const { issuer, logIn } = await started();
  const { clock, options } = issuer;
  const copy = await copyOf(issuer);
  clock.moveBy(minute);
  expect(await logIn()).toBe('accepted');
  // The next one too: the customer's PC is a little ahead.
  expect(await logIn(undefined, clock.now() + minute)).toBe('accepted');
  const takenAt = clock.now();
  await issuer.close();
  const replaced = restore(options.dataDir, copy, await openerOf(issuer), clock.now);
  expect(readdirSync(replaced)).toEqual(['issuer.db']);

  const restored = await testIssuer({ ...options, clock });
  const office = await restored.client('banking');
  for (const at of [takenAt - minute, takenAt, takenAt + minute]) {
    expect(await logIn(office, at)).toBe('wrong');
  }
  clock.moveBy(3 * minute);
  expect(await logIn(office)).toBe('accepted');
  expect((await office.get('/v1/audit')).text).toContain('restored-by-operator');
});

it('what a killed service left beside its database is not written into the copy', async () => {
  const data = temporaryFolder();
  const folder = temporaryFolder();
  const first = await runIssuer([...anyPorts, '--data', data]);
  const [, url = '', backOffice = ''] =
    /ready: (\S+)\/ \(back office at (\S+)\/,/.exec(first.said) ?? [];
  const office = await clientOf(backOffice, data, Date, 'banking');
  const { token } = await setUp(issuerAt(url, data), office, '1');
  const take = async (path: string, at: number, more: object = {}) => {
    const reply = await office.post(path, { code: codeAt(token, at), ...more });
    return reply.body['verdict'];
  };
  const now = Date.now();
  expect(await take('/v1/contracts/1/start', now - minute)).toBe('accepted');
  const said = (await runIssuer(['backup', folder, '--data', data])).all();
  expect(said).toMatch(/issuer-\d+T\d+Z\.db: whole, and its keys open all 1 tokens in it/);
  const logIn = { purpose: 'log-in' };
  expect(await take('/v1/contracts/1/codes', now, logIn)).toBe('accepted');
  await office.post('/v1/contracts/2/issues', issueRequest);
  const [name = ''] = readdirSync(folder);
  const running = await runIssuer(['restore', join(folder, name), '--data', data]);
  expect(running.all()).toContain('another server is running on this data folder');
  first.child.kill('SIGKILL');
  await once(first.child, 'exit');
  expect(readdirSync(data)).toContain('issuer.db-wal');

  const back = await runIssuer(['restore', join(folder, name), '--data', data]);
  expect(back.all()).toContain('Codes of the present minute count as taken');
  const second = await runIssuer([...anyPorts, '--data', data]);
  const [, again = ''] = /back office at (\S+)\/,/.exec(second.said) ?? [];
  const later = await clientOf(again, data, Date, 'banking');
  const reply = await later.post('/v1/contracts/1/codes', { code: codeAt(token, now), ...logIn });
  expect(reply.body['verdict']).toBe('wrong');
  expect((await later.get('/v1/contracts/2')).status).toBe(404);
});

it('a copy of the version before is brought back, and brought up to date', async () => {
  const { issuer, logIn } = await started();
  const { clock, options } = issuer;
  const copy = await copyOf(issuer);
  await issuer.close();
  const older = new SqliteDatabase(copy);
  const indexes = ['contracts_by_token', 'contracts_by_issue', 'tokens_by_end', 'issues_by_end'];
  for (const index of indexes) older.exec(`DROP INDEX ${index}`);
  older.pragma('user_version = 2');
  older.close();
  restore(options.dataDir, copy, await openerOf(issuer), clock.now);

  const restored = await testIssuer({ ...options, clock });
  expect(restored.database?.pragma('user_version', { simple: true })).toBe(3);
  clock.moveBy(3 * minute);
  expect(await logIn(await restored.client('banking'))).toBe('accepted');
});

it('a copy that is damaged, or of other keys, is refused, and what is there stays', async () => {
  const { issuer } = await started();
  const { clock, options } = issuer;
  const { dataDir } = options;
  const copy = await copyOf(issuer);
  await issuer.close();
  const before = readFileSync(join(dataDir, 'issuer.db'));
  const damaged = join(temporaryFolder(), 'damaged.db');
  const bytes = readFileSync(copy);
  writeFileSync(damaged, bytes.subarray(0, bytes.length / 2));
  const opener = await openerOf(issuer);
  const other = await testIssuer();
  const ofOthers = await openerOf(other);
  expect(() => restore(dataDir, damaged, opener, clock.now)).toThrow('is no whole database');
  expect(() => restore(dataDir, copy, ofOthers, clock.now)).toThrow('or its keys are others');
  expect(() => restore(dataDir, join(dataDir, 'nowhere'), opener, clock.now)).toThrow(
    'There is no',
  );
  expect(() => restore(dataDir, temporaryFolder(), opener, clock.now)).toThrow(' is a folder');
  expect(readFileSync(join(dataDir, 'issuer.db')).equals(before)).toBe(true);
  expect(readdirSync(dataDir).filter((name) => /^(restoring|replaced)/.test(name))).toEqual([]);
});

/** The same rows as an older version kept them. */
function asVersion1(copy: string): string {
  const older = join(temporaryFolder(), 'older.db');
  const database = new SqliteDatabase(older);
  database.exec(readFileSync(join(fixtures, 'issuer-schema-1.sql'), 'utf8'));
  database.pragma('user_version = 1');
  database.pragma('foreign_keys = OFF');
  database.prepare('ATTACH ? AS present').run(copy);
  const tables = database
    .prepare(`SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%'`)
    .pluck()
    .all() as string[];
  for (const table of tables) {
    const columns = database.pragma(`table_info(${table})`) as { name: string }[];
    const names = columns.map(({ name }) => name).join();
    database.exec(`INSERT INTO ${table} (${names}) SELECT ${names} FROM present.${table}`);
  }
  database.close();
  return older;
}

it('a copy of an older version is brought up to date, and customers go on', async () => {
  const { issuer, logIn } = await started();
  const { clock, options } = issuer;
  const { dataDir } = options;
  const older = asVersion1(await copyOf(issuer));
  const bytes = readFileSync(older);
  await issuer.close();
  const replaced = restore(dataDir, older, await openerOf(issuer), clock.now);
  expect(readdirSync(replaced)).toEqual(['issuer.db']);
  expect(readFileSync(older).equals(bytes)).toBe(true);
  const left = readdirSync(dataDir).filter((name) => /restoring|before/.test(name));
  expect(left).toEqual([]);

  const restored = await testIssuer({ ...options, clock });
  const office = await restored.client('banking');
  expect(await logIn(office)).toBe('wrong');
  clock.moveBy(3 * minute);
  expect(await logIn(office)).toBe('accepted');
});

it.each([
  ['of a newer version', 999, 'newer version of this service'],
  ['of no version', 0, 'is no whole database'],
])('a copy %s is refused by its name, and what is there stays', async (_what, version, words) => {
  const { issuer } = await started();
  const { clock, options } = issuer;
  const copy = await copyOf(issuer);
  await issuer.close();
  const before = readFileSync(join(options.dataDir, 'issuer.db'));
  const database = new SqliteDatabase(copy);
  database.pragma(`user_version = ${version}`);
  database.close();
  const opener = await openerOf(issuer);
  const bringBack = () => restore(options.dataDir, copy, opener, clock.now);
  expect(bringBack).toThrow(words);
  expect(bringBack).toThrow(copy);
  expect(readFileSync(join(options.dataDir, 'issuer.db')).equals(before)).toBe(true);
});

it('a copy that was put in place by hand is not served before somebody says so', async () => {
  const { issuer, logIn } = await started();
  const copy = await copyOf(issuer);
  await logIn();
  await issuer.close();
  const { clock, options } = issuer;
  rmSync(join(options.dataDir, 'issuer.db'));
  cpSync(copy, join(options.dataDir, 'issuer.db'));
  await expect(testIssuer({ ...options, clock })).rejects.toThrow(
    'npm run issuer -- restore <file>',
  );
});

it('a code that was taken after a copy was made is not taken again when the copy is back', async () => {
  const issuer = await testIssuer();
  const client = await issuer.client('banking');
  const { token } = await setUp(issuer, client, '1');
  await client.post('/v1/contracts/1/start', { code: codeAt(token, issuer.clock.now()) });
  await issuer.close();
  const { dataDir } = issuer.options;
  const copy = temporaryFolder();
  cpSync(dataDir, copy, { recursive: true });
  issuer.clock.moveBy(2 * 60_000);
  const log = { code: codeAt(token, issuer.clock.now()), purpose: 'log-in' };
  const running = await testIssuer({ ...issuer.options, clock: issuer.clock });
  const used = await (await running.client('banking')).post('/v1/contracts/1/codes', log);
  expect(used.body['verdict']).toBe('accepted');
  await running.close();

  cpSync(join(copy, 'issuer.db'), join(dataDir, 'issuer.db'));
  const options = { ...issuer.options, clock: issuer.clock };
  await expect(testIssuer(options)).rejects.toThrow('npm run issuer -- restore <file>');
  const restored = await testIssuer({ ...options, restored: true });
  const office = await restored.client('banking');
  expect((await office.post('/v1/contracts/1/codes', log)).body['verdict']).toBe('wrong');
  issuer.clock.moveBy(3 * 60_000);
  const next = { ...log, code: codeAt(token, issuer.clock.now()) };
  expect((await office.post('/v1/contracts/1/codes', next)).body['verdict']).toBe('accepted');
});

it('a copy that was put into a new folder by hand, with its keys, is refused with what to do', async () => {
  const issuer = await testIssuer();
  await issuer.close();
  const { clock, options } = issuer;
  const dataDir = temporaryFolder();
  for (const name of ['issuer.db', 'keys.json']) {
    cpSync(join(options.dataDir, name), join(dataDir, name));
  }
  const there = { ...options, dataDir, clock };
  await expect(testIssuer(there)).rejects.toThrow(
    'last-event is missing beside it. Bring a backup back: npm run issuer -- restore <file>',
  );
  // Nor at the second try.
  await expect(testIssuer(there)).rejects.toThrow('last-event is missing beside it');
  const restored = await testIssuer({ ...there, restored: true });
  await restored.close();
  await (await testIssuer(there)).close();
});

it.each([false, true])(
  'a database that is gone is missed, wherever the keys are (restored: %s)',
  async (restored) => {
    const keyFile = join(temporaryFolder(), 'keys.json');
    await makeKeyFile(keyFile, institutions);
    const issuer = await testIssuer({ keyFile });
    await issuer.close();
    const { clock, options } = issuer;
    const file = join(options.dataDir, 'issuer.db');
    rmSync(file);
    const again = testIssuer({ ...options, clock, restored });
    await expect(again).rejects.toThrow('(issuer.db) is missing');
    expect(existsSync(file)).toBe(false);
  },
);
