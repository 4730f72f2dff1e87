/** One institution's limits of what visitors of its pages ask. Each kind has a budget of its own: none can use up another's. */
import { createRateLimit } from './service/rate-limit.ts';
import type { RateLimit } from './service/rate-limit.ts';
import type { Limits } from './service/rules.ts';

export type Limiters = Record<'issue' | 'logIn', RateLimit>;

const hourMs = 60 * 60_000;

export function createLimiters(limits: Limits, now: () => number): Limiters {
  return {
    issue: createRateLimit(
      { each: limits.issuesPerCustomer, inAll: Number.POSITIVE_INFINITY },
      now,
      hourMs,
    ),
    logIn: createRateLimit({ each: limits.logInsPerAddress, inAll: limits.logInsInAll }, now),
  };
}
