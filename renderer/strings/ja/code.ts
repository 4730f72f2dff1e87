/** The words of A06 and of 「番号を聞かれましたか？」 in Japanese. */
import { namesJa } from './names.ts';

export const codeJa = {
  code: {
    title: 'ワンタイムパスワード',
    label: 'ワンタイムパスワード',
    validity: '有効時間（最大60秒）',
    secondsLeft: (seconds: number) => ({ before: 'あと', seconds: String(seconds), after: '秒' }),
    tenSeconds: 'あと10秒ほどで、新しい番号に変わります。',
    changing: '新しい番号に変わります',
    /** What a press of the main button does. */
    button: {
      copy: 'コピー',
      waitForNext: namesJa.waitForNext,
      waiting: '待つのをやめる',
    },
    copyCode: 'ワンタイムパスワードをコピー',
    copyNow: 'いまの番号をコピー',
    copied: 'コピーしました',
    waiting: '次の番号をコピーします',
    endingSoon: 'まもなく変わります',
    purpose: '入力先は、ここだけです',
    open: '開く',
    calledOff: '待つのをやめました',
    newCode: (spaced: string) => `新しい番号 ${spaced}`,
    openSite: 'インターネットバンキングを開く',
    renew: namesJa.renew,
    newVersion: 'アプリの新しい版があります。',
    seeVersion: '新しい版を見る',
    readAloud: namesJa.readAloud,
    stopReading: '止める',
    spoken: {
      // 「し」 and 「しち」 sound alike on a poor loudspeaker; よん and なな don't.
      digits: ['ゼロ', 'いち', 'に', 'さん', 'よん', 'ご', 'ろく', 'なな', 'はち', 'きゅう'],
      pause: '、',
    },
    slowly: 'ゆっくり',
    again: 'くり返す',
    noVoice:
      'このパソコンには日本語の声が入っていないため、読み上げできません。Windowsでは「設定」の「時刻と言語」→「音声認識」で日本語の声を追加できます。',
    readingNext: '次の番号になったら読み上げます',
    off: (what: string) => `${what}は、金融機関の設定により使えません。`,
    asked: namesJa.asked,
    mini: namesJa.mini,
    expiry: (on: string) => `有効期限 ${on}`,
    unlisted: (institution: string, since: string) =>
      `${institution} は、${since}から、このアプリの金融機関の一覧に載っていません。番号は、これまでどおり表示します。`,
    unlistedAsk:
      'このまま使えるかを、金融機関にお確かめください。下の電話番号につながらないときは、通帳にある電話番号へお電話ください。',
    expirySoon: (on: string) =>
      `このトークンの有効期限は ${on} です。期限の前に更新の手続きをしてください。`,
  },

  asked: {
    title: '番号を聞かれたら',
    lead: 'それは詐欺です。番号は、だれにも教えないでください。',
    points: [
      '電話なら、すぐに切ってください。',
      'パソコンを遠隔操作されているときは、インターネットのケーブルを抜くか、Wi‑Fiを切ってください。',
      '下の番号へ、ご自分から電話してください。相手が言った番号や、画面に出た番号にはかけないでください。',
    ],
    told: 'もう教えてしまったときも、すぐにお電話ください。',
  },
};

export type CodeText = typeof codeJa;
