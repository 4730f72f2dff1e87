/** Words of the lock, of the passcode and of a vault that does not open, in Japanese. */
import { passcodeDigits } from '../../../shared/limits.ts';
import { instantFormat } from '../../format/instant.ts';
import { namesJa as names } from './names.ts';

const instant = instantFormat('ja-JP');

export const passcodeJa = {
  lock: {
    title: 'ロック解除',
    lead: 'パスコードを入力してください。',
    label: 'パスコード:',
    missing: 'パスコードを入力してください。',
    unlock: 'ロックを解除',
    unlocking: '確かめています',
    touchId: '指紋（Touch ID）で解除',
    triesLeft: (count: number) => `あと ${count} 回、続けて入力できます。`,
    wait: (at: number) => `${instant(at)} を過ぎてから入力できます。`,
    forgotten: 'パスコードを忘れたとき',
    forgottenText:
      'パスコードを調べる方法はありません。金融機関の電話番号へ連絡するか、インターネットバンキングで「トークン発行」をやり直すと、新しいトークンを使えます。',
  },
  passcode: {
    title: names.passcode,
    notSet:
      'パスコードを設定すると、このアプリを開くときにパスコードが必要になり、ほかの人に番号を見られにくくなります。',
    isSet: 'パスコードを設定しています。',
    required: 'この金融機関のトークンを使うには、パスコードの設定が必要です。',
    ifForgotten:
      'パスコードを忘れると、保存したトークンは使えなくなり、金融機関で「トークン発行」のやり直しが必要です。',
    locksBy: (minutes: number) =>
      `操作がないまま${minutes}分たったとき、画面をロックしたとき、スリープしたときに、自動でロックします。`,
    minutesTitle: '自動でロックするまでの時間',
    minutes: (minutes: string) => `${minutes}分`,
    current: '今のパスコード:',
    next: '新しいパスコード:',
    again: '新しいパスコード（確認）:',
    hint: `${passcodeDigits.min}～${passcodeDigits.max}桁の数字`,
    currentMissing: '今のパスコードを入力してください。',
    nextMissing: `新しいパスコードを、${passcodeDigits.min}～${passcodeDigits.max}桁の数字で入力してください。`,
    againMissing: '確認のため、新しいパスコードをもう一度入力してください。',
    different: '2つのパスコードが違います。',
    set: '設定する',
    change: '変更する',
    busy: '書き換えています',
    remove: 'パスコードを解除する',
    lockNow: '今すぐロックする',
    touchIdTitle: '指紋（Touch ID）',
    touchId:
      '指紋でもロックを解除できます。そのあいだ、このパソコンのあなたのアカウントに入れる人やプログラムからは、パスコードだけのときほど守れません。パスコードを変えると、オフに戻ります。',
    touchIdChoice: { off: '使わない', on: '使う' },
    doneTitle: 'パスコードを変えました。',
    removedTitle: 'パスコードを解除しました。',
    done: 'OK',
  },
  anew: {
    open: '新しく始める',
    lead: '元に戻せないときは、新しく始めて、金融機関から新しいトークンを受け取れます。',
    kept: '保存されているトークン',
    userId: (masked: string) => `ユーザーID ${masked}`,
    serviceId: (serviceId: string) => `サービスID ${serviceId}`,
    askTitle: '新しく始めますか？',
    ask: '今のトークンは、このアプリでは使えなくなります。ファイルは消さずに残します。',
    steps: [
      'インターネットバンキングで「トークン発行」をやり直す（できないときは、上の電話番号へ連絡する）。',
      '新しく届いたサービスIDとユーザーID（ユーザーIDは前のものと変わります）、利用開始パスワードで、このアプリの初期設定をする。',
    ],
    confirm: '新しく始める',
    keep: 'やめる',
  },
  vaultNotice: { title: 'お知らせ', read: '読みました' },
};

export type PasscodeText = typeof passcodeJa;
