/** The words of 練習用トークン in Japanese. */
export const practiceJa = {
  mark: '練習',
  title: (title: string) => `${title}（練習）`,
  lead: 'これは練習です。何も送られず、出る番号はどこでも使えません。',
  end: '練習を終わる',
  idsLead: '練習では、次のとおり入力してください。',
  otherService: '練習では、上にある練習用のサービスIDを入力してください。何も送っていません。',
  institution: '練習用信用組合',
  comparison: '練習では、くらべる画面がありません。「同じでした」を選んで、次へ進んでください。',
  copied: 'コピーしました（練習なので、コピーはされません）',
  site: '練習用のため、ページはありません',
  noTelephone: '（練習のため、電話番号はありません）',
};

export type PracticeText = typeof practiceJa;
