/**
 * Passwords are hashed one after the other in threads of their own. libuv's four serve WebCrypto and the
 * disk: a few log-ins there would keep every activation waiting.
 */
import { availableParallelism } from 'node:os';
import { extname, join } from 'node:path';
import { Worker } from 'node:worker_threads';

export type ScryptJob = {
  password: string;
  salt: Uint8Array;
  hashBytes: number;
  N: number;
  r: number;
  p: number;
};

export type PasswordQueue = {
  scrypt(job: ScryptJob): Promise<Uint8Array>;
  /** Ends the threads; what still waits is refused. */
  close(): Promise<void>;
};

type Task = {
  job: ScryptJob;
  resolve: (hash: Uint8Array) => void;
  reject: (error: unknown) => void;
};
type Thread = { worker: Worker; task: Task | null };

/** A core is left to those who are served meanwhile. */
const mostThreads = Math.max(1, Math.min(2, availableParallelism() - 1));

/** It lies beside this file, and beside the one that this file is built into. */
const workerFile = join(import.meta.dirname, `password-worker${extname(import.meta.filename)}`);

/** Threads are started when they are first needed. */
export function startPasswordQueue(): PasswordQueue {
  const waiting: Task[] = [];
  const threads = new Set<Thread>();

  function start(): Thread {
    const thread: Thread = { worker: new Worker(workerFile), task: null };
    threads.add(thread);
    thread.worker.on('message', (hash: Uint8Array) => {
      thread.task?.resolve(hash);
      thread.task = null;
      next();
    });
    // A worker that throws has ended; what waits gets another one.
    thread.worker.on('error', (error) => {
      threads.delete(thread);
      thread.task?.reject(error);
      next();
    });
    return thread;
  }

  function next(): void {
    if (waiting.length === 0) return;
    const idle = [...threads].find(({ task }) => task === null);
    if (!idle && threads.size === mostThreads) return;
    const thread = idle ?? start();
    thread.task = waiting.shift() ?? null;
    // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a thread, not a window
    thread.worker.postMessage(thread.task?.job);
  }

  return {
    scrypt: (job) =>
      new Promise((resolve, reject) => {
        waiting.push({ job, resolve, reject });
        next();
      }),
    async close() {
      const ending = [...threads];
      threads.clear();
      const left = [...ending.map(({ task }) => task), ...waiting.splice(0)];
      for (const task of left) task?.reject(new Error('the bank has ended'));
      await Promise.all(ending.map(({ worker }) => worker.terminate()));
    },
  };
}
