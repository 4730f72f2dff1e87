/** Keeps a contract's token life in the database. Every change of it goes through here and the table of token-life.ts. */
import type { AuditEvent } from '../storage/audit.ts';
import type { Branch } from '../tenant.ts';
import { sql } from '../storage/database.ts';
import { closeIssue, endToken, endTokensOfIssue, findIssue, newUserId } from './issue.ts';
import type { IssueEnd } from './issue.ts';
import { rules } from '../rules.ts';
import { isLaterDayInJapan, lifeAfter } from './token-life.ts';
import type { Life, LifeEvent } from './token-life.ts';

export type Contract = {
  customer: number;
  life: Life;
  currentToken: string | null;
  nextIssue: string | null;
  releasedAt: number | null;
};

/** A contract whose life does not allow the event. */
export class NotAllowed extends Error {
  override readonly name = 'NotAllowed';
}

const customerColumns = `id AS customer, current, next, current_token AS currentToken,
  next_issue AS nextIssue, released_at AS releasedAt`;
const selectContract = `SELECT ${customerColumns} FROM customers WHERE id = ? AND institution = ?`;
type ContractRow = Omit<Contract, 'life'> & Life;

/** The contract as it stands now: what only time has brought about is entered first. */
export function readContract(branch: Branch, customer: number): Contract {
  const contract = readRow(branch, customer);
  if (!isOverdue(branch, contract)) return contract;
  return branch.database.transaction(() => settle(branch, readRow(branch, customer))).immediate();
}

function isOverdue(branch: Branch, contract: Contract): boolean {
  return isNewDay(branch, contract) || isIssueExpired(branch, contract);
}

function settle(branch: Branch, contract: Contract): Contract {
  const settled = isNewDay(branch, contract) ? change(branch, contract, 'newDay') : contract;
  return isIssueExpired(branch, settled) ? endIssue(branch, settled, 'expired', 'clock') : settled;
}

function isNewDay(branch: Branch, { life, releasedAt }: Contract): boolean {
  return (
    life.current === 'released' &&
    releasedAt !== null &&
    isLaterDayInJapan(releasedAt, branch.now())
  );
}

/** Only an issue that no app has used can expire; a delivered token has its own, longer life. */
function isIssueExpired(branch: Branch, { life, nextIssue }: Contract): boolean {
  if (life.next !== 'issued' || nextIssue === null) return false;
  const issue = findIssue(branch, nextIssue);
  return issue !== undefined && issue.expiresAt <= branch.now();
}

function readRow(branch: Branch, customer: number): Contract {
  const row = sql(branch.database, selectContract).get(customer, branch.institution.slug) as
    ContractRow | undefined;
  if (!row) throw new Error('no such customer');
  const { current, next, ...rest } = row;
  return { ...rest, life: { current, next } };
}

/** Whether the contract's life allows the event, for the buttons of BOP001. */
export function allows(contract: Contract, event: LifeEvent): boolean {
  return lifeAfter(contract.life, event) !== null;
}

/** Enters an event into the contract. Must run inside the transaction of what goes with it. */
export function change(branch: Branch, contract: Contract, event: LifeEvent): Contract {
  const life = lifeAfter(contract.life, event);
  if (!life) throw new NotAllowed(event);
  const changed: Contract = {
    ...contract,
    life,
    nextIssue: life.next === 'none' ? null : contract.nextIssue,
    currentToken:
      life.current === 'inUse' || life.current === 'suspended' ? contract.currentToken : null,
    releasedAt: event === 'release' ? branch.now() : contract.releasedAt,
  };
  save(branch, changed);
  return changed;
}

function save(branch: Branch, contract: Contract): void {
  const { life, nextIssue, currentToken, releasedAt, customer } = contract;
  sql(
    branch.database,
    `UPDATE customers SET current = ?, next = ?, next_issue = ?, current_token = ?, released_at = ?
     WHERE id = ?`,
  ).run(life.current, life.next, nextIssue, currentToken, releasedAt, customer);
}

/** 「トークン発行」: a new issue with its own user ID takes the place of an earlier one. */
export function makeIssue(
  branch: Branch,
  customer: number,
  application: { issueId: string; mailAddress: string; passwordHash: Buffer },
  source: string,
): void {
  const { database, institution, now, audit } = branch;
  database
    .transaction(() => {
      const before = readContract(branch, customer);
      if (before.nextIssue === application.issueId) return;
      if (!allows(before, 'issue')) throw new NotAllowed('issue');
      const free =
        before.life.next === 'none' ? before : endIssue(branch, before, 'replaced', source);
      const { issueId, mailAddress, passwordHash } = application;
      sql(
        database,
        `INSERT INTO issues (id, institution, customer, user_id, mail_address, password_hash,
         created_at, expires_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?)`,
      ).run(
        issueId,
        institution.slug,
        customer,
        newUserId(),
        mailAddress,
        passwordHash,
        now(),
        now() + rules.issueLifeMs,
      );
      change(branch, { ...free, nextIssue: issueId }, 'issue');
      sql(database, 'INSERT INTO mails (issue, institution, next_attempt_at) VALUES (?, ?, ?)').run(
        issueId,
        institution.slug,
        now(),
      );
      audit({ event: 'issue-made', customer, source });
    })
    .immediate();
}

const endEvents: Partial<Record<IssueEnd, AuditEvent>> = {
  tries: 'issue-ended-by-tries',
  codes: 'issue-ended-by-codes',
  operator: 'issue-ended-by-operator',
  expired: 'issue-expired',
  replaced: 'issue-replaced',
};

/** Ends the issue on its way, and with it whatever token was delivered for it. */
export function endIssue(
  branch: Branch,
  contract: Contract,
  endedBy: IssueEnd,
  source: string,
): Contract {
  const { nextIssue, customer } = contract;
  if (nextIssue === null) throw new NotAllowed('endIssue');
  closeIssue(branch, nextIssue, endedBy);
  endTokensOfIssue(branch, nextIssue);
  const event = endEvents[endedBy];
  if (event) branch.audit({ event, customer, source });
  return change(branch, contract, 'endIssue');
}

/** Releases the token in use, at the customer's word with a code or at the operator's. */
export function releaseToken(
  branch: Branch,
  customer: number,
  event: 'token-released' | 'token-released-by-operator',
  source: string,
): void {
  branch.database
    .transaction(() => {
      const before = readContract(branch, customer);
      const { currentToken, nextIssue } = before;
      if (nextIssue !== null) {
        closeIssue(branch, nextIssue, 'released');
        endTokensOfIssue(branch, nextIssue);
        branch.audit({ event: 'issue-released', customer, source });
      }
      change(branch, before, 'release');
      if (currentToken !== null) endToken(branch, currentToken);
      branch.audit({ event, customer, source });
    })
    .immediate();
}
