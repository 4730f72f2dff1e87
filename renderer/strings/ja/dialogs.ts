/** The words of the dialogs that may open over any screen, in Japanese. */
import { namesJa as names } from './names.ts';

export const dialogsJa = {
  damaged: {
    title: '画面の設定',
    text: '画面の設定を読み取れなかったため、はじめの設定に戻しました。',
    tokens: 'トークンはそのままです。',
  },

  shortcuts: {
    title: names.shortcuts,
    or: 'または',
    list: {
      primary: '画面の下の大きなボタンを押す',
      back: '前の画面に戻る',
      copy: '番号をコピーする',
      read: '番号を読み上げる',
      site: 'インターネットバンキングを開く',
      list: 'トークンを選ぶ',
      order: 'トークンを並べ替える',
      add: names.add,
      settings: names.settings,
      record: '控えを印刷する',
      help: names.help,
      bigger: '文字を大きくする',
      smaller: '文字を小さくする',
      usual: '文字を標準にする',
      shortcuts: 'この一覧',
    },
  },
};

export type DialogsText = typeof dialogsJa;
