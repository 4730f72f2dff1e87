/**
 * Counts guesses at a password: before it is checked, and alike for subjects that exist and that
 * do not, so that neither answer nor time tells which.
 */
import { inTransaction, sql, tidy } from './database.ts';
import type { Database } from './database.ts';
import { createInOrder } from '../in-order.ts';
import type { InOrder } from '../in-order.ts';
import { rules } from '../rules.ts';
import { keyedHashes } from './sealing.ts';
import type { Keys } from './sealing.ts';

export type Tries = {
  /**
   * What looks at a password between `take` and `giveBack` does so in here, one after the other for a subject:
   * tries of right ones under way then never count against the next, and wrong ones never slip past the limit.
   */
  inOrder: InOrder;
  /** Counts one. `left` is what remains after it; below zero it must not be looked at. */
  take(subject: string): { left: number };
  /** Forgets all, after a success or at an operator's word. Says whether there were any. */
  giveBack(subject: string): boolean;
  /** When the count begins anew, or null while tries are left. */
  lockedUntil(subject: string): number | null;
};

export type TryOptions = {
  /** What is guessed at, so that two kinds of subjects never share a count. */
  kind: string;
  limit: number;
  /** After so long without a try the count begins anew. */
  forgetAfterMs: number;
  /** Typed names may be passwords in the wrong field, so only their keyed hash is stored. */
  key: Keys;
  now: () => number;
};

const deleteOld = 'DELETE FROM tries WHERE last_at <= ?';

type Row = { count: number; last_at: number };

export function openTries(database: Database, options: TryOptions): Tries {
  const { kind, limit, forgetAfterMs, key, now } = options;
  const idsOf = (subject: string) => keyedHashes(key, `tries|${kind}|${subject}`);
  const readOne = (id: Buffer) => {
    const row = sql(
      database,
      'SELECT count, last_at FROM tries WHERE subject = ? AND last_at > ?',
    ).get(id, now() - forgetAfterMs) as Row | undefined;
    if (!row || row.last_at <= now()) return row;
    // The clock was ahead. Kept as it is, the wait would begin anew at every look until that time.
    sql(database, 'UPDATE tries SET last_at = ? WHERE subject = ?').run(now(), id);
    return { ...row, last_at: now() };
  };
  /** Under whichever key it was counted: a count goes on when another key takes over. */
  const read = (subject: string) => {
    const rows = idsOf(subject).map(readOne);
    return rows.find((row) => row !== undefined);
  };

  return {
    inOrder: createInOrder(),
    take(subject) {
      const [id, ...older] = idsOf(subject);
      return inTransaction(database, () => {
        const before = read(subject)?.count ?? 0;
        // Whatever anybody once typed would stay for ever; what no kind remembers any more can go.
        tidy(database, deleteOld, now(), now() - rules.issueLifeMs);
        if (before >= limit) return { left: -1 };
        sql(
          database,
          `INSERT INTO tries (subject, count, last_at) VALUES (?, ?, ?)
           ON CONFLICT (subject) DO UPDATE SET count = excluded.count, last_at = excluded.last_at`,
        ).run(id, before + 1, now());
        for (const each of older) sql(database, 'DELETE FROM tries WHERE subject = ?').run(each);
        return { left: limit - before - 1 };
      });
    },
    giveBack(subject) {
      const changes = idsOf(subject).map(
        (id) => sql(database, 'DELETE FROM tries WHERE subject = ?').run(id).changes,
      );
      return changes.some((count) => count > 0);
    },
    lockedUntil(subject) {
      const row = read(subject);
      return row && row.count >= limit ? row.last_at + forgetAfterMs : null;
    },
  };
}
