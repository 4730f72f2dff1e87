/** Keeps a contract's token life in the database. Every change of it goes through here and the table of token-life.ts. */
import type { AuditEvent } from '../../service/storage/audit.ts';
import type { Tenant } from '../tenant.ts';
import { get, run } from '../../service/storage/work.ts';
import type { Work } from '../../service/storage/work.ts';
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

const contractColumns = `id AS customer, current, next, current_token AS "currentToken",
  next_issue AS "nextIssue", released_at AS "releasedAt"`;
const selectContract = `SELECT ${contractColumns} FROM contracts
  WHERE id = ? AND institution = ? FOR UPDATE`;
const selectByReference = `SELECT ${contractColumns} FROM contracts
  WHERE reference = ? AND institution = ? FOR UPDATE`;
type ContractRow = Omit<Contract, 'life'> & Life;

/**
 * The contract as it stands now: what only time has brought about is entered first. `known` is an issue of it that was
 * just read. In a transaction nobody else changes the contract from here on, nor what belongs to it.
 */
export function* readContract(tenant: Tenant, customer: number, known?: Issue): Work<Contract> {
  const row = yield* get<ContractRow>(selectContract, customer, tenant.institution.slug);
  if (!row) throw new Error('no such contract');
  return yield* upToDate(tenant, contractOf(row), known);
}

/** By what the institution calls it; undefined where there is none. */
export function* findContractByReference(
  tenant: Tenant,
  reference: string,
): Work<Contract | undefined> {
  const row = yield* get<ContractRow>(selectByReference, reference, tenant.institution.slug);
  return row && (yield* upToDate(tenant, contractOf(row)));
}

function* upToDate(tenant: Tenant, contract: Contract, known?: Issue): Work<Contract> {
  const issue = yield* waitingIssue(tenant, contract, known);
  const isOverdue =
    isReleaseFromAhead(tenant, contract) ||
    isNewDay(tenant, contract) ||
    (issue !== undefined && (isIssueFromAhead(tenant, issue) || isIssueExpired(tenant, issue)));
  return isOverdue ? yield* settle(tenant, contract, issue) : contract;
}

/** Only an issue that no app has used can expire; a delivered token has its own, longer life. */
function* waitingIssue(
  tenant: Tenant,
  { life, nextIssue }: Contract,
  known?: Issue,
): Work<Issue | undefined> {
  if (life.next !== 'issued' || nextIssue === null) return undefined;
  return known?.id === nextIssue ? known : yield* findIssue(tenant, nextIssue);
}

/**
 * Written while the clock was ahead. It then counts from the correction on, or the contract would stay
 * released, and the issue alive, until the time that the clock had shown.
 */
const isReleaseFromAhead = (tenant: Tenant, { life, releasedAt }: Contract): boolean =>
  life.current === 'released' && (releasedAt ?? 0) > tenant.now();

const isIssueFromAhead = (tenant: Tenant, { expiresAt }: Issue): boolean =>
  expiresAt > tenant.now() + rules.issueLifeMs;

function* takenAsNow(tenant: Tenant, contract: Contract): Work<Contract> {
  const { nextIssue, releasedAt } = contract;
  const latest = tenant.now() + rules.issueLifeMs;
  yield* run(
    'UPDATE issues SET expires_at = ? WHERE id = ? AND expires_at > ?',
    latest,
    nextIssue,
    latest,
  );
  const corrected = {
    ...contract,
    releasedAt: releasedAt === null ? null : Math.min(releasedAt, tenant.now()),
  };
  yield* save(corrected);
  return corrected;
}

