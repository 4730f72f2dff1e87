/** BDL001, in the form of the manual's STEP 2A-2: (1) the button, (2) systems, (3) what the app is. */
export const downloadText = {
  title: 'パソコン用ワンタイムパスワードアプリ・ダウンロードページ',
  downloadHeading: '(1) ダウンロード',
  systems: { windows: 'Windows', macos: 'Mac', linux: 'Linux' },
  button: (system: string) => `${system} 用をダウンロード`,
  forThis: (system: string) => `お使いのパソコンは ${system} です。下のボタンを押して下さい。`,
  onPhone:
    'このページを、アプリを入れるパソコンで開いて下さい。お使いの機器の種類が分からないため、下の一覧からも選べます。',
  noneFor: (system: string) =>
    `${system} 用のアプリは、ここにはまだありません。窓口にお問い合わせ下さい。`,
  none: 'ダウンロードできるアプリは、まだ用意されていません。お試しでは、アプリはこのサイトと一緒に起動しています。',
  demo: '見本のアプリです。お客様の口座には使えません。',
  facts: {
    file: 'ファイル名',
    version: 'バージョン',
    date: '公開日',
    size: '大きさ',
    publisher: '発行元',
    sum: 'SHA-256',
  },
  size: (megabytes: string) => `${megabytes} MB`,
  unknownPublisher: {
    windows: '署名がありません（Windows は「不明な発行元」と表示します）',
    macos: '署名がありません（Mac は「開発元を確認できません」と表示します）',
    linux: 'Linux は発行元を表示しません',
  },
  othersHeading: 'ほかのパソコン用・ソフトウェア配布用',
  processors: { x64: 'Intel・AMD（64ビット）', arm64: 'ARM（64ビット）', any: 'すべての機種' },
  environmentHeading: '(2) 動作環境',
  environment: [
    'Windows 10・Windows 11（64ビット）',
    'macOS 13（Ventura）以降',
    'Linux（開発・お試し用。Debian 12 で確認）',
  ],
  overviewHeading: '(3) アプリの概要',
  overview:
    'パソコンに、60秒毎に変わる使い捨てのワンタイムパスワードを表示するアプリです。スマートフォンは必要ありません。',
  genuineHeading: '本物のアプリの見分け方',
  genuine: [
    'このページの住所（アドレス）が、通帳やご案内に書かれたものと同じか確かめます。',
    'Windows が開く時に表示する「発行元」が、上の「発行元」と同じか確かめます。違う時は開かずに、窓口にお電話下さい。Mac では、下の絵の文があるか確かめます。',
    'ファイルの SHA-256 を計算し、上の64文字と同じか確かめます（くわしい方へ）。',
  ],
  /** Beside the command that does it. */
  check: 'SHA-256 の計算',
  sumCommands: {
    windows: (name: string) => `certutil -hashfile ${name} SHA256`,
    macos: (name: string) => `shasum -a 256 ${name}`,
    linux: (name: string) => `sha256sum ${name}`,
  },
  manualHeading: 'ご利用手順説明書',
  manualLead:
    'アプリの入れ方から番号の使い方まで、画面の写真で説明しています。アプリの「ヘルプ」からも開けます。',
  manuals: { ja: '説明書（PDF）', en: 'Manual in English (PDF)' },
  safety: '電話の相手に言われて、ほかのソフトを入れないで下さい。',
} as const;
