/** What the branch page says, but for a contract's state (contract-words.ts). */
import { wait } from '../../site/frame/format.ts';
import type { DeedName } from './contract-words.ts';

export const frameText = {
  service: '窓口用 トークン管理',
  skip: '本文へ進む',
  sample: '見本',
  screenId: (id: string) => `画面ID : ${id}`,
  menu: 'メニュー',
  find: 'お客さまを探す',
  list: '契約の一覧',
  logOut: 'ログアウト',
  who: (name: string) => `担当: ${name}`,
  recorded: 'この画面での操作と照会は、担当者名とともに監査記録に残ります。',
  errorTitle: (title: string) => `エラー: ${title}`,
} as const;

export const logInText = {
  title: '職員ログイン',
  lead: '職員ご本人のIDでログインしてください。',
  id: '職員ID',
  password: 'パスワード',
  submit: 'ログイン',
  wrong: '職員IDまたはパスワードが正しくありません。',
  problems: {
    id: '職員IDを半角英数字と . _ - の2～20文字で入力してください。',
    password: 'パスワードを半角で入力してください。',
  },
  lockedHeading: 'しばらくログインできません',
  locked: (waitMs: number) =>
    `ログインの誤りが続いたため、安全のために止めています。約${wait(waitMs)}後にもう一度お試しください。`,
  demoHeading: '見本の職員',
  demoLead: 'お試しのときは、次の内容でログインできます。',
} as const;

export const endText = {
  loggedOut: 'ログアウトしました',
  loggedOutLead: 'お疲れさまでした。席を離れるときは、画面のロックもお願いします。',
  timedOut: 'タイムアウトしました',
  timedOutLead:
    '一定時間操作がなかったため、安全のためにログアウトしました。途中だった操作は行われていません。同じ職員IDでログインすると、入力していた画面に戻れます。',
  toLogIn: 'ログイン画面へ',
} as const;

export const findText = {
  title: 'お客さまを探す',
  reference: '契約番号',
  format: '(顧客番号など。半角英数字と . _ ~ -)',
  submit: '照会する',
  malformed: '契約番号を半角英数字と . _ ~ - の64文字までで入力してください。',
  unknown:
    'この契約番号のトークンの記録はありません。番号をお確かめください。まだ一度もトークンを申請していない契約も、ここには出てきません。',
  listLead: '契約番号がわからないときは、使用中・手続き中の契約の一覧から選べます。',
} as const;

export const listText = {
  title: '契約の一覧',
  lead: '使用中、停止中、または手続き中の契約です。',
  none: '使用中・手続き中の契約はありません。',
  reference: '契約番号',
  current: 'いまの状態',
  next: '手続き中のもの',
  more: '次の一覧',
} as const;

export const contractText = {
  title: 'トークンの状態',
  inUse: 'いま使っているもの',
  onItsWay: '手続き中のもの',
  todo: '窓口でのご案内',
  deeds: 'できる操作',
  noDeeds: 'いまできる操作はありません。',
  again: '最新の状態を見る',
} as const;

type DeedText = {
  /** On the button that leads to the question. */
  name: string;
  question: string;
  /** What it does to the customer, before it is done. */
  effects: readonly string[];
  submit: string;
  done: string;
  doneLead: string;
  reasons: readonly string[];
};

