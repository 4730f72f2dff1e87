/** Whether the clock can be right, by what the database has recorded. */
import type { Database } from './database.ts';

/** Steps back of a time server are smaller, and every rule of time withstands them. */
const toleranceMs = 2 * 60_000;

/**
 * Throws if the clock stands before the last recorded event: either it is behind now, or it was ahead
 * then. Only a person can tell which; an operator who has set it right says so by `repair-clock`.
 */
export function refuseEarlierClock(database: Database, now: () => number): void {
  const recordedAt = database
    .prepare(
      `SELECT max(at) FROM audit WHERE id >
         coalesce((SELECT max(id) FROM audit WHERE event = 'clock-repaired-by-operator'), 0)`,
    )
    .pluck()
    .get() as number | null;
  if (recordedAt === null || recordedAt <= now() + toleranceMs) return;
  const [clock, recorded] = [now(), recordedAt].map((at) => new Date(at).toISOString());
  throw new Error(
    `the clock (${clock}) stands before the last recorded event (${recorded}). Set the clock right. ` +
      'If it is right and was ahead before: npm run bank -- operator repair-clock\n' +
      `時計（${clock}）が、最後の記録（${recorded}）より前です。時計を合わせてください。` +
      '時計が正しく、前に進んでいたのであれば: npm run bank -- operator repair-clock',
  );
}
