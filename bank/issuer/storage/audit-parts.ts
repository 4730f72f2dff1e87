/**
 * The audit log in PostgreSQL stands in tables of so many numbers each: a whole one is forgotten by dropping it, which costs
 * the same for ten events and for ten million, and an index never outgrows memory for want of forgetting.
 */
import type { PoolClient } from 'pg';
import type { Postgres } from '../../service/storage/postgres.ts';

const eventsAPart = 10_000_000;
/** Of parts that stand ready: who looks every hour has to find room for an hour. */
const partsAhead = 3;
/** Whoever makes or drops a part does so alone. */
const partsLock = 1684302950;

type Part = { name: string; from: number };

/** Makes what will be needed next. Several processes may do it at once. */
export function makeParts({ inTransaction }: Postgres, size = eventsAPart): Promise<void> {
  return inTransaction(async (client) => {
    await lock(client);
    const made = (await partsOf(client)).at(-1);
    const present = await presentNumber(client);
    // Where none was made in time the present ones land in audit_beyond, and stay there.
    const next = Math.max(
      made ? made.from + size : 0,
      present < size ? 0 : startOf(present, size) + size,
    );
    for (let from = next; from <= startOf(present, size) + partsAhead * size; from += size) {
      const name = `audit_from_${from}`;
      await client.query(
        `CREATE TABLE ${name} PARTITION OF audit FOR VALUES FROM (${from}) TO (${from + size});
         CREATE TRIGGER audit_is_not_emptied BEFORE TRUNCATE ON ${name}
           FOR EACH STATEMENT EXECUTE FUNCTION refuse_change_of_audit()`,
      );
    }
  });
}

const startOf = (number: number, size: number): number => number - (number % size);

async function presentNumber(client: PoolClient): Promise<number> {
  const text = 'SELECT last_value AS last FROM audit_numbers';
  return (await client.query<{ last: number }>(text)).rows[0]?.last ?? 0;
}

/** Drops the first part where every event of it is older than `before`, and a later one has events; says whether it did. */
export function dropOldPart(
  { inTransaction }: Postgres,
  before: number,
  size = eventsAPart,
): Promise<boolean> {
  return inTransaction(async (client) => {
    await lock(client);
    const [first] = await partsOf(client);
    if (!first) return false;
    const { rows } = await client.query<{ canGo: boolean }>(
      `SELECT EXISTS (SELECT 1 FROM audit WHERE id >= $2)
         AND NOT EXISTS (SELECT 1 FROM ${first.name} WHERE at >= $1) AS "canGo"`,
      [before, first.from + size],
    );
    // The last of this transaction: nobody can read or enter an event until it has ended.
    if (rows[0]?.canGo) await client.query(`DROP TABLE ${first.name}`);
    return rows[0]?.canGo === true;
  });
}

/** Whoever enters an event waits behind a change that waits for a long reading: so that is given up, and tried again later. */
async function lock(client: PoolClient): Promise<void> {
  await client.query(`SET LOCAL lock_timeout = '300ms'`);
  await client.query('SELECT pg_advisory_xact_lock($1)', [partsLock]);
}

/** In the order of their numbers. */
async function partsOf(client: PoolClient): Promise<Part[]> {
  const { rows } = await client.query<{ name: string }>(
    `SELECT c.relname AS name FROM pg_inherits i JOIN pg_class c ON c.oid = i.inhrelid
     WHERE i.inhparent = 'audit'::regclass AND c.relname LIKE 'audit_from_%'`,
  );
  return rows
    .map(({ name }) => ({ name, from: Number(name.replace('audit_from_', '')) }))
    .toSorted((one, other) => one.from - other.from);
}
