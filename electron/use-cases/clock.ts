/** Keeps the app's own clock right, whatever the PC's clock says. */
import * as z from 'zod';
import type { Clock } from '../../shared/state.ts';
import type { DirectoryEntry } from '../../shared/protocol.ts';
import {
  absorbJump,
  appTime,
  clockJump,
  jumpMs,
  maxOffsetChangeMs,
  measureOffset,
  reanchor,
  trustSetting,
} from '../core/clock.ts';
import type { Anchor, ClockReading, Measurement } from '../core/clock.ts';
import type { Log } from '../core/log.ts';

/** Asks an institution for its signed time; the answer arrives as a Measurement. */
export type TimeSource = {
  askTime(entry: DirectoryEntry): Promise<void>;
};

export const SavedClock = z.object({ offsetMs: z.int(), checkedAt: z.int().nonnegative() });
export type SavedClock = z.infer<typeof SavedClock>;

export type AppClock = ReturnType<typeof createClock>;

/** An offset that moved less than this since it was saved is not worth a write to the disk. */
const worthSavingMs = 500;
/** Nor is a new check of the same offset, until the last one saved is this old. */
const staleAfterMs = 24 * 60 * 60 * 1000;
/**
 * A forward jump seen this shortly after the system said that it goes to sleep, or before it says that it
 * woke up, was the sleep itself. Of the monotonic clock, which sleeps too.
 */
const wakeUpMs = 60_000;
/** How far before a time that has surely passed the clock may stand without being called wrong. */
const toleranceMs = 60_000;

// oxlint-disable-next-line max-lines-per-function -- what it returns shares one clock
export function createClock(ports: { wallMs: () => number; monotonicMs: () => number; log: Log }) {
  let anchor: Anchor = { wallMs: ports.wallMs(), monotonicMs: ports.monotonicMs(), offsetMs: 0 };
  let checkedAt: number | null = null;
  /** Whether a signed time was seen since the start, the last sleep and the last jump. */
  let isSettled = false;
  /** Whether one was seen since the start and the last sleep: the monotonic clock carries it over a jump. */
  let isCarried = false;
  /** When the system last said that the PC goes to sleep; it may not say when it wakes up. */
  let suspendedMonotonicMs: number | null = null;
  let surelyPassedAt = 0;
  let question: { anchor: Anchor; serverTime: number } | null = null;
  let lastJump: { monotonicMs: number; offsetBeforeMs: number } | null = null;
  let saved: SavedClock | null = null;
  let save: (clock: SavedClock) => void = () => {};
  let changed: () => void = () => {};

  const now = () => Math.floor(appTime(anchor, ports.monotonicMs()));

  function keep(): void {
    if (checkedAt === null) return;
    const isWorthSaving =
      saved === null ||
      Math.abs(saved.offsetMs - anchor.offsetMs) >= worthSavingMs ||
      Math.abs(saved.checkedAt - checkedAt) >= staleAfterMs;
    if (!isWorthSaving) return;
    saved = { offsetMs: anchor.offsetMs, checkedAt };
    save(saved);
  }

  function take(measured: Anchor, serverTime: number): void {
    anchor = measured;
    checkedAt = Math.max(0, Math.round(serverTime));
    isSettled = true;
    isCarried = true;
    question = null;
    lastJump = null;
    keep();
    changed();
  }

  function wokeUp(): void {
    suspendedMonotonicMs = null;
    const monotonicMs = ports.monotonicMs();
    // Where the system does not tell of sleep in time, its end looks like a clock set forward.
    if (lastJump !== null && monotonicMs - lastJump.monotonicMs < wakeUpMs) {
      anchor = { ...anchor, offsetMs: lastJump.offsetBeforeMs };
    }
    lastJump = null;
    anchor = reanchor(anchor, ports.wallMs(), monotonicMs);
    isSettled = false;
    isCarried = false;
    question = null;
    keep();
    changed();
  }

  function doubt(): Clock['doubt'] {
    // A signed time says so, and waits for the customer's word.
    if (question !== null) return 'wrong';
    if (isSettled) return 'none';
    return now() < Math.max(surelyPassedAt, checkedAt ?? 0) - toleranceMs ? 'wrong' : 'unchecked';
  }

  return {
    /** True time as far as the app knows it, whole epoch milliseconds. */
    now,

    /** The same, and whether an institution's signed time bears it out. */
    reading: (): ClockReading => ({ atMs: now(), isProved: isCarried && question === null }),

    /** What the PC's clock will show at an instant of true time. */
    onPcClock(atMs: number): number {
      return Math.round(ports.wallMs() + atMs - appTime(anchor, ports.monotonicMs()));
    },

    state: (): Clock => ({
      offsetMs: checkedAt === null ? null : anchor.offsetMs,
      checkedAt,
      doubt: doubt(),
      question: question && { offsetMs: question.anchor.offsetMs },
    }),

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

    /** An instant, in true time, that lies in the past whatever the PC's clock says. */
    hasPassed(at: number): void {
      const before = doubt();
      surelyPassedAt = Math.max(surelyPassedAt, at);
      if (doubt() !== before) changed();
    },

    /**
     * A signed time was seen: taken if it came quickly. One that would move the clock by more than a
     * day is asked about, unless institution and PC agree with each other.
     */
    observe(measurement: Measurement): void {
      const offsetMs = measureOffset(measurement);
      if (offsetMs === null) return;
      const measured: Anchor = {
        wallMs: measurement.answeredWallMs,
        monotonicMs: measurement.answeredMonotonicMs,
        offsetMs,
      };
      const moves = Math.abs(offsetMs - anchor.offsetMs) > maxOffsetChangeMs;
      const pcDiffers = Math.abs(offsetMs) > maxOffsetChangeMs;
      if (checkedAt !== null && moves && pcDiffers) {
        ports.log('clock-question');
        question = { anchor: measured, serverTime: measurement.serverTime };
        changed();
        return;
      }
      take(measured, measurement.serverTime);
    },

    /** The customer's yes to the question. */
    accept(): void {
      if (question !== null) take(question.anchor, question.serverTime);
    },

    /** To be called every few seconds: returns true if the PC's clock was moved since. */
    checkForJump(): boolean {
      const wallMs = ports.wallMs();
      const monotonicMs = ports.monotonicMs();
      const jumpedMs = clockJump(anchor, wallMs, monotonicMs);
      if (Math.abs(jumpedMs) <= jumpMs) return false;
      const fellAsleep =
        suspendedMonotonicMs !== null && monotonicMs - suspendedMonotonicMs < wakeUpMs;
      if (fellAsleep && jumpedMs > 0) {
        ports.log('woke-up');
        wokeUp();
        return true;
      }
      lastJump = jumpedMs > 0 ? { monotonicMs, offsetBeforeMs: anchor.offsetMs } : null;
      anchor = isCarried
        ? absorbJump(anchor, wallMs, monotonicMs)
        : trustSetting(anchor, wallMs, monotonicMs);
      isSettled = false;
      question = null;
      ports.log('clock-jump');
      keep();
      changed();
      return true;
    },

    /** To be called when the PC is about to sleep. */
    suspended(): void {
      suspendedMonotonicMs = ports.monotonicMs();
    },

    /** To be called when the PC wakes up. */
    resumed: wokeUp,
  };
}
