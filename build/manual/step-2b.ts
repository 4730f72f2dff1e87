/** STEP 2B: another token is added. */
import type { Chapter } from './chapter.ts';
import { agree, compare, different, link, linkCaution, mail, read } from './step-2.ts';

export const step2b: Chapter = {
  id: 'step-2b',
  title: {
    ja: 'STEP 2B　トークンの追加（既にワンタイムパスワードをご利用いただいている場合）',
    en: 'STEP 2B　Adding a token (when you use the app already)',
  },
  lead: [
    {
      ja: 'この手順は、アプリに既に他金融機関のトークンが入っている場合に行なうものです。初めての場合は、前記STEP 2Aの手順で初期設定を行なってください。',
      en: 'For customers whose app has a token of another institution. The first time, follow STEP 2A.',
    },
  ],
  steps: [
    mail(null),
    {
      title: { ja: 'アプリの起動', en: 'Starting the app' },
      text: [
        {
          ja: 'アプリを開きます。パスコードを決めてあるときは、先に「ロック解除」（A13）でパスコードを入力します。',
          en: 'Open the app. If you have set a passcode, enter it first (A13).',
        },
      ],
    },
    {
      title: { ja: '設定メニューを表示する', en: 'Opening the settings' },
      text: [
        { ja: '画面左下の「設定」をクリックします。', en: 'Click “Settings” at the bottom left.' },
      ],
    },
    {
      title: { ja: '設定メニュー画面（A08）', en: 'Settings (A08)' },
      picture: 'A08',
      marks: [
        {
          at: '.menu button',
          ja: '「トークン追加」をクリックします。',
          en: 'Click “Add a token”.',
        },
      ],
    },
    {
      title: { ja: 'トークンの追加（A02）', en: 'Adding the token (A02)' },
      text: [
        {
          ja: '前記STEP 2A-4と同じように、サービスIDとユーザーIDを入力して「次へ」をクリックします。',
          en: 'As in STEP 2A-4, enter both IDs and click “Next”.',
        },
      ],
      notes: [link, linkCaution],
      picture: 'A02',
      marks: agree,
    },
    {
      title: { ja: 'トークン追加完了（A03）', en: 'Adding completed (A03)' },
      picture: 'A03-added',
      marks: [
        ...compare,
        { at: '.primary', ja: '「次へ」をクリックします。', en: 'Click “Next”.' },
      ],
      warning: different,
    },
    {
      title: { ja: 'トークン表示名設定（A04）', en: 'Name of the token (A04)' },
      text: [
        {
          ja: '前記STEP 2A-7と同じように、必要に応じて文言を追加し、「登録」をクリックします。',
          en: 'As in STEP 2A-7.',
        },
      ],
    },
    {
      title: { ja: '注意メッセージ（A05）', en: 'Words of caution (A05)' },
      text: [{ ja: '確認後「OK」をクリックします。', en: 'Read them, then click “OK”.' }],
    },
    read('A06-eight-digits'),
  ],
};
