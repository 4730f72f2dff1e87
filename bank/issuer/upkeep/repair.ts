/** What an operator has said about a copy or about the clock, before either is doubted. */
import type { Tenant } from '../tenant.ts';
import { markPresentStepUsed, repairAllTokens } from '../tokens/clock-ahead.ts';

/** A copy was brought back: whatever code it does not know of counts as taken. */
export function countRestored(tenants: readonly Tenant[]): void {
  for (const tenant of tenants) {
    tenant.database
      .transaction(() => {
        markPresentStepUsed(tenant);
        tenant.audit({ event: 'restored-by-operator', source: 'operator' });
      })
      .immediate();
  }
}

/** The clock is right and was ahead before. */
export function repairClock(tenants: readonly Tenant[]): void {
  for (const tenant of tenants) {
    tenant.database
      .transaction(() => {
        tenant.audit({ event: 'clock-repaired-by-operator', source: 'operator' });
        repairAllTokens(tenant);
      })
      .immediate();
  }
}
