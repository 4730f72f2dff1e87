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

/** Whether something of it is still news: an unclear one is in the account's list for good. */
export function hasNews(tenant: BankTenant, customer: number): boolean {
  const { inDoubt, unclear } = notKnownOf(tenant, customer);
  const isNew = ({ madeAt }: Transfer) => tenant.now() - madeAt < rules.unclearIsNewsMs;
  return inDoubt.length > 0 || unclear.some(isNew);
}
