/**
 * What the app does by the clock, in one timer. Each beat wakes the processor, so there are as many as somebody can notice:
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
  /** At a beat every few seconds. */
  upkeep: () => void;
}) {
  let timer: ReturnType<typeof setTimeout> | undefined;
  let withoutUpkeepMs = 0;

  function pace(): void {
    clearTimeout(timer);
    const waitMs = beatMs[ports.sight()];
    timer = setTimeout(() => {
      pace();
      ports.watchClock();
      withoutUpkeepMs += waitMs;
      if (withoutUpkeepMs < upkeepMs) return;
      withoutUpkeepMs = 0;
      ports.upkeep();
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
