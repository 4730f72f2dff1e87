/**
 * Takes one-time passwords in the database's own time: the step is marked as used in the same
 * transaction that says yes, so neither two requests nor a crash can use it twice.
 */
import type { Branch } from '../tenant.ts';
import { allows, change, endIssue, readContract } from './token-contract.ts';
import { closeIssue, endToken } from './issue.ts';
import type { Contract } from './token-contract.ts';
import { inTransaction, sql } from '../storage/database.ts';
import { checkCode } from './otp.ts';
import { renewWith } from '../routes/renewal.ts';
import { rules } from '../rules.ts';
import { findDeliveredToken, findRenewal, findToken, saveOtpMemory } from './token.ts';
import type { Token } from './token.ts';

/** `stopped`: the wrong code was the last that was allowed in a row, or had been before. */
export type Verdict = 'accepted' | 'wrong' | 'stopped';

/** A code of the token in use, for log-in, transfer and release. */
export function verifyCode(
  branch: Branch,
  customer: number,
  code: string,
  source: string,
): Verdict {
  return inTransaction(branch.database, (): Verdict => {
    const contract = readContract(branch, customer);
    if (contract.life.current !== 'inUse' || contract.currentToken === null) {
      const event =
        contract.life.current === 'suspended' ? 'code-while-suspended' : 'code-while-not-in-use';
      branch.audit({ event, customer, source });
      return 'stopped';
    }
    const token = findToken(branch, contract.currentToken);
    if (!token) throw new Error('a contract without its token');
    if (isCodeOfRenewal(branch, token, code, source)) return 'accepted';
    if (isCodeRight(branch, token, code, source)) return 'accepted';
    if (token.wrongCodes + 1 < rules.wrongCodesBeforeStop) return 'wrong';
    change(branch, contract, 'suspend');
    branch.audit({ event: 'code-suspended', customer, source });
    return 'stopped';
  });
}

/** 利用開始: a right code of the delivered token puts it in use, in the place of the one before. */
export function startToken(
  branch: Branch,
  customer: number,
  code: string,
  source: string,
): Verdict {
  return inTransaction(branch.database, (): Verdict => {
    const contract = readContract(branch, customer);
    const { nextIssue, currentToken } = contract;
    if (nextIssue === null || !allows(contract, 'start')) return 'wrong';
    const token = findDeliveredToken(branch, nextIssue);
    if (!token) return 'wrong';
    if (!isCodeRight(branch, token, code, source)) {
      return stopGuessing(branch, contract, token, source);
    }
    closeIssue(branch, nextIssue, 'started');
    if (currentToken !== null) endToken(branch, currentToken);
    sql(branch.database, `UPDATE tokens SET state = 'inUse' WHERE id = ?`).run(token.id);
    change(branch, { ...contract, currentToken: token.id }, 'start');
    branch.audit({ event: 'token-started', customer, source });
    return 'accepted';
  });
}

function stopGuessing(branch: Branch, contract: Contract, token: Token, source: string): Verdict {
  if (token.wrongCodes + 1 < rules.wrongCodesBeforeStop) return 'wrong';
  endIssue(branch, contract, 'codes', source);
  return 'stopped';
}

/**
 * The app shows the renewed token's codes from the moment it has stored it, and its confirmation may be
 * late or lost: a right code of it proves the same. A wrong one is counted by the token in use alone.
 */
function isCodeOfRenewal(branch: Branch, token: Token, code: string, source: string): boolean {
  const renewed = findRenewal(branch, token.id);
  if (!renewed || renewed.expiresAt <= branch.now()) return false;
  const { accepted, memory } = checkCode(code, renewed, renewed, branch.now());
  if (!accepted) return false;
  renewWith(branch, renewed);
  saveOtpMemory(branch, renewed.id, memory);
  const { customer } = token;
  branch.audit({ event: 'token-renewed', customer, source });
  branch.audit({ event: 'code-accepted', customer, source });
  return true;
}

function isCodeRight(branch: Branch, token: Token, code: string, source: string): boolean {
  const at = branch.now();
  const checked = checkCode(code, token, token, at);
  // An expired token's codes are wrong whatever they are, and count.
  const expired = token.expiresAt <= at;
  const right = checked.accepted && !expired;
  const memory = expired ? { ...token, wrongCodes: token.wrongCodes + 1 } : checked.memory;
  saveOtpMemory(branch, token.id, memory);
  branch.audit({ event: right ? 'code-accepted' : 'code-wrong', customer: token.customer, source });
  return right;
}
