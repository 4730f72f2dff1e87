/** The pages that make it a bank: top page, account, services. */
export const topText = {
  title: 'トップページ',
  welcome: (name: string) => `${name} 様`,
  lastLogIn: '前回のログイン',
  firstLogIn: '今回が初めてのログインです',
  account: '代表口座',
  balance: 'お預り残高',
  otp: 'ワンタイムパスワード申請',
  otpNote: '1分毎に変わる使い捨てのパスワードで、不正利用の防止を強化します。',
} as const;

export const accountText = {
  title: '口座情報',
  kind: '普通預金',
  tenant: '本店営業部（見本）',
  number: '口座番号',
  balance: 'お預り残高',
  history: '振込の記録',
  noHistory: '振込の記録はありません。',
  date: '日時',
  payee: 'お受取人',
  receiptNumber: '受付番号',
  amount: '金額',
} as const;

/** Transfers whose answer was lost. */
export const notKnownText = {
  heading: '確認が必要な振込があります',
  notice:
    '通信が途切れたため、結果をお知らせできなかった振込があります。同じ振込をもう一度行う前に、「口座情報」でご確認ください。',
  toAccount: '口座情報へ',
  inDoubt: '結果を確認している振込',
  inDoubtLead:
    '途中で通信が途切れたため、受け付けられたかどうかを確認しています。受け付けられていれば、下の「振込の記録」に載り、メールでもお知らせします。二重の振込にならないよう、この欄にある間は、同じ振込をもう一度行わずにお待ちください。受け付けられていなければ、「行われなかった振込」に載ります。',
  notBooked: '行われなかった振込',
  notBookedLead: (tel: string) =>
    `途中で通信が途切れ、受け付けを確認できなかったため、次の振込は行っていません。残高も減っていません。振込が必要でしたら、新しいワンタイムパスワードで、もう一度お手続きください。お心当たりのない振込のときは、すぐに${tel}までご連絡ください。`,
} as const;

export const servicesText = {
  title: 'ご利用サービスの変更',
  lead: '現在のご利用サービスです。',
  otp: 'ワンタイムパスワード',
  change: 'ワンタイムパスワード申請へ',
} as const;
