/** Whether two columns have room side by side: 900 px at the usual size of text, as many times that as it is enlarged. */
import { createContext, useCallback, useContext, useSyncExternalStore } from 'react';

/** How large the customer has text, in percent of the usual. */
export const TextPercent = createContext(100);

const twoColumnsPx = 900;

export function useIsWide(): boolean {
  const textPercent = useContext(TextPercent);
  const query = `(min-width: ${(twoColumnsPx * textPercent) / 100}px)`;
  const subscribe = useCallback(
    (onChange: () => void) => {
      const list = matchMedia(query);
      list.addEventListener('change', onChange);
      return () => list.removeEventListener('change', onChange);
    },
    [query],
  );
  return useSyncExternalStore(subscribe, () => matchMedia(query).matches);
}
