/** All that is behind the first screen comes when it is opened, or in the first quiet moment after the start. */
import { useEffect, useState } from 'react';
import type * as routedScreens from './routed.tsx';

type Routed = typeof routedScreens;

/**
 * @param isStarting there is nothing on the screen yet that could be left
 * @param isWanted it is to be opened now
 */
export function useRouted(isStarting: boolean, isWanted: boolean): Routed | undefined {
  const [routed, setRouted] = useState<Routed>();
  const isThere = routed !== undefined;

  useEffect(() => {
    if (isThere || isStarting) return undefined;
    const load = async () => setRouted(await import('./routed.tsx'));
    if (isWanted) void load();
    const quiet = requestIdleCallback(() => void load());
    return () => cancelIdleCallback(quiet);
  }, [isThere, isStarting, isWanted]);

  return routed;
}
