/** One institution's limits of requests. Each kind has a budget of its own: none can use up another's. */
import { createRateLimit } from './issuer/rate-limit.ts';
import type { RateLimit } from './issuer/rate-limit.ts';
import type { Limits } from './issuer/rules.ts';

export type Limiters = Record<'issue' | 'activation' | 'status' | 'time' | 'logIn', RateLimit>;

const hourMs = 60 * 60_000;

export function createLimiters(limits: Limits, now: () => number): Limiters {
  const perMinute = (each: number, inAll: number) => createRateLimit({ each, inAll }, now);
  return {
    issue: createRateLimit(
      { each: limits.issuesPerCustomer, inAll: Number.POSITIVE_INFINITY },
      now,
      hourMs,
    ),
    activation: perMinute(limits.activationsPerAddress, limits.activationsInAll),
    status: perMinute(limits.statusesPerAddress, limits.statusesInAll),
    time: perMinute(limits.timesPerAddress, limits.timesInAll),
    logIn: perMinute(limits.logInsPerAddress, limits.logInsInAll),
  };
}
