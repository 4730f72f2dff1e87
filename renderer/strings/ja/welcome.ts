/** The words of A00, before the first set-up, in Japanese. */
export const welcomeJa = {
  welcome: {
    title: 'ようこそ',
    lead: 'ワンタイムパスワードを、このパソコンに表示します。',
    readyTitle: '先に、次の3つをご用意ください',
    ready: [
      '「トークン発行のご案内」のメール',
      'お決めになった利用開始パスワード',
      '開いてあるインターネットバンキング',
    ],
    before: 'インターネット接続と、パソコンの日時も確かめてください。',
    begin: 'はじめる',
    noMail: 'メールがない・届かない',
    practise: '練習する',
    bigger: '文字を大きく',
  },
};

export type WelcomeText = typeof welcomeJa;
