/** One institution's limits of what apps ask. */
import { createRateLimit } from '../service/rate-limit.ts';
import type { RateLimit } from '../service/rate-limit.ts';
import type { Limits } from '../service/rules.ts';

/** Each its own, so that questions for the time use up nothing of the activations', and the other way round. */
export type IssuerLimits = Record<'activation' | 'status' | 'time', RateLimit>;

export function createIssuerLimits(limits: Limits, now: () => number): IssuerLimits {
  const perMinute = (each: number, inAll: number) => createRateLimit({ each, inAll }, now);
  return {
    activation: perMinute(limits.activationsPerAddress, limits.activationsInAll),
    status: perMinute(limits.statusesPerAddress, limits.statusesInAll),
    time: perMinute(limits.timesPerAddress, limits.timesInAll),
  };
}
