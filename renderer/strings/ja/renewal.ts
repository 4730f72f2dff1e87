/** The words of 有効期限の更新, in Japanese. */
import { namesJa as names } from './names.ts';

export const renewalJa = {
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
};

export type RenewalText = typeof renewalJa;
