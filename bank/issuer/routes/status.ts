/** POST {issuerUrl}/tokens/{tokenId}/status: is the token still alive at the institution? */
import { StatusRequest, messageType } from '../../../shared/protocol.ts';
import type { Status } from '../../../shared/protocol.ts';
import type { Tenant } from '../tenant.ts';
import { readContract } from '../tokens/token-contract.ts';
import type { Work } from '../../service/storage/work.ts';
import { findToken, isMacRight } from '../tokens/token.ts';
import type { Token } from '../tokens/token.ts';
import type { Answer } from './answer.ts';
import { readRequest, sign } from './message.ts';
import { Refusal } from './refusal.ts';

export async function tellStatus(
  tenant: Tenant,
  tokenId: string,
  body: Uint8Array,
): Promise<Answer> {
  const { nonce, mac } = readRequest(StatusRequest, body);
  const token = await tenant.storage.look(() => findToken(tenant, tokenId));
  if (!token || !isMacRight(token.secret, `status|${tokenId}|${nonce}`, mac)) {
    throw new Refusal('bad-request');
  }
  const status: Status = {
    iss: tenant.institution.serviceId,
    tokenId,
    nonce,
    state: await tenant.storage.look(() => stateOf(tenant, token)),
    expiresAt: token.expiresAt,
    serverTime: tenant.now(),
  };
  return { status: 200, body: sign(tenant, messageType.status, status) };
}

function* stateOf(tenant: Tenant, token: Token): Work<Status['state']> {
  if (token.state === 'ended') return 'released';
  if (token.expiresAt <= tenant.now()) return 'expired';
  // A renewed token's codes are taken from its delivery on.
  if (token.state !== 'inUse' && token.renews === null) return 'waiting';
  const { life } = yield* readContract(tenant, token.customer);
  return life.current === 'suspended' ? 'suspended' : 'inUse';
}
