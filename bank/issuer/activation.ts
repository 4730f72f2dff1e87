/** POST {issuerUrl}/activations: an activation password becomes a token, once. */
import { timingSafeEqual } from 'node:crypto';
import { ActivationRequest, messageType } from '../../shared/protocol.ts';
import type { Branch } from '../branch.ts';
import { change, endIssue, readContract } from '../contract.ts';
import { findIssueByUserId, hashActivationPassword } from '../issue.ts';
import type { Issue } from '../issue.ts';
import { rules } from '../rules.ts';
import { findAnswer, keepAnswer, refuse } from './answer.ts';
import type { Answer } from './answer.ts';
import { openRequest, readDeviceKey, requestHash } from './message.ts';
import { makeToken, storeToken } from './new-token.ts';
import type { NewToken } from './new-token.ts';
import { Refusal, endedCodes } from './refusal.ts';

export async function activate(branch: Branch, body: Uint8Array, source: string): Promise<Answer> {
  const hash = requestHash(body);
  const earlier = findAnswer(branch, hash);
  if (earlier) return earlier;

  const parsed = ActivationRequest.safeParse(
    await openRequest(branch, messageType.activationRequest, body),
  );
  if (!parsed.success) throw new Refusal('bad-request');
  const request = parsed.data;
  const { attemptId, userId } = request;
  if (request.serviceId !== branch.institution.serviceId) {
    throw new Refusal('bad-request', { attemptId });
  }

  const deviceKey = await readDeviceKey(request.deviceKey);
  const refusal = await checkPassword(branch, request, source);
  if (refusal?.code === 'wrong-credentials') {
    return keepAnswer(branch, hash, await refuse(branch, refusal, hash), null);
  }
  if (refusal) throw refusal;
  const token = await makeToken(branch, {
    attemptId,
    userId,
    requestHash: hash,
    deviceKey,
    device: request.app.os,
  });
  const answer = await deliver(branch, token, source);
  if (answer instanceof Refusal) throw answer;
  return answer;
}

/** Counts the try, then looks at the password. Unknown IDs go the same way as wrong passwords. */
function checkPassword(
  branch: Branch,
  request: ActivationRequest,
  source: string,
): Promise<Refusal | null> {
  const { attemptId, userId, activationPassword } = request;
  return branch.commit(() => {
    const { left } = branch.tries.activation.take(userId);
    const found = findIssueByUserId(branch, userId);
    const contract = found && readContract(branch, found.customer);
    // Looking at the contract may have let the issue expire.
    const issue = found && findIssueByUserId(branch, userId);
    if (issue?.endedBy) return new Refusal(endedCodes[issue.endedBy], { attemptId });
    if (contract?.life.next === 'confirmed') {
      // The password has done its work: no guess at it may end a token that is set up.
      branch.tries.activation.giveBack(userId);
      return new Refusal('already-activated', { attemptId });
    }
    if (left >= 0 && isActivationPasswordRight(branch, issue, activationPassword)) return null;
    branch.audit({ event: 'activation-wrong', customer: issue?.customer ?? null, source });
    if (left > 0) return new Refusal('wrong-credentials', { attemptId, triesLeft: left });
    if (contract) endIssue(branch, contract, 'tries', source);
    return new Refusal('issue-void', { attemptId });
  });
}

function isActivationPasswordRight(
  branch: Branch,
  issue: Issue | undefined,
  password: string,
): boolean {
  const given = hashActivationPassword(branch, issue?.id ?? 'unknown', password);
  const right = issue?.passwordHash ?? Buffer.alloc(given.length);
  return timingSafeEqual(given, right) && issue?.passwordHash instanceof Buffer;
}

/** Stores the token if the issue still stands; the password was right, so the try is given back. */
function deliver(branch: Branch, token: NewToken, source: string): Promise<Answer | Refusal> {
  return branch.commit(() => {
    const { attemptId, userId } = token;
    const twin = findAnswer(branch, token.requestHash);
    if (twin) return twin;
    branch.tries.activation.giveBack(userId);
    const issue = findIssueByUserId(branch, userId);
    if (!issue) return new Refusal('issue-void', { attemptId });
    const contract = readContract(branch, issue.customer);
    if (contract.nextIssue !== issue.id) {
      return new Refusal(endedCodes[issue.endedBy ?? 'replaced'], { attemptId });
    }
    if (contract.life.next === 'confirmed') return new Refusal('already-activated', { attemptId });
    if (issue.deliveries >= rules.deliveriesPerIssue) {
      return new Refusal('issue-void', { attemptId });
    }
    storeToken(branch, token, { customer: issue.customer, issue: issue.id, renews: null });
    change(branch, contract, 'deliver');
    branch.audit({ event: 'token-delivered', customer: issue.customer, source });
    return keepAnswer(branch, token.requestHash, token.answer, token.id);
  });
}
