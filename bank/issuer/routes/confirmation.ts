/** POST {issuerUrl}/tokens/{tokenId}/confirmation: the app says, and proves, that the token is stored. */
import { ConfirmationRequest, messageType } from '../../../shared/protocol.ts';
import type { Confirmation } from '../../../shared/protocol.ts';
import type { Tenant } from '../tenant.ts';
import { change, readContract } from '../tokens/token-contract.ts';
import { sql } from '../../service/storage/database.ts';
import { takeOver } from '../tokens/take-over.ts';
import { findToken, isMacRight } from '../tokens/token.ts';
import type { Token } from '../tokens/token.ts';
import type { Answer } from './answer.ts';
import { readRequest, requestHash, sign } from './message.ts';
import { Refusal } from './refusal.ts';

export function confirm(tenant: Tenant, tokenId: string, body: Uint8Array, source: string): Answer {
  const request = readRequest(ConfirmationRequest, body);
  const { attemptId } = request;
  const token = findToken(tenant, tokenId);
  // An unknown token and a wrong proof are the same to whoever asks.
  if (
    !token ||
    token.attemptId !== attemptId ||
    !isMacRight(token.secret, `confirm|${tokenId}|${attemptId}`, request.mac)
  ) {
    throw new Refusal('bad-request', { attemptId });
  }
  enterConfirmation(tenant, tokenId, source);
  const confirmation: Confirmation = {
    iss: tenant.institution.serviceId,
    tokenId,
    attemptId,
    request: requestHash(body),
    serverTime: tenant.now(),
  };
  return { status: 200, body: sign(tenant, messageType.confirmation, confirmation) };
}

function enterConfirmation(tenant: Tenant, tokenId: string, source: string): void {
  tenant.database
    .transaction(() => {
      const token = findToken(tenant, tokenId);
      if (!token || token.state === 'ended') {
        throw new Refusal('token-released', token ? { attemptId: token.attemptId } : {});
      }
      if (token.state !== 'delivered') return;
      if (token.renews === null) confirmFirst(tenant, token);
      else if (!takeOver(tenant, token)) {
        throw new Refusal('token-released', { attemptId: token.attemptId });
      }
      tenant.audit({
        event: token.renews === null ? 'token-confirmed' : 'token-renewed',
        customer: token.customer,
        source,
      });
    })
    .immediate();
}

function confirmFirst(tenant: Tenant, token: Token): void {
  sql(tenant.database, `UPDATE tokens SET state = 'confirmed' WHERE id = ?`).run(token.id);
  change(tenant, readContract(tenant, token.customer), 'confirm');
}
