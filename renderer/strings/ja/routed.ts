/** The words of the screens that open from 設定 and from the menus, in Japanese: they come with their screens. */
import { productName } from '../../../shared/brand.ts';
import { helpJa } from './help.ts';
import { namesJa } from './names.ts';
import { renewalJa } from './renewal.ts';
import { settingsJa } from './settings.ts';

/** The words of A21 メールがない・届かない. */
const noMailJa = {
  noMail: {
    title: 'メールがない・届かない',
    parts: [
      {
        heading: '番号は、銀行の画面にも出ています',
        points: [
          'インターネットバンキングにログインし、「ワンタイムパスワード申請」を2回押します。',
          '「ワンタイムパスワード申請内容選択」（画面ID BOP001）の「トークン情報」に、サービスIDとユーザIDがあります。メールがなくても、その番号で設定できます。',
        ],
      },
      {
        heading: 'メールが届かないとき',
        points: [
          '迷惑メールのフォルダーに入っていないか、見てください。',
          '申し込みのときのメールアドレスが違っていたときは、同じ画面で「トークン発行」をやり直します。前のユーザIDは使えなくなります。',
          'まだ「トークン発行」をしていないときは、先に申し込んでください。',
        ],
      },
      {
        heading: '利用開始パスワードを忘れたとき',
        points: ['調べる方法はありません。「トークン発行」をやり直し、新しく決めてください。'],
      },
    ],
    askTitle: 'それでもわからないとき',
    ask: '通帳やインターネットバンキングの画面にある電話番号へ、お電話ください。サービスIDを入力すると、ここに金融機関の電話番号が出ます。',
  },
};

/** What the institution has set on this PC, on A16. */
const policyJa = {
  policy: {
    title: '金融機関が決めた設定',
    names: {
      directoryUrl: '金融機関の一覧の場所',
      directoryRoots: '金融機関の一覧に署名する鍵',
      updates: '更新',
      passcodeRequired: 'パスコード',
      autoLockMinutes: '自動でロックするまでの時間',
      copyingAllowed: '番号のコピー',
      readAloudAllowed: '番号の読み上げ',
      language: 'ことば（Language）',
    },
    updates: { off: '知らせない', notify: '知らせる', on: '更新する' },
    required: { true: '必要', false: '決めていません' },
    allowed: { true: '使えます', false: '使えません' },
    minutes: (minutes: number) => `${minutes}分`,
    keys: (count: number) => `${count}個`,
    ignored: '使えないため、無いものとしたもの',
    problems: { unknown: 'この版のアプリが知らない名前です', refused: '値が正しくありません' },
    nameless: '（表示できない名前）',
  },
};

/** The words of A08 設定. */
const menuJa = {
  menu: {
    title: namesJa.settings,
    ...namesJa,
    version: (version: string) => `${productName.ja} ${version}`,
    newerVersion: (version: string) => `新しい版 ${version} があります`,
    updateReady: '新しい版の用意ができました',
    textPercent: (percent: number) => `文字 ${percent} %`,
    passcodeIs: (isSet: boolean): string => (isSet ? 'あり' : 'なし'),
  },
};

export const routedJa = {
  ...menuJa,
  help: helpJa,
  ...settingsJa,
  ...policyJa,
  ...noMailJa,
  renewal: renewalJa,
};

export type RoutedText = typeof routedJa;
