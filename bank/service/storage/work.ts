/**
 * Rules that stand on a database, whichever it is: a rule yields one statement after the other, and whoever runs it asks
 * the database and hands back what it said. So a rule in a transaction can wait for nothing else, and can be run anew.
 */

export type Value = string | number | null | Uint8Array;

/**
 * In the SQL that SQLite and PostgreSQL both understand, with `?` for a value and names of columns in quotation marks where
 * they have capitals. `FOR UPDATE` at its end holds the rows to the end of the transaction where others write meanwhile.
 */
export type Statement = {
  text: string;
  values: readonly Value[];
  /** The first row, all of them, or how many were changed. */
  wants: 'get' | 'all' | 'run';
};

/** What is called as `yield* rule()` within another one, and given to a storage as `() => rule()`. */
export type Work<T> = Generator<Statement, T, unknown>;

export function* get<Row>(text: string, ...values: Value[]): Work<Row | undefined> {
  return (yield { text, values, wants: 'get' }) as Row | undefined;
}

export function* all<Row>(text: string, ...values: Value[]): Work<Row[]> {
  return (yield { text, values, wants: 'all' }) as Row[];
}

/** How many rows were changed. */
export function* run(text: string, ...values: Value[]): Work<number> {
  return (yield { text, values, wants: 'run' }) as number;
}

/** Within a transaction: what it throws undoes it alone. */
export function* undoable<T>(work: () => Work<T>): Work<T> {
  yield* run('SAVEPOINT undoable');
  let result: T;
  try {
    result = yield* work();
  } catch (error) {
    yield* run('ROLLBACK TO SAVEPOINT undoable');
    yield* run('RELEASE SAVEPOINT undoable');
    throw error;
  }
  yield* run('RELEASE SAVEPOINT undoable');
  return result;
}

/** Nothing a customer can mend, and it may pass: no room, no connection, an answer that did not come. */
export class StorageTrouble extends Error {
  override readonly name = 'StorageTrouble';
  /** What the database or the network called it. */
  readonly code: string | undefined;

  constructor(message: string, { cause }: { cause: unknown }) {
    super(message, { cause });
    const code = cause instanceof Error && 'code' in cause ? cause.code : undefined;
    this.code = typeof code === 'string' ? code : undefined;
  }
}

export type Storage = {
  /**
   * Runs it in a transaction; what it throws undoes it. Resolves when it is on disk. It may be run more than once, so it
   * must do nothing that the database can't undo.
   */
  commit<T>(work: () => Work<T>): Promise<T>;
  /** Runs it without one. Where it wants to write after all, it begins anew in one. */
  look<T>(work: () => Work<T>): Promise<T>;
  /** Number of the audit log's last event; what comes later has a higher one, whoever enters it. 0 where there is none. */
  lastEvent(): Promise<number>;
};

const tidiedAt = new WeakMap<object, Map<string, number>>();
const tidyEveryMs = 60_000;
/** Nobody waits for more than that; where there is more, the next one goes on. */
const tidyAtOnce = 500;

/**
 * Deletes rows of a table by its `key`, of which only so many go at once. `where` has one value, and is asked again of the row
 * that is deleted: another process may have begun it anew since it was chosen.
 */
export const deleteSome = (table: string, key: string, where: string): string =>
  `DELETE FROM ${table} WHERE (${key}) IN (SELECT ${key} FROM ${table} WHERE ${where} LIMIT ${tidyAtOnce}) AND ${where}`;

/**
 * Deletes what is out of date by a text of deleteSome, at most once a minute of the service's own clock for each `owner`
 * while little is: to look for it at each request costs as much as a small request's other writing. Nobody may go by its
 * being gone.
 */
export function* tidy(owner: object, text: string, at: number, before: number): Work<void> {
  const times = tidiedAt.get(owner) ?? new Map<string, number>();
  tidiedAt.set(owner, times);
  const last = times.get(text);
  // After a clock was set back too.
  if (last !== undefined && at >= last && at < last + tidyEveryMs) return;
  times.set(text, at);
  if ((yield* run(text, before, before)) === tidyAtOnce) times.delete(text);
}
