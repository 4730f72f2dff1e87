/**
 * Many small transactions on one disk sync: what is asked for in the same turn of the event loop is
 * committed together, and nobody is answered before the commit is on disk.
 */
import type { Database } from './database.ts';

/**
 * Runs `work` in a transaction; what it throws undoes it alone. Resolves after the commit. `work` may
 * be run twice, so it must do nothing that the database can't undo.
 */
export type SharedCommit = <T>(work: () => T) => Promise<T>;

/** `run` settles later: a result is only worth something once it is on disk. */
type Job = { run: () => () => void; fail: (error: unknown) => void };

export function createSharedCommit(database: Database): SharedCommit {
  const runAll = database.transaction((jobs: Job[]) => jobs.map((job) => job.run()));
  let waiting: Job[] = [];

  function commitWaiting(): void {
    const jobs = waiting;
    waiting = [];
    commit(jobs);
  }

  function commit(jobs: Job[]): void {
    try {
      for (const settle of runAll.immediate(jobs)) settle();
    } catch (error) {
      // Everything is undone, so each can be tried again by itself, without whoever threw.
      if (jobs.length === 1) jobs[0]?.fail(error);
      else for (const job of jobs) commit([job]);
    }
  }

  return (work) =>
    new Promise((resolve, reject) => {
      const run = () => {
        const result = work();
        return () => resolve(result);
      };
      if (waiting.length === 0) setImmediate(commitWaiting);
      waiting.push({ run, fail: reject });
    });
}
