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

export const servicesText = {
  title: 'ご利用サービスの変更',
  lead: '現在のご利用サービスです。',
  otp: 'ワンタイムパスワード',
  change: 'ワンタイムパスワード申請へ',
} as const;
