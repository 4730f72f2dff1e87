/** The words of 有効期限の更新 and 時刻の確認, in Japanese. */
import { namesJa as names } from './names.ts';

const moment = new Intl.DateTimeFormat('ja-JP', { dateStyle: 'long', timeStyle: 'medium' });

export const upkeepJa = {
  renewal: {
    title: names.renew,
    chooseLead: '有効期限を更新するトークンを選んでください。',
    notYet: '更新できるトークンは、いまはありません。有効期限の30日前から更新できます。',
    lead: 'トークンの中の鍵と有効期限を新しくします。表示名と並び順はそのままです。',
    before: '今の有効期限',
    after: '新しい有効期限',
    renew: '更新する',
    renewing: '更新しています',
    unanswered:
      '金融機関からの返事を待っています。今までの番号はそのまま使えます。つながると、自動で更新を続けます。',
    done: '有効期限を更新しました。これからは新しい番号をお使いください。',
    next: '次へ',
  },

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
