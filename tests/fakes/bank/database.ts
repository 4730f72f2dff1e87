/** Where the tests have the issuing service's data: in a file, or in a database of PostgreSQL where the project is `postgres`. */
import { randomBytes } from 'node:crypto';
import { Client } from 'pg';
import { inject } from 'vitest';
import { all, run } from '../../../bank/service/storage/work.ts';
import type { Storage, Value } from '../../../bank/service/storage/work.ts';

export const isOnPostgres = inject('postgresUrl') !== undefined;

const databases = new Map<string, Promise<string>>();

/** The address of the data folder's database, the same one each time; undefined where that is a file in it. */
export async function databaseOf(dataDir: string): Promise<string | undefined> {
  const admin = inject('postgresUrl');
  if (admin === undefined) return undefined;
  const made = databases.get(dataDir) ?? newDatabase(admin);
  databases.set(dataDir, made);
  return made;
}

/** An empty one. */
export async function newDatabase(admin: string): Promise<string> {
  const name = `test_${randomBytes(8).toString('hex')}`;
  const client = new Client({ connectionString: admin });
  await client.connect();
  await client.query(`CREATE DATABASE ${name}`);
  await client.end();
  return Object.assign(new URL(admin), { pathname: `/${name}` }).href;
}

/** What stands in the service's database, for tests that look behind it. */
export function rowsOf<Row>(
  storage: Pick<Storage, 'look'>,
  text: string,
  ...values: Value[]
): Promise<Row[]> {
  return storage.look(() => all<Row>(text, ...values));
}

/** For tests that change it behind the service's back. */
export function changeRows(
  storage: Pick<Storage, 'commit'>,
  text: string,
  ...values: Value[]
): Promise<number> {
  return storage.commit(() => run(text, ...values));
}
