/** POST {issuerUrl}/tokens/{tokenId}/renewal: a new secret and a new end for a token in use. */
import { RenewalRequest, messageType } from '../../../shared/protocol.ts';
import type { Tenant } from '../tenant.ts';
import { rules } from '../../service/rules.ts';
import { readContract } from '../tokens/token-contract.ts';
import { findToken, isMacRight } from '../tokens/token.ts';
import type { Token } from '../tokens/token.ts';
import { findAnswer, keepAnswer } from './answer.ts';
import type { Answer } from './answer.ts';
import { refuseOldApp } from './app-version.ts';
import { openRequest, readDeviceKey, requestHash } from './message.ts';
import { makeToken, storeToken } from './new-token.ts';
import { Refusal } from './refusal.ts';

export async function renew(
  tenant: Tenant,
  tokenId: string,
  body: Uint8Array,
  source: string,
): Promise<Answer> {
  const hash = requestHash(body);
  const earlier = await tenant.storage.look(() => findAnswer(tenant, hash));
  if (earlier) return earlier;

  const parsed = RenewalRequest.safeParse(openRequest(tenant, messageType.renewalRequest, body));
  if (!parsed.success) throw new Refusal('bad-request');
  const { attemptId, mac, app } = parsed.data;
  refuseOldApp(tenant, app.version, attemptId);
  const deviceKey = readDeviceKey(parsed.data.deviceKey);
  const token = await tenant.storage.look(() => findToken(tenant, tokenId));
  if (
    !token ||
    parsed.data.tokenId !== tokenId ||
    !isMacRight(token.secret, `renew|${tokenId}|${attemptId}`, mac)
  ) {
    throw new Refusal('bad-request', { attemptId });
  }
  checkRenewable(tenant, token, attemptId);
  const { userId } = token;
  const request = { attemptId, userId, requestHash: hash, deviceKey, device: app.os };
  const renewed = makeToken(tenant, request);
  return tenant.storage.commit(function* () {
    yield* readContract(tenant, token.customer);
    const twin = yield* findAnswer(tenant, hash);
    if (twin) return twin;
    const old = yield* findToken(tenant, tokenId);
    if (!old) throw new Refusal('token-released', { attemptId });
    checkRenewable(tenant, old, attemptId);
    const owner = { customer: old.customer, issue: old.issue, renews: tokenId };
    yield* storeToken(tenant, renewed, owner);
    yield* tenant.audit({ event: 'renewal-delivered', customer: old.customer, source });
    yield* keepAnswer(tenant, hash, renewed.answer, renewed.id);
    return renewed.answer;
  });
}

function checkRenewable(tenant: Tenant, token: Token, attemptId: string): void {
  const at = tenant.now();
  if (token.state === 'ended') throw new Refusal('token-released', { attemptId });
  if (token.expiresAt <= at) throw new Refusal('token-expired', { attemptId });
  const tooEarly = at < token.expiresAt - rules.renewalOpensBeforeEndMs;
  if (token.state !== 'inUse' || tooEarly) throw new Refusal('bad-request', { attemptId });
}
