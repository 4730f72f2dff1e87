/** How often a wrong passcode was given, and when the next one is taken: counted on the disk before each try. */
import * as z from 'zod';
import type { Log } from '../../../core/log.ts';
import { nextTryAt, shortenWait, triesLeft, waitAfterMs } from '../../../core/passcode.ts';
import type { FailedTries } from '../../../core/passcode.ts';
import type { Connection } from '../database/connection.ts';

const Tries = z.object({ failed_tries: z.number(), retry_at: z.number() });

export function openTries(ports: { connection: Connection; now: () => number; log: Log }) {
  const { connection, now } = ports;
  /** Of a vault that can't be written to. */
  let unwritten: FailedTries = { failed: 0, retryAt: 0 };

  function tries(): FailedTries {
    const stored = storedTries();
    // A wait that was shortened here counts, even where that could not be written down.
    const isShorter = unwritten.failed === stored.failed && unwritten.retryAt < stored.retryAt;
    const made = isShorter ? unwritten : stored;
    const counted = shortenWait(made, now());
    if (counted !== made) {
      unwritten = counted;
      try {
        writeTries(counted);
      } catch (error) {
        ports.log('wait-not-shortened', error);
      }
    }
    return counted;
  }

  function storedTries(): FailedTries {
    if (connection.readOnly()) return unwritten;
    const row = connection.read((open) =>
      Tries.parse(open.prepare('SELECT * FROM key_slot').get()),
    );
    return { failed: row.failed_tries, retryAt: row.retry_at };
  }

  function writeTries({ failed, retryAt }: FailedTries): void {
    if (connection.readOnly()) return;
    connection.note((open) =>
      open.prepare('UPDATE key_slot SET failed_tries = ?, retry_at = ?').run(failed, retryAt),
    );
  }

  function setTries(failed: number): void {
    unwritten = { failed, retryAt: failed === 0 ? 0 : now() + waitAfterMs(failed) };
    writeTries(unwritten);
  }

  return {
    /** Before a try is made. */
    count: (): void => setTries(tries().failed + 1),

    /** The passcode was the right one. */
    giveBack: (): void => setTries(0),

    /** Epoch milliseconds; null where the next one is taken at once. */
    state(): { retryAt: number | null; triesLeft: number } {
      const made = tries();
      return { retryAt: nextTryAt(made, now()), triesLeft: triesLeft(made.failed) };
    },
  };
}
