/** A customer's contract as the issuing service has it, by the customer's number. */
import { BackOfficeError } from '../back-office/back-office-error.ts';
import type { Contract } from '../back-office/client.ts';
import type { BankTenant, ServedTenant } from '../bank-tenant.ts';
import { isCustomer } from '../customers/customer.ts';

export const referenceOf = (customer: number): string => String(customer);

/** Null where the bank knows no customer by it. */
export function customerOf(tenant: BankTenant, reference: string): number | null {
  const customer = Number(reference);
  return referenceOf(customer) === reference && isCustomer(tenant, customer) ? customer : null;
}

/** One that the service does not know has had no issue yet. Throws a BackOfficeError. */
export async function readContract(
  { issuing }: Pick<ServedTenant, 'issuing'>,
  customer: number,
): Promise<Contract> {
  const reference = referenceOf(customer);
  try {
    return await issuing.readContract(reference);
  } catch (error) {
    if (!(error instanceof BackOfficeError) || error.code !== 'unknown-contract') throw error;
    return {
      reference,
      current: 'none',
      next: 'none',
      releasedAt: null,
      token: null,
      issue: null,
      allowed: ['openIssue'],
    };
  }
}

/** Whether log-in and transfers ask for a one-time password. */
export function asksForCode({ current }: Pick<Contract, 'current'>): boolean {
  return current === 'inUse' || current === 'suspended';
}
