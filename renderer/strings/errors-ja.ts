/** Every error in Japanese. Which of the three inputs was wrong is never said. */
import type { ErrorTexts } from './error-text.ts';

const clockTime = new Intl.DateTimeFormat('ja-JP', { hour: '2-digit', minute: '2-digit' });

const restart = 'パソコンを再起動してから、もう一度お試しください。';
const askInstitution =
  '解決しないときは、この画面の番号を金融機関のインターネットバンキングの窓口へお伝えください。';

export const errorsJa: ErrorTexts = {
  'wrong-credentials': {
    sentence: ({ triesLeft }) =>
      'サービスID、ユーザーIDまたは利用開始パスワードが正しくありません。' +
      (triesLeft === undefined ? '' : `あと ${triesLeft} 回`),
    steps: [],
  },
  'issue-void': {
    sentence:
      '利用開始パスワードの誤りが所定の回数に達しました。インターネットバンキングで「トークン発行」をやり直してください。',
    steps: [],
  },
  'already-activated': {
    sentence: 'このトークンは既に利用開始しています。',
    steps: ['心当たりがないときは、すぐに金融機関へお電話ください。'],
  },
  'too-many-tokens': {
    sentence: 'トークンの登録件数は10件までです。不要なトークンを削除してから追加してください。',
    steps: [],
  },
  'unknown-service': {
    sentence: 'このサービスIDは見つかりません。数字を確かめてください。',
    steps: [],
  },
  'issue-expired': {
    sentence:
      'トークン発行の有効期限が切れています。インターネットバンキングで「トークン発行」をやり直してください。',
    steps: [],
  },
  'directory-expired': {
    sentence:
      '金融機関の一覧が古いため、トークンを追加できません。インターネットにつないで、もう一度お試しください。',
    steps: [],
  },
  'app-too-old': {
    sentence: 'このアプリは古いため、この手続きはできません。アプリを更新してください。',
    steps: ['新しい版のアプリを入れてから、もう一度お試しください。'],
  },
  'renewal-refused': {
    sentence: 'このトークンの有効期限は、いまは更新できません。',
    steps: [
      '更新できるのは、利用開始が済んだトークンで、有効期限の30日前からです。',
      'インターネットバンキングの「ワンタイムパスワード申請」で登録状況を確かめてください。',
    ],
  },
  'too-many-deliveries': {
    sentence:
      '一回の「トークン発行」で設定できる回数を超えました。インターネットバンキングで「トークン発行」をやり直してください。',
    steps: ['何度も設定した心当たりがないときは、すぐに金融機関へお電話ください。'],
  },
  'issue-ended': {
    sentence:
      'このユーザーIDは、もう使えません。インターネットバンキングの「ワンタイムパスワード申請」で、いまのユーザーIDを確かめてください。',
    steps: ['ユーザーIDが表示されていないときは、「トークン発行」をやり直してください。'],
  },
  'bad-input': { sentence: '入力された文字を、もう一度確かめてください。', steps: [] },
  'name-refused': {
    sentence:
      'この文言は使えません。全角8文字（半角16文字）以内で、記号や絵文字を減らしてお試しください。',
    steps: [],
  },
  'token-missing': { sentence: 'このトークンは見つかりません。削除されたようです。', steps: [] },
  'wrong-passcode': {
    sentence: ({ triesLeft, retryAt }) =>
      'パスコードが違います。' +
      (retryAt === undefined
        ? triesLeft === undefined
          ? ''
          : `あと ${triesLeft} 回、続けて入力できます。`
        : `${clockTime.format(retryAt)} を過ぎてから、もう一度お試しください。`),
    steps: [],
  },
  'passcode-wait': {
    sentence: ({ retryAt }) =>
      'パスコードの誤りが続いたため、しばらく入力できません。' +
      (retryAt === undefined
        ? ''
        : `${clockTime.format(retryAt)} を過ぎてから、もう一度お試しください。`),
    steps: [],
  },
  'passcode-refused': {
    sentence:
      'このパスコードは使えません。6桁以上の数字で、同じ数字の並び（111111）や続き番号（123456）でないものにしてください。',
    steps: [],
  },
  'passcode-required': {
    sentence: 'この金融機関のトークンを使うには、パスコードの設定が必要です。',
    steps: [],
  },
  offline: {
    sentence:
      '通信エラーが発生しました。ネットワークの接続を確認し、もう一度送信してください。入力は残っています。',
    steps: [],
  },
  'unproven-answer': {
    sentence:
      '届いた返事が金融機関からのものと確かめられなかったため、中止しました。何も登録していません。',
    steps: [
      '別のネットワークで、もう一度お試しください。',
      '続くときは、金融機関へお電話ください。',
    ],
  },
  busy: {
    sentence: ({ retryAt }) =>
      'ただいま混み合っているか、点検中です。' +
      (retryAt === undefined
        ? 'しばらくしてから、もう一度お試しください。'
        : `${clockTime.format(retryAt)} ごろ、もう一度お試しください。`),
    steps: [],
  },
  'proxy-password': {
    sentence:
      'このネットワークの中継装置（プロキシ）がパスワードを求めているため、通信できません。',
    steps: [
      'ネットワークを管理している方に、このアプリの通信を許可するようお伝えください。',
      '別のネットワークにつなぐと、使えることがあります。',
    ],
  },
  'connection-unsafe': {
    sentence: '安全な通信ができないため、中止しました。何も送っていません。',
    steps: [
      'パソコンの日付と時刻が合っているか、確かめてください。',
      '別のネットワークで、もう一度お試しください。',
    ],
  },
  'clock-far-off': {
    sentence: 'パソコンの時計が24時間以上ずれています。日付と時刻を直してください。',
    steps: [
      'パソコンの設定で、日付、時刻、タイムゾーンを確かめてください。',
      '設定の「時刻の確認」で、金融機関の時刻に合わせることもできます。',
    ],
  },
  'token-expired': { sentence: 'トークンの有効期限が切れています。', steps: [] },
  'token-released': {
    sentence:
      'このトークンは利用解除されています。使うには、インターネットバンキングで「トークン発行」をしてください。',
    steps: [],
  },
  'key-store-absent': {
    sentence: 'パソコンの鍵の保管場所が使えないため、トークンを安全に開けません。',
    steps: [
      restart,
      'Linuxでは、キーリング（GNOME Keyring や KWallet）を使えるようにしてください。',
      askInstitution,
    ],
  },
  'key-store-locked': {
    sentence: 'パソコンの鍵の保管場所が閉じているため、トークンを開けません。',
    steps: [
      'パソコンがパスワードを求めているときは、入力して許可してください。',
      '「もう一度試す」を押してください。',
      restart,
    ],
  },
  'key-store-changed': {
    sentence:
      'パソコンの鍵が以前と変わっているため、トークンを開けません。元の鍵に戻れば、トークンはそのまま使えます。',
    steps: [
      'このトークンを登録したときと同じユーザーで、パソコンにサインインしてください。',
      'パソコンのパスワードを初期化した直後は、金融機関で「トークン発行」のやり直しが必要なことがあります。',
      askInstitution,
    ],
  },
  'key-store-refused': {
    sentence: 'パソコンの鍵の保管場所が、このアプリの使用を許可しませんでした。',
    steps: [
      '「もう一度試す」を押し、パソコンが確認を求めたら「許可」または「常に許可」を選んでください。',
      restart,
      askInstitution,
    ],
  },
  'key-store-hanging': {
    sentence: 'パソコンの鍵の保管場所から返事がないため、トークンを開けません。',
    steps: [
      'パソコンが確認の画面を出していないか、ほかのウィンドウの裏も確かめてください。',
      'しばらく待つと、自動でもう一度試します。',
      restart,
    ],
  },
  'database-damaged': {
    sentence: 'トークンの保管ファイルが壊れているため、開けません。',
    steps: ['ファイルには手を触れず、そのままにしてください。', restart, askInstitution],
  },
  'database-newer': {
    sentence:
      'トークンの保管ファイルは、新しい版のアプリで作られています。アプリを更新してください。',
    steps: ['新しい版のアプリを入れてから、もう一度開いてください。'],
  },
  'database-busy': {
    sentence: 'トークンの保管ファイルを、ほかのプログラムが使っています。',
    steps: [
      'ほかのウィンドウで、このアプリが開いていないか確かめてください。',
      '少し待ってから、「もう一度試す」を押してください。',
      restart,
    ],
  },
  'database-read-only': {
    sentence: 'トークンの保管ファイルに書き込めません。',
    steps: [restart, 'パソコンを管理している方がいるときは、ご相談ください。', askInstitution],
  },
  'disk-full': {
    sentence: 'パソコンの空き容量が足りません。',
    steps: [
      'ごみ箱を空にするなどして、空きを増やしてください。',
      '「もう一度試す」を押してください。',
    ],
  },
  'storage-failed': {
    sentence: '保管ファイルの読み書きに失敗しました。',
    steps: [restart, askInstitution],
  },
  'record-unreadable': {
    sentence: 'このトークンは読み取れません。消さずに残してあります。',
    steps: [restart, askInstitution],
  },
  'older-copy': {
    sentence:
      'トークンの保管ファイルが、以前のものに戻されています。そのまま使えますが、最近追加・変更したことが反映されていないかもしれません。',
    steps: [
      'トークンが足りないときは、金融機関で「トークン発行」をやり直してください。',
      '新しい方の控えは、消さずに残してあります。',
    ],
  },
  'restored-copy': {
    sentence:
      'トークンの保管ファイルが壊れていたため、控えから元に戻しました。トークンはそのまま使えます。',
    steps: [
      '壊れたファイルは、消さずに残してあります。',
      '何度も起きるときは、パソコンのディスクの点検をお勧めします。',
    ],
  },
  'vault-locked': { sentence: 'ロックされています。パスコードを入力してください。', steps: [] },
  'bad-request': {
    sentence: '画面とアプリのやり取りに誤りがありました。アプリを開き直してください。',
    steps: [askInstitution],
  },
  internal: {
    sentence: '予期しない誤りが起きました。アプリを開き直してください。',
    steps: [askInstitution],
  },
};
