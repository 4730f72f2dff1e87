/** What STEP 2A and STEP 2B have in common. */
import type { Mark, Step, Words } from './chapter.ts';

export const agree: readonly Mark[] = [
  {
    at: '.field >> visible=true >> nth=0',
    ja: '前記STEP 1-5で決めた「利用開始パスワード」を入力します。',
    en: 'Enter the activation password that you chose in STEP 1-5.',
  },
  {
    at: '.check',
    ja: '利用規約を読み、「上記の内容に同意する。」の□をクリックして、チェック状態にします。',
    en: 'Read the terms of use and check “I agree to the above.”',
  },
  { at: '.primary', ja: '「送信」をクリックします。', en: 'Click “Send”.' },
];

/** The way from the mail, or from BOP001, into the app: once it is on the PC. */
export const link: Words = {
  ja: 'アプリが入っているパソコンでは、メールのリンク、またはSTEP 1-8の画面の「アプリを開いて設定する」をクリックすると、サービスIDとユーザーIDが入った画面が開きます。利用開始パスワードだけを入力してください。',
  en: 'Where the app is on the PC, the link in the mail, or 「アプリを開いて設定する」 (open the app) on the page of STEP 1-8, opens the screen with both IDs filled in: you enter the activation password alone.',
};

/** What a link never does. */
export const linkCaution: Words = {
  ja: 'リンクに利用開始パスワードが書いてあることも、リンクだけで設定が終わることもありません。「トークンの設定を始めますか？」に心当たりがないときは「いいえ」をクリックします。',
  en: 'A link never holds the activation password, and never sets anything up by itself. If you did not expect “Set up a token?”, click “No”.',
};

export const mail = (picture: string | null): Step => ({
  title: { ja: 'トークン発行案内メール受信', en: 'The mail about your token' },
  text: [
    {
      ja: '前記STEP 1-5で指定したメールアドレスに「トークン発行のご案内」が届きます。このパソコンで開きます。',
      en: 'A mail 「トークン発行のご案内」 arrives at the address of STEP 1-5. Open it on this PC.',
    },
    {
      ja: '前記STEP 1-8に表示されている「サービスID」、「ユーザーID」と同じものが書いてあります。',
      en: 'It holds the same service ID and user ID as the page of STEP 1-8.',
    },
  ],
  ...(picture === null ? {} : { picture }),
  notes: [
    {
      ja: 'メールが届かなくても、STEP 1-8の画面の番号で初期設定ができます。',
      en: 'If no mail comes, the IDs on the page of STEP 1-8 are enough.',
    },
  ],
});

const compared: Mark = {
  at: '.check-number-row',
  ja: '6桁の「照合番号」が、インターネットバンキングの画面（BOP001）の照合番号と同じことを確かめます。',
  en: 'Make sure that the check number of 6 digits is the one on the page BOP001.',
};

export const compare: Mark[] = [
  compared,
  {
    at: '.choice',
    ja: '「同じでした」を選択します。まだ見ていないときは「まだ見ていない」を選択すると、見る場所が表示されます。',
    en: 'Choose “is the same”. If you have not looked yet, choose “I have not looked yet”: it says where.',
  },
];

export const different: Words = {
  ja: '照合番号が違うときは「違います」を選択し、利用開始をせずに、画面に出る電話番号へお電話ください。先へは進めません。',
  en: 'If the check numbers differ, choose “is different” and don’t start using the token: the app goes no further. Telephone your institution.',
};

export const read = (picture: string): Step => ({
  title: { ja: 'ワンタイムパスワード表示（A06）', en: 'The one-time password (A06)' },
  picture,
  marks: [
    {
      at: '.code',
      ja: 'ワンタイムパスワードが表示されます。',
      en: 'The one-time password.',
    },
    {
      at: '.countdown',
      ja: '表示されているワンタイムパスワードの有効時間（最大60秒）です。1秒毎にカウントダウンし、0秒になると新しいワンタイムパスワードに更新されます。',
      en: 'How long it is valid, at most 60 seconds. At 0 a new one comes.',
    },
  ],
  text: [
    { ja: 'この画面が表示されたらSTEP 3へ進みます。', en: 'When you see this, go on with STEP 3.' },
  ],
});
