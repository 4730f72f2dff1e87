/** A renewed token takes the place of the one that it renews. */
import { run } from '../../service/storage/work.ts';
import type { Work } from '../../service/storage/work.ts';
import type { Tenant } from '../tenant.ts';
import { endToken } from './issue.ts';
import { change, readContract } from './token-contract.ts';
import type { Token } from './token.ts';

/** False if the token that it renews is no longer the one in use; then nothing has changed. */
export function* takeOver(tenant: Tenant, token: Token): Work<boolean> {
  const contract = yield* readContract(tenant, token.customer);
  if (token.renews === null || contract.currentToken !== token.renews) return false;
  yield* run(`UPDATE tokens SET state = 'inUse' WHERE id = ?`, token.id);
  yield* change(tenant, { ...contract, currentToken: token.id }, 'renew');
  yield* endToken(token.renews);
  return true;
}
