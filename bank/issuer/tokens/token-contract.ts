/** Keeps a contract's token life in the database. Every change of it goes through here and the table of token-life.ts. */
import type { AuditEvent } from '../../service/storage/audit.ts';
import type { Tenant } from '../tenant.ts';
import { sql } from '../../service/storage/database.ts';
import { closeIssue, endToken, endTokensOfIssue, findIssue, newUserId } from './issue.ts';
import type { Issue, IssueEnd } from './issue.ts';
import { rules } from '../../service/rules.ts';
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

const contractColumns = `id AS customer, current, next, current_token AS currentToken,
  next_issue AS nextIssue, released_at AS releasedAt`;
const selectContract = `SELECT ${contractColumns} FROM contracts WHERE id = ? AND institution = ?`;
const selectByReference = `SELECT ${contractColumns} FROM contracts
  WHERE reference = ? AND institution = ?`;
type ContractRow = Omit<Contract, 'life'> & Life;

/**
 * The contract as it stands now: what only time has brought about is entered first. `known` is an issue of it that was
 * just read.
 */
export function readContract(tenant: Tenant, customer: number, known?: Issue): Contract {
  return upToDate(tenant, readRow(tenant, customer), known);
}

/** By what the institution calls it; undefined where there is none. */
export function findContractByReference(tenant: Tenant, reference: string): Contract | undefined {
  const row = sql(tenant.database, selectByReference).get(reference, tenant.institution.slug) as
    ContractRow | undefined;
  return row && upToDate(tenant, contractOf(row));
}

function upToDate(tenant: Tenant, contract: Contract, known?: Issue): Contract {
  if (!isOverdue(tenant, contract, known)) return contract;
  const { customer } = contract;
  return tenant.database.transaction(() => settle(tenant, readRow(tenant, customer))).immediate();
}

function isOverdue(tenant: Tenant, contract: Contract, known?: Issue): boolean {
  const issue = waitingIssue(tenant, contract, known);
  return (
    isReleaseFromAhead(tenant, contract) ||
    isNewDay(tenant, contract) ||
    (issue !== undefined && (isIssueFromAhead(tenant, issue) || isIssueExpired(tenant, issue)))
  );
}

/** Only an issue that no app has used can expire; a delivered token has its own, longer life. */
function waitingIssue(tenant: Tenant, { life, nextIssue }: Contract, known?: Issue) {
  if (life.next !== 'issued' || nextIssue === null) return undefined;
  return known?.id === nextIssue ? known : findIssue(tenant, nextIssue);
}

/**
 * Written while the clock was ahead. It then counts from the correction on, or the contract would stay
 * released, and the issue alive, until the time that the clock had shown.
 */
const isReleaseFromAhead = (tenant: Tenant, { life, releasedAt }: Contract): boolean =>
  life.current === 'released' && (releasedAt ?? 0) > tenant.now();

const isIssueFromAhead = (tenant: Tenant, { expiresAt }: Issue): boolean =>
  expiresAt > tenant.now() + rules.issueLifeMs;

function takenAsNow(tenant: Tenant, contract: Contract): Contract {
  const { nextIssue, releasedAt } = contract;
  const latest = tenant.now() + rules.issueLifeMs;
  sql(tenant.database, 'UPDATE issues SET expires_at = min(expires_at, ?) WHERE id = ?').run(
    latest,
    nextIssue,
  );
  const corrected = {
    ...contract,
    releasedAt: releasedAt === null ? null : Math.min(releasedAt, tenant.now()),
  };
  save(tenant, corrected);
  return corrected;
}

function settle(tenant: Tenant, row: Contract): Contract {
  const told = waitingIssue(tenant, row);
  const isFromAhead = isReleaseFromAhead(tenant, row) || (told && isIssueFromAhead(tenant, told));
  const contract = isFromAhead ? takenAsNow(tenant, row) : row;
  const settled = isNewDay(tenant, contract) ? change(tenant, contract, 'newDay') : contract;
  const issue = waitingIssue(tenant, settled);
  return issue && isIssueExpired(tenant, issue)
    ? endIssue(tenant, settled, 'expired', 'clock')
    : settled;
}

