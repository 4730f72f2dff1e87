/** How often the app wakes the processor by its own clock, by timers that are turned by hand. */
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { startPulse } from '../../../electron/core/pulse.ts';
import { createClock } from '../../../electron/use-cases/clock.ts';
import { ceilings } from '../../integration/build/ceilings.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

const minuteMs = 60_000;

function pulseOf(window: { isSeen: boolean }) {
  const watchClock = vi.fn<() => void>();
  const upkeep = vi.fn<() => void>();
  const { seenOrHidden } = startPulse({ isSeen: () => window.isSeen, watchClock, upkeep });
  return { watchClock, upkeep, seenOrHidden };
}

test.each([
  { how: 'on the screen', isSeen: true, most: ceilings.wakeUpsPerMinute.seen },
  { how: 'hidden or minimised', isSeen: false, most: ceilings.wakeUpsPerMinute.hidden },
])('a window $how wakes main no more often than it may', ({ isSeen, most }) => {
  const beats = vi.spyOn(globalThis, 'setInterval');
  const { watchClock, upkeep } = pulseOf({ isSeen });
  vi.advanceTimersByTime(minuteMs);
  // One timer does all of it.
  expect(beats).toHaveBeenCalledOnce();
  expect(vi.getTimerCount()).toBe(1);
  expect(watchClock).toHaveBeenCalledTimes(most);
  expect(upkeep.mock.calls.length).toBeGreaterThanOrEqual(6);
});

test('a window that comes back has its clock looked at at once, and the pace of one that is seen', () => {
  const window = { isSeen: false };
  const { watchClock, seenOrHidden } = pulseOf(window);
  vi.advanceTimersByTime(minuteMs);
  watchClock.mockClear();
  window.isSeen = true;
  seenOrHidden();
  expect(watchClock).toHaveBeenCalledOnce();
  vi.advanceTimersByTime(minuteMs);
  expect(watchClock).toHaveBeenCalledTimes(1 + ceilings.wakeUpsPerMinute.seen);
  expect(vi.getTimerCount()).toBe(1);
});

test.each([true, false])(
  'an hour slept without a word of the system is noticed by the next beat (seen: %s)',
  (isSeen) => {
    let sleptMs = 0;
    const clock = createClock({
      wallMs: () => Date.now() + sleptMs,
      monotonicMs: () => performance.now(),
      log: () => 0,
    });
    const noticed = vi.fn<() => void>();
    startPulse({
      isSeen: () => isSeen,
      watchClock: () => void (clock.checkForJump() && noticed()),
      upkeep: () => {},
    });
    vi.advanceTimersByTime(minuteMs);
    expect(noticed).not.toHaveBeenCalled();
    sleptMs = 60 * minuteMs;
    vi.advanceTimersToNextTimer();
    expect(noticed).toHaveBeenCalledOnce();
  },
);