function* settle(tenant: Tenant, row: Contract, told: Issue | undefined): Work<Contract> {
  const isFromAhead = isReleaseFromAhead(tenant, row) || (told && isIssueFromAhead(tenant, told));
  const contract = isFromAhead ? yield* takenAsNow(tenant, row) : row;
  const settled = isNewDay(tenant, contract) ? yield* change(tenant, contract, 'newDay') : contract;
  const issue = yield* waitingIssue(tenant, settled);
  return issue && isIssueExpired(tenant, issue)
    ? yield* endIssue(tenant, settled, 'expired', 'clock')
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

function contractOf(row: ContractRow): Contract {
  const { customer, current, next, currentToken, nextIssue, releasedAt } = row;
  return { customer, life: { current, next }, currentToken, nextIssue, releasedAt };
}

/** Whether the contract's life allows the event, for the buttons of BOP001. */
export function allows(contract: Contract, event: LifeEvent): boolean {
  return lifeAfter(contract.life, event) !== null;
}

/** Enters an event into the contract. Must run inside the transaction of what goes with it. */
export function* change(tenant: Tenant, contract: Contract, event: LifeEvent): Work<Contract> {
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
  yield* save(changed);
  return changed;
}

function save({ life, nextIssue, currentToken, releasedAt, customer }: Contract): Work<number> {
  return run(
    `UPDATE contracts SET current = ?, next = ?, next_issue = ?, current_token = ?, released_at = ?
     WHERE id = ?`,
    life.current,
    life.next,
    nextIssue,
    currentToken,
    releasedAt,
    customer,
  );
}

/** 「トークン発行」: a new issue with its own user ID takes the place of an earlier one. Must run in a transaction. */
export function* makeIssue(
  tenant: Tenant,
  customer: number,
  application: { issueId: string; mailAddress: string; passwordHash: Buffer },
  source: string,
): Work<void> {
  const { institution, now, audit } = tenant;
  const before = yield* readContract(tenant, customer);
  if (before.nextIssue === application.issueId) return;
  if (!allows(before, 'issue')) throw new NotAllowed('issue');
  const free =
    before.life.next === 'none' ? before : yield* endIssue(tenant, before, 'replaced', source);
  const { issueId, mailAddress, passwordHash } = application;
  yield* run(
    `INSERT INTO issues (id, institution, customer, user_id, mail_address, password_hash,
       created_at, expires_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?)`,
    issueId,
    institution.slug,
    customer,
    newUserId(),
    mailAddress,
    passwordHash,
    now(),
    now() + rules.issueLifeMs,
  );
  yield* change(tenant, { ...free, nextIssue: issueId }, 'issue');
  yield* audit({ event: 'issue-made', customer, source });
}

const endEvents: Partial<Record<IssueEnd, AuditEvent>> = {
  tries: 'issue-ended-by-tries',
  codes: 'issue-ended-by-codes',
  operator: 'issue-ended-by-operator',
  expired: 'issue-expired',
  replaced: 'issue-replaced',
};

/** Ends the issue on its way, and with it whatever token was delivered for it. */
export function* endIssue(
  tenant: Tenant,
  contract: Contract,
  endedBy: IssueEnd,
  source: string,
): Work<Contract> {
  const { nextIssue, customer } = contract;
  if (nextIssue === null) throw new NotAllowed('endIssue');
  yield* closeIssue(nextIssue, endedBy);
  yield* endTokensOfIssue(nextIssue);
  const event = endEvents[endedBy];
  if (event) yield* tenant.audit({ event, customer, source });
  return yield* change(tenant, contract, 'endIssue');
}

/** Releases the token in use, at the customer's word with a code or at the operator's. Must run in a transaction. */
export function* releaseToken(
  tenant: Tenant,
  customer: number,
  event: 'token-released' | 'token-released-by-operator',
  source: string,
): Work<void> {
  const before = yield* readContract(tenant, customer);
  const { currentToken, nextIssue } = before;
  if (nextIssue !== null) {
    yield* closeIssue(nextIssue, 'released');
    yield* endTokensOfIssue(nextIssue);
    yield* tenant.audit({ event: 'issue-released', customer, source });
  }
  yield* change(tenant, before, 'release');
  if (currentToken !== null) yield* endToken(currentToken);
  yield* tenant.audit({ event, customer, source });
}
