/** A machine that vanishes in the middle of its work, and a database that does: the others wait for seconds and go on. */
import type { Client } from 'pg';
import { expect, it } from 'vitest';
import { get } from '../../bank/service/storage/work.ts';
import { codeAt } from '../fakes/bank/app.ts';
import { issueRequest, setUp, testIssuer } from '../fakes/bank/issuer.ts';
import type { BackOffice, TestIssuer } from '../fakes/bank/issuer.ts';
import { openCutLine, openSilentLine } from './support/broken-line.ts';
import type { Cut } from './support/broken-line.ts';
import { connectTo, emptyDatabase, openStorageAt } from './support/database.ts';

type Scene = { issuer: TestIssuer; client: BackOffice; databaseUrl: string };

async function scene(databaseUrl?: string): Promise<Scene> {
  const url = databaseUrl ?? (await emptyDatabase());
  const issuer = await testIssuer({ databaseUrl: url });
  return { issuer, client: await issuer.client('banking'), databaseUrl: url };
}

/** A code of the contract's token, whose use has begun. */
async function inUse({ issuer, client }: Scene, reference: string): Promise<string> {
  const { token } = await setUp(issuer, client, reference);
  const code = codeAt(token, issuer.clock.now(), -1);
  await client.post(`/v1/contracts/${reference}/start`, { code });
  return codeAt(token, issuer.clock.now());
}

const logIn = ({ client }: Scene, reference: string, code: string, key = reference) =>
  client.post(`/v1/contracts/${reference}/codes`, { code, purpose: 'log-in' }, { key });

/** A session that does this much of a transaction and is never heard of again. */
async function vanish(databaseUrl: string, afterMs: number, text: string): Promise<Client> {
  const session = await connectTo(databaseUrl);
  await session.query(`SET idle_in_transaction_session_timeout = ${afterMs}; BEGIN; ${text}`);
  return session;
}

const holdContract = `SELECT FROM contracts WHERE reference = 'held' FOR UPDATE`;
const enterEvent = `INSERT INTO audit (at, institution, event, source)
  VALUES (1750000000000, 'akagi', 'code-wrong', 'vanished')`;

it('what a process of the service holds it holds for ten seconds at most', async () => {
  const storage = await openStorageAt(await emptyDatabase());
  const settings = () =>
    get(`SELECT current_setting('idle_in_transaction_session_timeout') AS idle,
      current_setting('statement_timeout') AS statement, current_setting('lock_timeout') AS lock`);
  expect(await storage.commit(settings)).toEqual({ idle: '10s', statement: '10s', lock: '500ms' });
});

it('whoever comes to a contract that a vanished machine holds is told to come again, and then gets through', async () => {
  const its = await scene();
  const [held, free] = [await inUse(its, 'held'), await inUse(its, 'free')];
  await vanish(its.databaseUrl, 7000, holdContract + ';' + enterEvent);
  const refused = logIn(its, 'held', held);
  expect((await logIn(its, 'free', free)).body).toMatchObject({ verdict: 'accepted' });
  const { status, headers } = await refused;
  expect(status).toBe(503);
  expect(headers.get('retry-after')).toBe('60');
  // By now it waits for two seconds more.
  expect((await logIn(its, 'held', held)).body).toMatchObject({ verdict: 'accepted' });
  const { text } = await its.client.get('/v1/audit');
  expect(text.match(/code-accepted/g)).toHaveLength(4);
  expect(text).not.toContain('vanished');
});

it('who is let go in time keeps the next one waiting and no more', async () => {
  const its = await scene();
  const held = await inUse(its, 'held');
  await vanish(its.databaseUrl, 1500, holdContract);
  expect((await logIn(its, 'held', held)).body).toMatchObject({ verdict: 'accepted' });
});

it('a service whose connections are fewer than those who come to a contract that is held answers the others', async () => {
  const its = await scene();
  const [held, free] = [await inUse(its, 'held'), await inUse(its, 'free')];
  await vanish(its.databaseUrl, 60_000, holdContract);
  const watcher = await connectTo(its.databaseUrl);
  let over = 0;
  const refused = Array.from({ length: 12 }, async (_, n) => {
    const { status } = await logIn(its, 'held', held, `held-${n}`);
    over += 1;
    return status;
  });
  const waiting = `SELECT FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'`;
  await expect.poll(async () => (await watcher.query(waiting)).rowCount).toBeGreaterThan(0);
  expect((await logIn(its, 'free', free)).body).toMatchObject({ verdict: 'accepted' });
  expect(over).toBe(0);
  expect(new Set(await Promise.all(refused))).toEqual(new Set([503]));
});

it('whatever a vanished machine holds of the service’s own rows, the other processes are ready', async () => {
  const { issuer, databaseUrl } = await scene();
  await vanish(
    databaseUrl,
    60_000,
    `INSERT INTO marks (name, value) VALUES ('readiness', 1)
       ON CONFLICT (name) DO UPDATE SET value = marks.value + 1;
     SELECT FROM marks FOR UPDATE`,
  );
  expect((await fetch(`${issuer.managementUrl}/ready`)).status).toBe(200);
});

it('a service that starts while a machine that vanished has an event half entered starts when that is over', async () => {
  const { issuer, client, databaseUrl } = await scene();
  await client.post('/v1/contracts/1/issues', issueRequest);
  await issuer.close();
  await vanish(databaseUrl, 3000, enterEvent);
  const next = await testIssuer(issuer.options);
  expect((await fetch(`${next.managementUrl}/ready`)).status).toBe(200);
});

it.each<Cut>(['before it arrives', 'before its answer arrives'])(
  'a COMMIT cut off %s is told as trouble, and the same request again gets what it was meant to',
  async (cut) => {
    const databaseUrl = await emptyDatabase();
    const line = await openCutLine(databaseUrl);
    const its = await scene(line.url);
    const code = await inUse(its, '1');
    line.cut(cut);
    const { status, headers } = await logIn(its, '1', code);
    expect(status).toBe(503);
    expect(headers.get('retry-after')).toBe('60');
    expect((await logIn(its, '1', code)).body).toMatchObject({ verdict: 'accepted' });
    const { text } = await its.client.get('/v1/audit');
    expect(text.match(/code-accepted/g)).toHaveLength(2);
  },
);

it('a database that falls silent is trouble within seconds, and asked again when it is back', async () => {
  const databaseUrl = await emptyDatabase();
  await openStorageAt(databaseUrl);
  const line = await openSilentLine(databaseUrl);
  const its = await scene(line.url);
  const code = await inUse(its, '1');
  line.fallSilent();
  const began = performance.now();
  expect((await logIn(its, '1', code)).status).toBe(503);
  expect(performance.now() - began).toBeLessThan(30_000);
  line.speakAgain();
  await expect
    .poll(async () => (await logIn(its, '1', code)).body, { timeout: 60_000 })
    .toMatchObject({ verdict: 'accepted' });
});
