/** POST {issuerUrl}/activations: an activation password becomes a token, once. */
import { timingSafeEqual } from 'node:crypto';
import { ActivationRequest, messageType } from '../../shared/protocol.ts';
import type { Branch } from '../branch.ts';
import {
  change,
  endIssue,
  findIssueByUserId,
  hashActivationPassword,
  readContract,
} from '../contract.ts';
import type { Issue } from '../contract.ts';
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
  try {
    checkPassword(branch, request, source);
  } catch (error) {
    if (!(error instanceof Refusal) || error.code !== 'wrong-credentials') throw error;
    return keepAnswer(branch, hash, await refuse(branch, error, hash), null);
  }
  const token = await makeToken(branch, {
    attemptId,
    userId,
    requestHash: hash,
    deviceKey,
    device: request.app.os,
  });
  return deliver(branch, token, source);
}

/** Counts the try, then looks at the password. Unknown IDs go the same way as wrong passwords. */
function checkPassword(branch: Branch, request: ActivationRequest, source: string): void {
  const { attemptId, userId, activationPassword } = request;
  const refusal = branch.database
    .transaction((): Refusal | null => {
      const { left } = branch.tries.activation.take(userId);
      const issue = findIssueByUserId(branch, userId);
      if (issue) readContract(branch, issue.customer);
      const standing = issue && findIssueByUserId(branch, userId);
      if (standing?.endedBy) return new Refusal(endedCodes[standing.endedBy], { attemptId });
      if (left >= 0 && isActivationPasswordRight(branch, standing, activationPassword)) return null;
      branch.audit({ event: 'activation-wrong', customer: standing?.customer ?? null, source });
      if (left > 0) return new Refusal('wrong-credentials', { attemptId, triesLeft: left });
      if (standing) endIssue(branch, readContract(branch, standing.customer), 'tries', source);
      return new Refusal('issue-void', { attemptId });
    })
    .immediate();
  if (refusal) throw refusal;
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
function deliver(branch: Branch, token: NewToken, source: string): Answer {
  return branch.database
    .transaction((): Answer => {
      const { attemptId, userId } = token;
      const twin = findAnswer(branch, token.requestHash);
      if (twin) return twin;
      const issue = findIssueByUserId(branch, userId);
      if (!issue) throw new Refusal('issue-void', { attemptId });
      const contract = readContract(branch, issue.customer);
      if (contract.nextIssue !== issue.id) {
        throw new Refusal(endedCodes[issue.endedBy ?? 'replaced'], { attemptId });
      }
      branch.tries.activation.giveBack(userId);
      if (contract.life.next === 'confirmed') throw new Refusal('already-activated', { attemptId });
      if (issue.deliveries >= rules.deliveriesPerIssue)
        throw new Refusal('issue-void', { attemptId });
      storeToken(branch, token, { customer: issue.customer, issue: issue.id, renews: null });
      change(branch, contract, 'deliver');
      branch.audit({ event: 'token-delivered', customer: issue.customer, source });
      return keepAnswer(branch, token.requestHash, token.answer, token.id);
    })
    .immediate();
}
