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
  ...noMailJa,
  renewal: renewalJa,
};

export type RoutedText = typeof routedJa;
