/** BOT001 to BOT003, in the words of the customer manual. */
export const issueText = {
  titles: {
    enter: 'トークン発行（ソフトウェアトークン発行情報入力）',
    check: 'トークン発行（ソフトウェアトークン発行情報入力内容確認）',
    done: 'トークン発行（ソフトウェアトークン発行完了）',
  },
  steps: [
    'ソフトウェアトークン発行情報入力',
    'ソフトウェアトークン発行情報内容確認',
    'ソフトウェアトークン発行完了',
  ],
  enterLead: [
    'ソフトウェアトークンを発行します。',
    '送付先メールアドレス、利用開始パスワードを入力し「次へ」ボタンを押して下さい。',
  ],
  mailHeading: '送付先メールアドレスの指定',
  /** The manual's 「携帯電話メールアドレス」: a PC has none of its own. */
  mailLead: 'トークンを発行するパソコンで受信できるメールアドレスを入力して下さい。',
  mail: 'パソコンで受信できるメールアドレス',
  mailAgain: 'パソコンで受信できるメールアドレス (確認用)',
  mailFormat: '(半角英数字記号)',
  passwordHeading: '利用開始パスワードの指定',
  passwordLead: [
    'トークン発行時に必要となる利用開始パスワードを4～8桁の数字で登録して下さい。',
    '利用開始パスワードは、お控えいただくかお忘れにならないようご注意ください。',
  ],
  password: '利用開始パスワード',
  passwordFormat: '(半角数字4～8桁)',
  passwordAgain: '利用開始パスワード (確認用)',
  /** Before and while another issue takes the place of one on its way. */
  voidsHeading: 'すでに発行済みのトークン情報があります',
  voids: (userId: string) =>
    `この申し込みを確定すると、いまのユーザID（${userId}）とメールの「トークン発行のご案内」は使えなくなります。アプリの設定がこれからの場合は、申し込まずに「戻る」を押し、いまのIDをお使い下さい。`,
  checkLead: '内容をご確認のうえ、確認用パスワードを入力し「確定する」ボタンを押して下さい。',
  checkHeading: '送付先メールアドレス',
  confirmationHeading: '確認用パスワードの入力',
  confirmationNote: '振込取引時に使用するパスワードです。',
  confirm: '確定する',
  doneLead: 'トークンを発行しました。',
  doneNote:
    'ご指定のメールアドレスに「トークン発行のご案内」をお送りします。次の画面を開いたまま、アプリの初期設定を行って下さい。10分間操作がないとログアウトしますが、お申し込みは残り、ログインし直すと続きから行えます。',
  problems: {
    mail: 'メールアドレスを半角英数字記号で正しく入力して下さい。',
    mailAgain: '2つのメールアドレスが一致していません。',
    password: '利用開始パスワードは4～8桁の数字で入力して下さい。',
    passwordAgain: '2つの利用開始パスワードが一致していません。',
    notNowHeading: 'しばらくお申し込みいただけません',
    notNow: 'トークン発行のお申し込みが続いています。1時間ほど待ってから、もう一度お試しください。',
  },
} as const;
