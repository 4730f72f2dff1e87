/** POST {issuerUrl}/tokens/{tokenId}/renewal: a new secret and a new end for a token in use. */
import { RenewalRequest, messageType } from '../../../shared/protocol.ts';
import type { Branch } from '../tenant.ts';
import { change, readContract } from '../tokens/token-contract.ts';
import { endToken } from '../tokens/issue.ts';
import { sql } from '../storage/database.ts';
import { rules } from '../rules.ts';
import { findToken, isMacRight } from '../tokens/token.ts';
import type { Token } from '../tokens/token.ts';
import { findAnswer, keepAnswer } from './answer.ts';
import type { Answer } from './answer.ts';
import { refuseOldApp } from './app-version.ts';
import { openRequest, readDeviceKey, requestHash } from './message.ts';
import { makeToken, storeToken } from './new-token.ts';
import { Refusal } from './refusal.ts';

export async function renew(
  branch: Branch,
  tokenId: string,
  body: Uint8Array,
  source: string,
): Promise<Answer> {
  const hash = requestHash(body);
  const earlier = findAnswer(branch, hash);
  if (earlier) return earlier;

  const parsed = RenewalRequest.safeParse(
    await openRequest(branch, messageType.renewalRequest, body),
  );
  if (!parsed.success) throw new Refusal('bad-request');
  const { attemptId, mac, app } = parsed.data;
  refuseOldApp(branch, app.version, attemptId);
  const deviceKey = await readDeviceKey(parsed.data.deviceKey);
  const token = findToken(branch, tokenId);
  if (
    !token ||
    parsed.data.tokenId !== tokenId ||
    !isMacRight(token.secret, `renew|${tokenId}|${attemptId}`, mac)
  ) {
    throw new Refusal('bad-request', { attemptId });
  }
  checkRenewable(branch, token, attemptId);
  const { userId } = token;
  const request = { attemptId, userId, requestHash: hash, deviceKey, device: app.os };
  const renewed = await makeToken(branch, request);
  return branch.database
    .transaction((): Answer => {
      const twin = findAnswer(branch, hash);
      if (twin) return twin;
      const old = findToken(branch, tokenId);
      if (!old) throw new Refusal('token-released', { attemptId });
      checkRenewable(branch, old, attemptId);
      storeToken(branch, renewed, { customer: old.customer, issue: old.issue, renews: tokenId });
      branch.audit({ event: 'renewal-delivered', customer: old.customer, source });
      return keepAnswer(branch, hash, renewed.answer, renewed.id);
    })
    .immediate();
}

function checkRenewable(branch: Branch, token: Token, attemptId: string): void {
  const at = branch.now();
  if (token.state === 'ended') throw new Refusal('token-released', { attemptId });
  if (token.expiresAt <= at) throw new Refusal('token-expired', { attemptId });
  const tooEarly = at < token.expiresAt - rules.renewalOpensBeforeEndMs;
  if (token.state !== 'inUse' || tooEarly) throw new Refusal('bad-request', { attemptId });
}

/** The new token takes over. */
export function renewWith(branch: Branch, token: Token): void {
  const contract = readContract(branch, token.customer);
  if (token.renews === null || contract.currentToken !== token.renews) {
    throw new Refusal('token-released', { attemptId: token.attemptId });
  }
  sql(branch.database, `UPDATE tokens SET state = 'inUse' WHERE id = ?`).run(token.id);
  change(branch, { ...contract, currentToken: token.id }, 'renew');
  endToken(branch, token.renews);
}
