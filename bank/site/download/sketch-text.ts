/** The words of BDL001's pictures: those of Windows 11 and macOS, as near as a sketch needs them, and ours about them. */
export const sketchText = {
  tag: '見本の絵',
  isSketch: '見本の絵：',

  windowsHeading: '「Windows によって PC が保護されました」と出た時',
  windowsLead:
    '新しいアプリに Windows（SmartScreen）が表示する確認です。出ない時は、(4) から見て下さい。実際の画面とは、色や文が少し違うことがあります。',
  protectedTitle: 'Windows によって PC が保護されました',
  protectedText: 'Microsoft Defender SmartScreen は認識されないアプリの起動を停止しました。',
  more: '詳細情報',
  dontRun: '実行しない',
  protectedAlt:
    '青い画面に「Windows によって PC が保護されました」と出て、文の下に「詳細情報」、右下に「実行しない」があります。(1)は「詳細情報」です。',
  protectedCaption: '(1)「詳細情報」を押します。',

  app: 'アプリ: ',
  publisher: '発行元: ',
  someFile: 'ダウンロードしたファイルの名前',
  somePublisher: '上の「発行元」と同じ名前',
  run: '実行',
  publisherAlt: (publisher: string) =>
    `同じ青い画面に、アプリの名前と「発行元: ${publisher}」が出て、下に「実行」と「実行しない」があります。(2)は発行元、(3)は「実行」です。`,
  publisherCaption:
    '(2)「発行元」が上の「発行元」と同じ時だけ、(3)「実行」を押します。違う時、または「不明な発行元」の時は「実行しない」を押し、窓口にお電話下さい。',

  allowTitle: 'このアプリがデバイスに変更を加えることを許可しますか?',
  verifiedPublisher: '確認済みの発行元: ',
  yes: 'はい',
  no: 'いいえ',
  allowAlt: (publisher: string) =>
    `「このアプリがデバイスに変更を加えることを許可しますか?」と出て、アプリの名前と「確認済みの発行元: ${publisher}」、下に「はい」と「いいえ」があります。(4)は発行元、(5)は「はい」です。`,
  allowCaption:
    'パソコンを使う全員のために入れる時に出ます。(4)「確認済みの発行元」が上の「発行元」と同じ時だけ、(5)「はい」を押します。「発行元: 不明」の時は「いいえ」を押し、窓口にお電話下さい。',

  macosHeading: 'Mac で初めて開く時',
  macosLead:
    '初めて開く時に、macOS が一度だけ確認します。実際の画面とは、絵や文が少し違うことがあります。',
  downloadedTitle: (product: string) =>
    `“${product}”はインターネットからダウンロードされたアプリケーションです。開いてもよろしいですか?`,
  checkedByApple: 'Appleによるチェックで悪質なソフトウェアは検出されませんでした。',
  cancel: 'キャンセル',
  open: '開く',
  downloadedAlt:
    '「インターネットからダウンロードされたアプリケーションです。開いてもよろしいですか?」と出て、「Appleによるチェックで悪質なソフトウェアは検出されませんでした。」の文、下に「キャンセル」と「開く」があります。(1)はAppleの文、(2)は「開く」です。',
  downloadedCaption: '(1) この文がある時だけ、(2)「開く」を押します。',
  notOpenedTitle: (product: string) => `“${product}”は開いていません`,
  notChecked: (product: string) =>
    `Appleは、“${product}”にMacに損害を与えたり、プライバシーを侵害する可能性のあるマルウェアが含まれていないことを検証できませんでした。`,
  done: '完了',
  bin: 'ゴミ箱に入れる',
  notOpenedAlt:
    '「開いていません」と出て、Appleが検証できなかったという文、下に「完了」と「ゴミ箱に入れる」があります。(1)は「ゴミ箱に入れる」です。',
  notOpenedCaption:
    'この画面が出た時は、本物ではないかもしれません。(1)「ゴミ箱に入れる」を押し、窓口にお電話下さい。',
} as const;
