/** 機種変更, 困ったときは and 控え. The table of errors is the app's own. */
import type { Chapter } from './chapter.ts';

export const newPc: Chapter = {
  id: 'new-pc',
  title: { ja: '機種変更（パソコンを替えるとき）', en: 'A new PC' },
  lead: [
    {
      ja: 'トークンを別のパソコンへ移すことはできません。新しいパソコンで、新しいトークンを設定します。',
      en: 'A token can’t be moved to another PC. You set up a new one on the new PC.',
    },
  ],
  steps: [
    {
      title: {
        ja: '古いパソコンで、利用解除をします（BOS001）',
        en: 'On the old PC, release the token (BOS001)',
      },
      text: [
        {
          ja: 'インターネットバンキングの「ワンタイムパスワード申請」（BOP001）で「ワンタイムパスワード利用解除」をクリックし、アプリの番号を入力して「解除する」をクリックします。',
          en: 'On BOP001 click 「ワンタイムパスワード利用解除」 (release), enter the code and click 「解除する」 (release).',
        },
      ],
      picture: 'BOS001',
    },
    {
      title: {
        ja: '翌日以降に、新しいパソコンで、STEP 1から行ないます',
        en: 'From the next day on, begin with STEP 1 on the new PC',
      },
      text: [
        {
          ja: '新しい「トークン発行」は、利用解除した日の翌日からできます。',
          en: 'A token can be issued again from the day after the release.',
        },
      ],
    },
    {
      title: {
        ja: '古いパソコンのアプリから、トークンを消します',
        en: 'Delete the token from the old PC',
      },
      text: [
        {
          ja: '「設定」の「トークン削除」（A10）で消します。',
          en: 'With “Delete a token” (A10) in the settings.',
        },
      ],
    },
    {
      title: {
        ja: 'パソコンが壊れた、なくしたとき',
        en: 'If the PC is broken or lost',
      },
      text: [
        {
          ja: 'すぐに金融機関へお電話ください。金融機関が利用を解除し、STEP 1からやり直せます。',
          en: 'Telephone your institution at once. It releases the token, and you begin again with STEP 1.',
        },
      ],
    },
  ],
};

export const trouble: Chapter = {
  id: 'trouble',
  title: { ja: '困ったときは', en: 'In trouble' },
  lead: [],
  steps: [
    {
      title: { ja: '番号をだれかに聞かれた', en: 'Somebody asks for the code' },
      warning: {
        ja: 'それは詐欺です。番号は、だれにも教えないでください。金融機関も、警察も、番号を聞くことはありません。',
        en: 'That is a fraud. Tell the code to nobody. Neither your institution nor the police ever ask for it.',
      },
      text: [
        {
          ja: 'アプリの「番号を聞かれましたか？」に、することと電話番号が出ます。',
          en: '“Someone asked for the code?” in the app says what to do and whom to call.',
        },
      ],
    },
    {
      title: { ja: '番号が正しくないと言われる', en: 'The code is refused' },
      text: [
        {
          ja: '一度使った番号は使えません。次の番号で入力してください。続けて5回間違えると利用が止まります。金融機関へお電話ください。',
          en: 'A code works once. Enter the next one. After five wrong ones in a row its use is suspended: telephone your institution.',
        },
      ],
    },
    {
      title: {
        ja: '利用開始パスワードを忘れた、5回間違えた',
        en: 'The activation password is forgotten or was wrong five times',
      },
      text: [
        {
          ja: 'STEP 1の「トークン発行」からやり直してください。',
          en: 'Begin again with STEP 1 and issue the token anew.',
        },
      ],
    },
    {
      title: {
        ja: 'トークンが開けない（A18）',
        en: 'The tokens can’t be opened (A18)',
      },
      text: [
        {
          ja: '画面に、何が起きたかと、することが出ます。保存されているトークンを、アプリが勝手に消すことはありません。',
          en: 'The screen says what has happened and what to do. The app never deletes a stored token by itself.',
        },
      ],
    },
  ],
};

export const errorTable = {
  id: 'errors',
  title: { ja: '番号 E… の一覧', en: 'The numbers E…' },
  lead: {
    ja: '画面に出た番号から、することが分かります。お電話では、その番号をお伝えください。',
    en: 'What to do, by the number on the screen. Give that number on the telephone.',
  },
};

export const recordSheet: Chapter = {
  id: 'record',
  title: { ja: '控え', en: 'Record sheet' },
  lead: [
    {
      ja: 'アプリの「ヘルプ」から「控え」を印刷できます。金融機関の電話番号、サービスID、トークンの名前と有効期限が載ります。番号やパスワードは載りません。',
      en: 'The help prints a record sheet: your institution’s number, the service ID, names and dates of the tokens. No code and no password stands on it.',
    },
  ],
  steps: [
    {
      title: {
        ja: '印刷して、通帳といっしょに保管します',
        en: 'Print it and keep it with your passbook',
      },
      picture: 'record',
    },
  ],
};

export const staff: Chapter = {
  id: 'staff',
  title: { ja: 'お客さまをご案内する職員の方へ', en: 'For the staff who help' },
  lead: [
    {
      ja: 'お電話では、画面番号と「番号 E…」をお聞きください。「診断」のサポート番号は、お客さまの情報を含みません。',
      en: 'On the telephone ask for the number of the screen and for the number E…. The support code of the diagnosis tells nothing about the customer.',
    },
  ],
  steps: [
    {
      title: { ja: '決してお聞きにならないもの', en: 'What never to ask for' },
      warning: {
        ja: 'ワンタイムパスワード、利用開始パスワード、パスコードは、決してお聞きにならないでください。',
        en: 'Never ask for a one-time password, an activation password or a passcode.',
      },
    },
    {
      title: { ja: 'お電話でいっしょに練習する', en: 'Practising together on the telephone' },
      text: [
        {
          ja: 'アプリの「ヘルプ」に「練習用トークン」があります。初期設定から番号の表示までを、本物のトークンなしで練習できます。',
          en: 'The help has “Practice token”: from the set-up to the code, without a real token.',
        },
      ],
    },
  ],
};
