/** The seconds a code has left, counted anew from the PC's clock at each full second that somebody can see. */
import { useEffect, useEffectEvent, useLayoutEffect, useState } from 'react';

/**
 * Calls `show` after each rendering, at each full second that somebody can see, and where the window is seen again. Whoever
 * writes the number into the document by it spares the page a rendering a second, which takes longer than the number.
 *
 * @param expiresAt epoch milliseconds
 * @param show with whole seconds, 0 once it has passed
 */
export function useEachSecond(expiresAt: number, show: (secondsLeft: number) => void): void {
  const showAt = useEffectEvent((at: number) => show(secondsUntil(expiresAt, at)));

  useLayoutEffect(() => showAt(Date.now()));

  useEffect(() => {
    let timer: ReturnType<typeof setTimeout>;
    function tick() {
      const at = Date.now();
      showAt(at);
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
}

/** @param expiresAt epoch milliseconds @returns whole seconds, 0 once it has passed */
export function useSecondsLeft(expiresAt: number): number {
  const [secondsLeft, setSecondsLeft] = useState(() => secondsUntil(expiresAt, Date.now()));
  useEachSecond(expiresAt, setSecondsLeft);
  return secondsLeft;
}

/**
 * For whoever has something to do at some seconds alone.
 *
 * @returns the lowest of `marks` (seconds) that has come, Infinity before all of them
 */
export function useMarkReached(expiresAt: number, ...marks: number[]): number {
  const reachedOf = (left: number) => Math.min(...marks.filter((mark) => left <= mark));
  const [reached, setReached] = useState(() => reachedOf(secondsUntil(expiresAt, Date.now())));
  useEachSecond(expiresAt, (left) => setReached(reachedOf(left)));
  return reached;
}

const secondsUntil = (expiresAt: number, at: number) =>
  Math.max(0, Math.ceil((expiresAt - at) / 1000));
