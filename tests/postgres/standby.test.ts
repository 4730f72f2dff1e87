/** The database's machine is lost and its standby takes over: nothing that was answered is lost with it. */
import { expect, it, onTestFinished } from 'vitest';
import { codeAt } from '../fakes/bank/app.ts';
import { newDatabase } from '../fakes/bank/database.ts';
import { setUp, testIssuer } from '../fakes/bank/issuer.ts';
import { makePostgres, takeBaseBackup } from '../fakes/postgres/server.ts';
import { balance, untilAnswered } from './support/balanced.ts';
import { openTurnedLine } from './support/broken-line.ts';
import { startCluster } from './support/cluster.ts';
import { connectTo } from './support/database.ts';
import { expectAllThere, startCustomers } from './support/lives.ts';

/** A server whose commits wait for its standby, behind one address; `failOver` is all that a cluster manager does. */
async function startPair() {
  const primary = await makePostgres(['synchronous_standby_names=standby']);
  onTestFinished(() => primary.remove());
  const { hostname, port } = new URL(primary.urlOf('postgres'));
  const backup = await takeBaseBackup(primary);
  const standby = await backup.start('standby', [
    `primary_conninfo=host=${hostname} port=${port} user=postgres application_name=standby`,
  ]);
  onTestFinished(() => standby.remove());
  const line = await openTurnedLine(await newDatabase(primary.urlOf('postgres')));
  return {
    databaseUrl: line.url,
    async failOver() {
      await primary.stop('immediate');
      const client = await connectTo(standby.urlOf('postgres'));
      await client.query('SELECT pg_promote()');
      line.turn(standby.urlOf('postgres'));
    },
  };
}

it('what was answered before and while the standby took over is there, once, and nothing besides', async () => {
  const { databaseUrl, failOver } = await startPair();
  const { processes } = await startCluster(2, { databaseUrl });
  const balanced = balance(processes);
  const customers = startCustomers(balanced);
  await Promise.race([customers.failed, untilAnswered(balanced, 30)]);
  await failOver();
  await Promise.race([customers.failed, untilAnswered(balanced, 30)]);
  const references = await customers.end();
  expect(processes.map(({ hasFailed }) => hasFailed())).toEqual([false, false]);
  await expectAllThere({ databaseUrl, references, answered: balanced.answered }, processes[0]);
});

it('a code that the lost server took is refused by the standby, its repeat is answered as before, and the next is taken', async () => {
  const { databaseUrl, failOver } = await startPair();
  const issuer = await testIssuer({ databaseUrl });
  const { clock, options } = issuer;
  const office = await issuer.client('banking');
  const { token } = await setUp(issuer, office, '4711');
  await office.post('/v1/contracts/4711/start', { code: codeAt(token, clock.now()) });
  clock.moveBy(60_000);
  const code = codeAt(token, clock.now());
  const take = (given: string, key: string) =>
    office.post('/v1/contracts/4711/codes', { code: given, purpose: 'log-in' }, { key });
  const before = await take(code, 'first');
  expect(before.body['verdict']).toBe('accepted');

  await failOver();
  expect((await take(code, 'first')).text).toBe(before.text);
  expect((await take(code, 'second')).body['verdict']).toBe('wrong');
  clock.moveBy(60_000);
  expect((await take(codeAt(token, clock.now()), 'third')).body['verdict']).toBe('accepted');
  await issuer.close();
  // Whose data folder knows the events of before: all of them are there, and nobody has to say anything.
  await testIssuer({ ...options, clock });
});
