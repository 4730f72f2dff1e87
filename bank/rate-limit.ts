/** Lets through so many requests a minute, for each address and in all. Addresses are forgotten each minute. */

/** Seconds to wait, or null when the request may pass. */
export type RateLimit = (address: string) => number | null;

const windowMs = 60_000;

export function createRateLimit(
  limits: { perAddress: number; inAll: number },
  now: () => number,
): RateLimit {
  let startedAt = now();
  let inAll = 0;
  const byAddress = new Map<string, number>();

  return (address) => {
    const at = now();
    // A clock that was set back must not keep everybody out.
    if (at - startedAt >= windowMs || at < startedAt) {
      startedAt = at;
      inAll = 0;
      byAddress.clear();
    }
    const ofAddress = byAddress.get(address) ?? 0;
    if (inAll >= limits.inAll || ofAddress >= limits.perAddress) {
      return Math.max(1, Math.ceil((startedAt + windowMs - at) / 1000));
    }
    inAll += 1;
    byAddress.set(address, ofAddress + 1);
    return null;
  };
}
