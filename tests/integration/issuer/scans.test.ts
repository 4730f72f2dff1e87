/** Tables that grow with customers and years are read by an index: nobody waits longer because there are more of them. */
import SqliteDatabase from 'better-sqlite3';
import { expect, it } from 'vitest';
import { issuerStore } from '../../../bank/issuer/storage/issuer-store.ts';
import { forget } from '../../../bank/issuer/upkeep/retention.ts';
import {
  codeAt,
  confirm,
  newAttempt,
  newRenewal,
  readToken,
  send,
  sendRenewal,
  statusOf,
} from '../../fakes/bank/app.ts';
import { isOnPostgres, rowsOf } from '../../fakes/bank/database.ts';
import { issueRequest, setUp, testIssuer } from '../../fakes/bank/issuer.ts';
import type { BackOffice, TestIssuer } from '../../fakes/bank/issuer.ts';
import { scansOnPostgres, scansOnSqlite, watchStatements } from '../../fakes/bank/statements.ts';

const minute = 60_000;
const day = 24 * 60 * minute;

const growing = [
  'answers',
  'audit',
  'back_office_answers',
  'client_assertions',
  'contracts',
  'issues',
  'steps_taken_ahead',
  'tokens',
  'tries',
];

/** What goes through all of a table because that is what somebody has asked for, once. */
const throughAll = [
  // At a start with `--restored` or `--clock-is-right`.
  /^UPDATE tokens SET last_step = CASE/,
  /^SELECT id, customer FROM tokens WHERE .* AND last_step >/,
  /^INSERT INTO steps_taken_ahead .* FROM tokens\s+JOIN audit/s,
];
/** What SQLite alone goes through, which an index would spare it at the cost of each code. */
const throughAllOfTheFile = [
  // At a start, of an institution that has no contract (service/open-storage.ts).
  /^SELECT 1 AS seen FROM contracts/,
  // Of a token that was used while the clock was ahead, once (tokens/clock-ahead.ts).
  /^INSERT INTO steps_taken_ahead .* SELECT customer, step FROM audit/s,
];
/** And PostgreSQL: a part of the log that goes if all of it is old (storage/audit-parts.ts). */
const throughAllOfPart = [/^SELECT EXISTS .* FROM audit_from_\d+ WHERE at >=/s];

async function lifeOfToken(issuer: TestIssuer, client: BackOffice): Promise<void> {
  const { clock } = issuer;
  const { entry, token } = await setUp(issuer, client, '1');
  const post = (path: string, body?: object) => client.post(`/v1/contracts/1/${path}`, body);
  const code = (steps = 0) => codeAt(token, clock.now(), steps);
  await post('start', { code: code() });
  clock.moveBy(minute);
  await post('codes', { code: code(), purpose: 'transfer', transferReference: 't' });
  await client.get('/v1/contracts/1/transfer?transferReference=t');
  for (let wrong = 0; wrong < 5; wrong += 1) {
    await post('codes', { code: `00000${wrong}`, purpose: 'log-in' });
  }
  await post('unlock');
  clock.moveBy(20 * minute);
  await post('resynchronisation', { codes: [code(0), code(1)] });
  await post('look-up');
  expect(await statusOf(entry, token)).toBe('inUse');

  clock.moveBy(5 * 365 * day - 29 * day);
  const renewal = await newRenewal(entry, token);
  const renewed = await readToken(entry, renewal, await sendRenewal(entry, token, renewal));
  await confirm(entry, renewed);
  const released = { code: codeAt(renewed, clock.now()), purpose: 'release' };
  expect((await post('codes', released)).body['verdict']).toBe('accepted');
}

async function issuesThatEnd(issuer: TestIssuer, client: BackOffice): Promise<void> {
  await setUp(issuer, client, '2');
  await client.post('/v1/contracts/2/issues', issueRequest);
  await client.post('/v1/contracts/2/void-issue');
  const made = await client.post('/v1/contracts/3/issues', issueRequest);
  const entry = await issuer.entryOf('akagi');
  const userId = String(made.body['userId']);
  await send(entry, await newAttempt(entry, { userId, activationPassword: '000000' }));
}

