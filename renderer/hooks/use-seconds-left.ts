/** The seconds a code has left, counted anew from the PC's clock at each full second that somebody can see. */
import { useEffect, useState } from 'react';

/** @param expiresAt epoch milliseconds @returns whole seconds, 0 once it has passed */
export function useSecondsLeft(expiresAt: number): number {
  const [now, setNow] = useState(() => Date.now());

  useEffect(() => {
    let timer: ReturnType<typeof setTimeout>;
    function tick() {
      const at = Date.now();
      setNow(at);
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

  return Math.max(0, Math.ceil((expiresAt - now) / 1000));
}
