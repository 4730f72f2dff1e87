/** Of which of a customer's transfers the answer was lost, and whether that is still news. */
import type { BankTenant } from '../../bank-tenant.ts';
import { transfersInDoubt } from '../../contract/pay.ts';
import { unclearOf } from '../../customers/transfer.ts';
import type { Transfer } from '../../customers/transfer.ts';
import { rules } from '../../service/rules.ts';

export type NotKnown = {
  /** The bank is still asking. */
  inDoubt: Transfer[];
  /** Never to be known, and not booked. */
  unclear: Transfer[];
};

export function notKnownOf(tenant: BankTenant, customer: number): NotKnown {
  return { inDoubt: transfersInDoubt(tenant, customer), unclear: unclearOf(tenant, customer) };
}

/** What is still news: an unclear one is in the account's list for good. */
export function isNews({ inDoubt, unclear }: NotKnown, now: number): boolean {
  return inDoubt.length > 0 || unclear.some(({ madeAt }) => now - madeAt < rules.unclearIsNewsMs);
}
