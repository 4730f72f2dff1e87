/** An institution that has outgrown its file: everything goes over to PostgreSQL, and no code is taken twice. */
import { existsSync, renameSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { startIssuer } from '../../bank/issuer/service/issuer-service.ts';
import { issuerStore } from '../../bank/issuer/storage/issuer-store.ts';
import { moveToPostgres } from '../../bank/issuer/upkeep/move.ts';
import { institutions } from '../../bank/service/institution.ts';
import { keyFile } from '../../bank/service/storage/keys.ts';
import { codeAt } from '../fakes/bank/app.ts';
import { testClock } from '../fakes/bank/bank.ts';
import { changeRows, rowsOf } from '../fakes/bank/database.ts';
import { clientOf, issuerAt, setUp } from '../fakes/bank/issuer.ts';
import type { BackOffice } from '../fakes/bank/issuer.ts';
import { temporaryFolder } from '../fakes/folder.ts';
import { emptyDatabase } from './support/database.ts';

const log = { info: () => undefined, error: () => undefined };

/** A service on its file with a token in use, of which a code was just taken. */
async function grown() {
  const clock = testClock();
  const dataDir = temporaryFolder();
  const start = async (more: object = {}) => {
    const ports = { port: 0, backOfficePort: 0, managementPort: 0 };
    const issuer = await startIssuer({
      ...ports,
      dataDir,
      institutions,
      now: clock.now,
      log,
      ...more,
    });
    let closed = false;
    const close = async () => {
      if (!closed) await issuer.close();
      closed = true;
    };
    onTestFinished(close);
    const office = await clientOf(issuer.backOfficeUrl, dataDir, clock, 'banking');
    return { ...issuer, ...issuerAt(issuer.url, dataDir), close, office };
  };
  const before = await start();
  const { token } = await setUp(before, before.office, '4711');
  const take = async (office: BackOffice) => {
    const code = codeAt(token, clock.now());
    const { body } = await office.post('/v1/contracts/4711/codes', { code, purpose: 'log-in' });
    return body['verdict'];
  };
  await before.office.post('/v1/contracts/4711/start', { code: codeAt(token, clock.now()) });
  clock.moveBy(60_000);
  expect(await take(before.office)).toBe('accepted');
  const onPostgres = async (databaseUrl: string) =>
    start({ databaseUrl, keyFile: join(dataDir, keyFile) });
  return { before, dataDir, clock, take, onPostgres };
}

it('customers, tokens, taken codes and the log are there, and the log goes on from its last number', async () => {
  const { before, dataDir, clock, take, onPostgres } = await grown();
  await before.close();
  const url = await emptyDatabase();
  await moveToPostgres(dataDir, url, log);
  const after = await onPostgres(url);
  expect(await take(after.office)).not.toBe('accepted');
  clock.moveBy(60_000);
  expect(await take(after.office)).toBe('accepted');
  const events = await rowsOf<{ id: number; event: string }>(
    after.storage,
    'SELECT id, event FROM audit ORDER BY id',
  );
  expect(events.map(({ id }) => id)).toEqual(events.map((_, index) => index + 1));
  expect(events.filter(({ event }) => event === 'code-accepted')).toHaveLength(3);
});

it('the file is put aside, and a service does not begin from nothing in its place', async () => {
  const { before, dataDir } = await grown();
  await before.close();
  await moveToPostgres(dataDir, await emptyDatabase(), log);
  expect(existsSync(join(dataDir, `${issuerStore.file}.moved`))).toBe(true);
  const again = { port: 0, backOfficePort: 0, dataDir, institutions, log };
  await expect(startIssuer(again)).rejects.toThrow('is missing or empty');
});

it('killed before the file was put aside, it puts it aside and moves nothing twice', async () => {
  const { before, dataDir, onPostgres, take, clock } = await grown();
  await before.close();
  const url = await emptyDatabase();
  const count = await moveToPostgres(dataDir, url, log);
  const path = join(dataDir, issuerStore.file);
  renameSync(`${path}.moved`, path);
  expect(await moveToPostgres(dataDir, url, log)).toBe(count);
  expect(existsSync(path)).toBe(false);
  clock.moveBy(60_000);
  expect(await take((await onPostgres(url)).office)).toBe('accepted');
});

it('a database in which there is something is refused, and the file stays', async () => {
  const { before, dataDir } = await grown();
  await before.close();
  const url = await emptyDatabase();
  const other = await startIssuer({
    port: 0,
    backOfficePort: 0,
    dataDir: temporaryFolder(),
    institutions,
    log,
    databaseUrl: url,
    keyFile: join(dataDir, keyFile),
  });
  await changeRows(
    other.storage,
    `INSERT INTO contracts (institution, reference) VALUES ('akagi', '1')`,
  );
  await other.close();
  await expect(moveToPostgres(dataDir, url, log)).rejects.toThrow(
    'something in the database already',
  );
  expect(existsSync(join(dataDir, issuerStore.file))).toBe(true);
});

it('beside a running service nothing is moved', async () => {
  const { dataDir } = await grown();
  await expect(moveToPostgres(dataDir, await emptyDatabase(), log)).rejects.toThrow(
    'another server',
  );
});
