/** How often the app wakes the processor by its own clock, by timers that are turned by hand. */
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { startPulse } from '../../../electron/core/pulse.ts';
import type { Sight } from '../../../electron/core/pulse.ts';
import { createClock } from '../../../electron/use-cases/clock.ts';
import { ceilings } from '../../integration/build/ceilings.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

const minuteMs = 60_000;

function pulseOf(window: { sight: Sight }) {
  const watchClock = vi.fn<() => void>();
  const upkeep = vi.fn<() => null>(() => null);
  const { seenOrHidden } = startPulse({ sight: () => window.sight, watchClock, upkeep });
  return { watchClock, upkeep, seenOrHidden };
}

test.each([
  { how: 'on the screen', sight: 'seen', upkeeps: 10 },
  { how: 'behind other windows', sight: 'covered', upkeeps: 6 },
  { how: 'hidden or minimised', sight: 'hidden', upkeeps: 2 },
] as const)('a window $how wakes main no more often than it may', ({ sight, upkeeps }) => {
  const { watchClock, upkeep } = pulseOf({ sight });
  vi.advanceTimersByTime(minuteMs);
  // One timer does all of it.
  expect(vi.getTimerCount()).toBe(1);
  expect(watchClock).toHaveBeenCalledTimes(ceilings.wakeUpsPerMinute[sight]);
  expect(upkeep).toHaveBeenCalledTimes(upkeeps);
});

test('a window that was uncovered has the pace of one that is seen after the next beat, and the other way round', () => {
  const window: { sight: Sight } = { sight: 'covered' };
  const { watchClock } = pulseOf(window);
  window.sight = 'seen';
  vi.advanceTimersToNextTimer();
  watchClock.mockClear();
  vi.advanceTimersByTime(minuteMs);
  expect(watchClock).toHaveBeenCalledTimes(ceilings.wakeUpsPerMinute.seen);
  window.sight = 'covered';
  vi.advanceTimersToNextTimer();
  watchClock.mockClear();
  vi.advanceTimersByTime(minuteMs);
  expect(watchClock).toHaveBeenCalledTimes(ceilings.wakeUpsPerMinute.covered);
});

test('a window that comes back has its clock looked at at once, and the pace of one that is seen', () => {
  const window: { sight: Sight } = { sight: 'hidden' };
  const { watchClock, seenOrHidden } = pulseOf(window);
  vi.advanceTimersByTime(minuteMs);
  watchClock.mockClear();
  window.sight = 'seen';
  seenOrHidden();
  expect(watchClock).toHaveBeenCalledOnce();
  vi.advanceTimersByTime(minuteMs);
  expect(watchClock).toHaveBeenCalledTimes(1 + ceilings.wakeUpsPerMinute.seen);
  expect(vi.getTimerCount()).toBe(1);
});

test.each(['seen', 'covered', 'hidden'] as const)(
  'a lock that falls between two beats is not late by them (%s)',
  (sight) => {
    const lockAt = Date.now() + 47_000;
    const lateMs: number[] = [];
    startPulse({
      sight: () => sight,
      watchClock: () => {},
      upkeep() {
        const leftMs = lockAt - Date.now();
        if (leftMs <= 0) lateMs.push(Math.abs(leftMs));
        return leftMs > 0 ? leftMs / 1000 : null;
      },
    });
    vi.advanceTimersByTime(minuteMs);
    expect(lateMs[0]).toBe(0);
  },
);

test.each(['seen', 'covered', 'hidden'] as const)(
  'a lock that somebody at the PC puts off again and again wakes main no more often (%s)',
  (sight) => {
    const beatsAt: number[] = [];
    const upkeepsAt: number[] = [];
    startPulse({
      sight: () => sight,
      watchClock: () => void beatsAt.push(Date.now()),
      upkeep() {
        upkeepsAt.push(Date.now());
        return 45;
      },
    });
    vi.advanceTimersByTime(10 * minuteMs);
    expect(beatsAt).toHaveLength(10 * ceilings.wakeUpsPerMinute[sight]);
    expect(upkeepsAt.filter((at) => !beatsAt.includes(at))).toEqual([]);
  },
);

test.each(['seen', 'covered', 'hidden'] as const)(
  'an hour slept without a word of the system is noticed by the next beat (%s)',
  (sight) => {
    let sleptMs = 0;
    const clock = createClock({
      wallMs: () => Date.now() + sleptMs,
      monotonicMs: () => performance.now(),
      log: () => 0,
    });
    const noticed = vi.fn<() => void>();
    startPulse({
      sight: () => sight,
      watchClock: () => void (clock.checkForJump() && noticed()),
      upkeep: () => null,
    });
    vi.advanceTimersByTime(minuteMs);
    expect(noticed).not.toHaveBeenCalled();
    sleptMs = 60 * minuteMs;
    vi.advanceTimersToNextTimer();
    expect(noticed).toHaveBeenCalledOnce();
  },
);
