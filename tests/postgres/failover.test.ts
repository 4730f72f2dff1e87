/** The database goes away, or another takes its place: what everybody is told, and what is never believed. */
import { join } from 'node:path';
import { Client } from 'pg';
import { expect, inject, it } from 'vitest';
import { rotateSecret } from '../../bank/issuer/upkeep/server-secret.ts';
import { institutions } from '../../bank/service/institution.ts';
import { makeKeyFile } from '../../bank/service/storage/keys.ts';
import { codeAt } from '../fakes/bank/app.ts';
import { setUp, testIssuer } from '../fakes/bank/issuer.ts';
import type { TestIssuer } from '../fakes/bank/issuer.ts';
import { runIssuer } from '../fakes/bank/issuer-program.ts';
import { temporaryFolder } from '../fakes/folder.ts';
import { connectTo, emptyDatabase, openDatabaseAt, openStorageAt } from './support/database.ts';

/** Whoever has a connection loses it, and nobody gets one. */
async function takeAway({ options }: TestIssuer): Promise<() => Promise<void>> {
  const name = new URL(options.databaseUrl ?? '').pathname.slice(1);
  const admin = async (text: string) => {
    const client = new Client({ connectionString: inject('postgresUrl') });
    await client.connect();
    await client.query(text);
    await client.end();
  };
  await admin(`ALTER DATABASE ${name} ALLOW_CONNECTIONS false`);
  await admin(`SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '${name}'`);
  return () => admin(`ALTER DATABASE ${name} ALLOW_CONNECTIONS true`);
}

it('while the database is away everybody is told to come again, and nobody that a key is wrong', async () => {
  const issuer = await testIssuer();
  const office = await issuer.client('banking');
  const assertion = await office.assertion();
  const bringBack = await takeAway(issuer);
  const refused = await office.exchange(assertion);
  expect([refused.status, refused.headers.get('retry-after')]).toEqual([503, expect.any(String)]);
  await bringBack();
  expect((await office.exchange(assertion)).status).toBe(200);
});

it('while the database is away the figures of the process itself are still told', async () => {
  const issuer = await testIssuer();
  const bringBack = await takeAway(issuer);
  const metrics = await fetch(`${issuer.managementUrl}/metrics`);
  expect(metrics.status).toBe(200);
  expect(await metrics.text()).toMatch(/^issuer_database_bytes nan$/im);
  await bringBack();
});

it('an older database in the place of the one that it has read from is answered from no more', async () => {
  const issuer = await testIssuer();
  const office = await issuer.client('banking');
  await setUp(issuer, office, '4711');
  await issuer.storage.lastEvent();
  const other = await connectTo(issuer.options.databaseUrl ?? '');
  await other.query(
    `BEGIN; SET LOCAL issuer.forgetting = 'on'; DELETE FROM audit WHERE id > 2; COMMIT`,
  );
  await expect(issuer.storage.lastEvent()).rejects.toThrow('--restored');
  expect((await office.get('/v1/contracts/4711', { token: 'any' })).status).toBe(503);
  expect((await fetch(`${issuer.url}/akagi/time?nonce=AAAAAAAAAAAAAAAAAAAAAA`)).status).toBe(503);
});

it('the first look at the log waits for whoever is entering an event', async () => {
  const url = await emptyDatabase();
  const before = await openStorageAt(url);
  await before.commit(function* () {
    yield {
      text: `INSERT INTO audit (at, institution, event, source) VALUES (1, 'akagi', 'log-out', 'test')`,
      values: [],
      wants: 'run',
    };
  });
  const entering = await connectTo(url);
  await entering.query('BEGIN');
  await entering.query(
    `INSERT INTO audit (at, institution, event, source) VALUES (2, 'akagi', 'log-out', 'test')`,
  );
  const started = await openStorageAt(url);
  const looked = started.lastEvent();
  await entering.query('COMMIT');
  expect(await looked).toBe(2);
});

it('rules that throw at once keep no connection', async () => {
  const database = await openDatabaseAt(await emptyDatabase());
  const wrong = () => {
    throw new Error('a clock that can’t be read');
  };
  for (let n = 0; n < 12; n += 1) await expect(database.look(wrong)).rejects.toThrow('clock');
  const one = await database.look(function* () {
    return yield { text: 'SELECT 1 AS one', values: [], wants: 'get' };
  });
  expect(one).toEqual({ one: 1 });
});

it('a key that every process knows first takes the other’s place without a refused code or client', async () => {
  const first = await testIssuer();
  const { options, clock } = first;
  const second = await testIssuer({ ...options, clock, backOfficeUrl: first.backOfficeUrl });
  const office = await first.client('banking');
  const { token } = await setUp(first, office, '4711');
  await office.post('/v1/contracts/4711/start', { code: codeAt(token, clock.now()) });
  const take = async (issuer: TestIssuer) => {
    clock.moveBy(60_000);
    // Of the first process, whichever is asked.
    const { body } = await office.exchange(await office.assertion());
    const bearer = String(body['access_token']);
    const code = codeAt(token, clock.now());
    const reply = await fetch(`${issuer.backOfficeUrl}/v1/contracts/4711/codes`, {
      method: 'POST',
      body: JSON.stringify({ code, purpose: 'log-in' }),
      headers: {
        authorization: `Bearer ${bearer}`,
        'content-type': 'application/json',
        'idempotency-key': `"${clock.now()}"`,
      },
    });
    return ((await reply.json()) as { verdict?: string }).verdict;
  };
  const rotate = () => rotateSecret(options.keyFile ?? '', clock.now, { inTwoSteps: true });
  for (const isFirst of [false, true]) {
    clock.moveBy(1);
    expect(rotate()).toBe(isFirst);
    for (const each of [first, second]) {
      await each.reload();
      expect([await take(first), await take(second)]).toEqual(['accepted', 'accepted']);
    }
  }
});

it('the commands for another key go by the database of DATABASE_URL: two steps, and none taken out unasked', async () => {
  const file = join(temporaryFolder(), 'keys.json');
  const [env, data] = [{ DATABASE_URL: await emptyDatabase() }, temporaryFolder()];
  await runIssuer(['make-keys', file]);
  const type = async (command: string) =>
    (await runIssuer([command, '--key-file', file, '--data', data], undefined, env)).said;
  expect(await type('rotate-key')).toContain('in second place');
  expect(await type('drop-key')).toContain('not in use yet');
  expect(await type('rotate-key')).toContain('The new key is first');
  expect(await type('drop-key')).toContain('has not read the present key yet');
});

it('the first start makes the data folder, as it does beside a file', async () => {
  const keyFile = join(temporaryFolder(), 'keys.json');
  await makeKeyFile(keyFile, institutions);
  const issuer = await testIssuer({ keyFile, dataDir: join(temporaryFolder(), 'new') });
  expect((await fetch(`${issuer.managementUrl}/ready`)).status).toBe(200);
});
