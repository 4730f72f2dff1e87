/** Several processes come to one database with a new version of the program, and some of the version before stay for a while. */
import { expect, it, onTestFinished } from 'vitest';
import { openPostgresStorage, postgresSchema } from '../../bank/issuer/storage/postgres-storage.ts';
import { bringPostgresUpToDate } from '../../bank/service/storage/postgres-schema.ts';
import type { PostgresSchema } from '../../bank/service/storage/postgres-schema.ts';
import { codeAt } from '../fakes/bank/app.ts';
import { issueRequest, setUp, testIssuer } from '../fakes/bank/issuer.ts';
import { makePostgres } from '../fakes/postgres/server.ts';
import {
  connectTo,
  emptyDatabase,
  openDatabaseAt,
  openStorageAt,
  silent,
} from './support/database.ts';

/** Each says that it was here. */
const note = (what: string) => `INSERT INTO done (what) VALUES ('${what}');`;
const first: PostgresSchema = {
  version: 1,
  servedFrom: 1,
  statements: `CREATE TABLE done (what TEXT NOT NULL); ${note('new')}`,
  migrations: {},
};
const second: PostgresSchema = {
  ...first,
  version: 2,
  migrations: { 1: `ALTER TABLE done ADD COLUMN more TEXT; ${note('step 1')}` },
};
const third: PostgresSchema = {
  ...second,
  version: 3,
  migrations: {
    ...second.migrations,
    2: `ALTER TABLE done ADD COLUMN most TEXT; ${note('step 2')}`,
  },
};

/** As four processes do it. */
async function fourAtOnce(url: string, schema: PostgresSchema): Promise<void> {
  const databases = await Promise.all([1, 2, 3, 4].map(() => openDatabaseAt(url)));
  await Promise.all(databases.map((database) => bringPostgresUpToDate(database, schema)));
}

async function doneIn(url: string): Promise<string[]> {
  const client = await connectTo(url);
  const { rows } = await client.query<{ what: string }>('SELECT what FROM done');
  return rows.map(({ what }) => what);
}

async function versionIn(url: string): Promise<unknown> {
  const client = await connectTo(url);
  return (await client.query('SELECT * FROM schema_version')).rows;
}

it('four that find an empty database make it once', async () => {
  const url = await emptyDatabase();
  await fourAtOnce(url, first);
  expect(await doneIn(url)).toEqual(['new']);
  expect(await versionIn(url)).toEqual([{ version: '1', served_from: '1' }]);
});

it('four that come with newer versions take each step once, in its order', async () => {
  const url = await emptyDatabase();
  await fourAtOnce(url, first);
  await fourAtOnce(url, third);
  expect(await doneIn(url)).toEqual(['new', 'step 1', 'step 2']);
  expect(await versionIn(url)).toEqual([{ version: '3', served_from: '1' }]);
});

it('a step that fails leaves all as it was, and the version before goes on', async () => {
  const url = await emptyDatabase();
  await fourAtOnce(url, second);
  const broken = {
    ...third,
    migrations: { 2: `${note('step 2')} ALTER TABLE nowhere ADD COLUMN most TEXT` },
  };
  await expect(bringPostgresUpToDate(await openDatabaseAt(url), broken)).rejects.toThrow('nowhere');
  expect(await doneIn(url)).toEqual(['new']);
  expect(await versionIn(url)).toEqual([{ version: '2', served_from: '1' }]);
  await fourAtOnce(url, second);
  await fourAtOnce(url, third);
  expect(await doneIn(url)).toEqual(['new', 'step 2']);
});

it('a database that is too old for every step that there is stays as it is', async () => {
  const url = await emptyDatabase();
  await fourAtOnce(url, first);
  const jump = { ...third, migrations: { 2: third.migrations[2] ?? '' } };
  await expect(bringPostgresUpToDate(await openDatabaseAt(url), jump)).rejects.toThrow(
    'no way from version 1 of the database',
  );
  expect(await doneIn(url)).toEqual(['new']);
});

