/**
 * What the app does by the clock, in one timer, and a second one for a lock that is due sooner than its next beat. Each beat wakes the processor, so there are as many as somebody can notice:
 * a clock that was moved, or an hour slept, makes a wrong code only where a code is seen.
 */

/** Of the window: on the screen, behind other windows, or not there at all. */
export type Sight = 'seen' | 'covered' | 'hidden';

/** Main is told when a hidden window comes back, and of a covered one only when it is pressed. */
const beatMs: Record<Sight, number> = { seen: 2000, covered: 10_000, hidden: 30_000 };
const upkeepMs = 5000;

export type Pulse = ReturnType<typeof startPulse>;

export function startPulse(ports: {
  /** As far as the system tells. */
  sight: () => Sight;
  /** At each beat. */
  watchClock: () => void;
  /**
   * At a beat every few seconds, and after as many seconds as it returns, where that is before the next beat: a lock is due
   * to the second, however rarely a hidden window has the pulse beat.
   */
  upkeep: () => number | null;
}) {
  let timer: ReturnType<typeof setTimeout> | undefined;
  let due: ReturnType<typeof setTimeout> | undefined;
  let withoutUpkeepMs = 0;

  function upkeep(): void {
    clearTimeout(due);
    withoutUpkeepMs = 0;
    const dueInSeconds = ports.upkeep();
    if (dueInSeconds !== null) due = setTimeout(upkeep, dueInSeconds * 1000);
  }

  function pace(): void {
    clearTimeout(timer);
    const waitMs = beatMs[ports.sight()];
    timer = setTimeout(() => {
      pace();
      ports.watchClock();
      withoutUpkeepMs += waitMs;
      if (withoutUpkeepMs >= upkeepMs) upkeep();
    }, waitMs);
  }
  pace();

  return {
    /** To be called when the window comes or goes: what is about to be seen is right at once. */
    seenOrHidden(): void {
      pace();
      ports.watchClock();
    },
  };
}
