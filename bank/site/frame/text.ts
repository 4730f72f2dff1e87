/** What stands on every page of the internet-banking site. */
import { wait } from './format.ts';

export const frameText = {
  service: 'インターネットバンキング',
  sample: '見本',
  sampleNote: 'これはお試し用の見本サイトです。実在のお客さま・口座・お取引とは関係ありません。',
  skip: '本文へ進む',
  textSize: '文字サイズを変更する',
  textSizes: { small: '小', medium: '中', large: '大' },
  textSizeLetter: 'あ',
  logOut: 'ログアウト',
  screenId: (id: string) => `画面ID : ${id}`,
  menu: 'メニュー',
  tabs: {
    home: 'ホーム',
    account: '口座情報',
    transfer: '振込・振替',
    otp: 'ワンタイムパスワード申請',
    services: 'ご利用サービスの変更',
  },
  steps: '手順',
  required: '【必須】',
  errorTitle: (title: string) => `エラー: ${title}`,
  contact: (tel: string, hours: string) => `お問い合わせ ${tel}（${hours}）`,
  softwareKeyboard: 'ソフトウェアキーボードを使用して入力する',
  softwareKeyboardAdvice: '安全性向上のためソフトウェアキーボードをご利用ください。',
  twice: '確認のため2回入力して下さい',
  next: '次へ',
  back: '戻る',
  yen: '円',
  toTop: 'トップページへ',
  toApplication: 'ワンタイムパスワード申請内容選択へ',
} as const;

/** 確認用パスワード and the one-time password, alike wherever they are asked for. */
export const confirmationText = {
  label: '確認用パスワード',
  missing: '確認用パスワードを半角英数字記号で入力して下さい。',
  wrong: '確認用パスワードが正しくありません。',
} as const;

export const codeText = {
  heading: 'ワンタイムパスワードの入力',
  label: 'ワンタイムパスワード',
  format: '(半角数字)',
  wrong:
    'ワンタイムパスワードが正しくありません。アプリの番号が次に変わってから、新しい番号を入力して下さい。',
  malformed: 'ワンタイムパスワードは、アプリに表示されている6～8桁の数字で入力して下さい。',
  suspendedHeading: 'ワンタイムパスワードのご利用を停止しています',
  suspended: (tel: string) =>
    `誤りが所定の回数に達したため、安全のために停止しました。お手数ですが、${tel}までご連絡ください。`,
} as const;

export const problemText = {
  heading: '入力内容をご確認ください',
  pageMissing: 'ページが見つかりません',
  pageMissingLead: 'アドレスをお確かめいただくか、トップページからお進みください。',
  failed: 'ただいまお手続きできません',
  failedLead:
    '申し訳ありません。しばらくしてから、もう一度お試しください。お手続きが済んだかどうかは、ログインし直してご確認ください。',
  clockLead:
    '申し訳ありません。システムの点検のため、いまはご利用いただけません。お手続きは行っていません。しばらくしてから、もう一度お試しください。',
  issuerLead:
    '申し訳ありません。ワンタイムパスワードのシステムにつながらないため、いまはご利用いただけません。お手続きは行っていません。しばらくしてから、もう一度お試しください。',
  kept: '入力された内容は、パスワードと番号のほかは残してあります。',
  again: 'もう一度開く',
  refused: 'この操作は受け付けられませんでした',
  refusedLead:
    '画面の有効期限が切れたか、正しい手順で開かれていません。はじめからやり直してください。',
  refusedLogIn:
    '画面の有効期限が切れたため、ログインはまだ行われていません。ログインパスワードをもう一度入力して、お進みください。',
  busy: 'ただいま混み合っています',
  busyLead: (waitMs: number) => `${wait(waitMs)}ほど待ってから、もう一度お試しください。`,
  passwordsFull: (waitMs: number) =>
    `パスワードの確認が混み合っているため、お手続きはまだ済んでいません。入力の誤りには数えていません。${wait(waitMs)}ほど待ってから、パスワードをもう一度入力して、お進みください。`,
  changedElsewhere: '別の画面で内容が変更されました',
  changedElsewhereLead: 'いま表示されている内容でよいか、もう一度ご確認ください。',
  tooLong: '入力された文字が多すぎます',
  tooLongLead: 'お手続きは行っていません。入力を短くしてから、もう一度お試しください。',
  wrongMethod: 'この方法では開けません',
  wrongMethodLead: 'はじめの画面から、ボタンやリンクでお進みください。',
} as const;
