/** 「トークン発行」: an issue at the issuing service, and its letter here. */
import type { IssueMade } from '../back-office/client.ts';
import type { BankTenant, ServedTenant } from '../bank-tenant.ts';
import { queueLetter } from '../mail/letters.ts';
import { referenceOf } from './contract.ts';
import { carryOut, orChanged } from './deeds.ts';

export type Application = { draftId: string; mailAddress: string; activationPassword: string };

/** The same application twice is one issue. `changed`: the contract allows none any more. */
export async function openIssue(
  tenant: ServedTenant,
  customer: number,
  { draftId, mailAddress, activationPassword }: Application,
  source: string,
): Promise<'made' | 'changed'> {
  const request = { deliveryAddress: mailAddress, activationPassword };
  const by = { key: `issue:${draftId}`, source };
  return orChanged(
    carryOut(
      tenant,
      customer,
      { kind: 'issue', mailAddress },
      () => tenant.issuing.openIssue(referenceOf(customer), request, by),
      (issue) => {
        enterIssue(tenant, customer, issue, mailAddress);
        return 'made' as const;
      },
    ),
  );
}

/** Must run in a transaction. Entered twice it is one letter. */
export function enterIssue(
  tenant: BankTenant,
  customer: number,
  issue: Pick<IssueMade, 'issueId' | 'userId' | 'expiresAt'>,
  mailAddress: string,
): void {
  queueLetter(tenant, { ...issue, customer, mailAddress });
}
