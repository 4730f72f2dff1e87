/** What the screens and their entries are called, once for the screens and the help. */
export const namesJa = {
  settings: '設定',
  add: 'トークン追加',
  rename: 'トークン表示名変更',
  order: '並べ替え',
  remove: 'トークン削除',
  renew: '有効期限の更新',
  passcode: 'パスコード',
  clock: '時刻の確認',
  display: '画面と文字',
  diagnosis: '診断',
  help: 'ヘルプ',
  terms: '利用規約',
  about: 'バージョン情報',
  licences: 'ライセンス',
  record: '控え',
  practice: '練習用トークン',
  shortcuts: 'キーボードの操作',
  asked: '番号を聞かれましたか？',
  waitForNext: '次の番号を待つ',
  readAloud: '読み上げ',
  mail: 'メールから貼り付け',
  mini: '小さく表示',
};

export type Names = typeof namesJa;
