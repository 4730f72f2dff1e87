/** What a verification and an activation ask of the database: counted, which no other work of the machine disturbs. */
import { expect, it } from 'vitest';
import { codeAt, newAttempt, send } from '../../fakes/bank/app.ts';
import { activationPassword, issueRequest, setUp, testIssuer } from '../../fakes/bank/issuer.ts';
import { isOnPostgres } from '../../fakes/bank/database.ts';
import { watchStatements } from '../../fakes/bank/statements.ts';
import { ceilings } from './ceilings.ts';

const most = ceilings.statements[isOnPostgres ? 'onPostgres' : 'onSqlite'];

it('a code that is taken over the back office asks no more of the database than before', async () => {
  const issuer = await testIssuer();
  const client = await issuer.client('banking');
  const { token } = await setUp(issuer, client, '4711');
  const take = async (steps: number) => {
    const code = codeAt(token, issuer.clock.now(), steps);
    const reply = await client.post('/v1/contracts/4711/codes', { code, purpose: 'log-in' });
    return reply.body['verdict'];
  };
  await client.post('/v1/contracts/4711/start', { code: codeAt(token, issuer.clock.now()) });
  issuer.clock.moveBy(60_000);
  // The first one of a minute deletes what is out of date, too.
  expect(await take(0)).toBe('accepted');
  const seen = watchStatements();
  expect(await take(1)).toBe('accepted');
  expect(seen.length).toBeLessThanOrEqual(most.verification);
});

it('an activation asks no more of the database than before', async () => {
  const issuer = await testIssuer();
  const client = await issuer.client('banking');
  await setUp(issuer, client, '4711');
  const made = await client.post('/v1/contracts/4712/issues', issueRequest);
  const entry = await issuer.entryOf('akagi');
  const userId = String(made.body['userId']);
  const attempt = await newAttempt(entry, { userId, activationPassword });
  const seen = watchStatements();
  expect((await send(entry, attempt)).status).toBe(200);
  expect(seen.length).toBeLessThanOrEqual(most.activation);
});
