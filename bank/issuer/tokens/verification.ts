/**
 * Takes one-time passwords in the database's own time: the step is marked as used in the same
 * transaction that says yes, so neither two requests nor a crash can use it twice.
 */
import type { Tenant } from '../tenant.ts';
import { allows, change, endIssue, readContract } from './token-contract.ts';
import { closeIssue, endToken } from './issue.ts';
import type { Contract } from './token-contract.ts';
import { run } from '../../service/storage/work.ts';
import type { Work } from '../../service/storage/work.ts';
import { correctedMemory, stepsTakenAhead } from './clock-ahead.ts';
import { checkCode, checkTwoCodes } from './otp.ts';
import type { OtpMemory } from './otp.ts';
import { takeOver } from './take-over.ts';
import { findDeliveredToken, findRenewal, findVerifiableToken, saveOtpMemory } from './token.ts';
import type { Token, VerifiableToken } from './token.ts';

type Checked = { accepted: boolean; memory: OtpMemory };

/** `stopped`: the wrong code was the last that was allowed in a row, or had been before. */
export type Verdict = 'accepted' | 'wrong' | 'stopped';

/** With the contract as it stands afterwards. */
export type Verified = { verdict: Verdict; contract: Contract };

/** A code of the token in use, for log-in, transfer and release. Must run in the transaction that has read the contract. */
export function* verifyCode(
  tenant: Tenant,
  contract: Contract,
  code: string,
  source: string,
): Work<Verified> {
  return yield* verifyInUse(tenant, contract, source, function* (token) {
    return (
      (yield* isCodeOfRenewal(tenant, token, code, source)) ||
      (yield* isRight(tenant, token, yield* check(tenant, token, code), source))
    );
  });
}

/**
 * Two codes in a row of the token in use set its drift anew, without the first of them counting as wrong. Must run in a
 * transaction.
 */
export function* resynchronise(
  tenant: Tenant,
  customer: number,
  codes: readonly [string, string],
  source: string,
): Work<Verdict> {
  const contract = yield* readContract(tenant, customer);
  const { verdict } = yield* verifyInUse(tenant, contract, source, function* (token) {
    const memory = yield* correctedMemory(tenant, token);
    const isTaken = yield* stepsTakenAhead(customer);
    const checked = checkTwoCodes(codes, token, memory, tenant.now(), isTaken);
    return yield* isRight(tenant, token, checked, source);
  });
  return verdict;
}

function* verifyInUse(
  tenant: Tenant,
  contract: Contract,
  source: string,
  isAccepted: (token: VerifiableToken) => Work<boolean>,
): Work<Verified> {
  const { customer, life, currentToken } = contract;
  if (life.current !== 'inUse' || currentToken === null) {
    const event = life.current === 'suspended' ? 'code-while-suspended' : 'code-while-not-in-use';
    yield* tenant.audit({ event, customer, source });
    return { verdict: 'stopped', contract };
  }
  const token = yield* findVerifiableToken(tenant, currentToken);
  if (!token) throw new Error('a contract without its token');
  // A renewal that takes over is another token of the same contract, which lives as it did.
  if (yield* isAccepted(token)) return { verdict: 'accepted', contract };
  if (token.wrongCodes + 1 < tenant.limits.wrongCodesBeforeStop) {
    return { verdict: 'wrong', contract };
  }
  const suspended = yield* change(tenant, contract, 'suspend');
  yield* tenant.audit({ event: 'code-suspended', customer, source });
  return { verdict: 'stopped', contract: suspended };
}

/**
 * 利用開始: a right code of the delivered token puts it in use, in the place of the one before. Must run in a
 * transaction.
 */
export function* startToken(
  tenant: Tenant,
  customer: number,
  code: string,
  source: string,
): Work<Verdict> {
  const contract = yield* readContract(tenant, customer);
  const { nextIssue, currentToken } = contract;
  if (nextIssue === null || !allows(contract, 'start')) return 'wrong';
  const token = yield* findDeliveredToken(tenant, nextIssue);
  if (!token) return 'wrong';
  if (!(yield* isRight(tenant, token, yield* check(tenant, token, code), source))) {
    return yield* stopGuessing(tenant, contract, token, source);
  }
  yield* closeIssue(nextIssue, 'started');
  if (currentToken !== null) yield* endToken(currentToken);
  yield* run(`UPDATE tokens SET state = 'inUse' WHERE id = ?`, token.id);
  yield* change(tenant, { ...contract, currentToken: token.id }, 'start');
  yield* tenant.audit({ event: 'token-started', customer, source });
  return 'accepted';
}

function* stopGuessing(
  tenant: Tenant,
  contract: Contract,
  token: Token,
  source: string,
): Work<Verdict> {
  if (token.wrongCodes + 1 < tenant.limits.wrongCodesBeforeStop) return 'wrong';
  yield* endIssue(tenant, contract, 'codes', source);
  return 'stopped';
}

/**
 * The app shows the renewed token's codes from the moment it has stored it, and its confirmation may be
 * late or lost: a right code of it proves the same. A wrong one is counted by the token in use alone.
 */
function* isCodeOfRenewal(
  tenant: Tenant,
  token: VerifiableToken,
  code: string,
  source: string,
): Work<boolean> {
  const renewed = token.hasRenewal === 1 && (yield* findRenewal(tenant, token.id));
  if (!renewed || renewed.expiresAt <= tenant.now()) return false;
  const { accepted, memory } = yield* check(tenant, renewed, code);
  if (!accepted || !(yield* takeOver(tenant, renewed))) return false;
  yield* saveOtpMemory(renewed.id, memory);
  const { customer } = token;
  yield* tenant.audit({ event: 'token-renewed', customer, source });
  yield* tenant.audit({ event: 'code-accepted', customer, source, step: memory.lastStep });
  return true;
}

/** Enters what came of a check. */
function* isRight(
  tenant: Tenant,
  token: VerifiableToken,
  checked: Checked,
  source: string,
): Work<boolean> {
  const at = tenant.now();
  // An expired token's codes are wrong whatever they are, and count.
  const expired = token.expiresAt <= at;
  const right = checked.accepted && !expired;
  const memory = expired ? { ...token, wrongCodes: token.wrongCodes + 1 } : checked.memory;
  yield* saveOtpMemory(token.id, memory);
  const { customer } = token;
  if (right)
    yield* tenant.audit({ event: 'code-accepted', customer, source, step: memory.lastStep });
  else yield* tenant.audit({ event: 'code-wrong', customer, source });
  return right;
}

function* check(tenant: Tenant, token: VerifiableToken, code: string): Work<Checked> {
  const memory = yield* correctedMemory(tenant, token);
  // Nothing was taken ahead, nor found to be by the line above.
  const isNoneTaken = token.hasStepsAhead === 0 && memory === token;
  const isTaken = isNoneTaken ? undefined : yield* stepsTakenAhead(token.customer);
  return checkCode(code, token, memory, tenant.now(), isTaken);
}
