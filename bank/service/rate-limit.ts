/** Lets through so many requests in a time, for each address or customer and in all. Both are forgotten after it. */

/** Seconds to wait, or null when the request may pass. */
export type RateLimit = (subject: string) => number | null;

const minuteMs = 60_000;

export function createRateLimit(
  limits: { each: number; inAll: number },
  now: () => number,
  windowMs = minuteMs,
): RateLimit {
  let startedAt = now();
  let inAll = 0;
  const bySubject = new Map<string, number>();

  return (subject) => {
    const at = now();
    // A clock that was set back must not keep everybody out.
    if (at - startedAt >= windowMs || at < startedAt) {
      startedAt = at;
      inAll = 0;
      bySubject.clear();
    }
    const ofSubject = bySubject.get(subject) ?? 0;
    if (inAll >= limits.inAll || ofSubject >= limits.each) {
      return Math.max(1, Math.ceil((startedAt + windowMs - at) / 1000));
    }
    inAll += 1;
    bySubject.set(subject, ofSubject + 1);
    return null;
  };
}
