/** Of which of a customer's transfers the answer was lost, and whether that is still news. */
import type { BankTenant } from '../../bank-tenant.ts';
import { transfersInDoubt } from '../../contract/pay.ts';
import { notBookedOf } from '../../customers/transfer.ts';
import type { Transfer } from '../../customers/transfer.ts';
import { rules } from '../../service/rules.ts';

export type NotKnown = {
  /** The bank is still asking. */
  inDoubt: Transfer[];
  notBooked: Transfer[];
};

export function notKnownOf(tenant: BankTenant, customer: number): NotKnown {
  return { inDoubt: transfersInDoubt(tenant, customer), notBooked: notBookedOf(tenant, customer) };
}

/** Whether something of it is still news: one that was not booked is in the account's list for good. */
export function hasNews(tenant: BankTenant, customer: number): boolean {
  const { inDoubt, notBooked } = notKnownOf(tenant, customer);
  const isNew = ({ madeAt }: Transfer) => tenant.now() - madeAt < rules.notBookedIsNewsMs;
  return inDoubt.length > 0 || notBooked.some(isNew);
}
