/** STEP 2A: the app is set up with its first token. */
import type { Chapter, Mark } from './chapter.ts';
import { agree, compare, different, link, linkCaution, mail, read } from './step-2.ts';

const enterIds: readonly Mark[] = [
  {
    at: '.field >> visible=true >> nth=0',
    ja: '「サービスID」を入力します。前記STEP 1-8のページか、メールに書いてあるものです。金融機関の名前と「確認済み」が出ることを確かめます。',
    en: 'Enter the service ID, from the page of STEP 1-8 or from the mail. Make sure that your institution’s name and “Verified” appear.',
  },
  {
    at: '.field >> visible=true >> nth=1',
    ja: '「ユーザーID」を入力します。',
    en: 'Enter the user ID.',
  },
  { at: '.primary', ja: '「次へ」をクリックします。', en: 'Click “Next”.' },
];

export const step2a: Chapter = {
  id: 'step-2a',
  title: {
    ja: 'STEP 2A　トークンのダウンロード・初期設定（初めてご利用になる場合）',
    en: 'STEP 2A　Getting the app and setting it up (the first time)',
  },
  lead: [
    {
      ja: 'この手順は、ワンタイムパスワードを使用するパソコンで行ないます。',
      en: 'You do this on the PC that will show your one-time passwords.',
    },
    {
      ja: '既に他金融機関のトークンがアプリに入っている場合は、後記STEP 2Bの手順でトークン追加を行なってください。',
      en: 'If the app has a token of another institution already, follow STEP 2B.',
    },
  ],
  steps: [
    mail('mail'),
    {
      title: { ja: 'アプリ・ダウンロードページ', en: 'Download page' },
      picture: 'download',
      text: [
        {
          ja: 'インターネットバンキングの「アプリのダウンロードページ」を開きます。お使いのパソコン用のボタン、動作が確認されている環境、アプリの概要が確認できます。',
          en: 'Open 「アプリのダウンロードページ」 in internet banking. It has the button for your PC, the systems it was tested on, and what the app is.',
        },
      ],
      warning: {
        ja: 'アプリは、このページからだけ手に入れてください。電話やメールで教わった場所からは、決して入れないでください。',
        en: 'Get the app from this page only, never from a place that a caller or a mail names.',
      },
    },
    {
      title: { ja: 'アプリを開く（A00）', en: 'Opening the app (A00)' },
      picture: 'A00',
      marks: [
        {
          at: '.primary',
          ja: '用意するものを確かめて「はじめる」をクリックします。',
          en: 'Have the three things ready, then click “Begin”.',
        },
        {
          at: '.welcome > .secondary',
          ja: 'メールがないときは「メールがない・届かない」をクリックします。番号がどの画面に出ているかをご案内します（A21）。',
          en: 'Without a mail click “There is no mail”: it says where the IDs stand (A21).',
        },
      ],
    },
    {
      title: { ja: 'アプリ初期設定：番号の入力（A01）', en: 'Initial setup: the IDs (A01)' },
      picture: 'A01-ids',
      marks: enterIds,
      notes: [
        {
          ja: '「メールから貼り付け」をクリックしてメールを全部貼り付けると、サービスIDとユーザーIDが入ります。',
          en: '“Paste from the mail” takes both IDs from the whole mail.',
        },
        link,
        linkCaution,
      ],
    },
    {
      title: {
        ja: 'アプリ初期設定：パスワードと同意（A01）',
        en: 'Initial setup: password and terms (A01)',
      },
      picture: 'A01-filled',
      marks: agree,
    },
    {
      title: { ja: 'トークン初期設定完了（A03）', en: 'Initial setup completed (A03)' },
      picture: 'A03',
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
          ja: '必要に応じ、トークン表示名を設定します。必要ない場合は、入力不要です。',
          en: 'Add something to the name if you like. Nothing has to be entered.',
        },
      ],
      picture: 'A04',
      marks: [
        {
          at: '.field',
          ja: '「トークン表示名」の後ろに文言を追加できます。例）ここに「本店用」と入力すると、トークン表示名は「あかぎ信用組合 本店用」となります。',
          en: 'What you enter is added to the name: 本店用 makes it あかぎ信用組合 本店用.',
        },
        { at: '.primary', ja: '「登録」をクリックします。', en: 'Click “Save”.' },
      ],
    },
    {
      title: { ja: '注意メッセージ（A05）', en: 'Words of caution (A05)' },
      text: [
        {
          ja: '注意メッセージが表示されます。確認後「OK」をクリックします。',
          en: 'Read them, then click “OK”.',
        },
      ],
      picture: 'A05',
    },
    read('A06'),
  ],
};
