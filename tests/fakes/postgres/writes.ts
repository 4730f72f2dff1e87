/** A database that takes nothing more for a while, as one that has become the copy of another. */
import { Client } from 'pg';
import type { TestIssuer } from '../bank/issuer.ts';

export async function takesWrites(
  { database, options }: Pick<TestIssuer, 'database' | 'options'>,
  isTaken: boolean,
): Promise<void> {
  if (database) {
    database.pragma(`query_only = ${isTaken ? 'OFF' : 'ON'}`);
    return;
  }
  // For itself it goes on writing.
  const session = { options: '-c default_transaction_read_only=off' };
  const client = new Client({ connectionString: options.databaseUrl, ...session });
  await client.connect();
  const { rows } = await client.query<{ name: string }>('SELECT current_database() AS name');
  await client.query(
    `ALTER DATABASE ${rows[0]?.name} SET default_transaction_read_only = ${isTaken ? 'off' : 'on'}`,
  );
  // It holds for connections that are made from here on.
  await client.query(`SELECT pg_terminate_backend(pid) FROM pg_stat_activity
    WHERE datname = current_database() AND pid <> pg_backend_pid()`);
  await client.end();
}
