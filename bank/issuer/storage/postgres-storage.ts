/** The service's storage in PostgreSQL, which several processes share. */
/// <reference path="../../service/storage/raw-files.d.ts" />
import type { PoolClient } from 'pg';
import type { Log } from '../../service/log.ts';
import { deleteFront } from '../../service/storage/audit.ts';
import type { Store } from '../../service/storage/database.ts';
import { atLength, openPostgres, runOn } from '../../service/storage/postgres.ts';
import type { Postgres } from '../../service/storage/postgres.ts';
import { bringPostgresUpToDate } from '../../service/storage/postgres-schema.ts';
import type { PostgresSchema } from '../../service/storage/postgres-schema.ts';
import { lastRecordedAt, watchRecords } from '../../service/storage/recorded-clock.ts';
import type { ClockWatch } from '../../service/storage/recorded-clock.ts';
import { StorageTrouble, all, get, run } from '../../service/storage/work.ts';
import { dropOldPart, makeParts } from './audit-parts.ts';
import type { IssuerStorage, SharedRateLimit, WindowLimits } from './issuer-storage.ts';
import { issuerStore } from './issuer-store.ts';
import tables from './postgres.sql?raw';
import retention from './retention.sql?raw';

/** Its number is that of SQLite's, whose columns it has: both take each step, which may find some of it done already. */
export const postgresSchema: PostgresSchema = {
  version: issuerStore.schema.version,
  statements: tables + retention,
  // Of version 3, which adds indexes alone. To be decided anew for each version: the oldest whose program serves beside it.
  servedFrom: 2,
  migrations: { 2: retention },
};

/** Throws what is wrong with the database, in a sentence, or where it can't be reached. */
export async function openPostgresStorage(
  url: string,
  log: Log,
  {
    store = issuerStore,
    connections,
  }: { store?: Pick<Store, 'repairClock'>; connections?: number | undefined } = {},
): Promise<IssuerStorage> {
  const database = await openPostgres(url, log, connections);
  try {
    await bringPostgresUpToDate(database, postgresSchema);
    await makeParts(database).catch((error: unknown) => {
      // Parts stand ready for long, and behind them is one for all that none was made for.
      if (!(error instanceof StorageTrouble)) throw error;
      log.error('audit-parts-not-made', error);
    });
  } catch (error) {
    await database.close();
    if (!(error instanceof StorageTrouble)) throw error;
    throw new Error(`the database can't be used (${error.code ?? 'no answer'})`, { cause: error });
  }
  return postgresIssuerStorage(database, store, log);
}

function postgresIssuerStorage(
  database: Postgres,
  store: Pick<Store, 'repairClock'>,
  log: Log,
): IssuerStorage {
  const { commit, look } = database;
  const storage: IssuerStorage = {
    commit,
    look,
    commitAtLength: (work) =>
      database.inTransaction(async (client) => {
        await client.query('SET LOCAL statement_timeout = 0');
        return runOn(client, work(), atLength);
      }),
    ...createLastEvent(database, log),
    bytes: async () => (await look(databaseBytes))[0]?.bytes ?? 0,
    watchClock: (now) => watchSharedClock(database, now, log, store),
    rateLimit: (kind, limits, now) => sharedRateLimit(database, kind, limits, now),
    makeRoom: () => makeParts(database),
    shortenAudit: (before, atOnce) => shortenAudit(database, before, atOnce),
    close: database.close,
  };
  return storage;
}

const databaseBytes = () =>
  all<{ bytes: number }>('SELECT pg_database_size(current_database()) AS bytes');

/** The lock that postgres.sql's trigger shares. */
const eventLock = 1684302949;

/** The first time it is waited for so long: whoever vanished while entering an event is let go by then. */
const firstWithinMs = 15_000;

/**
 * Waits for those who are entering events, but lets nobody wait for long behind it: where it takes longer what was known
 * is told again, except the first time.
 */
function createLastEvent(
  { inTransaction }: Postgres,
  log: Log,
): Pick<IssuerStorage, 'lastEvent' | 'isBehind'> {
  let known: number | null = null;
  let isBehind = false;
  const look = async (): Promise<number> => {
    const until = performance.now() + firstWithinMs;
    for (;;) {
      try {
        return await inTransaction(lastEvent);
      } catch (error) {
        if (!isLockTimeout(error)) throw error;
        if (known !== null) return known;
        if (performance.now() > until) throw error;
      }
    }
  };
  return {
    async lastEvent() {
      // Of two that ask at once the later one may know before.
      const before = known;
      const found = await look();
      // The last event is never forgotten.
      if (before !== null && found < before) {
        const behind = new Error('the database is older than what was read of it: --restored');
        if (!isBehind) log.error('database-older-than-records', behind);
        isBehind = true;
        throw behind;
      }
      known = Math.max(found, known ?? 0);
      return found;
    },
    isBehind: () => isBehind,
  };
}

