/** Stretches a passcode in a thread of its own, so that main and its window go on meanwhile. */
import { once } from 'node:events';
import { extname, join } from 'node:path';
import { Worker } from 'node:worker_threads';
import type { PasscodeCost } from '../../../core/stretch.ts';

/** What the thread is given. */
export type Stretching = { typed: Uint8Array<ArrayBuffer>; salt: Uint8Array; cost: PasscodeCost };

/** Beside this file, in the sources as in what is built of them (build/targets.ts). */
const program = join(import.meta.dirname, `stretch-thread${extname(import.meta.filename)}`);

/** @returns 32 bytes, which the caller wipes */
export async function stretchPasscode(
  passcode: string,
  salt: Uint8Array,
  cost: PasscodeCost,
): Promise<Uint8Array> {
  const typed = new TextEncoder().encode(passcode);
  const workerData: Stretching = { typed, salt, cost };
  // The passcode is moved there, not copied.
  const thread = new Worker(program, { workerData, transferList: [typed.buffer] });
  const [key] = (await once(thread, 'message')) as [Uint8Array];
  return key;
}
