/** POST {issuerUrl}/activations: an activation password becomes a token, once. */
import { timingSafeEqual } from 'node:crypto';
import { ActivationRequest, messageType } from '../../../shared/protocol.ts';
import type { ProtocolErrorCode } from '../../../shared/protocol.ts';
import type { Tenant } from '../tenant.ts';
import { change, endIssue, readContract } from '../tokens/token-contract.ts';
import type { Contract } from '../tokens/token-contract.ts';
import { activationPasswordHashes, findIssueByUserId } from '../tokens/issue.ts';
import type { Issue } from '../tokens/issue.ts';
import { rules } from '../../service/rules.ts';
import type { Work } from '../../service/storage/work.ts';
import { findAnswer, keepAnswer, refuse } from './answer.ts';
import type { Answer } from './answer.ts';
import { refuseOldApp } from './app-version.ts';
import { openRequest, readDeviceKey, requestHash } from './message.ts';
import { makeToken, storeToken } from './new-token.ts';
import type { NewToken } from './new-token.ts';
import { Refusal, endedCodes } from './refusal.ts';

export async function activate(tenant: Tenant, body: Uint8Array, source: string): Promise<Answer> {
  const hash = requestHash(body);
  const earlier = await tenant.storage.look(() => findAnswer(tenant, hash));
  if (earlier) return earlier;

  const parsed = ActivationRequest.safeParse(
    openRequest(tenant, messageType.activationRequest, body),
  );
  if (!parsed.success) throw new Refusal('bad-request');
  const { attemptId, userId, serviceId, activationPassword, app } = parsed.data;
  if (serviceId !== tenant.institution.serviceId) throw new Refusal('bad-request', { attemptId });
  refuseOldApp(tenant, app.version, attemptId);

  // Made for right and wrong alike, before anything is looked at: one transaction is then enough to
  // count the try, look at the password and keep the answer, so that no kill can part them.
  const token = makeToken(tenant, {
    attemptId,
    userId,
    requestHash: hash,
    deviceKey: readDeviceKey(parsed.data.deviceKey),
    device: app.os,
  });
  return tenant.storage.commit(function* () {
    const twin = yield* findAnswer(tenant, hash);
    if (twin) return twin;
    const found = yield* checkPassword(tenant, token, activationPassword, source);
    if (!(found instanceof Refusal)) return yield* deliver(tenant, token, found, source);
    const answer = refuse(tenant, found, hash);
    if (found.code === 'wrong-credentials') yield* keepAnswer(tenant, hash, answer, null);
    return answer;
  });
}

type Found = { issue: Issue; contract: Contract };

/** Counts the try, then looks at the password. Unknown IDs go the same way as wrong passwords. */
function* checkPassword(
  tenant: Tenant,
  { attemptId, userId }: NewToken,
  password: string,
  source: string,
): Work<Found | Refusal> {
  const { left } = yield* tenant.activationTries.take(userId);
  const known = yield* findIssueByUserId(tenant, userId);
  const contract = known && (yield* readContract(tenant, known.customer, known));
  // Looking at the contract may have let the issue expire.
  const issue =
    contract?.nextIssue === known?.id ? known : yield* findIssueByUserId(tenant, userId);
  const customer = issue?.customer ?? null;
  function* refused(code: ProtocolErrorCode): Work<Refusal> {
    yield* tenant.audit({ event: 'activation-refused', customer, source });
    return new Refusal(code, { attemptId });
  }
  if (issue?.endedBy) return yield* refused(endedCodes[issue.endedBy]);
  if (contract?.life.next === 'confirmed') {
    // The password has done its work: no guess at it may end a token that is set up.
    yield* tenant.activationTries.giveBack(userId);
    return yield* refused('already-activated');
  }
  const isRight = left >= 0 && isActivationPasswordRight(tenant, issue, password);
  if (isRight && issue && contract) {
    yield* tenant.activationTries.giveBack(userId);
    return issue.deliveries < rules.deliveriesPerIssue
      ? { issue, contract }
      : yield* refused('too-many-deliveries');
  }
  yield* tenant.audit({ event: 'activation-wrong', customer, source });
  if (left > 0) return new Refusal('wrong-credentials', { attemptId, triesLeft: left });
  if (contract) yield* endIssue(tenant, contract, 'tries', source);
  return new Refusal('issue-void', { attemptId });
}

function isActivationPasswordRight(
  tenant: Tenant,
  issue: Issue | undefined,
  password: string,
): boolean {
  const given = activationPasswordHashes(tenant, issue?.id ?? 'unknown', password);
  // Each is compared, whichever is right.
  const equal = given.map((hash) =>
    timingSafeEqual(hash, issue?.passwordHash ?? Buffer.alloc(hash.length)),
  );
  return equal.includes(true) && issue?.passwordHash instanceof Buffer;
}

function* deliver(
  tenant: Tenant,
  token: NewToken,
  { issue, contract }: Found,
  source: string,
): Work<Answer> {
  const { id, customer, deliveries } = issue;
  yield* storeToken(tenant, token, {
    customer,
    issue: id,
    renews: null,
    isFirst: deliveries === 0,
  });
  yield* change(tenant, contract, 'deliver');
  yield* tenant.audit({ event: 'token-delivered', customer, source });
  yield* keepAnswer(tenant, token.requestHash, token.answer, token.id);
  return token.answer;
}
