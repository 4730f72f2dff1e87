/** POST {issuerUrl}/tokens/{tokenId}/confirmation: the app says, and proves, that the token is stored. */
import { ConfirmationRequest, messageType } from '../../../shared/protocol.ts';
import type { Confirmation } from '../../../shared/protocol.ts';
import type { Tenant } from '../tenant.ts';
import { change, readContract } from '../tokens/token-contract.ts';
import { run } from '../../service/storage/work.ts';
import type { Work } from '../../service/storage/work.ts';
import { takeOver } from '../tokens/take-over.ts';
import { findToken, isMacRight } from '../tokens/token.ts';
import type { Token } from '../tokens/token.ts';
import type { Answer } from './answer.ts';
import { readRequest, requestHash, sign } from './message.ts';
import { Refusal } from './refusal.ts';

export async function confirm(
  tenant: Tenant,
  tokenId: string,
  body: Uint8Array,
  source: string,
): Promise<Answer> {
  const request = readRequest(ConfirmationRequest, body);
  const { attemptId } = request;
  const token = await tenant.storage.look(() => findToken(tenant, tokenId));
  // An unknown token and a wrong proof are the same to whoever asks.
  if (
    !token ||
    token.attemptId !== attemptId ||
    !isMacRight(token.secret, `confirm|${tokenId}|${attemptId}`, request.mac)
  ) {
    throw new Refusal('bad-request', { attemptId });
  }
  await tenant.storage.commit(() => enterConfirmation(tenant, token, source));
  const confirmation: Confirmation = {
    iss: tenant.institution.serviceId,
    tokenId,
    attemptId,
    request: requestHash(body),
    serverTime: tenant.now(),
  };
  return { status: 200, body: sign(tenant, messageType.confirmation, confirmation) };
}

function* enterConfirmation(tenant: Tenant, found: Token, source: string): Work<void> {
  const { customer, attemptId } = found;
  // The contract first, which nobody else changes then: what stands is read after that.
  const contract = yield* readContract(tenant, customer);
  const token = yield* findToken(tenant, found.id);
  if (!token || token.state === 'ended') throw new Refusal('token-released', { attemptId });
  if (token.state !== 'delivered') return;
  if (token.renews === null) {
    yield* run(`UPDATE tokens SET state = 'confirmed' WHERE id = ?`, token.id);
    yield* change(tenant, contract, 'confirm');
  } else if (!(yield* takeOver(tenant, token))) {
    throw new Refusal('token-released', { attemptId });
  }
  const event = token.renews === null ? 'token-confirmed' : 'token-renewed';
  yield* tenant.audit({ event, customer, source });
}
