/** The words of the form that sends an activation, of the mail that is pasted into it, and of what has no answer yet, in Japanese. */
import {
  activationPasswordDigits,
  serviceIdDigits,
  userIdCharacters,
} from '../../../shared/limits.ts';
import { namesJa } from './names.ts';

const serviceId = 'サービスID';
const userId = 'ユーザーID';
const activationPassword = '利用開始パスワード';

export const activationJa = {
  activation: {
    firstTitle: '初期設定',
    addTitle: 'トークン追加',
    lead: {
      ids: 'メールにあるサービスIDとユーザーIDを入力してください。',
      agreement: '利用開始パスワードを入力し、送信ボタンを押してください。',
      both: 'サービスIDとユーザーID、利用開始パスワードを入力し、送信ボタンを押してください。',
    },
    serviceId: `${serviceId}:`,
    userId: `${userId}:`,
    activationPassword: `${activationPassword}:`,
    serviceIdHint: `${serviceIdDigits}桁の数字`,
    userIdHint: `${userIdCharacters}文字の英数字`,
    activationPasswordHint: `${activationPasswordDigits.min}～${activationPasswordDigits.max}桁の数字`,
    showPassword: 'パスワードを表示する',
    hidePassword: 'パスワードを隠す',
    confirmed: '確認済み',
    practiceService: 'これは練習用の番号です。ご案内のメールにあるサービスIDを入力してください。',
    unknownService: 'このサービスIDは見つかりません。数字を確かめてください。',
    terms: '利用規約',
    wholeTerms: '全文を読む',
    agree: '上記の内容に同意する。',
    next: '次へ',
    send: '送信',
    sending: '送信しています',
    missing: {
      serviceId: `${serviceId}を、${serviceIdDigits}桁の数字で入力してください。`,
      userId: `${userId}を、${userIdCharacters}文字の英数字で入力してください。`,
      activationPassword: `${activationPassword}を、お決めになった${activationPasswordDigits.min}～${activationPasswordDigits.max}桁の数字で入力してください。`,
      agreed: '同意するときは、「上記の内容に同意する。」にチェックを入れてください。',
    },
  },

  stepMarker: { title: '設定の順番', names: ['入力', '照合', '名前', '注意'] },

  firstUse: {
    title: '次は、インターネットバンキングで「ワンタイムパスワード利用開始」',
    open: '開く',
    /** Said in its place: the address beside the code has an 「開く」 of its own. */
    openSaid: '利用開始のために開く',
    done: '済みました',
  },

  mail: {
    open: namesJa.mail,
    title: namesJa.mail,
    lead: '「トークン発行のご案内」のメールを全部コピーして、下の枠に貼り付けてください。サービスIDとユーザーIDを読み取ります。',
    label: 'メールの文面',
    read: '読み取る',
    missing: 'メールの文面を、上の枠に貼り付けてください。',
    notFound:
      'サービスIDとユーザーIDが見つかりません。メールの文面を最初から最後までコピーしてください。',
    which: '使う番号を選んでください。',
    several:
      '貼り付けた文面に、番号が2組以上あります。「トークン発行」をやり直したときは、新しいメールの番号を選んでください。',
    again: '貼り付けなおす',
    filled: 'サービスIDとユーザーIDを入れました。',
  },

  pending: {
    title: '送信の結果を確かめています',
    sent: (institution: string) => `${institution} からの返事を待っています。`,
    unanswered: (institution: string) => `${institution} からの返事がまだ届いていません。`,
    /** The input that E201 speaks of is gone by now. */
    offline: '通信エラーが発生しました。ネットワークの接続を確認してください。',
    refusedTitle: '前回の送信の結果',
    refused: (institution: string) => `${institution} で受け付けられませんでした。`,
    read: '閉じる',
    unreadableTitle: '前回の送信の記録',
    unreadable: (institution: string) =>
      `${institution} への送信の記録が読み取れません。消さずに残してあります。`,
    afterUnreadable:
      'パソコンを再起動しても変わらず、トークンもないときは、インターネットバンキングで「トークン発行」をやり直してください。',
    retry: '再試行',
    discard: '取り消す',
    askTitle: 'この送信を取り消しますか？',
    ask: '金融機関に届いていたときは、インターネットバンキングで「トークン発行」をやり直すことになります。',
    keep: '取り消さない',
  },
};

export type ActivationText = typeof activationJa;
