/** Keeps the app's own clock right, whatever the PC's clock says. */
import * as z from 'zod';
import type { Clock } from '../shared/contract.ts';
import type { DirectoryEntry } from '../shared/protocol.ts';
import {
  absorbJump,
  appTime,
  clockJump,
  jumpMs,
  maxOffsetChangeMs,
  measureOffset,
  reanchor,
} from './core/clock.ts';
import type { Anchor, Measurement } from './core/clock.ts';

/** Asks an institution for its signed time; the answer arrives as a Measurement. */
export type TimeSource = {
  askTime(entry: DirectoryEntry): Promise<void>;
};

export const SavedClock = z.object({ offsetMs: z.int(), checkedAt: z.int().nonnegative() });
export type SavedClock = z.infer<typeof SavedClock>;

export type AppClock = ReturnType<typeof createClock>;

/** An offset that moved less than this since it was saved is not worth a write to the disk. */
const worthSavingMs = 500;

export function createClock(ports: {
  wallMs: () => number;
  monotonicMs: () => number;
  log: (event: string) => void;
}) {
  let anchor: Anchor = { wallMs: ports.wallMs(), monotonicMs: ports.monotonicMs(), offsetMs: 0 };
  let checkedAt: number | null = null;
  let saved: SavedClock | null = null;
  let save: (clock: SavedClock) => void = () => {};
  let changed: () => void = () => {};

  function keep(): void {
    if (checkedAt === null) return;
    if (saved !== null && Math.abs(saved.offsetMs - anchor.offsetMs) < worthSavingMs) return;
    saved = { offsetMs: anchor.offsetMs, checkedAt };
    save(saved);
  }

  return {
    /** True time as far as the app knows it, whole epoch milliseconds. */
    now: () => Math.floor(appTime(anchor, ports.monotonicMs())),

    /** What the PC's clock will show at an instant of true time. */
    onPcClock(atMs: number): number {
      return Math.round(ports.wallMs() + atMs - appTime(anchor, ports.monotonicMs()));
    },

    state: (): Clock => ({ offsetMs: checkedAt === null ? null : anchor.offsetMs, checkedAt }),

    /** Takes up the offset of the last run and says where to keep later ones. */
    restore(last: SavedClock | null, keepAt: (clock: SavedClock) => void): void {
      save = keepAt;
      if (last !== null && checkedAt === null) {
        saved = last;
        anchor = { ...anchor, offsetMs: last.offsetMs };
        checkedAt = last.checkedAt;
      }
      keep();
    },

    onChange(listener: () => void): void {
      changed = listener;
    },

    /** A signed time was seen: taken if it came quickly and does not move the clock by more than a day. */
    observe(measurement: Measurement): void {
      const offsetMs = measureOffset(measurement);
      if (offsetMs === null) return;
      if (checkedAt !== null && Math.abs(offsetMs - anchor.offsetMs) > maxOffsetChangeMs) {
        ports.log('clock-jump-refused');
        return;
      }
      anchor = {
        wallMs: measurement.answeredWallMs,
        monotonicMs: measurement.answeredMonotonicMs,
        offsetMs,
      };
      checkedAt = Math.max(0, Math.round(measurement.serverTime));
      keep();
      changed();
    },

    /** To be called every second or so: returns true if the PC's clock was moved since. */
    checkForJump(): boolean {
      const wallMs = ports.wallMs();
      const monotonicMs = ports.monotonicMs();
      if (Math.abs(clockJump(anchor, wallMs, monotonicMs)) <= jumpMs) return false;
      // Before any measurement the PC's clock is all there is, so it is followed.
      anchor =
        checkedAt === null
          ? reanchor(anchor, wallMs, monotonicMs)
          : absorbJump(anchor, wallMs, monotonicMs);
      ports.log('clock-jump');
      keep();
      changed();
      return true;
    },

    /** To be called when the PC wakes up. */
    resumed(): void {
      anchor = reanchor(anchor, ports.wallMs(), ports.monotonicMs());
      changed();
    },
  };
}
