/** The seconds a code has left, by the PC's clock, for as long as somebody can see them. */
import { useEffect, useEffectEvent, useLayoutEffect, useState } from 'react';

/**
 * Looks at the milliseconds left after each rendering, where the window is seen again, and as long after a look as it answers;
 * at null no more.
 *
 * @param expiresAt epoch milliseconds
 */
function useLooks(expiresAt: number, look: (leftMs: number) => number | null): void {
  const lookNow = useEffectEvent((until: number) => look(until - Date.now()));

  useLayoutEffect(() => void lookNow(expiresAt));

  useEffect(() => {
    let timer: ReturnType<typeof setTimeout>;
    function tick() {
      const nextMs = lookNow(expiresAt);
      clearTimeout(timer);
      // Nothing runs in a window that nobody sees; it counts on from the clock when it is seen again.
      if (nextMs !== null && document.visibilityState === 'visible') {
        timer = setTimeout(tick, nextMs);
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

/**
 * Calls `show` at each full second that somebody can see. Whoever writes the number into the document by it spares the page a
 * rendering a second, which takes longer than the number.
 *
 * @param expiresAt epoch milliseconds
 * @param show with whole seconds, 0 once it has passed
 */
export function useEachSecond(expiresAt: number, show: (secondsLeft: number) => void): void {
  useLooks(expiresAt, (leftMs) => {
    show(secondsIn(leftMs));
    return leftMs > 0 ? leftMs % 1000 || 1000 : null;
  });
}

/** @param expiresAt epoch milliseconds @returns whole seconds, 0 once it has passed */
export function useSecondsLeft(expiresAt: number): number {
  const [secondsLeft, setSecondsLeft] = useState(() => secondsIn(expiresAt - Date.now()));
  useEachSecond(expiresAt, setSecondsLeft);
  return secondsLeft;
}

/**
 * For whoever has something to do at some seconds alone.
 *
 * @returns the lowest of `marks` (seconds) that has come, Infinity before all of them
 */
export function useMarkReached(expiresAt: number, ...marks: number[]): number {
  const reachedIn = (leftMs: number) =>
    Math.min(...marks.filter((mark) => secondsIn(leftMs) <= mark));
  const [reached, setReached] = useState(() => reachedIn(expiresAt - Date.now()));
  useLooks(expiresAt, (leftMs) => {
    setReached(reachedIn(leftMs));
    const waits = marks.map((mark) => leftMs - mark * 1000).filter((ms) => ms > 0);
    return waits.length > 0 ? Math.min(...waits) : null;
  });
  return reached;
}

const secondsIn = (ms: number) => Math.max(0, Math.ceil(ms / 1000));
