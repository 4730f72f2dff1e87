/** A moment of the database is brought back from a base backup and the log: no code that was taken after it is taken again. */
import { chmodSync } from 'node:fs';
import { expect, it, onTestFinished } from 'vitest';
import { codeAt } from '../fakes/bank/app.ts';
import { newDatabase, rowsOf } from '../fakes/bank/database.ts';
import { setUp, testIssuer } from '../fakes/bank/issuer.ts';
import type { BackOffice } from '../fakes/bank/issuer.ts';
import { temporaryFolder } from '../fakes/folder.ts';
import { makePostgres, takeBaseBackup } from '../fakes/postgres/server.ts';
import type { PostgresServer } from '../fakes/postgres/server.ts';
import { connectTo } from './support/database.ts';

/** With what it archives. */
async function startArchived(): Promise<{ server: PostgresServer; archive: string }> {
  const archive = temporaryFolder();
  // The server is somebody else.
  chmodSync(archive, 0o777);
  const server = await makePostgres(['archive_mode=on', `archive_command=cp %p ${archive}/%f`]);
  onTestFinished(() => server.remove());
  return { server, archive };
}

it('what came before the moment is there; without --restored nothing starts on it, and with it no taken code is taken', async () => {
  const { server, archive } = await startArchived();
  const databaseUrl = await newDatabase(server.urlOf('postgres'));
  const first = await testIssuer({ databaseUrl });
  const { clock, options } = first;
  const office = await first.client('banking');
  const { token } = await setUp(first, office, '4711');
  await office.post('/v1/contracts/4711/start', { code: codeAt(token, clock.now()) });
  const take = async (asked: BackOffice) => {
    const body = { code: codeAt(token, clock.now()), purpose: 'log-in' };
    return (await asked.post('/v1/contracts/4711/codes', body)).body['verdict'];
  };

  const backup = await takeBaseBackup(server);
  clock.moveBy(60_000);
  expect(await take(office)).toBe('accepted');
  await (await connectTo(databaseUrl)).query(`SELECT pg_create_restore_point('moment')`);
  clock.moveBy(60_000);
  expect(await take(office)).toBe('accepted');
  await first.close();
  // It archives the rest of its log first.
  await server.stop('fast');

  const restored = await backup.start('recovery', [
    `restore_command=cp ${archive}/%f %p`,
    'recovery_target_name=moment',
    'recovery_target_action=promote',
  ]);
  onTestFinished(() => restored.remove());
  const restoredUrl = restored.urlOf(new URL(databaseUrl).pathname.slice(1));
  const client = await connectTo(restoredUrl);
  await expect
    .poll(() => client.query('SELECT pg_is_in_recovery() AS is'))
    .toMatchObject({ rows: [{ is: false }] });

  const there = { ...options, clock, databaseUrl: restoredUrl };
  await expect(testIssuer(there)).rejects.toThrow(
    'The database (DATABASE_URL) is older than what this bank has recorded',
  );
  const second = await testIssuer({ ...there, restored: true });
  const accepted = await rowsOf(
    second.storage,
    `SELECT id FROM audit WHERE event = 'code-accepted'`,
  );
  expect(accepted).toHaveLength(2);
  const again = await second.client('banking');
  expect(await take(again)).toBe('wrong');
  clock.moveBy(3 * 60_000);
  expect(await take(again)).toBe('accepted');
});