function isNewDay(tenant: Tenant, { life, releasedAt }: Contract): boolean {
  return (
    life.current === 'released' &&
    releasedAt !== null &&
    isLaterDayInJapan(releasedAt, tenant.now())
  );
}

const isIssueExpired = (tenant: Tenant, { expiresAt }: Issue): boolean => expiresAt <= tenant.now();

function readRow(tenant: Tenant, customer: number): Contract {
  const row = sql(tenant.database, selectContract).get(customer, tenant.institution.slug) as
    ContractRow | undefined;
  if (!row) throw new Error('no such contract');
  return contractOf(row);
}

function contractOf(row: ContractRow): Contract {
  const { customer, current, next, currentToken, nextIssue, releasedAt } = row;
  return { customer, life: { current, next }, currentToken, nextIssue, releasedAt };
}

/** Whether the contract's life allows the event, for the buttons of BOP001. */
export function allows(contract: Contract, event: LifeEvent): boolean {
  return lifeAfter(contract.life, event) !== null;
}

/** Enters an event into the contract. Must run inside the transaction of what goes with it. */
export function change(tenant: Tenant, contract: Contract, event: LifeEvent): Contract {
  const life = lifeAfter(contract.life, event);
  if (!life) throw new NotAllowed(event);
  const changed: Contract = {
    ...contract,
    life,
    nextIssue: life.next === 'none' ? null : contract.nextIssue,
    currentToken:
      life.current === 'inUse' || life.current === 'suspended' ? contract.currentToken : null,
    releasedAt: event === 'release' ? tenant.now() : contract.releasedAt,
  };
  save(tenant, changed);
  return changed;
}

function save(tenant: Tenant, contract: Contract): void {
  const { life, nextIssue, currentToken, releasedAt, customer } = contract;
  sql(
    tenant.database,
    `UPDATE contracts SET current = ?, next = ?, next_issue = ?, current_token = ?, released_at = ?
     WHERE id = ?`,
  ).run(life.current, life.next, nextIssue, currentToken, releasedAt, customer);
}

/** 「トークン発行」: a new issue with its own user ID takes the place of an earlier one. */
export function makeIssue(
  tenant: Tenant,
  customer: number,
  application: { issueId: string; mailAddress: string; passwordHash: Buffer },
  source: string,
): void {
  const { database, institution, now, audit } = tenant;
  database
    .transaction(() => {
      const before = readContract(tenant, customer);
      if (before.nextIssue === application.issueId) return;
      if (!allows(before, 'issue')) throw new NotAllowed('issue');
      const free =
        before.life.next === 'none' ? before : endIssue(tenant, before, 'replaced', source);
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
      change(tenant, { ...free, nextIssue: issueId }, 'issue');
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
  tenant: Tenant,
  contract: Contract,
  endedBy: IssueEnd,
  source: string,
): Contract {
  const { nextIssue, customer } = contract;
  if (nextIssue === null) throw new NotAllowed('endIssue');
  closeIssue(tenant, nextIssue, endedBy);
  endTokensOfIssue(tenant, nextIssue);
  const event = endEvents[endedBy];
  if (event) tenant.audit({ event, customer, source });
  return change(tenant, contract, 'endIssue');
}

/** Releases the token in use, at the customer's word with a code or at the operator's. */
export function releaseToken(
  tenant: Tenant,
  customer: number,
  event: 'token-released' | 'token-released-by-operator',
  source: string,
): void {
  tenant.database
    .transaction(() => {
      const before = readContract(tenant, customer);
      const { currentToken, nextIssue } = before;
      if (nextIssue !== null) {
        closeIssue(tenant, nextIssue, 'released');
        endTokensOfIssue(tenant, nextIssue);
        tenant.audit({ event: 'issue-released', customer, source });
      }
      change(tenant, before, 'release');
      if (currentToken !== null) endToken(tenant, currentToken);
      tenant.audit({ event, customer, source });
    })
    .immediate();
}
