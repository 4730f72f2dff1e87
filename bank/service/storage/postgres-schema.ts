/**
 * Brings a PostgreSQL database to the present schema, forward only, by whichever process comes first. A step first adds
 * (expand), a later release takes away (contract), so that the version before goes on serving meanwhile.
 */
import type { PoolClient } from 'pg';
import { atLength } from './postgres.ts';
import type { Postgres } from './postgres.ts';

export type PostgresSchema = {
  version: number;
  /** What makes a new database. */
  statements: string;
  /** The oldest version whose program can serve on it. */
  servedFrom: number;
  /** Step `n` makes schema `n + 1` of schema `n`. */
  migrations: Readonly<Record<number, string>>;
};

/** One migration at a time in a database, whoever does it. */
const migrationLock = 0x64746d69;

type Row = { version: number; servedFrom: number };

/** Throws if the database is a newer version's that this one can't serve on; it is then as before. */
export function bringPostgresUpToDate(database: Postgres, schema: PostgresSchema): Promise<void> {
  return database.inTransaction(async (client) => {
    // A large table takes its time, and whoever waits for another's migration too.
    await client.query('SET LOCAL statement_timeout = 0; SET LOCAL lock_timeout = 0');
    const lock = 'SELECT pg_advisory_xact_lock($1)';
    await client.query({ text: lock, values: [migrationLock], ...atLength });
    // But nobody who enters something waits behind a change that waits for somebody else.
    await client.query(`SET LOCAL lock_timeout = '2s'`);
    await refuseUnsafe(client);
    await enter(client, schema);
  });
}

/** A commit that is told before it is on disk can be lost, and a code be taken twice. */
async function refuseUnsafe(client: PoolClient): Promise<void> {
  for (const setting of ['fsync', 'full_page_writes', 'synchronous_commit']) {
    const { rows } = await client.query<{ value: string }>('SELECT current_setting($1) AS value', [
      setting,
    ]);
    const { value = '' } = rows[0] ?? {};
    // `local` does not wait for the standby that takes over.
    if (value === 'off' || value === 'local')
      throw new Error(`the database has ${setting} = ${value}`);
  }
}

async function enter(client: PoolClient, schema: PostgresSchema): Promise<void> {
  await client.query(`CREATE TABLE IF NOT EXISTS schema_version
    (version BIGINT NOT NULL, served_from BIGINT NOT NULL)`);
  const { rows } = await client.query<Row>(
    'SELECT version, served_from AS "servedFrom" FROM schema_version',
  );
  const { version = 0, servedFrom = 0 } = rows[0] ?? {};
  if (version >= schema.version) {
    if (servedFrom > schema.version) throw new Error('the database belongs to a newer version');
    return;
  }
  if (version === 0) await client.query({ text: schema.statements, ...atLength });
  else {
    for (let step = version; step < schema.version; step += 1) {
      const work = schema.migrations[step];
      if (work === undefined) throw new Error(`no way from version ${step} of the database`);
      await client.query({ text: work, ...atLength });
    }
  }
  await client.query('DELETE FROM schema_version');
  await client.query('INSERT INTO schema_version VALUES ($1, $2)', [
    schema.version,
    schema.servedFrom,
  ]);
}
