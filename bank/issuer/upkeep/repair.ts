/** What an operator has said about a copy or about the clock, before either is doubted. */
import type { Work } from '../../service/storage/work.ts';
import type { Tenant } from '../tenant.ts';
import { markPresentStepUsed, repairAllTokens } from '../tokens/clock-ahead.ts';

/** A copy was brought back: whatever code it does not know of counts as taken. */
export function* countRestored(tenant: Tenant): Work<void> {
  yield* markPresentStepUsed(tenant);
  yield* tenant.audit({ event: 'restored-by-operator', source: 'operator' });
}

/** The clock is right and was ahead before. */
export function* repairClock(tenant: Tenant): Work<void> {
  yield* repairAllTokens(tenant);
  yield* tenant.audit({ event: 'clock-repaired-by-operator', source: 'operator' });
}
