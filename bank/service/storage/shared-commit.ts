/**
 * Many small transactions on one disk sync, and nobody is answered before that. Whoever comes alone is
 * committed at once; once several have shared a commit, the next one waits a moment for as many, for a
 * sync takes longer than that (PostgreSQL's commit_delay and commit_siblings).
 */
import { lastNumber } from './audit.ts';
import { ask, runWork } from './database.ts';
import type { Database } from './database.ts';
import type { Storage, Work } from './work.ts';

/**
 * Runs `work` in a transaction; what it throws undoes it alone. Resolves after the commit. `work` may
 * be run twice, so it must do nothing that the database can't undo.
 */
export type SharedCommit = <T>(work: () => T) => Promise<T>;

/** `run` settles later: a result is only worth something once it is on disk. */
type Job = { run: () => () => void; fail: (error: unknown) => void };

const gatherMs = 2;

export function createSharedCommit(database: Database): SharedCommit {
  const runAll = database.transaction((jobs: Job[]) => jobs.map((job) => job.run()));
  let waiting: Job[] = [];
  let lastCount = 0;

  function commitWaiting(): void {
    const jobs = waiting;
    waiting = [];
    lastCount = jobs.length;
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
      if (waiting.length === 0) {
        if (lastCount > 1) setTimeout(commitWaiting, gatherMs);
        else setImmediate(commitWaiting);
      }
      waiting.push({ run, fail: reject });
    });
}

/** A service's storage in one SQLite file. */
export function sqliteStorage(database: Database): Storage {
  const share = createSharedCommit(database);
  const commit = <T>(work: () => Work<T>) => share(() => runWork(database, work()));
  return {
    commit,
    async look(work) {
      const rule = work();
      let step = rule.next();
      while (!step.done) {
        if (step.value.wants === 'run') return commit(work);
        step = rule.next(ask(database, step.value));
      }
      return step.value;
    },
    lastEvent: async () => runWork(database, lastNumber()),
  };
}
