/**
 * Takes everything from the file into an empty PostgreSQL, in one transaction there, and puts the file aside: a service that
 * started on it again would know nothing of the codes that were taken since.
 */
import { renameSync } from 'node:fs';
import { join } from 'node:path';
import type { PoolClient } from 'pg';
import type { Log } from '../../service/log.ts';
import { lastNumber } from '../../service/storage/audit.ts';
import {
  databaseExists,
  lockDataFolder,
  openDatabase,
  runWork,
} from '../../service/storage/database.ts';
import type { Database } from '../../service/storage/database.ts';
import { syncFolder } from '../../service/storage/durable-file.ts';
import { openPostgres, runOn } from '../../service/storage/postgres.ts';
import type { Postgres } from '../../service/storage/postgres.ts';
import { get } from '../../service/storage/work.ts';
import type { Work } from '../../service/storage/work.ts';
import { issuerStore } from '../storage/issuer-store.ts';
import { openPostgresStorage } from '../storage/postgres-storage.ts';

const rowsAtOnce = 5000;
/** Its value is the number of the file's last event: what was moved, should the file still be there. */
const mark = 'moved-from-file';

/** The service must not be running. Returns how many rows there were. Throws a sentence where the database is not empty. */
export async function moveToPostgres(dataDir: string, url: string, log: Log): Promise<number> {
  if (!databaseExists(dataDir, issuerStore)) throw new Error(`there is no ${issuerStore.file}`);
  const unlock = lockDataFolder(dataDir);
  try {
    // Makes the tables, and says what is wrong with the server.
    await (await openPostgresStorage(url, log)).close();
    const target = await openPostgres(url, log, 1);
    const file = openDatabase(dataDir, issuerStore);
    let count: number;
    try {
      count = await moveRows(file, target);
      // All of it in the one file that is put aside.
      file.pragma('journal_mode = DELETE');
    } finally {
      file.close();
      await target.close();
    }
    renameSync(join(dataDir, issuerStore.file), join(dataDir, `${issuerStore.file}.moved`));
    syncFolder(dataDir);
    return count;
  } finally {
    unlock();
  }
}

async function moveRows(file: Database, target: Postgres): Promise<number> {
  const last = runWork(file, lastNumber());
  return target.inTransaction(async (client) => {
    await client.query('SET LOCAL statement_timeout = 0; SET CONSTRAINTS ALL DEFERRED');
    // A service that is started on it meanwhile waits, and then finds itself told that there are later events.
    await client.query('LOCK TABLE contracts, audit IN ACCESS EXCLUSIVE MODE');
    const found = await runOn(client, whatIsThere());
    // Killed after the commit and before the file was put aside.
    if (found.moved === last) return countRows(file);
    if (found.contracts > 0 || found.events > 0) {
      throw new Error('there is something in the database already: nothing was moved');
    }
    let count = 0;
    for (const table of tablesOf(file)) count += await copyTable(file, client, table);
    for (const [sequence, table] of sequences) {
      await client.query(
        `SELECT setval(${sequence}, (SELECT greatest(coalesce(max(id), 0), 1) FROM ${table}))`,
      );
    }
    await client.query('INSERT INTO marks (name, value) VALUES ($1, $2)', [mark, last]);
    return count;
  });
}

const sequences = [
  [`pg_get_serial_sequence('contracts', 'id')`, 'contracts'],
  [`'audit_numbers'`, 'audit'],
] as const;

function* whatIsThere(): Work<{ moved: number | null; contracts: number; events: number }> {
  const count = (table: string) => get<{ count: number }>(`SELECT count(*) AS count FROM ${table}`);
  const moved = yield* get<{ value: number }>('SELECT value FROM marks WHERE name = ?', mark);
  return {
    moved: moved?.value ?? null,
    contracts: (yield* count('contracts'))?.count ?? 0,
    events: (yield* count('audit'))?.count ?? 0,
  };
}

function tablesOf(file: Database): string[] {
  return file
    .prepare(`SELECT name FROM sqlite_schema WHERE type = 'table' ORDER BY name`)
    .pluck()
    .all() as string[];
}

const countRows = (file: Database): number =>
  tablesOf(file)
    .map((table) => file.prepare(`SELECT count(*) FROM ${table}`).pluck().get() as number)
    .reduce((sum, count) => sum + count, 0);

async function copyTable(file: Database, client: PoolClient, table: string): Promise<number> {
  const columns = file
    .prepare('SELECT name FROM pragma_table_info(?)')
    .pluck()
    .all(table)
    .map((name) => `"${String(name)}"`)
    .join(', ');
  const insert = `INSERT INTO ${table} (${columns}) OVERRIDING SYSTEM VALUE
    SELECT ${columns} FROM json_populate_recordset(NULL::${table}, $1)`;
  let count = 0;
  let rows: unknown[] = [];
  const send = async () => {
    await client.query(insert, [JSON.stringify(rows)]);
    count += rows.length;
    rows = [];
  };
  for (const row of file.prepare(`SELECT ${columns} FROM ${table}`).iterate()) {
    rows.push(asJson(row as Record<string, unknown>));
    if (rows.length === rowsAtOnce) await send();
  }
  if (rows.length > 0) await send();
  return count;
}

/** PostgreSQL has no U+0000 in a text; what an app once called its system may have one. */
const withoutNull = (value: unknown): unknown =>
  typeof value === 'string' ? value.replaceAll('\0', '') : value;

/** Bytes as PostgreSQL reads them in a text. */
const asJson = (row: Record<string, unknown>): Record<string, unknown> =>
  Object.fromEntries(
    Object.entries(row).map(([name, value]) => [
      name,
      Buffer.isBuffer(value) ? `\\x${value.toString('hex')}` : withoutNull(value),
    ]),
  );
