/** The words of the question whether the institution's time is right, in Japanese. */
import { namesJa as names } from './names.ts';

export const clockJa = {
  clockQuestion: {
    title: names.clock,
    lead: (away: string) => `金融機関の時刻は、パソコンの時計と${away}違います。`,
    ask: 'パソコンの日付と時刻を確かめてください。金融機関の時刻に合わせて番号を表示しますか？',
    yes: '金融機関の時刻に合わせる',
    no: 'あとで確かめる',
  },
};

export type ClockText = typeof clockJa;
