/**
 * Whether the bank's clock can be right, by what has been recorded: one that stands before the last event is
 * behind now, or was ahead then. Only a person can tell which, and says so by the store's `repairClock`.
 */
import type { Log } from '../log.ts';
import { runWork } from './database.ts';
import type { Database, Store } from './database.ts';
import { get } from './work.ts';
import type { Work } from './work.ts';

/** Steps back of a time server are smaller, and every rule of time withstands them. */
const toleranceMs = 2 * 60_000;

export class ClockBeforeRecords extends Error {
  override readonly name = 'ClockBeforeRecords';

  constructor(at: number, recordedAt: number, repairClock: string) {
    const [clock, recorded] = [at, recordedAt].map((instant) => new Date(instant).toISOString());
    super(
      `時計（${clock}）が、最後の記録（${recorded}）より前です。時計を合わせてください。` +
        '時計が正しく、前に進んでいたのであれば: ' +
        `${repairClock}\n` +
        `the clock (${clock}) stands before the last recorded event (${recorded}). Set the clock right. ` +
        `If it is right and was ahead before: ${repairClock}`,
    );
  }
}

export type ClockWatch = {
  /** While it is true nothing that goes by the clock may be answered. Cheap enough to be asked at each request. */
  isDoubted(): boolean;
};

export type Records = {
  /** The instant of the last event, see lastRecordedAt; null while it is looked up, so that nobody is answered by guess. */
  lastAt(): number | null;
  /** It must be looked up anew the next time. */
  forget(): void;
};

/**
 * Throws a ClockBeforeRecords if the bank must not start. From then on it looks into the records only when
 * the clock has gone back, and again when another process, the operator's, has written to them.
 */
export function watchClock(
  database: Database,
  now: () => number,
  log: Log,
  store: Pick<Store, 'repairClock'>,
): ClockWatch {
  let found: { version: unknown; lastAt: number } | null = null;
  const records = {
    lastAt() {
      const version = database.pragma('data_version', { simple: true });
      if (found === null || found.version !== version) {
        found = { version, lastAt: runWork(database, lastRecordedAt()) };
      }
      return found.lastAt;
    },
    forget() {
      found = null;
    },
  };
  return watchRecords(records, now, log, store);
}

/** The same by records that somebody else looks up. */
export function watchRecords(
  records: Records,
  now: () => number,
  log: Log,
  { repairClock }: Pick<Store, 'repairClock'>,
): ClockWatch {
  const before = (at: number, instant: number) => at + toleranceMs < instant;
  let seenAt = now();
  let refused = false;

  const atStart = records.lastAt() ?? 0;
  if (before(seenAt, atStart)) throw new ClockBeforeRecords(seenAt, atStart, repairClock);
  // The start itself is entered after this.
  records.forget();

  function read(): number | null {
    try {
      return now();
    } catch (error) {
      log.error('clock-not-read', error);
      return null;
    }
  }

  return {
    isDoubted() {
      const at = read();
      if (at === null) return true;
      if (before(at, seenAt)) {
        const lastAt = records.lastAt();
        if (lastAt === null) return true;
        if (before(at, lastAt)) {
          if (!refused) {
            log.error('clock-before-records', new ClockBeforeRecords(at, lastAt, repairClock));
          }
          refused = true;
          return true;
        }
      }
      if (refused) log.info('clock-agrees-with-records');
      refused = false;
      // Back to now where nothing was recorded while it was ahead, or an operator has said that it is right.
      seenAt = before(at, seenAt) ? at : Math.max(at, seenAt);
      records.forget();
      return false;
    },
  };
}

/**
 * When the latest event was since an operator said that the clock is right; 0 where there is none. By the last ones in
 * the order of their numbers: a log may have grown for years.
 */
export function* lastRecordedAt(): Work<number> {
  const row = yield* get<{ lastAt: number }>(
    `WITH latest AS (SELECT id, at, event FROM audit ORDER BY id DESC LIMIT 10000)
     SELECT coalesce(max(at), 0) AS "lastAt" FROM latest WHERE id >
       coalesce((SELECT max(id) FROM latest WHERE event = 'clock-repaired-by-operator'), 0)`,
  );
  return row?.lastAt ?? 0;
}
