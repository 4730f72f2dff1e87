/** The words of the question whether the institution's time is right, in English. */
import type { ClockText } from '../ja/clock.ts';
import { namesEn as names } from './names.ts';

export const clockEn: ClockText = {
  clockQuestion: {
    title: names.clock,
    lead: (away) => `The institution’s time differs from the clock of this PC by ${away}.`,
    ask: 'Please check the date and time of the PC. Show codes by the institution’s time?',
    yes: 'Use the institution’s time',
    no: 'Check later',
  },
};
