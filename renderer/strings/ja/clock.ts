/** The words of 時刻の確認, in Japanese. */
import { namesJa as names } from './names.ts';

const moment = new Intl.DateTimeFormat('ja-JP', { dateStyle: 'long', timeStyle: 'medium' });

export const clockJa = {
  clockCheck: {
    title: names.clock,
    pc: 'このパソコンの時刻',
    institution: '金融機関の時刻',
    notKnown: 'まだ確かめていません',
    lastCheck: '最後の確認',
    moment: (at: number) => moment.format(at),
    timeZone: (zone: string) =>
      `パソコンのタイムゾーンは ${zone} です。日本でなくても、番号に違いはありません。`,
    checkNow: '今すぐ確認',
    checking: '確認しています',
    checked: '確認しました。',
  },

  clockQuestion: {
    title: names.clock,
    lead: (away: string) => `金融機関の時刻は、パソコンの時計と${away}違います。`,
    ask: 'パソコンの日付と時刻を確かめてください。金融機関の時刻に合わせて番号を表示しますか？',
    yes: '金融機関の時刻に合わせる',
    no: 'あとで確かめる',
  },
};

export type ClockText = typeof clockJa;
