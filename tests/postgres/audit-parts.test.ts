/** The audit log stands in parts: made ahead, by whichever process looks first, and dropped whole when all in one is old. */
import { expect, it, onTestFinished } from 'vitest';
import { dropOldPart, makeParts } from '../../bank/issuer/storage/audit-parts.ts';
import { openPostgresStorage } from '../../bank/issuer/storage/postgres-storage.ts';
import { openPostgres } from '../../bank/service/storage/postgres.ts';
import { changeRows, rowsOf } from '../fakes/bank/database.ts';
import { emptyDatabase } from './support/database.ts';

const log = { info: () => undefined, error: () => undefined };
const size = 10;
const standing = `SELECT c.relname AS name FROM pg_inherits i JOIN pg_class c ON c.oid = i.inhrelid
  WHERE i.inhparent = 'audit'::regclass ORDER BY c.oid`;
const enter = `INSERT INTO audit (at, institution, event, source) VALUES (?, 'akagi', 'log-out', 'test')`;

/** Tables as the service makes them, but with small parts. */
async function opened() {
  const url = await emptyDatabase();
  await (await openPostgresStorage(url, log)).close();
  const database = await openPostgres(url, log);
  onTestFinished(database.close);
  for (const { name } of await rowsOf<{ name: string }>(database, standing)) {
    if (name.startsWith('audit_from_')) {
      await database.inTransaction((client) => client.query(`DROP TABLE ${name}`));
    }
  }
  await makeParts(database, size);
  const names = async () =>
    (await rowsOf<{ name: string }>(database, standing)).map(({ name }) => name);
  const fill = async (count: number, at: number) => {
    for (let n = 0; n < count; n += 1) await changeRows(database, enter, at);
  };
  const events = async () =>
    (await rowsOf<{ id: number }>(database, 'SELECT id FROM audit ORDER BY id')).map(
      ({ id }) => id,
    );
  return { database, names, fill, events };
}

it('parts stand ready before they are needed, and four who look at once make each once', async () => {
  const { database, names, fill } = await opened();
  const ready = ['audit_beyond', 'audit_from_0', 'audit_from_10', 'audit_from_20', 'audit_from_30'];
  expect(await names()).toEqual(ready);
  await fill(15, 1);
  await Promise.all(Array.from({ length: 4 }, () => makeParts(database, size)));
  expect(await names()).toEqual([...ready, 'audit_from_40']);
});

it('an event for which nobody made a part in time is kept nevertheless, and the next parts are made beyond it', async () => {
  const { database, names, fill, events } = await opened();
  await fill(45, 1);
  await makeParts(database, size);
  expect(await names()).toContain('audit_from_50');
  expect(await names()).not.toContain('audit_from_40');
  await fill(10, 1);
  expect(await events()).toHaveLength(55);
});

it('the first part goes when all in it is old and a later one has events, and no other', async () => {
  const { database, names, fill, events } = await opened();
  await fill(9, 1000);
  expect(await dropOldPart(database, 2000, size)).toBe(false);
  await fill(10, 3000);
  expect(await dropOldPart(database, 1000, size)).toBe(false);
  expect(await dropOldPart(database, 2000, size)).toBe(true);
  expect(await dropOldPart(database, 2000, size)).toBe(false);
  expect(await names()).not.toContain('audit_from_0');
  expect((await events())[0]).toBe(10);
});
