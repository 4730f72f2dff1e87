/** What the settings of the app have, screen by screen. */
import type { Chapter } from './chapter.ts';

export const settings: Chapter = {
  id: 'settings',
  title: { ja: '設定でできること', en: 'What the settings have' },
  lead: [
    {
      ja: '画面左下の「設定」（A08）から開きます。',
      en: 'They open from “Settings” (A08) at the bottom left.',
    },
  ],
  steps: [
    {
      title: { ja: '画面と文字（A20）', en: 'Screen and text (A20)' },
      text: [
        {
          ja: '文字の大きさを100 %から300 %まで、色を明るい・暗いなどから選べます。画面に収まるかぎり、ウィンドウもいっしょに大きくなります。',
          en: 'Text from 100 % to 300 %, light or dark colours. The window grows with the text as far as the screen allows.',
        },
      ],
      picture: 'A20',
    },
    {
      title: { ja: 'トークン表示名変更（A09）', en: 'Rename a token (A09)' },
      text: [
        {
          ja: 'トークンの名前の後ろの文言を変えます。',
          en: 'Changes what is added to a token’s name.',
        },
      ],
      picture: 'A09',
    },
    {
      title: { ja: '並べ替え（A19）', en: 'Change the order (A19)' },
      text: [
        {
          ja: 'よく使うトークンを上にします。',
          en: 'Puts the tokens that you use most at the top.',
        },
      ],
    },
    {
      title: { ja: 'パスコード（A14）', en: 'Passcode (A14)' },
      text: [
        {
          ja: 'アプリを開くときにパスコードを聞くようにします。忘れると、トークン発行からのやり直しになります。',
          en: 'Has the app ask for a passcode when it opens. If you forget it, the token has to be issued again.',
        },
      ],
      picture: 'A14',
    },
    {
      title: { ja: '有効期限の更新（A11）', en: 'Renew a token (A11)' },
      text: [
        {
          ja: 'トークンの有効期限の30日前から、更新できます。',
          en: 'Possible from 30 days before a token expires.',
        },
      ],
    },
    {
      title: { ja: '時刻の確認（A12）', en: 'Check the time (A12)' },
      text: [
        {
          ja: 'パソコンの時計のずれは、アプリが自動で直します。どれだけずれているかを確かめられます。',
          en: 'The app corrects the PC’s clock by itself. Here you see by how much.',
        },
      ],
      picture: 'A12',
    },
    {
      title: { ja: '診断（A16）', en: 'Diagnosis (A16)' },
      text: [
        {
          ja: 'どこに問題があるかを確かめます。お電話では「サポート番号」をお伝えください。お客さまの情報は含みません。',
          en: 'Finds out where a trouble lies. Give the support code on the telephone; it tells nothing about you.',
        },
      ],
      picture: 'A16',
    },
    {
      title: { ja: 'トークン削除（A10）', en: 'Delete a token (A10)' },
      text: [
        {
          ja: '使わなくなったトークンを消します。先に、インターネットバンキングの「ワンタイムパスワード利用解除」を済ませてください。',
          en: 'For a token that is no longer used. Release it in internet banking first.',
        },
      ],
      picture: 'A10',
    },
    {
      title: {
        ja: 'ヘルプ（A15）・利用規約とバージョン情報（A17）',
        en: 'Help (A15), terms and version (A17)',
      },
      text: [
        {
          ja: '「ヘルプ」には、操作の説明、「キーボードの操作」、「練習用トークン」、「控え」があります。',
          en: 'The help explains the screens and has the keys, the practice token and the record sheet.',
        },
      ],
      picture: 'A15',
    },
  ],
};
