/** The words of 有効期限の更新, in English. */
import type { RenewalText } from '../ja/renewal.ts';
import { namesEn as names } from './names.ts';

export const renewalEn: RenewalText = {
  title: names.renew,
  chooseLead: 'Choose the token to renew.',
  notYet: 'No token can be renewed now. A token can be renewed from 30 days before it expires.',
  lead: 'The key in the token and its expiry date become new. Its name and its place stay.',
  before: 'Expires now',
  after: 'New expiry date',
  renew: 'Renew',
  renewing: 'Renewing',
  unanswered:
    'Waiting for the institution’s answer. The codes you have still work. Renewal goes on by itself once there is a connection.',
  done: 'The token was renewed. Use the new codes from now on.',
  next: 'Next',
};
