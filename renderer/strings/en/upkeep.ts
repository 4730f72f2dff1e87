/** The words of 有効期限の更新 and 時刻の確認, in English. */
import { namesEn as names } from './names.ts';
import type { upkeepJa } from '../ja/upkeep.ts';

const moment = new Intl.DateTimeFormat('en-GB', { dateStyle: 'long', timeStyle: 'medium' });

export const upkeepEn: typeof upkeepJa = {
  renewal: {
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
  },

  clockCheck: {
    title: names.clock,
    pc: 'Time of this PC',
    institution: 'Time of the institution',
    notKnown: 'Not checked yet',
    lastCheck: 'Last check',
    moment: (at) => moment.format(at),
    timeZone: (zone) => `The time zone of this PC is ${zone}. Any zone gives the same codes.`,
    checkNow: 'Check now',
    checking: 'Checking',
    checked: 'Checked.',
  },

  clockQuestion: {
    title: names.clock,
    lead: (away) => `The institution’s time differs from the clock of this PC by ${away}.`,
    ask: 'Please check the date and time of the PC. Show codes by the institution’s time?',
    yes: 'Use the institution’s time',
    no: 'Check later',
  },
};
