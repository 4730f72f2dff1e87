/** STEP 3 and STEP 4: the token comes into use, and what every log-in is from then on. */
import type { Chapter } from './chapter.ts';

export const step3: Chapter = {
  id: 'step-3',
  title: { ja: 'STEP 3　ワンタイムパスワードの利用開始', en: 'STEP 3　Starting to use it' },
  lead: [],
  steps: [
    {
      title: { ja: 'ワンタイムパスワード認証確認（BOP001）', en: 'From the page BOP001' },
      picture: 'BOP001-check-number',
      marks: [
        {
          at: '#check-number',
          ja: '「照合番号」が、アプリの完了画面の番号と同じことを確かめます。',
          en: 'Make sure that 「照合番号」, the check number, is the one that the app has shown.',
        },
        {
          at: 'main a:has-text("ワンタイムパスワード利用開始")',
          ja: '前記STEP 1-8で、そのままにしていたページの「ワンタイムパスワード利用開始」をクリックします。',
          en: 'Click 「ワンタイムパスワード利用開始」 (start using one-time passwords) on the page that you left open.',
        },
      ],
      notes: [
        {
          ja: 'タイムアウト（一定時間操作をしなかった）、ログアウト、ブラウザを終了した等のため中断してしまった場合は、前記STEP 1-1～3の操作をすることにより、この画面を表示することができます。',
          en: 'If you were logged out, STEP 1-1 to 1-3 bring you back to this page.',
        },
      ],
    },
    {
      title: {
        ja: 'ワンタイムパスワード利用開始（ソフトウェアトークン確認）ページ（BOK001）',
        en: 'Starting to use it: the code (BOK001)',
      },
      picture: 'BOK001',
      marks: [
        {
          at: '#code',
          ja: 'アプリに表示されたワンタイムパスワードを入力します。',
          en: 'Enter the one-time password that the app shows.',
        },
        {
          at: 'main button:has-text("利用開始する")',
          ja: '「利用開始する」をクリックします。',
          en: 'Click 「利用開始する」 (start using it).',
        },
      ],
    },
    {
      title: {
        ja: 'ワンタイムパスワード利用開始（ソフトウェアトークン完了）ページ（BOK002）',
        en: 'Starting to use it: done (BOK002)',
      },
      picture: 'BOK002',
      marks: [
        {
          at: 'main a:has-text("ワンタイムパスワード申請内容選択へ")',
          ja: '「ワンタイムパスワード申請内容選択へ」をクリックします。',
          en: 'Click 「ワンタイムパスワード申請内容選択へ」 (back to the choice).',
        },
      ],
    },
    {
      title: {
        ja: 'ワンタイムパスワード申請内容選択ページ（BOP001）',
        en: 'Choice of what to apply for (BOP001)',
      },
      picture: 'BOP001-in-use',
      text: [
        {
          ja: '「登録状況」が「利用中」になっていることを確かめて、「トップページへ」をクリックします。',
          en: 'Make sure that 「登録状況」 is 「利用中」 (in use), and click 「トップページへ」 (to the top page).',
        },
      ],
    },
    {
      title: {
        ja: '個人インターネットバンキング・トップページ表示（BPT001）',
        en: 'Top page of internet banking (BPT001)',
      },
      text: [
        {
          ja: '以上でワンタイムパスワードが利用できるようになりました。',
          en: 'That is all. From the next log-in on you are asked for a one-time password.',
        },
      ],
    },
    {
      title: { ja: 'アプリを終了します', en: 'Closing the app' },
      text: [
        {
          ja: 'アプリの窓を閉じます。トークンは、パソコンに残ります。次からは、アプリを開くだけで番号が出ます。',
          en: 'Close its window. The token stays on the PC: from now on the code is there when you open the app.',
        },
      ],
    },
  ],
};

export const step4: Chapter = {
  id: 'step-4',
  title: {
    ja: 'STEP 4　ワンタイムパスワード導入後のご利用について',
    en: 'STEP 4　Logging in from now on',
  },
  lead: [],
  steps: [
    {
      title: {
        ja: '個人向けインターネットバンキングにログインします。（BLI001）',
        en: 'Log in to internet banking. (BLI001)',
      },
      text: [
        {
          ja: 'いつものとおり、「ログインID」と「ログインパスワード」を入力し、「ログイン」をクリックします。',
          en: 'As always, with your log-in ID and log-in password.',
        },
      ],
    },
    {
      title: { ja: 'ワンタイムパスワード認証（BLI023）', en: 'The one-time password (BLI023)' },
      picture: 'BLI023',
      marks: [
        {
          at: '#code',
          ja: 'アプリを開き、表示されたワンタイムパスワードを入力します。',
          en: 'Open the app and enter the code that it shows.',
        },
        {
          at: 'main button:has-text("次へ")',
          ja: '「次へ」をクリックすると、個人向けインターネットバンキング・トップページが表示されます。',
          en: 'Click 「次へ」 (next): the top page of internet banking appears.',
        },
      ],
      notes: [
        {
          ja: '残りの秒数が少ないときは、次の番号を待つとあわてずに入力できます。',
          en: 'If few seconds are left, wait for the next code.',
        },
      ],
    },
    {
      title: { ja: '複数のトークンをご利用の場合（A07）', en: 'With several tokens (A07)' },
      text: [
        {
          ja: '「トークン選択」画面から、その金融機関のトークンを選択してください。',
          en: 'Choose the token of the institution that you are logging in to.',
        },
      ],
      picture: 'A07',
    },
  ],
};
