/** Checks 確認用パスワード, with its own count of tries. */
import { findCustomer } from '../customers/customer.ts';
import { isPasswordRight } from '../customers/password.ts';
import { peerAddress } from '../issuer/peer.ts';
import { ConfirmationForm } from './input.ts';
import { sessionOf } from './guard.ts';
import type { SiteContext, SiteParts } from './visit.ts';

export type Confirmed = 'right' | 'wrong' | 'locked';

/** `locked`: no more tries; the session is over and a waiting time has begun. */
export async function checkConfirmation(
  { tenant, sessions }: SiteParts,
  c: SiteContext,
): Promise<Confirmed> {
  const { customer } = sessionOf(c);
  const { confirmation } = ConfirmationForm.parse({
    confirmation: c.get('form')['confirmation'] ?? '',
  });
  const tries = tenant.tries.confirmation;
  const { left } = tries.take(String(customer));
  if (left >= 0) {
    const { confirmationPassword } = findCustomer(tenant, customer);
    if (await isPasswordRight(confirmation, confirmationPassword)) {
      tries.giveBack(String(customer));
      return 'right';
    }
    tenant.audit({ event: 'confirmation-password-wrong', customer, source: peerAddress(c) });
  }
  if (left > 0) return 'wrong';
  tenant.audit({ event: 'confirmation-password-locked', customer, source: peerAddress(c) });
  sessions.end(c.get('visit').pass);
  return 'locked';
}
