/** A contract by the institution's own reference, and what the back office says of it. */
import type * as z from 'zod';
import { sql } from '../../service/storage/database.ts';
import type { Tenant } from '../tenant.ts';
import { findIssue } from '../tokens/issue.ts';
import { allows, findContractByReference, readContract } from '../tokens/token-contract.ts';
import type { Contract as TokenContract } from '../tokens/token-contract.ts';
import { checkNumber, findDeliveredToken, findToken } from '../tokens/token.ts';
import type { Token } from '../tokens/token.ts';
import type { Asked } from './operation.ts';
import { Problem } from './problem.ts';
import type { Contract, ContractList, ListQuery } from './schemas.ts';

/** The contract's number. Throws a Problem where there is none. */
export function findContract(tenant: Tenant, reference: string): number {
  const id = idOf(tenant, reference);
  if (id === undefined) throw new Problem('unknown-contract');
  return id;
}

function idOf(tenant: Tenant, reference: string): number | undefined {
  return sql(tenant.database, 'SELECT id FROM contracts WHERE institution = ? AND reference = ?')
    .pluck()
    .get(tenant.institution.slug, reference) as number | undefined;
}

/** The contract as it stands now. Throws a Problem where there is none. */
export function readContractOf(tenant: Tenant, reference: string): TokenContract {
  const contract = findContractByReference(tenant, reference);
  if (!contract) throw new Problem('unknown-contract');
  return contract;
}

/** The contract's number; a new one begins with its first issue. */
export function openContract(tenant: Tenant, reference: string): number {
  sql(
    tenant.database,
    'INSERT INTO contracts (institution, reference) VALUES (?, ?) ON CONFLICT DO NOTHING',
  ).run(tenant.institution.slug, reference);
  return findContract(tenant, reference);
}

/** For staff: that they looked is kept, also where there is nothing to see. */
export function lookUp({ tenant, reference, source }: Asked): z.infer<typeof Contract> {
  const customer = idOf(tenant, reference) ?? null;
  tenant.audit({ event: 'contract-read-by-operator', customer, source });
  return stateOf(tenant, reference);
}

export function stateOf(tenant: Tenant, reference: string): z.infer<typeof Contract> {
  const contract = readContractOf(tenant, reference);
  const { life, currentToken, nextIssue, releasedAt } = contract;
  return {
    reference,
    ...life,
    releasedAt,
    token: currentToken === null ? null : currentState(tenant, currentToken),
    issue: nextIssue === null ? null : issueState(tenant, nextIssue),
    allowed: [
      ...(allows(contract, 'issue') ? (['openIssue'] as const) : []),
      ...(allows(contract, 'start') ? (['startUse'] as const) : []),
    ],
  };
}

function currentState(tenant: Tenant, tokenId: string) {
  const token = findToken(tenant, tokenId);
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

function issueState(tenant: Tenant, issueId: string) {
  const issue = findIssue(tenant, issueId);
  if (!issue) throw new Error('a contract without its issue');
  const { userId, mailAddress: deliveryAddress, openedAt, expiresAt, deliveries } = issue;
  const delivered = findDeliveredToken(tenant, issueId);
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
export function listContracts(
  tenant: Tenant,
  { current, after, limit }: z.infer<typeof ListQuery>,
): z.infer<typeof ContractList> {
  const rows = sql(
    tenant.database,
    `SELECT id, reference FROM contracts
     WHERE institution = ? AND id > ? AND (current <> 'none' OR next <> 'none')
       AND (? IS NULL OR current = ?)
     ORDER BY id LIMIT ?`,
  ).all(
    tenant.institution.slug,
    Number(after ?? 0),
    current ?? null,
    current ?? null,
    limit + 1,
  ) as { id: number; reference: string }[];
  const page = rows.slice(0, limit);
  const last = page.at(-1);
  return {
    contracts: page.map(({ id, reference }) => ({ reference, ...readContract(tenant, id).life })),
    next: rows.length > limit && last ? String(last.id) : null,
  };
}
