/** The words of the first screens, and of what opens over them, in Japanese. What the customer's manual prints is kept to the letter. */
import { productName } from '../../../shared/brand.ts';
import type { DirectoryLanguage } from '../../../shared/language.ts';
import { maxAdditionColumns, maxTokens } from '../../../shared/limits.ts';
import { activationJa } from './activation.ts';
import { codeJa } from './code.ts';
import { dialogsJa } from './dialogs.ts';
import { errorsJa } from './errors.ts';
import { namesJa } from './names.ts';
import { passcodeJa } from './passcode.ts';
import { practiceJa } from './practice.ts';
import { clockJa } from './clock.ts';
import { roundDuration } from '../../format/duration.ts';
import type { Unit } from '../../format/duration.ts';
import { termsJa } from './terms.ts';
import { welcomeJa } from './welcome.ts';

/** The institutions' day, wherever the PC is. */
const date = new Intl.DateTimeFormat('ja-JP', { dateStyle: 'long', timeZone: 'Asia/Tokyo' });
/** The day as the PC's own calendar has it. */
const pcDate = new Intl.DateTimeFormat('ja-JP', { dateStyle: 'long' });
const units: Record<Unit, string> = {
  second: '秒',
  minute: '分',
  hour: '時間',
  day: '日',
  year: '年',
};

function about(durationMs: number): string {
  const { unit, count } = roundDuration(durationMs);
  return `約${count}${units[unit]}`;
}

