/** What is forgotten after a time that the institution chooses. Without one nothing is. */
import { inTransaction, runWork, sql } from '../../service/storage/database.ts';
import type { Database } from '../../service/storage/database.ts';
import { all, run } from '../../service/storage/work.ts';
import type { Work } from '../../service/storage/work.ts';
import type { Log } from '../../service/log.ts';

export type Retention = {
  /** Days for which events of the audit log are kept. */
  auditDays?: number | undefined;
  /** Days for which an issue is kept that has ended, and a token beyond its expiry, with their answers. */
  endedDays?: number | undefined;
};

const dayMs = 24 * 60 * 60_000;
const everyMs = 60 * 60_000;
/** Small enough that nobody waits for it. */
const rowsAtOnce = 1000;

/** Forgets now and every hour. Returns what ends it. */
export function keepForgetting(
  database: Database,
  retention: Retention,
  now: () => number,
  log: Log,
): () => void {
  let ended = false;
  let next: NodeJS.Timeout | undefined;
  const turn = () => {
    if (ended) return;
    let more = false;
    try {
      more = forget(database, retention, now());
    } catch (error) {
      log.error('not-forgotten', error);
    }
    next = setTimeout(turn, more ? 20 : everyMs);
    next.unref();
  };
  if (retention.auditDays !== undefined || retention.endedDays !== undefined) turn();
  return () => {
    ended = true;
    clearTimeout(next);
  };
}

/** One piece of the work, in a transaction; says whether there may be more. */
export function forget(
  database: Database,
  { auditDays, endedDays }: Retention,
  at: number,
): boolean {
  const counts = [
    auditDays === undefined ? 0 : shortenAudit(database, at - auditDays * dayMs),
    endedDays === undefined
      ? 0
      : inTransaction(database, () => runWork(database, forgetEnded(at - endedDays * dayMs))),
  ];
  return counts.some((count) => count >= rowsAtOnce);
}

/**
 * From the front alone, so that what is left is the log from one event on. The last event stays: numbers go on from it.
 * Nothing else may delete, so the trigger that says so is taken out and put back in the same transaction.
 */
function shortenAudit(database: Database, before: number): number {
  return database
    .transaction(() => {
      const kept = sql(
        database,
        `SELECT coalesce((SELECT id FROM audit WHERE at >= ? ORDER BY id LIMIT 1),
           (SELECT max(id) FROM audit))`,
      )
        .pluck()
        .get(before) as number | null;
      const first = sql(database, 'SELECT min(id) FROM audit').pluck().get() as number | null;
      if (kept === null || first === null || first >= kept) return 0;
      const trigger = database
        .prepare(`SELECT sql FROM sqlite_schema WHERE name = 'audit_is_not_deleted'`)
        .pluck()
        .get() as string;
      database.exec('DROP TRIGGER audit_is_not_deleted');
      const { changes } = database
        .prepare('DELETE FROM audit WHERE id < min(?, ?)')
        .run(kept, first + rowsAtOnce);
      database.exec(trigger);
      return changes;
    })
    .immediate();
}

/** Nothing that stands in use or on its way, nor what such a thing came of. */
function* forgetEnded(before: number): Work<number> {
  const tokens = yield* all<{ id: string }>(
    `SELECT id FROM tokens AS t WHERE state = 'ended' AND expires_at < ?
       AND NOT EXISTS (SELECT 1 FROM tokens WHERE renews = t.id)
       AND NOT EXISTS (SELECT 1 FROM contracts WHERE current_token = t.id)
     LIMIT ${rowsAtOnce}`,
    before,
  );
  for (const { id } of tokens) {
    yield* run('DELETE FROM answers WHERE token = ?', id);
    yield* run('DELETE FROM tokens WHERE id = ?', id);
  }
  const issues = yield* run(
    `DELETE FROM issues WHERE id IN (
       SELECT id FROM issues AS i WHERE ended_by IS NOT NULL AND created_at < ?
         AND NOT EXISTS (SELECT 1 FROM tokens WHERE issue = i.id)
         AND NOT EXISTS (SELECT 1 FROM contracts WHERE next_issue = i.id)
       LIMIT ${rowsAtOnce})`,
    before,
  );
  // Of an issue whose token is in use the address to which its letter went is of no use any more.
  const addresses = yield* run(
    `UPDATE issues SET mail_address = '' WHERE id IN (
       SELECT id FROM issues WHERE ended_by IS NOT NULL AND created_at < ?
         AND mail_address <> '' LIMIT ${rowsAtOnce})`,
    before,
  );
  return Math.max(tokens.length, issues, addresses);
}
