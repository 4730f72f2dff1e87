/** What the service forgets after a time that the institution chooses, and what it never forgets. */
import { expect, it } from 'vitest';
import { forget } from '../../../bank/issuer/upkeep/retention.ts';
import { codeAt } from '../../fakes/bank/app.ts';
import { issueRequest, setUp, testIssuer } from '../../fakes/bank/issuer.ts';
import type { TestIssuer } from '../../fakes/bank/issuer.ts';

const day = 24 * 60 * 60_000;

const countOf = ({ database }: TestIssuer, table: string) =>
  database.prepare(`SELECT count(*) FROM ${table}`).pluck().get() as number;

/** The number of the first event that is left. */
const firstOf = ({ database }: TestIssuer) =>
  database.prepare('SELECT min(id) FROM audit').pluck().get() as number;

function forgetAll({ database, clock }: TestIssuer, retention: Parameters<typeof forget>[1]): void {
  while (forget(database, retention, clock.now()));
}

it('events beyond the days are forgotten, those within them stay and go on in number', async () => {
  const issuer = await testIssuer();
  const { database, clock } = issuer;
  const enter = database.prepare(
    `INSERT INTO audit (at, institution, event, source) VALUES (?, 'akagi', 'code-wrong', 'x')`,
  );
  database.transaction(() => {
    for (let i = 0; i < 2500; i += 1) enter.run(clock.now());
  })();
  clock.moveBy(100 * day);
  const kept = Number(enter.run(clock.now()).lastInsertRowid);
  forgetAll(issuer, { auditDays: 90 });
  expect(database.prepare('SELECT id FROM audit').pluck().all()).toEqual([kept]);
  const client = await issuer.client('audit');
  const [line = ''] = (await client.get('/v1/audit')).text.split('\n');
  expect(JSON.parse(line)).toMatchObject({ number: kept });
});

it('the last event stays however old it is, and the service starts with it', async () => {
  const issuer = await testIssuer();
  issuer.clock.moveBy(1000 * day);
  forgetAll(issuer, { auditDays: 1 });
  expect(countOf(issuer, 'audit')).toBe(1);
  await issuer.close();
  const again = await testIssuer({ ...issuer.options, clock: issuer.clock });
  expect((await fetch(`${again.managementUrl}/ready`)).status).toBe(200);
});

it('the log takes no other deletion, before and after', async () => {
  const issuer = await testIssuer({ retention: { auditDays: 1 } });
  const { database } = issuer;
  const one = () => database.prepare('DELETE FROM audit').run();
  expect(one).toThrow('append only');
  issuer.clock.moveBy(3 * day);
  await (await issuer.client('banking')).post('/v1/contracts/1/issues', issueRequest);
  forgetAll(issuer, { auditDays: 1 });
  expect(one).toThrow('append only');
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
  forgetAll(issuer, { endedDays: 90 });
  const addresses = issuer.database
    .prepare('SELECT mail_address FROM issues ORDER BY mail_address')
    .pluck()
    .all();
  // In use, ended with a token whose life goes on, on its way.
  expect(addresses).toEqual(['', '', issueRequest.deliveryAddress]);
  issuer.clock.moveBy(100 * day);
  const code = { code: codeAt(token, issuer.clock.now()), purpose: 'log-in' };
  const reply = await client.post('/v1/contracts/in-use/codes', code);
  expect(reply.body['verdict']).toBe('accepted');

  issuer.clock.moveBy(6 * 365 * day);
  forgetAll(issuer, { endedDays: 90 });
  const tokens = issuer.database.prepare('SELECT id FROM tokens').pluck().all();
  expect(tokens).toEqual([token.tokenId]);
  expect(tokens).not.toContain(voided.tokenId);
  expect((await client.get('/v1/contracts/ended')).status).toBe(200);
});

it('a service that was told to forgets by itself, one that was not forgets nothing', async () => {
  const issuer = await testIssuer();
  issuer.clock.moveBy(100 * day);
  await issuer.close();
  const keeps = await testIssuer({ ...issuer.options, clock: issuer.clock });
  expect(firstOf(keeps)).toBe(1);
  await keeps.close();
  const retention = { auditDays: 90, endedDays: 90 };
  const forgets = await testIssuer({ ...issuer.options, clock: issuer.clock, retention });
  await expect.poll(() => firstOf(forgets)).toBeGreaterThan(1);
});
