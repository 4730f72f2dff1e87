/** POST {issuerUrl}/tokens/{tokenId}/status: is the token still alive at the institution? */
import { StatusRequest, messageType } from '../../../shared/protocol.ts';
import type { Status } from '../../../shared/protocol.ts';
import type { Branch } from '../tenant.ts';
import { readContract } from '../tokens/token-contract.ts';
import { findToken, isMacRight } from '../tokens/token.ts';
import type { Token } from '../tokens/token.ts';
import type { Answer } from './answer.ts';
import { parseJson, sign } from './message.ts';
import { Refusal } from './refusal.ts';

export function tellStatus(branch: Branch, tokenId: string, body: Uint8Array): Answer {
  const { nonce, mac } = parseJson(StatusRequest, body);
  const token = findToken(branch, tokenId);
  if (!token || !isMacRight(token.secret, `status|${tokenId}|${nonce}`, mac)) {
    throw new Refusal('bad-request');
  }
  const status: Status = {
    iss: branch.institution.serviceId,
    tokenId,
    nonce,
    state: stateOf(branch, token),
    expiresAt: token.expiresAt,
    serverTime: branch.now(),
  };
  return { status: 200, body: sign(branch, messageType.status, status) };
}

function stateOf(branch: Branch, token: Token): Status['state'] {
  if (token.state === 'ended') return 'released';
  if (token.expiresAt <= branch.now()) return 'expired';
  // A renewed token's codes are taken from its delivery on.
  if (token.state !== 'inUse' && token.renews === null) return 'waiting';
  return readContract(branch, token.customer).life.current === 'suspended' ? 'suspended' : 'inUse';
}