export const ja = {
  /** Its tag, for the document and for voices. A string, so that nobody looks up an institution's name by it. */
  language: 'ja' as string,
  /** In which of the directory's languages names of institutions are shown. */
  directoryLanguage: 'ja' as DirectoryLanguage,
  appName: productName.ja,
  windowTitle: (title: string, number: string) => `${title}（${number}）－ ${productName.ja}`,
  screenNumber: (number: string) => `画面番号 ${number}`,
  date: (at: number) => date.format(at),
  pcDate: (at: number) => pcDate.format(at),

  back: '戻る',
  settings: namesJa.settings,
  close: '閉じる',
  holding: '押し続けてください',
  errorNumber: (number: string) => `番号 ${number}`,
  logNumber: (number: number) => `記録番号 ${number}`,
  contact: 'お問い合わせ先',
  telephone: '電話',
  starting: '起動しています',
  bound: '金融機関が決めた設定です。',

  clock: {
    about,
    right: 'このパソコンの時計は合っています。',
    corrected: (offsetMs: number) =>
      `このパソコンの時計は${about(Math.abs(offsetMs))}${offsetMs < 0 ? '進んで' : '遅れて'}います。番号は自動で直しています。`,
    unknown:
      'パソコンの時計は、まだ確かめていません。インターネットにつながると、自動で確かめます。タイムゾーンは日本でなくてもかまいません。',
    unchecked: (on: string) =>
      `パソコンの時計は、${on}に確かめたままです。番号が受け付けられないときは、インターネットにつないで確かめてください。`,
    wrong: (today: string) =>
      `パソコンの時計が正しくないようです（今の日付は${today}）。表示される番号は使えないことがあります。パソコンの日付と時刻を確かめるか、インターネットにつないでください。`,
  },

  ...activationJa,
  ...welcomeJa,

  completed: {
    firstTitle: '初期設定完了',
    addTitle: 'トークン追加完了',
    first: '初期設定が正常に完了しました。',
    added: 'トークン追加が正常に完了しました。',
    asking: '金融機関に確かめています',
    unknown:
      'トークンは保存しました。金融機関で使えることは、まだ確かめられていません。インターネットにつながると、自動で確かめます。',
    endedTitle: 'このトークンは使えません',
    ended: (institution: string) => `${institution} では、このトークンはもう使えません。`,
    endedSteps: [
      '同じユーザーIDの設定が、ほかのパソコンでも行われたようです。心当たりがないときは、すぐに金融機関へお電話ください。',
      '使うには、インターネットバンキングで「トークン発行」をやり直し、新しいユーザーIDで設定してください。',
    ],
    everyMinute:
      'ワンタイムパスワードは60秒毎に変わりますので、ご利用の都度、表示されているものをご利用ください。',
    checkNumber: '照合番号',
    comparison: {
      question: 'インターネットバンキングの照合番号と',
      answers: { same: '同じでした', notYet: 'まだ見ていない', differs: '違います' },
      refused: {
        none: '照合番号をくらべて、3つのうちから選んでください。',
        notYet: '見てから、「同じでした」か「違います」を選んでください。',
        differs: '番号が違うときは、次へ進めません。下の電話番号へお電話ください。',
      },
      where:
        'インターネットバンキングにログインし、「ワンタイムパスワード申請」の画面を開いてください。「トークン情報」の中に照合番号が出ています。出ていないときは、「最新の状態を表示する」を押してください。',
      later: 'あとで確かめる',
      differsTitle: 'このトークンは使わないでください',
      differs: [
        'ほかの人が、先にあなたのトークンを設定したおそれがあります。インターネットバンキングでも「利用開始」をせず、すぐに金融機関へお電話ください。',
        'あなたのトークンを照らし合わせていたか、もう一度見てください。金融機関が2つ以上あるときは、取り違えにご注意ください。',
      ],
      discard: 'このトークンを削除（押し続ける）',
    },
    next: '次へ',
  },

  name: {
    title: 'トークン表示名設定',
    renameTitle: 'トークン表示名変更',
    chooseLead: '表示名を変えるトークンを選んでください。',
    current: 'トークン表示名',
    kind: (kind: string) => `トークンの種類「${kind}」`,
    lead: 'トークン表示名に任意の文言を追加・変更することができます。',
    before: '変更前の追加文言:',
    notSet: '未登録',
    optional: '[任意]',
    after: '変更後の追加文言:',
    example: (institution: string) =>
      `(例) 追加文言に本店用と入力された場合、トークン表示名は以下の通りとなります。「${institution} 本店用」`,
    limit: `全角${maxAdditionColumns / 2}文字まで。入力しなくてもかまいません。`,
    preview: '登録後のトークン表示名',
    save: '登録',
  },

  caution: {
    title: '注意',
    points: [
      {
        heading: 'パソコンを替える前、手放す前、アプリを消す前に',
        text: '必ず先に、インターネットバンキングで「ワンタイムパスワード利用解除」をしてください。しないまま使えなくなると、窓口で書面の手続きが必要です。',
      },
      {
        heading: '番号は、だれにも教えないでください',
        text: '金融機関が、電話、メール、遠隔操作でワンタイムパスワードをお聞きすることは、絶対にありません。',
      },
      {
        heading: '同じパソコンで使うとき',
        text: '振り込みなどをするパソコンにトークンを入れると、別の機器を使うより守りが弱くなります。ウイルス対策ソフトを最新にしてください。',
      },
    ],
    ok: 'OK',
  },

  ...codeJa,

  choose: {
    title: 'トークン選択',
    lead: 'ワンタイムパスワードを表示するトークンを選んでください。',
    count: (count: number) => `${count}/${maxTokens} 件`,
    search: '名前で探す',
    noneFound: '当てはまるトークンがありません。',
    setUp: '続きの設定があります',
    noneUsable: '使えるトークンがありません。',
    condition: {
      usable: '',
      unreadable: '読み取れません',
      expired: '有効期限が切れています',
      clockInDoubt: 'パソコンの日付を確かめてください',
      released: '利用解除されています',
    },
  },

  blocked: {
    title: '保管庫の状態',
    nothingDeleted: '保存されているトークンは、消していません。',
    whatToDo: '次のことをお試しください',
    retry: 'もう一度試す',
    retrying: '試しています',
    unchanged: 'もう一度試しましたが、状態は変わりませんでした。',
  },

  ...dialogsJa,
  ...passcodeJa,
  ...clockJa,
  practice: practiceJa,
  termsText: termsJa,
  errors: errorsJa,
};

/** What each language has to say. */
export type Text = typeof ja;
