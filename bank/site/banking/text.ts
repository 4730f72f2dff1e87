/** The pages that make it a bank: top page, account, services, the app's download page. */
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

export const downloadText = {
  title: 'パソコン用ワンタイムパスワードアプリ・ダウンロードページ',
  overviewHeading: 'アプリの概要',
  overview:
    'パソコンに、60秒毎に変わる使い捨てのワンタイムパスワードを表示するアプリです。スマートフォンは必要ありません。',
  environmentHeading: '動作環境',
  environment: ['Windows 10 以降', 'macOS 12 以降'],
  downloadHeading: 'ダウンロード',
  download:
    '見本の金融機関のため、ここからのダウンロードはありません。お試しでは、アプリはこのサイトと一緒に起動しています。',
  safety:
    'アプリの発行者名を確かめてから開いて下さい。電話の相手に言われて、ほかのソフトを入れないで下さい。',
} as const;