async function indexesIn(url: string): Promise<unknown[]> {
  const client = await connectTo(url);
  const text = `SELECT indexdef FROM pg_indexes WHERE schemaname = 'public' ORDER BY indexdef`;
  return (await client.query<object>(text)).rows;
}

it('a database of schema 2 gets the indexes of a new one, and the version before goes on serving', async () => {
  const [url, newest] = [await emptyDatabase(), await emptyDatabase()];
  for (const each of [url, newest]) await openStorageAt(each);
  const client = await connectTo(url);
  await client.query(`DROP INDEX tokens_by_end; DROP INDEX issues_by_end;
    UPDATE schema_version SET version = 2, served_from = 2`);
  await openStorageAt(url);
  expect(await indexesIn(url)).toEqual(await indexesIn(newest));
  expect(await versionIn(url)).toEqual([{ version: '3', served_from: '2' }]);
  await bringPostgresUpToDate(await openDatabaseAt(url), { ...postgresSchema, version: 2 });
});

/** The service's next version, which has a column more. */
const next = (servedFrom: number): PostgresSchema => ({
  ...postgresSchema,
  version: postgresSchema.version + 1,
  servedFrom,
  migrations: { [postgresSchema.version]: `ALTER TABLE tokens ADD COLUMN colour TEXT` },
});

it('a service that was started before goes on while the next version changes the tables', async () => {
  const databaseUrl = await emptyDatabase();
  const issuer = await testIssuer({ databaseUrl });
  const client = await issuer.client('banking');
  const { token } = await setUp(issuer, client, '1');
  const code = codeAt(token, issuer.clock.now());
  await client.post('/v1/contracts/1/start', { code });

  await bringPostgresUpToDate(await openDatabaseAt(databaseUrl), next(postgresSchema.version));

  issuer.clock.moveBy(60_000);
  const request = { code: codeAt(token, issuer.clock.now()), purpose: 'log-in' };
  const { body } = await client.post('/v1/contracts/1/codes', request);
  expect(body).toMatchObject({ verdict: 'accepted' });
});

it('one of the version before starts and serves on tables that are still made for it', async () => {
  const databaseUrl = await emptyDatabase();
  const database = await openDatabaseAt(databaseUrl);
  await bringPostgresUpToDate(database, postgresSchema);
  await bringPostgresUpToDate(database, next(postgresSchema.version));

  const issuer = await testIssuer({ databaseUrl });
  const client = await issuer.client('banking');
  const { status } = await client.post('/v1/contracts/1/issues', issueRequest);
  expect(status).toBe(200);
  expect(await versionIn(databaseUrl)).toEqual([
    { version: String(postgresSchema.version + 1), served_from: String(postgresSchema.version) },
  ]);
});

it('one of the version before is refused by a sentence on tables that are not', async () => {
  const url = await emptyDatabase();
  const database = await openDatabaseAt(url);
  await bringPostgresUpToDate(database, postgresSchema);
  await bringPostgresUpToDate(database, next(postgresSchema.version + 1));
  await expect(openPostgresStorage(url, silent)).rejects.toThrow(
    'the database belongs to a newer version',
  );
});

it.each(['fsync', 'full_page_writes', 'synchronous_commit'])(
  'a server that can lose what it has told of (%s = off) is refused by a sentence, and nothing is made in it',
  async (setting) => {
    const server = await makePostgres([`${setting}=off`]);
    onTestFinished(() => server.remove());
    const url = server.urlOf('postgres');
    await expect(openPostgresStorage(url, silent)).rejects.toThrow(
      `the database has ${setting} = off`,
    );
    const client = await connectTo(url);
    const { rows } = await client.query(`SELECT FROM pg_tables WHERE schemaname = 'public'`);
    expect(rows).toEqual([]);
  },
);

it('a database that is not there is told by a sentence', async () => {
  const url = Object.assign(new URL(await emptyDatabase()), { port: '9' }).href;
  await expect(openPostgresStorage(url, silent)).rejects.toThrow(
    "the database can't be used (ECONNREFUSED)",
  );
});
