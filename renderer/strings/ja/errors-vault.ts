/** What can be wrong with the vault and the key store, in Japanese. */
import type { ErrorTexts } from '../error-text.ts';

const restart = 'パソコンを再起動してから、もう一度お試しください。';
export const askInstitution =
  '解決しないときは、この画面の番号を金融機関のインターネットバンキングの窓口へお伝えください。';

export const vaultErrorsJa = {
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
  'copies-not-made': {
    sentence:
      'トークンの保管ファイルの控えを作れません。トークンはそのまま使えますが、ファイルが壊れたときに元へ戻せないことがあります。',
    steps: [
      'パソコンの空き容量が足りないときは、ごみ箱を空にするなどして、空きを増やしてください。',
      '次にこのアプリを開いたとき、自動でもう一度作ります。',
      'パソコンを管理している方がいるときは、ご相談ください。',
    ],
  },
  'data-unreachable': {
    sentence:
      'このアプリのデータの保存場所を読めないため、トークンを開けません。保存してあるものは、消していません。',
    steps: [
      'このアプリをいつも使っているユーザーで、パソコンにサインインしてください。',
      'パソコンを管理している方がいるときは、この画面の番号を伝えて、保存場所の権利（アクセス許可）を確かめてもらってください。',
      restart,
      askInstitution,
    ],
  },
  'vault-locked': { sentence: 'ロックされています。パスコードを入力してください。', steps: [] },
} satisfies Partial<ErrorTexts>;
