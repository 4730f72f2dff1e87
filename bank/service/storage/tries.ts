/**
 * Counts guesses at a password: before it is checked, and alike for subjects that exist and that
 * do not, so that neither answer nor time tells which.
 */
import { inTransaction, runWork } from './database.ts';
import type { Database } from './database.ts';
import { createInOrder } from '../in-order.ts';
import type { InOrder } from '../in-order.ts';
import { rules } from '../rules.ts';
import { keyedHashes } from './sealing.ts';
import type { Keys } from './sealing.ts';
import { deleteSome, get, run, tidy } from './work.ts';
import type { Work } from './work.ts';

/** As rules of a service that may stand on another database. */
export type CountedTries = {
  /** Counts one. `left` is what remains after it; below zero it must not be looked at. Must run in a transaction. */
  take(subject: string): Work<{ left: number }>;
  /** Forgets all, after a success or at an operator's word. Says whether there were any. */
  giveBack(subject: string): Work<boolean>;
  /** When the count begins anew, or null while tries are left. */
  lockedUntil(subject: string): Work<number | null>;
};

/** The same on an SQLite file, at once. */
export type Tries = {
  [Name in keyof CountedTries]: (
    subject: string,
  ) => ReturnType<CountedTries[Name]> extends Work<infer Result> ? Result : never;
} & {
  /**
   * What looks at a password between `take` and `giveBack` does so in here, one after the other for a subject:
   * tries of right ones under way then never count against the next, and wrong ones never slip past the limit.
   */
  inOrder: InOrder;
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

const countOn = 'UPDATE tries SET count = ?, last_at = ? WHERE subject = ?';
const begin = 'INSERT INTO tries (count, last_at, subject) VALUES (?, ?, ?)';
const deleteOld = deleteSome('tries', 'subject', 'last_at <= ?');

type Row = { count: number; lastAt: number };

export function countTries(options: TryOptions): CountedTries {
  const { kind, limit, forgetAfterMs, key, now } = options;
  const idsOf = (subject: string) => keyedHashes(key, `tries|${kind}|${subject}`);

  function* readOne(id: Buffer): Work<Row & { isThere: boolean }> {
    const row = yield* get<Row>(
      'SELECT count, last_at AS "lastAt" FROM tries WHERE subject = ? FOR UPDATE',
      id,
    );
    if (!row) return { count: 0, lastAt: 0, isThere: false };
    const isThere = true;
    if (row.lastAt <= now() - forgetAfterMs) return { count: 0, lastAt: 0, isThere };
    if (row.lastAt <= now()) return { ...row, isThere };
    // The clock was ahead. Kept as it is, the wait would begin anew at every look until that time.
    yield* run('UPDATE tries SET last_at = ? WHERE subject = ?', now(), id);
    return { ...row, lastAt: now(), isThere };
  }

  /** Under each key by which it may have been counted: a count goes on when another key takes over. */
  function* read(subject: string) {
    const rows = [];
    for (const id of idsOf(subject)) rows.push({ id, ...(yield* readOne(id)) });
    return rows;
  }

  return {
    *take(subject) {
      const [own, ...older] = yield* read(subject);
      if (!own) throw new Error('no key');
      const before = [own, ...older].find(({ count }) => count > 0)?.count ?? 0;
      if (before >= limit) return { left: -1 };
      // Two that begin a count at once can't both enter its first: the second one is run anew.
      if (own.isThere) yield* run(countOn, before + 1, now(), own.id);
      else yield* run(begin, before + 1, now(), own.id);
      for (const { id } of older) yield* run('DELETE FROM tries WHERE subject = ?', id);
      // Whatever anybody once typed would stay for ever; what no kind remembers any more can go.
      yield* tidy(options, deleteOld, now(), now() - rules.issueLifeMs);
      return { left: limit - before - 1 };
    },
    *giveBack(subject) {
      let any = false;
      for (const id of idsOf(subject)) {
        any = (yield* run('DELETE FROM tries WHERE subject = ?', id)) > 0 || any;
      }
      return any;
    },
    *lockedUntil(subject) {
      const row = (yield* read(subject)).find(({ count }) => count > 0);
      return row && row.count >= limit ? row.lastAt + forgetAfterMs : null;
    },
  };
}

export function openTries(database: Database, options: TryOptions): Tries {
  const counted = countTries(options);
  return {
    inOrder: createInOrder(),
    take: (subject) => inTransaction(database, () => runWork(database, counted.take(subject))),
    giveBack: (subject) => runWork(database, counted.giveBack(subject)),
    lockedUntil: (subject) => runWork(database, counted.lockedUntil(subject)),
  };
}
