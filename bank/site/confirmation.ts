/** Checks 確認用パスワード, with its own count of tries. */
import { findCustomer } from '../customers/customer.ts';
import { peerAddress } from '../service/peer.ts';
import { confirmationText } from './frame/text.ts';
import { confirmationFields, readFields } from './input.ts';
import { passwordsFull, refuseFields } from './problem.ts';
import type { Problem } from './problem.ts';
import { sessionOf } from './guard.ts';
import type { SiteContext, SiteParts } from './visit.ts';

export type Confirmed = 'right' | 'locked' | Problem;

/** What can be no password is not counted. `locked`: no more tries; the session is over and a waiting time has begun. */
export async function checkConfirmation(
  { tenant, sessions, passwords }: SiteParts,
  c: SiteContext,
): Promise<Confirmed> {
  const { customer } = sessionOf(c);
  const { values, refused } = readFields(c.get('form'), confirmationFields);
  if (refused) return refuseFields(refused);
  const tries = tenant.confirmationTries;
  return tries.inOrder(String(customer), async () => {
    const looked = await passwords.withPlace(async (isRight) => {
      const { left } = tries.take(String(customer));
      if (left < 0) return { left, right: false };
      const { confirmationPassword } = findCustomer(tenant, customer);
      return { left, right: await isRight(values.confirmation, confirmationPassword) };
    });
    if (looked === 'full') return passwordsFull();
    const { left, right } = looked;
    if (right) {
      tries.giveBack(String(customer));
      return 'right';
    }
    if (left >= 0) {
      tenant.audit({ event: 'confirmation-password-wrong', customer, source: peerAddress(c) });
    }
    if (left > 0) return refuseFields({ confirmation: confirmationText.wrong });
    tenant.audit({ event: 'confirmation-password-locked', customer, source: peerAddress(c) });
    sessions.end(c.get('visit').pass);
    return 'locked';
  });
}
