/**
 * Many small transactions on one disk sync: what is asked for in the same turn of the event loop is
 * committed together, and nobody is answered before the commit is on disk.
 */
import type { Database } from './database.ts';

/** Runs `work` in a savepoint of its own: what it throws undoes it alone. Resolves after the commit. */
export type SharedCommit = <T>(work: () => T) => Promise<T>;

/** `run` settles later: a result is only worth something once it is on disk. */
type Job = { run: () => () => void; fail: (error: unknown) => void };

export function createSharedCommit(database: Database): SharedCommit {
  let waiting: Job[] = [];

  function commitWaiting(): void {
    const jobs = waiting;
    waiting = [];
    const settled: (() => void)[] = [];
    try {
      database
        .transaction(() => {
          for (const job of jobs) settled.push(job.run());
        })
        .immediate();
    } catch (error) {
      for (const job of jobs) job.fail(error);
      return;
    }
    for (const settle of settled) settle();
  }

  return (work) =>
    new Promise((resolve, reject) => {
      const job: Job = {
        run() {
          try {
            const result = database.transaction(work)();
            return () => resolve(result);
          } catch (error) {
            // After some errors (disk full) SQLite has undone the whole transaction, others' work too.
            if (!database.inTransaction) throw error;
            return () => job.fail(error);
          }
        },
        fail: reject,
      };
      if (waiting.length === 0) setImmediate(commitWaiting);
      waiting.push(job);
    });
}
