/** POST {issuerUrl}/tokens/{tokenId}/confirmation: the app says, and proves, that the token is stored. */
import { ConfirmationRequest, messageType } from '../../../shared/protocol.ts';
import type { Confirmation } from '../../../shared/protocol.ts';
import type { Branch } from '../tenant.ts';
import { change, readContract } from '../tokens/token-contract.ts';
import { sql } from '../storage/database.ts';
import { findToken, isMacRight } from '../tokens/token.ts';
import type { Token } from '../tokens/token.ts';
import type { Answer } from './answer.ts';
import { parseJson, requestHash, sign } from './message.ts';
import { Refusal } from './refusal.ts';
import { renewWith } from './renewal.ts';

export function confirm(branch: Branch, tokenId: string, body: Uint8Array, source: string): Answer {
  const request = parseJson(ConfirmationRequest, body);
  const { attemptId } = request;
  const token = findToken(branch, tokenId);
  // An unknown token and a wrong proof are the same to whoever asks.
  if (
    !token ||
    token.attemptId !== attemptId ||
    !isMacRight(token.secret, `confirm|${tokenId}|${attemptId}`, request.mac)
  ) {
    throw new Refusal('bad-request', { attemptId });
  }
  enterConfirmation(branch, tokenId, source);
  const confirmation: Confirmation = {
    iss: branch.institution.serviceId,
    tokenId,
    attemptId,
    request: requestHash(body),
    serverTime: branch.now(),
  };
  return { status: 200, body: sign(branch, messageType.confirmation, confirmation) };
}

function enterConfirmation(branch: Branch, tokenId: string, source: string): void {
  branch.database
    .transaction(() => {
      const token = findToken(branch, tokenId);
      if (!token || token.state === 'ended') {
        throw new Refusal('token-released', token ? { attemptId: token.attemptId } : {});
      }
      if (token.state !== 'delivered') return;
      if (token.renews === null) confirmFirst(branch, token);
      else renewWith(branch, token);
      branch.audit({
        event: token.renews === null ? 'token-confirmed' : 'token-renewed',
        customer: token.customer,
        source,
      });
    })
    .immediate();
}

function confirmFirst(branch: Branch, token: Token): void {
  sql(branch.database, `UPDATE tokens SET state = 'confirmed' WHERE id = ?`).run(token.id);
  change(branch, readContract(branch, token.customer), 'confirm');
}