async function readings(issuer: TestIssuer, client: BackOffice): Promise<void> {
  await client.get('/v1/contracts');
  await client.post('/v1/seeds', { passphrase: 'correct horse battery' });
  await client.get('/v1/audit');
  for (const path of ['metrics', 'ready']) await fetch(`${issuer.managementUrl}/${path}`);
}

/** Of each contract two codes were taken while the clock was ahead. */
async function aheadAndBack(
  issuer: TestIssuer,
  client: BackOffice,
  references: string[],
): Promise<TestIssuer> {
  const { clock, options } = issuer;
  const users = [];
  for (const reference of references) {
    const { token } = await setUp(issuer, client, reference);
    const path = `/v1/contracts/${reference}`;
    await client.post(`${path}/start`, { code: codeAt(token, clock.now()) });
    users.push({ token, path });
  }
  clock.moveBy(day);
  for (let times = 0; times < 2; times += 1) {
    for (const { token, path } of users) {
      const request = { code: codeAt(token, clock.now()), purpose: 'log-in' };
      expect((await client.post(`${path}/codes`, request)).body['verdict']).toBe('accepted');
    }
    clock.moveBy(minute);
  }
  await issuer.close();
  clock.moveBy(-day - 2 * minute);
  return testIssuer({ ...options, clock, restored: true, clockIsRight: true });
}

async function forgetting({ storage, clock }: TestIssuer): Promise<void> {
  clock.moveBy(6 * 365 * day);
  const days = { auditDays: 90, endedDays: 90 };
  let progress = await forget(storage, days, clock.now());
  while (progress) progress = await forget(storage, days, clock.now(), progress);
}

it('no statement of the service reads a growing table from one end to the other', async () => {
  const seen = watchStatements();
  const issuer = await testIssuer();
  const client = await issuer.client('banking');
  await lifeOfToken(issuer, client);
  await issuesThatEnd(issuer, client);
  await readings(issuer, client);
  const again = await aheadAndBack(issuer, client, ['4']);
  await forgetting(again);

  const texts = [...new Set(seen)].filter((text) =>
    /^(SELECT|WITH|INSERT|UPDATE|DELETE)/.test(text),
  );
  const { databaseUrl } = again.options;
  const scans = databaseUrl
    ? await scansOnPostgres(databaseUrl, texts, growing)
    : scansOnSqlite(again.database, texts, growing);
  const allowed = [...throughAll, ...(isOnPostgres ? throughAllOfPart : throughAllOfTheFile)];
  expect(texts.length).toBeGreaterThan(60);
  for (const known of throughAll) expect(texts).toContainEqual(expect.stringMatching(known));
  expect(scans.filter(({ text }) => !allowed.some((each) => each.test(text)))).toEqual([]);
});

it('a repair of the clock looks into the log once, however many tokens were used while it was ahead', async () => {
  const issuer = await testIssuer();
  const client = await issuer.client('banking');
  const seen = watchStatements();
  const again = await aheadAndBack(issuer, client, ['1', '2', '3']);
  expect(seen.filter((text) => /INTO steps_taken_ahead.* audit/s.test(text))).toHaveLength(1);
  const noted = await rowsOf<{ steps: number }>(
    again.storage,
    'SELECT count(*) AS steps FROM steps_taken_ahead GROUP BY customer',
  );
  expect(noted).toEqual([{ steps: 2 }, { steps: 2 }, { steps: 2 }]);
});

it.skipIf(isOnPostgres)('whatever refers to a token or an issue is found by an index', () => {
  const database = new SqliteDatabase(':memory:');
  database.pragma('foreign_keys = ON');
  database.exec(issuerStore.schema.statements);
  // EXPLAIN QUERY PLAN leaves foreign keys out; the program itself has them.
  const opcodesOf = (text: string) =>
    (database.prepare(`EXPLAIN ${text}`).all('') as { opcode: string }[]).map(
      ({ opcode }) => opcode,
    );
  for (const table of ['tokens', 'issues']) {
    expect(opcodesOf(`DELETE FROM ${table} WHERE id = ?`)).not.toContain('Rewind');
  }
  database.close();
});
