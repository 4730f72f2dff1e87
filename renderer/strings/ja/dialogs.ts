/** The words of the dialogs that may open over any screen, in Japanese. */

export const dialogsJa = {
  damaged: {
    title: '画面の設定',
    text: '画面の設定を読み取れなかったため、はじめの設定に戻しました。',
    tokens: 'トークンはそのままです。',
  },
};

export type DialogsText = typeof dialogsJa;
