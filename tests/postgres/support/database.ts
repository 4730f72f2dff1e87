/** An empty database for each test, and ways into it: the service's own, and another session's beside it. */
import { Client } from 'pg';
import { inject, onTestFinished } from 'vitest';
import { openPostgresStorage } from '../../../bank/issuer/storage/postgres-storage.ts';
import type { IssuerStorage } from '../../../bank/issuer/storage/issuer-storage.ts';
import { openPostgres } from '../../../bank/service/storage/postgres.ts';
import type { Postgres } from '../../../bank/service/storage/postgres.ts';
import { newDatabase } from '../../fakes/bank/database.ts';

export const silent = { info: () => undefined, error: () => undefined };

/** Its address. */
export async function emptyDatabase(): Promise<string> {
  const admin = inject('postgresUrl');
  if (admin === undefined) throw new Error('this is a test of the project postgres');
  return newDatabase(admin);
}

/** A session of somebody else. */
export async function connectTo(url: string): Promise<Client> {
  const client = new Client({ connectionString: url });
  // A test may cut it off.
  client.on('error', () => undefined);
  await client.connect();
  onTestFinished(() => client.end());
  return client;
}

/** Without any tables. */
export async function openDatabaseAt(url: string): Promise<Postgres> {
  const database = await openPostgres(url, silent);
  onTestFinished(() => database.close());
  return database;
}

export async function openStorageAt(url: string): Promise<IssuerStorage> {
  const storage = await openPostgresStorage(url, silent);
  onTestFinished(() => storage.close());
  return storage;
}
