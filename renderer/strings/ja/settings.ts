/** The words of 設定 and of the screens that open from it, in Japanese. */
import about from '#brand/about.ja.json' with { type: 'json' };
import { namesJa as names } from './names.ts';

const moment = new Intl.DateTimeFormat('ja-JP', { dateStyle: 'long', timeStyle: 'medium' });

export const settingsJa = {
  clockCheck: {
    title: names.clock,
    pc: 'このパソコンの時刻',
    institution: '金融機関の時刻',
    notKnown: 'まだ確かめていません',
    lastCheck: '最後の確認',
    moment: (at: number) => moment.format(at),
    timeZone: (zone: string) =>
      `パソコンのタイムゾーンは ${zone} です。日本でなくても、番号に違いはありません。`,
    checkNow: '今すぐ確認',
    checking: '確認しています',
    checked: '確認しました。',
  },

  display: {
    title: names.display,
    textSize: '文字の大きさ',
    percent: (percent: number) => `${percent}％`,
    bigger: '大きく',
    smaller: '小さく',
    sample: '番号とことばは、この大きさで出ます。',
    theme: '画面の色',
    themes: {
      system: 'パソコンに合わせる',
      light: '明るい',
      dark: '暗い',
      contrast: 'はっきり（黒い背景に白い文字）',
    },
    language: 'ことば（Language）',
    systemLanguage: 'パソコンに合わせる',
    window: 'ウィンドウ',
    alwaysOnTop: 'いつも手前に出す',
    mini: (keys: string) =>
      `番号だけの小さなウィンドウにするには、番号の画面で「${names.mini}」を押します（${keys}）。`,
    readers: '画面読み上げソフト',
    announceCodes: '新しい番号になったら、声で知らせる',
    startPosition: '開く場所',
    startPositions: { remembered: '前に閉じた場所', center: '画面の中央', right: '画面の右下' },
  },

  miniWindow: {
    /** Seen in the mini window, and said. */
    leave: 'もとの大きさ',
    leaveSaid: 'もとの大きさに戻す',
    previous: '前のトークン',
    next: '次のトークン',
    onTop: 'いつも手前に出す',
  },

  order: {
    title: names.order,
    lead: 'よく使うトークンを上にできます。',
    keys: 'キーボードでは、Altキーを押しながら上下の矢印キーで動かせます。',
    up: (name: string) => `${name} を上へ`,
    down: (name: string) => `${name} を下へ`,
    moved: (name: string, place: number) => `${name} を${place}番目にしました。`,
    done: '終わる',
  },

  remove: {
    title: names.remove,
    chooseLead: '削除するトークンを選んでください。',
    question: 'インターネットバンキングの利用解除は済みましたか？',
    asking: '金融機関に確かめています。',
    status: {
      waiting: '金融機関では、このトークンはまだ利用開始されていません。',
      inUse:
        '金融機関では、このトークンはまだ利用中です。先にインターネットバンキングで「ワンタイムパスワード利用解除」をしてください。',
      suspended:
        '金融機関では、このトークンは利用停止になっています。削除する前に金融機関へお電話ください。',
      released: '金融機関では、このトークンは利用解除済みです。削除してもかまいません。',
      expired: 'このトークンの有効期限は切れています。削除してもかまいません。',
    },
    unknown: '金融機関に確かめられませんでした。利用解除が済んだことを、ご自分で確かめてください。',
    consequence:
      '利用中のまま削除すると、インターネットバンキングにログインできなくなり、窓口で書面の手続きが必要になります。',
    final: '削除したトークンは、元に戻せません。',
    typeName: '削除するには、トークン表示名を入力してください:',
    name: (name: string) => `「${name}」`,
    notTyped: (name: string) => `ここに「${name}」と入力すると、削除できます。`,
    remove: '削除',
    removing: '削除しています',
    or: 'または、ボタンを3秒押し続けてください。',
    hold: '押し続けて削除',
    done: (name: string) => `「${name}」を削除しました。`,
    next: '次へ',
  },

  diagnosis: {
    title: names.diagnosis,
    running: '調べています',
    again: 'もう一度調べる',
    marks: { good: 'よい', caution: '注意', bad: '問題あり' },
    parts: {
      clock: '時計',
      keyStore: '鍵の保管庫',
      database: 'トークンの保管庫',
      network: 'ネットワーク',
      proxy: 'プロキシ',
      directory: '金融機関の一覧',
      updates: '更新',
      policy: '金融機関の設定',
    },
    findings: {
      clockRight: 'パソコンの時計は合っています。',
      clockCorrected: 'パソコンの時計はずれていますが、番号は自動で直しています。',
      clockUnchecked:
        'パソコンの時計を、まだ確かめていません。インターネットにつながると自動で確かめます。',
      clockWrong: 'パソコンの時計が正しくないようです。日付と時刻を確かめてください。',
      keyStoreOpen: 'パソコンの鍵の保管庫を使えています。',
      keyStoreFailed: 'パソコンの鍵の保管庫を使えません。',
      databaseOpen: 'トークンの保管庫は正しく開いています。',
      databaseFailed: 'トークンの保管庫を開けません。',
      notOpened: 'まだ開いていないため、調べられません。',
      online: 'インターネットにつながっています。',
      offline:
        'インターネットにつながりません。番号の表示には影響ありません。トークンの追加と更新はできません。',
      proxyNone: 'プロキシは使っていません。',
      proxyUsed: 'パソコンに設定されたプロキシを通して通信します。',
      directoryFresh: '金融機関の一覧は有効です。',
      directoryExpired:
        '金融機関の一覧が古くなっています。インターネットにつながると自動で新しくなります。',
      directoryUnreadable:
        '金融機関の一覧を読み取れません。アプリを新しい版に更新してください。番号の表示には影響ありません。',
      updatesOff: 'アプリの更新は、このパソコンを管理している方が行います。',
      updatesUnknown: 'アプリの新しい版の知らせは、まだありません。',
      newest: 'これが最新の版です。',
      newerVersion: '新しい版が出ています。番号は、このまま使えます。',
      versionTooOld: 'この版は古くなりました。新しい版にしてください。番号は、このまま使えます。',
      policySet: 'このパソコンには、金融機関が決めた設定があります。下に示します。',
      policyRefused:
        '金融機関が決めた設定の中に、使えないものがあります。使えないものは無いものとして動いています。金融機関の担当者にお伝えください。',
      policyUnreadable:
        '金融機関が決めた設定を読み取れません。設定は無いものとして動いています。金融機関の担当者にお伝えください。',
      policyUnprotected:
        '金融機関が決めた設定のファイルを、管理者でない人も書き換えられるため、使っていません。金融機関の担当者にお伝えください。',
    },
    supportCode: 'サポート番号',
    supportUse:
      'お電話のときに、この番号をお伝えください。お名前、口座、番号などの個人の情報は入っていません。',
    copy: 'サポート番号をコピー',
    copied: 'コピーしました',
  },

  updates: {
    title: (version: string) => `新しい版 ${version}`,
    byHand: 'お知らせのページから、新しい版を入れてください。',
    byPolicy: 'このパソコンのアプリは、管理している方が新しくします。',
    fetching: '新しい版を受け取っています。そのまま、番号をお使いください。',
    progress: '新しい版の受け取り',
    unharmed: '番号は、このまま使えます。新しい版は、お知らせのページから入れることもできます。',
    again: 'もう一度受け取る',
    ready:
      '新しい版の用意ができました。アプリを再起動すると、新しい版になります。トークンと設定は、そのまま残ります。',
    restart: '再起動して新しい版にする',
    waiting: (seconds: number) =>
      `番号をお使いのところを閉じないよう、少し待ってから再起動します（あと${seconds}秒）。「戻る」を押すと、取りやめます。`,
    restarting: '再起動しています。しばらくお待ちください。',
    address: '正しい入手先：',
    page: '新しい版のお知らせを開く',
  },

  about: {
    title: names.about,
    version: 'バージョン',
    released: '日付',
    publisher: '発行者',
    publisherName: about.publisher,
    supportHeading: 'アプリについてのお問い合わせ',
    support: about.support,
    genuine: '本物のアプリの見分け方',
    genuinePoints: [
      'アプリは、金融機関のホームページに書かれた場所からだけ手に入れてください。メールや電話で案内された場所からは入れないでください。',
      'Windowsでは、インストーラーを右クリックし、「プロパティ」の「デジタル署名」に発行者の名前があることを確かめてください。',
      'macOSでは、はじめて開くときに「開発元を確認できません」と出たら、開かないでください。',
      'サービスIDを入れたときに、金融機関の名前と「確認済み」が出ることを確かめてください。',
    ],
    demo: 'これは試用版（見本）です。実際の金融機関では使えません。',
  },

  terms: { title: names.terms },

  licences: {
    title: names.licences,
    lead: 'このアプリは、次のソフトウェアを使っています。作者のみなさまに感謝します。',
    chromium:
      'Chromiumに含まれるソフトウェアの一覧は、アプリと同じフォルダーの LICENSES.chromium.html にあります。',
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
      mini: `${names.mini}、もとの大きさに戻す`,
      turn: '小さく表示したまま、トークンを替える',
      shortcuts: 'この一覧',
    },
  },

  link: {
    title: 'トークンの設定を始めますか？',
    lead: 'メールかインターネットバンキングのリンクが開かれました。次の内容で、トークンの設定を始めます。',
    leaves: 'いま開いている画面を離れます。入力の途中のものは消えます。',
    unexpected: 'お心当たりがないときは、「いいえ」を押してください。',
    yes: '設定を始める',
    no: 'いいえ',
    malformedTitle: 'リンクを読み取れません',
    malformed:
      '開かれたリンクが、途中で切れているか、正しいものではありません。何も変わっていません。',
    instead:
      'メールかインターネットバンキングの画面にあるサービスIDとユーザーIDを入力するか、「メールから貼り付け」をお使いください。',
  },
};

export type SettingsText = typeof settingsJa;
