/** The seconds a code has left, counted anew from the PC's clock at each full second. */
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
      if (expiresAt > at) timer = setTimeout(tick, (expiresAt - at) % 1000 || 1000);
    }
    tick();
    // After sleep, or from behind other windows, the timer may be late.
    document.addEventListener('visibilitychange', tick);
    return () => {
      clearTimeout(timer);
      document.removeEventListener('visibilitychange', tick);
    };
  }, [expiresAt]);

  return Math.max(0, Math.ceil((expiresAt - now) / 1000));
}