export const deedTexts: Record<DeedName, DeedText> = {
  void: {
    name: '発行を無効にする',
    question: 'この発行を無効にしますか',
    effects: [
      'お送りしたユーザーIDは使えなくなります。アプリに設定した、利用開始前のトークンも使えなくなります。',
      'いま使っているトークンがあれば、そのまま使えます。',
      '元に戻せません。お客さまは「トークン発行」から申請し直せます。',
    ],
    submit: '無効にする',
    done: '発行を無効にしました',
    doneLead: 'お客さまには、必要なら「トークン発行」から申請し直していただいてください。',
    reasons: [
      'お客さまに申請の心当たりがない',
      '照合番号が一致しない',
      'お知らせのメールが届かない・宛先を誤った',
      'お客さまが取りやめを希望',
    ],
  },
  unlock: {
    name: '停止を解除する',
    question: '停止を解除しますか',
    effects: [
      '誤った番号が続いて止まっているトークンが、また使えるようになります。誤りの回数は0に戻ります。',
      'お客さまご本人であることを確かめてから行ってください。',
    ],
    submit: '解除する',
    done: '停止を解除しました',
    doneLead:
      'お客さまには、アプリの番号が次に変わってから、新しい番号でお試しいただいてください。',
    reasons: [
      'お客さまの入力誤り（ご本人確認済み）',
      'パソコンの時計のずれ（直した後）',
      'システムの不具合の後',
    ],
  },
  release: {
    name: '利用解除する',
    question: 'このトークンを利用解除しますか',
    effects: [
      'いま使っているトークンは使えなくなります。手続き中の発行も終わります。',
      '元に戻せません。お客さまは翌日から新しいトークンを申請できます。',
    ],
    submit: '利用解除する',
    done: '利用解除しました',
    doneLead: 'お客さまには、翌日以降に「トークン発行」から申請していただいてください。',
    reasons: [
      'パソコンの紛失・盗難',
      'パソコンの故障・買い替え',
      '不正利用の疑い',
      'お客さまが利用の終了を希望',
    ],
  },
};

export const reasonText = {
  label: '理由',
  choose: '選んでください',
  other: 'その他（下に入力）',
  words: 'くわしい理由',
  wordsFormat: '(60文字まで。パスワードや番号は書かないでください)',
  missing: '理由を選んでください。',
  wordsMissing: '「その他」のときは、くわしい理由を60文字までで入力してください。',
  wordsMalformed: 'くわしい理由を、改行のない60文字までの文で入力してください。',
  kept: '途中で中断したため、操作はまだ行われていません。入力された内容は残してあります。ご確認のうえ、もう一度ボタンを押してください。',
  back: '戻る',
  toContract: 'この契約の状態へ',
  reference: '契約番号',
} as const;

export const problemText = {
  heading: '入力内容をご確認ください',
  notAllowed: 'この操作は、いまはできません',
  notAllowedLead:
    '契約の状態が変わったか、この操作をする状態にありません。何も変更していません。最新の状態をご確認ください。',
  notKnown: '結果を確認できませんでした',
  notKnownLead:
    '通信が途切れたため、操作が済んだかどうかがわかりません。もう一度同じボタンを押してください。二重に行われることはありません。',
  busy: 'ただいまお手続きできません',
  toEntry: '入力していた画面へ',
  busyLead: (waitMs: number | null) =>
    `発行システムが応答していません。何も変更していません。${waitMs === null ? 'しばらく' : `${wait(waitMs)}ほど`}待ってから、もう一度お試しください。`,
  misconfigured: 'ただいまお手続きできません',
  misconfiguredLead:
    'この画面の設定に問題があります。何も変更していません。システム担当者にお知らせください。',
  passwordsFull:
    '混み合っているため、まだ確認していません。少し待ってから、もう一度お試しください。',
  tooMany: 'ただいま混み合っています',
  tooManyLead: (waitMs: number) => `${wait(waitMs)}ほど待ってから、もう一度お試しください。`,
  refused: 'この操作は受け付けられませんでした',
  refusedLead:
    '画面の有効期限が切れたか、正しい手順で開かれていません。はじめからやり直してください。',
  refusedLogIn:
    '画面の有効期限が切れたため、ログインはまだ行われていません。パスワードをもう一度入力して、お進みください。',
  tooLong: '入力された文字が多すぎます',
  tooLongLead: '操作は行っていません。入力を短くしてから、もう一度お試しください。',
  missing: 'ページが見つかりません',
  missingLead: 'アドレスをお確かめいただくか、はじめの画面からお進みください。',
  wrongMethod: 'この方法では開けません',
  failed: 'ただいまお手続きできません',
  failedLead: '申し訳ありません。操作が済んだかどうかは、契約の状態を照会してご確認ください。',
  failedLogIn:
    '申し訳ありません。ログインできませんでした。しばらくしてから、もう一度お試しください。',
} as const;
