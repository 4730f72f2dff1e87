/** A contract by the institution's own reference, and what the back office says of it. */
import type * as z from 'zod';
import { all, get, run } from '../../service/storage/work.ts';
import type { Work } from '../../service/storage/work.ts';
import type { Tenant } from '../tenant.ts';
import { findIssue } from '../tokens/issue.ts';
import { allows, findContractByReference, readContract } from '../tokens/token-contract.ts';
import { furthestStep } from '../tokens/otp.ts';
import type { Contract as TokenContract } from '../tokens/token-contract.ts';
import { checkNumber, findDeliveredToken, findToken } from '../tokens/token.ts';
import type { Token } from '../tokens/token.ts';
import type { Asked } from './operation.ts';
import { Problem } from './problem.ts';
import type { Contract, ContractList, Decision, ListQuery } from './schemas.ts';

/** The contract's number. Throws a Problem where there is none. */
export function* findContract(tenant: Tenant, reference: string): Work<number> {
  const id = yield* idOf(tenant, reference);
  if (id === undefined) throw new Problem('unknown-contract');
  return id;
}

function* idOf({ institution }: Tenant, reference: string): Work<number | undefined> {
  const row = yield* get<{ id: number }>(
    'SELECT id FROM contracts WHERE institution = ? AND reference = ?',
    institution.slug,
    reference,
  );
  return row?.id;
}

/** The contract as it stands now. Throws a Problem where there is none. */
export function* readContractOf(tenant: Tenant, reference: string): Work<TokenContract> {
  const contract = yield* findContractByReference(tenant, reference);
  if (!contract) throw new Problem('unknown-contract');
  return contract;
}

/** The contract's number; a new one begins with its first issue. */
export function* openContract(tenant: Tenant, reference: string): Work<number> {
  yield* run(
    'INSERT INTO contracts (institution, reference) VALUES (?, ?) ON CONFLICT DO NOTHING',
    tenant.institution.slug,
    reference,
  );
  return yield* findContract(tenant, reference);
}

/** For staff: that they looked is kept, also where there is nothing to see. */
export function* enterLookUp({ tenant, reference, source }: Asked): Work<void> {
  const customer = (yield* idOf(tenant, reference)) ?? null;
  yield* tenant.audit({ event: 'contract-read-by-operator', customer, source });
}

export function* stateOf(tenant: Tenant, reference: string): Work<z.infer<typeof Contract>> {
  const contract = yield* readContractOf(tenant, reference);
  const { life, currentToken, nextIssue, releasedAt } = contract;
  return {
    reference,
    ...life,
    releasedAt,
    token: currentToken === null ? null : yield* currentState(tenant, currentToken),
    issue: nextIssue === null ? null : yield* issueState(tenant, nextIssue),
    allowed: yield* allowedOf(tenant, contract),
  };
}

/** Runs what staff have decided on a contract, with the reason in each of its events, and answers with its state afterwards. */
export function decided(work: (asked: Asked, customer: number) => Work<unknown>) {
  return function* (asked: Asked, { reason }: z.infer<typeof Decision>) {
    const { tenant, reference } = asked;
    const audit: Tenant['audit'] = (entry) =>
      tenant.audit(reason === undefined ? entry : { ...entry, reason });
    yield* work({ ...asked, tenant: { ...tenant, audit } }, yield* findContract(tenant, reference));
    return yield* stateOf(tenant, reference);
  };
}

const byEvent = [
  ['openIssue', 'issue'],
  ['startUse', 'start'],
  ['voidIssue', 'endIssue'],
  ['unlock', 'lift'],
  ['release', 'release'],
] as const;

/** `unlock` is also what mends a token whose codes were taken while the clock was ahead. */
function* allowedOf(tenant: Tenant, contract: TokenContract) {
  const token =
    contract.currentToken === null ? null : yield* findToken(tenant, contract.currentToken);
  const wasAhead = token ? token.lastStep > furthestStep(token, tenant.now()) : false;
  return byEvent
    .filter(([name, event]) => allows(contract, event) || (name === 'unlock' && wasAhead))
    .map(([name]) => name);
}

function* currentState(tenant: Tenant, tokenId: string) {
  const token = yield* findToken(tenant, tokenId);
  if (!token) throw new Error('a contract without its token');
  return tokenState(token);
}

function tokenState(token: Token) {
  const { id: tokenId, issue: issueId, secret, ...state } = token;
  const { userId, device, issuedAt, expiresAt, wrongCodes, driftSteps } = state;
  return {
    tokenId,
    issueId,
    userId,
    device,
    issuedAt,
    expiresAt,
    wrongCodes,
    driftSteps,
    checkNumber: checkNumber(secret, tokenId),
  };
}

function* issueState(tenant: Tenant, issueId: string) {
  const issue = yield* findIssue(tenant, issueId);
  if (!issue) throw new Error('a contract without its issue');
  const { userId, mailAddress: deliveryAddress, openedAt, expiresAt, deliveries } = issue;
  const delivered = yield* findDeliveredToken(tenant, issueId);
  const token = delivered ? tokenState(delivered) : null;
  return {
    issueId,
    userId,
    deliveryAddress,
    openedAt,
    expiresAt,
    deliveries,
    token,
    checkNumber: token?.checkNumber ?? null,
  };
}

/** Those of which a token is in use or on its way, in the order in which they came to be. */
export function* listContracts(
  tenant: Tenant,
  { current, after, limit }: z.infer<typeof ListQuery>,
): Work<z.infer<typeof ContractList>> {
  const rows = yield* all<{ id: number; reference: string }>(
    `SELECT id, reference FROM contracts
     WHERE institution = ? AND id > ? AND (current <> 'none' OR next <> 'none')
       AND (CAST(? AS TEXT) IS NULL OR current = ?)
     ORDER BY id LIMIT ?`,
    tenant.institution.slug,
    Number(after ?? 0),
    current ?? null,
    current ?? null,
    limit + 1,
  );
  const page = rows.slice(0, limit);
  const last = page.at(-1);
  const contracts = [];
  for (const { id, reference } of page) {
    contracts.push({ reference, ...(yield* readContract(tenant, id)).life });
  }
  return { contracts, next: rows.length > limit && last ? String(last.id) : null };
}
