/** A code starts the use of a token, or ends it; the customer is told by mail. */
import { newDeedKey } from '../back-office/deed-key.ts';
import type { Contract, Verdict } from '../back-office/client.ts';
import type { BankTenant, ServedTenant } from '../bank-tenant.ts';
import { noteStart } from '../mail/letters.ts';
import { addressesOf, queueNotices } from '../mail/notices.ts';
import { sql } from '../service/storage/database.ts';
import { referenceOf } from './contract.ts';
import { carryOut, orChanged } from './deeds.ts';
import type { Deed } from './deeds.ts';

type Outcome = Verdict['verdict'] | 'changed';
type Code = { code: string; source: string };

/** `changed`: the contract, as it stands by now, allows no start. */
export async function startUse(
  tenant: ServedTenant,
  customer: number,
  { issue, token }: Contract,
  { code, source }: Code,
): Promise<Outcome> {
  if (!issue) return 'changed';
  const { issueId, deliveryAddress: mailAddress } = issue;
  const deed = { kind: 'start', issueId, mailAddress, isNewPc: token !== null } as const;
  return orChanged(
    carryOut(
      tenant,
      customer,
      deed,
      (key) => tenant.issuing.startUse(referenceOf(customer), { code }, { key, source }),
      ({ verdict }) => {
        if (verdict === 'accepted') enterStart(tenant, customer, deed);
        return verdict;
      },
    ),
  );
}

/** Must run in a transaction. Told at the addresses before and after it, and once. */
export function enterStart(
  tenant: BankTenant,
  customer: number,
  { issueId, mailAddress, isNewPc }: Extract<Deed, { kind: 'start' }>,
): void {
  const before = addressesOf(tenant, customer);
  if (!noteStart(tenant, { customer, issueId, mailAddress })) return;
  queueNotices(tenant, customer, isNewPc ? 'new-pc' : 'started', { before });
}

/** `stopped`: it was the last wrong code allowed in a row, or no token is in use. */
export async function release(
  tenant: ServedTenant,
  customer: number,
  { token }: Contract,
  { code, source }: Code,
): Promise<Verdict['verdict']> {
  const ask = (key: string) =>
    tenant.issuing.takeCode(referenceOf(customer), { code, purpose: 'release' }, { key, source });
  if (!token) return (await ask(newDeedKey())).verdict;
  return carryOut(
    tenant,
    customer,
    { kind: 'release', issueId: token.issueId },
    ask,
    ({ verdict }) => {
      if (verdict === 'accepted') enterRelease(tenant, customer, token.issueId);
      return verdict;
    },
  );
}

/**
 * Must run in a transaction. Told once, though it was asked for twice: whatever else asked for this release is struck out
 * with it, and finds nothing left to tell.
 */
export function enterRelease(tenant: BankTenant, customer: number, issueId: string): void {
  const { changes } = sql(
    tenant.database,
    `DELETE FROM deeds WHERE customer = ? AND institution = ?
     AND deed ->> '$.kind' = 'release' AND deed ->> '$.issueId' = ?`,
  ).run(customer, tenant.institution.slug, issueId);
  if (changes > 0) queueNotices(tenant, customer, 'released');
}
