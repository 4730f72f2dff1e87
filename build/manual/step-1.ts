/** STEP 1: the token is applied for in internet banking. */
import type { Chapter } from './chapter.ts';

export const step1: Chapter = {
  id: 'step-1',
  title: {
    ja: 'STEP 1　ワンタイムパスワード・トークン発行申請',
    en: 'STEP 1　Applying for a token',
  },
  lead: [
    {
      ja: 'この手順は、ワンタイムパスワードを使用するパソコンで、インターネットバンキングの画面から行ないます。',
      en: 'You do this on the PC that will show your one-time passwords, on the pages of internet banking. These pages are in Japanese.',
    },
  ],
  steps: [
    {
      title: {
        ja: '個人向けインターネットバンキングにログインします。（BLI001）',
        en: 'Log in to internet banking. (BLI001)',
      },
      picture: 'BLI001',
      marks: [
        { at: '#logInId', ja: '「ログインID」を入力します。', en: 'Enter your log-in ID.' },
        {
          at: '#password',
          ja: '「ログインパスワード」を入力します。',
          en: 'Enter your log-in password.',
        },
        {
          at: 'main button.primary',
          ja: '「ログイン」をクリックします。',
          en: 'Click 「ログイン」 (log in).',
        },
      ],
    },
    {
      title: {
        ja: '個人向けインターネットバンキング・トップページ（BPT001）',
        en: 'Top page of internet banking (BPT001)',
      },
      picture: 'BPT001',
      marks: [
        {
          at: 'main a:has-text("ワンタイムパスワード申請")',
          ja: '「ワンタイムパスワード申請」をクリックします。',
          en: 'Click 「ワンタイムパスワード申請」 (apply for one-time passwords).',
        },
      ],
    },
    {
      title: {
        ja: 'ワンタイムパスワード申請メニュー',
        en: 'Menu of one-time passwords',
      },
      picture: 'menu',
      marks: [
        {
          at: 'main a:has-text("ワンタイムパスワード申請")',
          ja: '以下の画面になったら「ワンタイムパスワード申請」をクリックします。',
          en: 'Click 「ワンタイムパスワード申請」 once more.',
        },
      ],
    },
    {
      title: {
        ja: 'ワンタイムパスワード申請内容選択ページ（BOP001）',
        en: 'Choice of what to apply for (BOP001)',
      },
      picture: 'BOP001',
      marks: [
        {
          at: 'main a:has-text("トークン発行")',
          ja: '以下の画面になったら「トークン発行」をクリックします。',
          en: 'Click 「トークン発行」 (issue a token).',
        },
      ],
    },
    {
      title: {
        ja: 'トークン発行（ソフトウェアトークン発行情報入力）ページ（BOT001）',
        en: 'Issuing a token: entering (BOT001)',
      },
      picture: 'BOT001',
      marks: [
        {
          at: '#mail',
          ja: 'このパソコンで受信できるメールアドレスを入力します。',
          en: 'Enter a mail address that you read on this PC.',
        },
        {
          at: '#mailAgain',
          ja: '(1) で入力したメールアドレスをもう1回入力します（入力ミス防止用）。',
          en: 'Enter the address of (1) once more, against slips.',
        },
        {
          at: '#password',
          ja: '利用開始時に使用するパスワードを入力します（半角の数字のみ4桁以上8桁以内）。',
          en: 'Choose an activation password of 4 to 8 digits and enter it.',
        },
        {
          at: '#passwordAgain',
          ja: '(3) で入力したパスワードをもう1回入力します（入力ミス防止用）。',
          en: 'Enter the password of (3) once more, against slips.',
        },
        {
          at: 'main button:has-text("次へ")',
          ja: '以上の入力が完了したら「次へ」をクリックします。',
          en: 'When all is entered, click 「次へ」 (next).',
        },
      ],
      notes: [
        {
          ja: 'このパスワードを忘れるとワンタイムパスワード利用手続きができません。メールには書いてありません。',
          en: 'Without this password the set-up can’t be done. It is not in the mail.',
        },
        {
          ja: '安全性向上のためソフトウェアキーボードをご利用ください。',
          en: 'The keyboard on the page is safer than the PC’s own.',
        },
      ],
    },
    {
      title: {
        ja: 'トークン発行（ソフトウェアトークン発行情報入力内容確認）ページ（BOT002）',
        en: 'Issuing a token: checking (BOT002)',
      },
      picture: 'BOT002',
      marks: [
        {
          at: 'main dl',
          ja: '送付先メールアドレスに間違いが無いか確認します。',
          en: 'Check the mail address.',
        },
        {
          at: '#confirmation',
          ja: '「確認用パスワード」（振込取引時に使用するパスワード）を入力します。',
          en: 'Enter your 「確認用パスワード」, the password that you use for transfers.',
        },
        {
          at: 'main button:has-text("確定する")',
          ja: '「確定する」をクリックします。',
          en: 'Click 「確定する」 (confirm).',
        },
      ],
    },
    {
      title: {
        ja: 'トークン発行（ソフトウェアトークン発行完了）ページ（BOT003）',
        en: 'Issuing a token: done (BOT003)',
      },
      picture: 'BOT003',
      marks: [
        {
          at: 'main a:has-text("ワンタイムパスワード申請内容選択へ")',
          ja: '以下の画面になったら「ワンタイムパスワード申請内容選択へ」をクリックします。',
          en: 'Click 「ワンタイムパスワード申請内容選択へ」 (back to the choice).',
        },
      ],
    },
    {
      title: {
        ja: 'ワンタイムパスワード申請内容選択ページ（BOP001）',
        en: 'Choice of what to apply for (BOP001)',
      },
      text: [
        {
          ja: '「登録状況」が「トークン発行済」になります。以下の画面になったら、このままにしてSTEP 2AまたはSTEP 2Bに進みます。',
          en: '「登録状況」 (state) is now 「トークン発行済」 (token issued). Leave this page open and go on with STEP 2A or STEP 2B.',
        },
      ],
      picture: 'BOP001-issued',
      marks: [
        {
          at: '#service-id',
          ja: 'アプリの「サービスID」に入力する番号です。',
          en: 'The service ID for the app.',
        },
        {
          at: '#user-id',
          ja: 'アプリの「ユーザーID」に入力する英数字です。',
          en: 'The user ID for the app.',
        },
      ],
      notes: [
        {
          ja: '「トークン発行」をやり直すと、前のユーザIDは使えなくなります。',
          en: 'If you issue the token again, the user ID of before no longer works.',
        },
        {
          ja: '申し込みから72時間のうちに、STEP 2へお進みください。',
          en: 'Do STEP 2 within 72 hours.',
        },
      ],
    },
  ],
};
