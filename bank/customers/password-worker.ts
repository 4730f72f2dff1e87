/** A thread that hashes passwords, one at a time: password-queue.ts sends them. */
import { scryptSync } from 'node:crypto';
import { parentPort } from 'node:worker_threads';
import type { ScryptJob } from './password-queue.ts';

const maxmem = 64 * 1024 * 1024;

parentPort?.on('message', ({ password, salt, hashBytes, ...cost }: ScryptJob) => {
  // scrypt() would go to libuv's threads from here too.
  // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a thread, not a window
  parentPort?.postMessage(scryptSync(password, salt, hashBytes, { ...cost, maxmem }));
});
