/** What the service forgets after a time that the institution chooses, and what it never forgets. */
import { expect, it } from 'vitest';
import { forget } from '../../../bank/issuer/upkeep/retention.ts';
import { codeAt } from '../../fakes/bank/app.ts';
import { changeRows, rowsOf } from '../../fakes/bank/database.ts';
import { issueRequest, setUp, testIssuer } from '../../fakes/bank/issuer.ts';
import type { TestIssuer } from '../../fakes/bank/issuer.ts';

const day = 24 * 60 * 60_000;

/** Numbers of the events that are left. */
async function eventsLeft({ storage }: TestIssuer): Promise<number[]> {
  const rows = await rowsOf<{ id: number }>(storage, 'SELECT id FROM audit ORDER BY id');
  return rows.map(({ id }) => id);
}

async function forgetAll(
  { storage, clock }: TestIssuer,
  retention: Parameters<typeof forget>[1],
): Promise<void> {
  let progress = await forget(storage, retention, clock.now());
  while (progress) progress = await forget(storage, retention, clock.now(), progress);
}

it('events beyond the days are forgotten, those within them stay and go on in number', async () => {
  const issuer = await testIssuer();
  const { storage, clock } = issuer;
  const enter = (count: number) =>
    changeRows(
      storage,
      `INSERT INTO audit (at, institution, event, source)
       WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < CAST(? AS BIGINT))
       SELECT CAST(? AS BIGINT), 'akagi', 'code-wrong', 'x' FROM n`,
      count,
      clock.now(),
    );
  await enter(2500);
  clock.moveBy(100 * day);
  await enter(1);
  const kept = (await eventsLeft(issuer)).at(-1);
  await forgetAll(issuer, { auditDays: 90 });
  expect(await eventsLeft(issuer)).toEqual([kept]);
  const client = await issuer.client('audit');
  const [line = ''] = (await client.get('/v1/audit')).text.split('\n');
  expect(JSON.parse(line)).toMatchObject({ number: kept });
});

it('the last event stays however old it is, and the service starts with it', async () => {
  const issuer = await testIssuer();
  issuer.clock.moveBy(1000 * day);
  await forgetAll(issuer, { auditDays: 1 });
  expect(await eventsLeft(issuer)).toHaveLength(1);
  await issuer.close();
  const again = await testIssuer({ ...issuer.options, clock: issuer.clock });
  expect((await fetch(`${again.managementUrl}/ready`)).status).toBe(200);
});

it('the log takes no other deletion, before and after', async () => {
  const issuer = await testIssuer({ retention: { auditDays: 1 } });
  const one = () => changeRows(issuer.storage, 'DELETE FROM audit');
  await expect(one()).rejects.toThrow('append only');
  issuer.clock.moveBy(3 * day);
  await (await issuer.client('banking')).post('/v1/contracts/1/issues', issueRequest);
  await forgetAll(issuer, { auditDays: 1 });
  await expect(one()).rejects.toThrow('append only');
});

it('an ended issue and its address are forgotten; what stands in use and its issue stay', async () => {
  const issuer = await testIssuer();
  const client = await issuer.client('banking');
  const { token } = await setUp(issuer, client, 'in-use');
  await client.post('/v1/contracts/in-use/start', { code: codeAt(token, issuer.clock.now()) });
  await client.post('/v1/contracts/ended/issues', issueRequest);
  await client.post('/v1/contracts/ended/void-issue');
  const { token: voided } = await setUp(issuer, client, 'token-ended');
  await client.post('/v1/contracts/token-ended/void-issue');
  issuer.clock.moveBy(100 * day);
  await client.post('/v1/contracts/new/issues', issueRequest);
  await forgetAll(issuer, { endedDays: 90 });
  const sentTo = 'SELECT mail_address AS "sentTo" FROM issues ORDER BY mail_address';
  // In use, ended with a token whose life goes on, on its way.
  expect(await rowsOf(issuer.storage, sentTo)).toEqual([
    { sentTo: '' },
    { sentTo: '' },
    { sentTo: issueRequest.deliveryAddress },
  ]);
  issuer.clock.moveBy(100 * day);
  const code = { code: codeAt(token, issuer.clock.now()), purpose: 'log-in' };
  const reply = await client.post('/v1/contracts/in-use/codes', code);
  expect(reply.body['verdict']).toBe('accepted');

  issuer.clock.moveBy(6 * 365 * day);
  await forgetAll(issuer, { endedDays: 90 });
  const tokens = await rowsOf(issuer.storage, 'SELECT id FROM tokens');
  expect(tokens).toEqual([{ id: token.tokenId }]);
  expect(tokens).not.toContainEqual({ id: voided.tokenId });
  expect((await client.get('/v1/contracts/ended')).status).toBe(200);
});

it('of very many ended issues those that must stay hide none of those that may go', async () => {
  const issuer = await testIssuer();
  const client = await issuer.client('banking');
  await setUp(issuer, client, 'kept');
  await client.post('/v1/contracts/kept/void-issue');
  // All of one moment, and the one that must stay amid them.
  await changeRows(
    issuer.storage,
    `INSERT INTO issues (id, institution, customer, user_id, mail_address, created_at, expires_at, ended_by)
     WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 2500)
     SELECT CASE WHEN i % 2 = 0 THEN '0' ELSE 'z' END || i, institution, customer, 'user' || i, 'mail', created_at,
       expires_at, 'expired' FROM n, issues`,
  );
  issuer.clock.moveBy(100 * day);
  await forgetAll(issuer, { endedDays: 90 });
  const left = await rowsOf(issuer.storage, 'SELECT mail_address AS "sentTo" FROM issues');
  expect(left).toEqual([{ sentTo: '' }]);
});

it('a service that was told to forgets by itself, one that was not forgets nothing', async () => {
  const issuer = await testIssuer();
  issuer.clock.moveBy(100 * day);
  await issuer.close();
  const keeps = await testIssuer({ ...issuer.options, clock: issuer.clock });
  expect((await eventsLeft(keeps))[0]).toBe(1);
  await keeps.close();
  const retention = { auditDays: 90, endedDays: 90 };
  const forgets = await testIssuer({ ...issuer.options, clock: issuer.clock, retention });
  await expect.poll(async () => (await eventsLeft(forgets))[0]).toBeGreaterThan(1);
});
