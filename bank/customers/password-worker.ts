/** A thread that hashes passwords, one at a time: password-queue.ts sends them. */
import { scryptSync } from 'node:crypto';
import { constants, platform, setPriority } from 'node:os';
import { parentPort } from 'node:worker_threads';
import type { ScryptJob } from './password-queue.ts';

// Where a core is asked for by both, whoever is being served comes first. On Linux a thread has a priority of its
// own, elsewhere it would be the whole process.
if (platform() === 'linux') giveWay();

function giveWay(): void {
  try {
    setPriority(constants.priority.PRIORITY_LOW);
  } catch {
    // A unit of systemd may deny it (SystemCallFilter=~@resources): passwords are looked at all the same.
  }
}

const maxmem = 64 * 1024 * 1024;

parentPort?.on('message', ({ password, salt, hashBytes, ...cost }: ScryptJob) => {
  // scrypt() would go to libuv's threads from here too.
  // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a thread, not a window
  parentPort?.postMessage(scryptSync(password, salt, hashBytes, { ...cost, maxmem }));
});
