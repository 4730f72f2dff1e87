/** The seconds a code has left, counted anew from the PC's clock at each full second that somebody can see. */
import { useEffect, useEffectEvent, useState } from 'react';

/** @param expiresAt epoch milliseconds @returns whole seconds, 0 once it has passed */
export function useSecondsLeft(expiresAt: number): number {
  return useSteps(expiresAt, (left) => left);
}

/**
 * For whoever has something to do at some seconds alone: a screen that is drawn anew at each of them costs ten times what the
 * number on it does.
 *
 * @returns the lowest of `marks` (seconds) that has come, Infinity before all of them
 */
export function useMarkReached(expiresAt: number, ...marks: number[]): number {
  return useSteps(expiresAt, (left) => Math.min(...marks.filter((mark) => left <= mark)));
}

function useSteps(expiresAt: number, stepOf: (secondsLeft: number) => number): number {
  const [now, setNow] = useState(() => Date.now());
  const stepAt = (at: number) => stepOf(Math.max(0, Math.ceil((expiresAt - at) / 1000)));
  const look = useEffectEvent((at: number) => {
    // Only a state that is another one is drawn.
    setNow((before) => (stepAt(before) === stepAt(at) ? before : at));
  });

  useEffect(() => {
    let timer: ReturnType<typeof setTimeout>;
    function tick() {
      const at = Date.now();
      look(at);
      clearTimeout(timer);
      // Nothing runs in a window that nobody sees; it counts on from the clock when it is seen again.
      if (expiresAt > at && document.visibilityState === 'visible') {
        timer = setTimeout(tick, (expiresAt - at) % 1000 || 1000);
      }
    }
    tick();
    document.addEventListener('visibilitychange', tick);
    return () => {
      clearTimeout(timer);
      document.removeEventListener('visibilitychange', tick);
    };
  }, [expiresAt]);

  return stepAt(now);
}
