/** A renewed token takes the place of the one that it renews. */
import { sql } from '../../service/storage/database.ts';
import type { Tenant } from '../tenant.ts';
import { endToken } from './issue.ts';
import { change, readContract } from './token-contract.ts';
import type { Token } from './token.ts';

/** False if the token that it renews is no longer the one in use; then nothing has changed. */
export function takeOver(tenant: Tenant, token: Token): boolean {
  const contract = readContract(tenant, token.customer);
  if (token.renews === null || contract.currentToken !== token.renews) return false;
  sql(tenant.database, `UPDATE tokens SET state = 'inUse' WHERE id = ?`).run(token.id);
  change(tenant, { ...contract, currentToken: token.id }, 'renew');
  endToken(tenant, token.renews);
  return true;
}
