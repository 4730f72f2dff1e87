/** A token that was stopped by wrong codes works again at the word of staff. */
import { run } from '../../service/storage/work.ts';
import type { Work } from '../../service/storage/work.ts';
import type { Tenant } from '../tenant.ts';
import { change, readContract } from './token-contract.ts';

/**
 * Wrong codes start from none again, or the next one would stop the token once more. Says whether it was suspended.
 * Must run in a transaction.
 */
export function* liftSuspension(tenant: Tenant, customer: number, source: string): Work<boolean> {
  const contract = yield* readContract(tenant, customer);
  if (contract.life.current !== 'suspended') return false;
  yield* change(tenant, contract, 'lift');
  yield* run(
    'UPDATE tokens SET wrong_codes = 0, resync_step = NULL WHERE id = ?',
    contract.currentToken,
  );
  yield* tenant.audit({ event: 'suspension-lifted-by-operator', customer, source });
  return true;
}
