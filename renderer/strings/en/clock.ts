/** The words of 時刻の確認, in English. */
import type { ClockText } from '../ja/clock.ts';
import { namesEn as names } from './names.ts';

const moment = new Intl.DateTimeFormat('en-GB', { dateStyle: 'long', timeStyle: 'medium' });

export const clockEn: ClockText = {
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
