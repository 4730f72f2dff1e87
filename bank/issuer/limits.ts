/** One institution's limits of what apps ask. */
import type { IssuerStorage, SharedRateLimit } from './storage/issuer-storage.ts';
import type { Tenant } from './tenant.ts';

/** Each its own, so that questions for the time use up nothing of the activations', and the other way round. */
export type IssuerLimits = Record<'activation' | 'status' | 'time', SharedRateLimit>;

export function createIssuerLimits(
  { rateLimit }: IssuerStorage,
  { institution, limits, now }: Tenant,
): IssuerLimits {
  const perMinute = (kind: string, each: number, inAll: number) =>
    rateLimit(`${institution.slug}|${kind}`, { each, inAll }, now);
  return {
    activation: perMinute('activation', limits.activationsPerAddress, limits.activationsInAll),
    status: perMinute('status', limits.statusesPerAddress, limits.statusesInAll),
    time: perMinute('time', limits.timesPerAddress, limits.timesInAll),
  };
}