async function lastEvent(client: PoolClient): Promise<number> {
  await client.query(`SET LOCAL lock_timeout = '300ms'`);
  await client.query('SELECT pg_advisory_xact_lock($1)', [eventLock]);
  const { rows } = await client.query<{ last: number }>(
    'SELECT coalesce(max(id), 0) AS last FROM audit',
  );
  return rows[0]?.last ?? 0;
}

const isLockTimeout = (error: unknown): boolean =>
  error instanceof StorageTrouble && error.code === '55P03';

/** While the clock is in doubt: another process, or an operator's word, may have ended it. */
const lookAgainAfterMs = 1000;

async function watchSharedClock(
  { look }: Postgres,
  now: () => number,
  log: Log,
  store: Pick<Store, 'repairClock'>,
): Promise<ClockWatch> {
  let known: { lastAt: number; since: number } | null = null;
  let looking = false;
  const lookUp = async () => {
    known = { lastAt: await look(lastRecordedAt), since: performance.now() };
  };
  const lookAgain = async () => {
    looking = true;
    try {
      await lookUp();
    } catch (error) {
      log.error('records-not-read', error);
    }
    looking = false;
  };
  await lookUp();
  const records = {
    lastAt() {
      const isOld = known === null || performance.now() - known.since > lookAgainAfterMs;
      if (isOld && !looking) void lookAgain();
      return known?.lastAt ?? null;
    },
    forget() {
      known = null;
    },
  };
  return watchRecords(records, now, log, store);
}

const windowMs = 60_000;

/** A process whose clock is a little behind counts on in the minute that another has begun. */
const isSame = `(request_counts.started_at >= excluded.started_at
  AND request_counts.started_at <= excluded.started_at + ${windowMs})`;
const countOn = `ON CONFLICT (kind, subject) DO UPDATE SET
    count = CASE WHEN ${isSame} THEN request_counts.count + 1 ELSE 1 END,
    started_at = CASE WHEN ${isSame} THEN request_counts.started_at ELSE excluded.started_at END
  RETURNING kind, count`;
/** Who is over its own limit uses up nothing of everybody's. Their row comes last: whoever holds it waits for nothing else. */
const count = `WITH own AS (
    INSERT INTO request_counts (kind, subject, started_at, count)
    VALUES (?, ?, CAST(? AS BIGINT), 1) ${countOn}),
  everybody AS (
    INSERT INTO request_counts (kind, subject, started_at, count)
    SELECT kind, '*', CAST(? AS BIGINT), 1 FROM own WHERE own.count <= ? ${countOn})
  SELECT own.count AS "ofSubject", (SELECT count FROM everybody) AS "ofAll" FROM own`;
const forgetOld = 'DELETE FROM request_counts WHERE started_at < ?';

/** By minutes of the clock, which are the same for each process. */
function sharedRateLimit(
  { look, commit }: Postgres,
  kind: string,
  { each, inAll }: WindowLimits,
  now: () => number,
): SharedRateLimit {
  let lastForgotten = 0;
  return async (subject) => {
    const at = now();
    const startedAt = at - (at % windowMs);
    const counts = await look(() =>
      get<{ ofSubject: number; ofAll: number | null }>(
        count,
        kind,
        subject,
        startedAt,
        startedAt,
        each,
      ),
    );
    if (startedAt !== lastForgotten) {
      lastForgotten = startedAt;
      await commit(() => run(forgetOld, startedAt - windowMs));
    }
    const { ofSubject = 0, ofAll = null } = counts ?? {};
    if (ofSubject <= each && (ofAll ?? 0) <= inAll) return null;
    return Math.max(1, Math.ceil((startedAt + windowMs - at) / 1000));
  };
}

/** A whole part at once, and of the next one row by row: nothing is kept for longer than was asked. */
async function shortenAudit(database: Postgres, before: number, atOnce: number): Promise<number> {
  if (await dropOldPart(database, before)) return atOnce;
  return database.inTransaction(async (client) => {
    // The one who may delete says so for this transaction alone.
    await client.query(`SET LOCAL issuer.forgetting = 'on'`);
    return runOn(client, deleteFront(before, atOnce));
  });
}
