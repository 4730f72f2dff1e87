/** A contract's state as staff read it: what is in use, what is on its way, and what to do next. */
import { digitGroups } from '../../../shared/format/group-digits.ts';
import type { Contract } from '../../back-office/client.ts';
import { date, dateTime } from '../../site/frame/format.ts';

export type DeedName = 'void' | 'unlock' | 'release';
export const deedNames: readonly DeedName[] = ['unlock', 'void', 'release'];

const operationOf = { void: 'voidIssue', unlock: 'unlock', release: 'release' } as const;

export type Fact = { name: string; value: string };
export type ContractWords = {
  current: { sentence: string; facts: Fact[] };
  next: { sentence: string; facts: Fact[] };
  todo: string[];
  deeds: DeedName[];
};

type Current = Contract['current'];
type Next = Contract['next'];

/** Short, for lists. */
export const currentNames: Record<Current, string> = {
  none: 'なし',
  inUse: '使用中',
  suspended: '停止中',
  released: '利用解除済み（本日）',
};
export const nextNames: Record<Next, string> = {
  none: 'なし',
  issued: 'アプリ設定待ち',
  delivered: '利用開始待ち',
  confirmed: '利用開始待ち',
};

const currentSentences: Record<Current, string> = {
  none: '使っているトークンはありません。',
  inUse: 'トークンを使用中です。ログインと振込に、アプリの番号が使えます。',
  suspended:
    '誤った番号が続いたため、トークンを止めています。お客さまはログインも振込もできません。',
  released: '本日、利用解除しました。新しいトークンの申請は、翌日から受け付けます。',
};

const nextSentences: Record<Next, string> = {
  none: '手続き中のものはありません。',
  issued: '発行済みです。お客さまがアプリに設定するのを待っています。',
  delivered: 'アプリに設定済みです。お客さまが「利用開始」をするのを待っています。',
  confirmed: 'アプリに設定済みです。お客さまが「利用開始」をするのを待っています。',
};

const todoOfCurrent: Record<Current, readonly string[]> = {
  none: [],
  inUse: [
    'パソコンの紛失・故障のときは、ご本人であることを確かめてから「利用解除する」を行ってください。',
  ],
  suspended: [
    'ご本人であることと、アプリの番号を見て入力していたことを確かめてから「停止を解除する」を行ってください。心当たりがないときは、解除せずに利用解除を検討してください。',
  ],
  released: [
    '新しいパソコンで使うときは、翌日以降に「トークン発行」から申請していただいてください。',
  ],
};

const todoOfNext: Record<Next, readonly string[]> = {
  none: [],
  issued: [
    'メールのサービスIDとユーザーID、ご自分で決めた利用開始パスワードを、期限までにアプリに入力していただいてください。',
  ],
  delivered: [
    'アプリの照合番号が、この画面の照合番号と同じことをお客さまに確かめてください。違うときは、別の人が設定したおそれがあります。「発行を無効にする」を行ってください。',
    '同じなら、インターネットバンキングの「利用開始」で、アプリの番号を入力していただいてください。',
  ],
  confirmed: [
    'アプリの照合番号が、この画面の照合番号と同じことをお客さまに確かめてください。違うときは、別の人が設定したおそれがあります。「発行を無効にする」を行ってください。',
    '同じなら、インターネットバンキングの「利用開始」で、アプリの番号を入力していただいてください。',
  ],
};

const firstIssue =
  'お客さまに、インターネットバンキングの「トークン発行」から申請していただいてください。';

export function contractWords(contract: Contract): ContractWords {
  const { current, next, token, issue, releasedAt, allowed } = contract;
  const todo = [...todoOfCurrent[current], ...todoOfNext[next]];
  return {
    current: {
      sentence: currentSentences[current],
      facts: [
        ...(token
          ? [
              { name: 'アプリへの設定', value: dateTime(token.issuedAt) },
              { name: '有効期限', value: date(token.expiresAt) },
              { name: 'パソコン', value: token.device },
              { name: '続いている誤りの回数', value: `${token.wrongCodes}回` },
            ]
          : []),
        ...(current === 'released' && releasedAt !== null
          ? [{ name: '利用解除', value: dateTime(releasedAt) }]
          : []),
      ],
    },
    next: {
      sentence: nextSentences[next],
      facts: issue
        ? [
            { name: '発行', value: dateTime(issue.openedAt) },
            // One that an app has used has no end of its own.
            ...(next === 'issued'
              ? [{ name: '設定の期限', value: dateTime(issue.expiresAt) }]
              : []),
            { name: 'ユーザーID', value: issue.userId },
            { name: 'メールの宛先', value: issue.deliveryAddress },
            ...(issue.checkNumber === null
              ? []
              : [{ name: '照合番号', value: digitGroups(issue.checkNumber).join(' ') }]),
          ]
        : [],
    },
    todo: todo.length > 0 ? todo : [firstIssue],
    // A button that can do nothing helps nobody.
    deeds: deedNames.filter((deed) => allowed.includes(operationOf[deed])),
  };
}
