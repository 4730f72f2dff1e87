/**
 * What the app does by the clock, in one timer. Each beat wakes the processor, so there are as many as somebody can notice:
 * a clock that was moved, or an hour slept, makes a wrong code only where a code is seen.
 */
export const beatMs = { seen: 2000, hidden: 10_000 };
const upkeepMs = 5000;

export type Pulse = ReturnType<typeof startPulse>;

export function startPulse(ports: {
  /** Whether the window is on the screen, as far as the system tells. */
  isSeen: () => boolean;
  /** At each beat. */
  watchClock: () => void;
  /** At a beat every few seconds. */
  upkeep: () => void;
}) {
  let timer: ReturnType<typeof setInterval> | undefined;
  let withoutUpkeepMs = 0;

  function pace(): void {
    clearInterval(timer);
    const everyMs = beatMs[ports.isSeen() ? 'seen' : 'hidden'];
    timer = setInterval(() => {
      ports.watchClock();
      withoutUpkeepMs += everyMs;
      if (withoutUpkeepMs < upkeepMs) return;
      withoutUpkeepMs = 0;
      ports.upkeep();
    }, everyMs);
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
