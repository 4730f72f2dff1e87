/** What the vendor's tool says, in Japanese; en.ts has the same in English. */
import { fileWords } from '../../../bank/service/files/named-file.ts';
import { writeWords } from '../../../bank/service/files/write-named.ts';
import { shapeWords } from '../../../bank/service/files/shape.ts';
import { typedWords } from '../../../bank/service/options/typed.ts';
import type { KeyTime } from '../directory/key-times.ts';
import { helpJa } from './help-ja.ts';
import { rulesJa } from './rules-ja.ts';

type Use = 'enc' | 'sig';
type Name = { ja: string; en: string };
const date = (epochSeconds: number) => new Date(epochSeconds * 1000).toISOString().slice(0, 10);
const instant = (epochSeconds: number) =>
  `${new Date(epochSeconds * 1000).toISOString().slice(0, 16)}Z`;
const useName = (use: Use) => (use === 'enc' ? '暗号用' : '署名用');

export const ja = {
  ...helpJa,
  rules: rulesJa,
  date,
  instant,

  // What was typed.
  unknownCommand: (name: string) =>
    `「${name}」というコマンドはありません。--help で一覧を表示します。`,
  wrongWords: (name: string) => `${name} の後の語の数が正しくありません。--help をお読みください。`,
  typed: typedWords.ja,
  notForThis: (option: string, name: string) => `--${option} は ${name} では使えません。`,
  optionNeeded: (name: string) => `--${name} を指定してください。`,
  badLanguage: '--lang は ja か en です。',
  badDays: '--min-days は日数です（0～999）。',
  whichUse: '2つめの語は encryption（暗号用）か signing（署名用）です。',
  endsInJwe: '鍵のファイルの名前は .jwe で終わるようにしてください。',
  endsInYamlOrJson: '元のファイルの名前は .yaml、.yml、.json のどれかで終わるようにしてください。',
  unexpected: '思わぬ失敗です。書きかけのファイルはありません。',

  // Secrets.
  askPassphrase: (path: string) => `${path} の合言葉: `,
  askNewPassphrase: (path: string) => `${path} の新しい合言葉（12文字以上）: `,
  askPin: (token: string) => `HSM「${token}」の PIN: `,
  again: 'もう一度: ',
  emptySecret: '合言葉（PIN）が空です。',
  shortPassphrase: '合言葉が短すぎます（12文字以上）。',
  notTheSame: '2回の合言葉が違います。何もしていません。',
  noPassphrase:
    '合言葉を聞けません。端末で実行するか、--passphrase-file か --passphrase-fd を指定してください。',
  noDescriptor: '--passphrase-fd は、開いているファイル記述子の番号（0～9999）です。',
  wrongPassphrase: (path: string) =>
    `${path} を開けません。合言葉が違うか、ファイルが書き換わっています。`,
  nothingDone: '何もしていません。',
  notAsked: '確認ができないため、何もしていません。実行するには --yes を付けてください。',

  // Files.
  file: fileWords.ja,
  fileToWrite: writeWords.ja,
  fileTaken: (path: string) => `${path} はもうあります。上書きしません。`,
  openToOthers: (path: string) =>
    `${path} をほかの人も読めます。chmod 600 で直し、読まれた心配があれば鍵を替えてください。`,
  noKeyFile: (path: string) => `${path} は鍵のファイルではありません。`,
  noPkcs11Tool: 'pkcs11-tool がありません。OpenSC を入れてください（Debian: opensc）。',
  badPkcs11:
    'HSM の鍵は pkcs11:token=…;id=%01?module-path=/…/lib.so の形で指定します（RFC 7512）。token、id、module-path が要ります。',
  noPinInAddress:
    'PIN をコマンドに書かないでください（pin-value）。端末で入力するか、pin-source=file:… を使ってください。',
  hsmSays: (words: string) => `HSM が断りました: ${words}`,
  notP256: 'HSM のこの鍵は P-256 の鍵ではありません。',

  // Roots.
  badVendorFile: (path: string) => `${path} が正しくありません（docs/release.md）。`,
  badDirectoryUrl: '--directory-url は https: で始まるアドレスです。',
  twoRoots: 'ルートは現在と次の2つがもうあります。替えるには rotate-root を使います。',
  rootListed: 'この鍵は、もうルートとして載っています。',
  presentRoot: (kid: string) =>
    `現在のルートを作りました: ${kid}\n次のルートも make-root で作ってください。`,
  nextRoot: (kid: string) =>
    `次のルートを作りました: ${kid}\nふだん使わない、別の場所にしまってください。`,
  rootIs: (kid: string, isPresent: boolean) => `${isPresent ? '現在' : '次'}のルートです: ${kid}`,
  rotatedRoot: (old: string, present: string, next: string) =>
    `外したルート: ${old}\n現在のルート: ${present}\n次のルート: ${next}\n今後は現在のルートで署名し、この vendor.json で次の版を作ってください。`,

  // An institution's keys.
  keyLine: (kid: string, use: Use, isRetired: boolean) =>
    `  ${useName(use)} ${kid}${isRetired ? '（一覧から外したもの）' : ''}`,
  rotated: (kid: string, use: Use, isStolen: boolean) =>
    isStolen
      ? `新しい${useName(use)}の鍵: ${kid}\n古い鍵は捨てました。すぐに発行サーバーへ入れ（export-keys）、公開用のファイルをベンダーへ渡してください。`
      : use === 'enc'
        ? `新しい暗号用の鍵: ${kid}\n先に発行サーバーへ入れ、それから公開用のファイルをベンダーへ渡してください。`
        : `新しい署名用の鍵: ${kid}\n公開用のファイルをベンダーへ渡してください。vendor status が「署名に使えます」と言うまでは古い鍵で署名します。その後 use-key で切り替えます。`,
  signsNow: (kid: string) =>
    `これからはこの鍵で署名します: ${kid}\n古い鍵を外す前に、export-keys で発行サーバーへ入れてください。`,
  retired: (kid: string, use: Use) =>
    use === 'enc'
      ? `一覧から外しました: ${kid}\n秘密鍵は残しています。この鍵が載った最後の一覧の期限から72時間たつまで、捨てないでください。`
      : `一覧から外しました: ${kid}`,
  dropQuestion: (kid: string, use: Use) =>
    `${useName(use)}の鍵 ${kid} を捨てます。元に戻せません。` +
    (use === 'enc'
      ? 'この鍵で暗号化された申請は、もう開けません。'
      : 'この鍵で署名した答えは、新しい一覧を受け取ったアプリでは確かめられません。'),
  dropped: (kid: string) => `捨てました: ${kid}`,
  lastKey:
    'この鍵がないと、一覧に載せる鍵がなくなります。先に rotate-key で新しい鍵を作ってください。',
  signsStill: (kid: string) =>
    `発行サーバーは ${kid} で署名しています。先に、vendor status が「署名に使えます」と言う別の鍵へ use-key で切り替え、export-keys で発行サーバーへ入れてください。`,
  stillListed: (kid: string, use: Use) =>
    `${kid} はまだ一覧に載せています。先に retire-key で外し、公開用のファイルをベンダーへ渡してください。` +
    (use === 'enc'
      ? '捨てられるのは、この鍵が載った最後の一覧の期限から72時間たってからです（vendor status）。'
      : ''),
  tooManyKeys: '鍵は8個までです。古い鍵を retire-key で外してください。',
  signingAlone: 'use-key は、一覧に載せている署名用の鍵だけに使います。',
  noSuchKey: (kid: string) => `${kid} という鍵はありません。list-keys で確かめてください。`,
  publicFile: (path: string) => `ベンダーへ渡す公開用のファイル: ${path}`,
  exported: (path: string) =>
    `${path} に書き出しました。秘密鍵がそのまま入っています。発行サーバーへ移したら、ほかの場所から消してください。`,

  // A source and its faults.
  notUtf8: 'UTF-8 の文字ではありません。',
  notYaml: (code: string) =>
    `YAML（JSON）として読めません。字下げ、引用符、かっこ、コロンの後の空白をお確かめください（${code}）。`,
  memberTwice: '同じ項目が2つあります。',
  noAlias: '参照（*名前）は使えません。値を書いてください。',
  noMembers: 'institutions: から始まる項目の並びにしてください。',
  ...shapeWords.ja,
  empty: (rule: string) =>
    `値がありません。${rule} YAML では、空白の後の # から行末までは注釈です。`,
  privateHalf:
    '秘密鍵（d）が入っています。消してください。誰かが見たかもしれないときは鍵を替えてください。',
  noPoint: '公開鍵の x と y が P-256 の点ではありません。写し間違いがないかお確かめください。',
  serviceTwice: 'このサービスIDは2つめです。どちらの金融機関のものか分かりません。',
  kidTwice: 'この kid は、同じ並びの2つめです。',
  httpsAlone: 'http: は1台のパソコンでのデモだけのものです（デモなら --demo）。',
  tooLarge: '一覧が8 MiB を超えます。ロゴを小さくしてください。',
  noLogoKind: 'ロゴは .svg か .png のファイルです。',
  keysOnce: 'keys は公開用のファイルの名前です。encryptionKeys、signingKeys とは一緒に使えません。',
  noKeyLists: 'encryptionKeys と signingKeys が要ります。vendor make-keys で作ったファイルですか。',
  right: (path: string, count: number) => `${path}: 正しい一覧です（金融機関 ${count} 件）。`,

  // Signing.
  badState: (path: string) =>
    `${path} が読めません。控えから戻すか、よけておいて、公開中の一覧を vendor adopt で取り込んでください。`,
  noRootOfOurs: 'この鍵は vendor.json のルートではありません。',
  whatWasSigned: '署名したもの',
  notSigned: (place: string) => `${place} は vendor.json のルートが署名した一覧ではありません。`,
  signedAndWrong: (place: string, member: string) =>
    `${place} は署名されていますが、決まりに合いません: ${member}`,
  badUrl: (url: string) => `${url} は https: のアドレスではありません。`,
  notFetched: (url: string) => `${url} を取り出せません。`,
  clockBehind: (last: string) =>
    `このパソコンの時計は、前の署名（${last}）より前です。時計を直してください。`,
  publishedNewer: (place: string, published: number, own: number) =>
    `${place} は ${published} 番で、これから署名する ${own} 番より古くありません。手元の元が最新でないか、記録（.state.json）が古いままです。最新の元と記録を使うか、vendor adopt で取り込んでください。`,
  stateUnknown: (path: string) =>
    `前に署名した番号が分かりません（${path}）。番号は戻せないので、公開中の一覧を --published で示すか、一度も公開していなければ --first を付けてください。`,
  notFirst: (seq: number) => `この元からは ${seq} 番まで署名しています。--first を外してください。`,
  goneUnsaid: (ids: string[]) =>
    `前の一覧にあった金融機関がありません: ${ids.join(', ')}。本当に外すなら ${ids.map((id) => `--without ${id}`).join(' ')} を付けてください。`,
  byNextRoot:
    '次のルートで署名しました。このルートを知らない古いアプリは、この一覧を受け取りません。',
  signed: (path: string, seq: number, count: number, kid: string) =>
    `${path}: ${seq} 番、金融機関 ${count} 件、ルート ${kid}`,
  signAgainBy: (by: string, end: string) => `${by} までに次を署名してください（期限 ${end}）。`,
  notNewer: (seq: number) => `手元の記録（${seq} 番）のほうが新しいか同じです。何もしていません。`,
  adopted: (seq: number) => `${seq} 番まで署名したことを記録しました。`,
  added: (id: string, name: Name) => `新しく載せる金融機関: ${id} ${name.ja}`,
  sealsAnew: (id: string, kid: string) => `${id}: アプリはこれから ${kid} で暗号化します。`,
  encryptionGone: (id: string, kids: string[]) =>
    `${id}: 一覧から外れる暗号用の鍵 ${kids.join(', ')}。発行サーバーは、前の一覧の期限から72時間、この秘密鍵を持ち続けます。`,
  signingAllNew: (id: string) =>
    `${id}: 前の一覧と同じ署名用の鍵が1つもありません。鍵を盗まれたときだけの替え方です。前の一覧のアプリは、新しい一覧を受け取るまで金融機関の答えを確かめられません。`,
  removed: (id: string, name: Name) => `外す金融機関: ${id} ${name.ja}`,

  // Looking.
  list: (seq: number, from: string, until: string) => `${seq} 番、${from} から ${until} まで`,
  signedByPresent: (kid: string) => `現在のルート ${kid} の署名です。`,
  signedByNext: (kid: string) => `次のルート ${kid} の署名です。`,
  appLine: (version: string, minimum: string) =>
    `アプリ ${version}（${minimum} より古い版は対象外）`,
  entry: (id: string, name: Name, url: string) => `${id} ${name.ja} ${url}`,
  yetToCome: (at: string) => `発行日時（${at}）が未来です。`,
  expired: (at: string) => `期限が切れています（${at}）。アプリは新しい利用開始を受け付けません。`,
  expiresSoon: (days: number, on: string) =>
    `あと ${days} 日で期限が切れます（${on}）。次の一覧を署名してください。`,
  neverSigned: 'この元からは、まだ署名していません。',
  keyTime: (time: KeyTime) => {
    if (time.is === 'sealing') return '暗号用、掲載中';
    if (time.is === 'signing') return '署名用、署名に使えます';
    if (time.is === 'too-new') return `署名用、${instant(time.from)} から署名に使えます`;
    if (time.is === 'to-keep') return `暗号用、${instant(time.until)} まで秘密鍵を残します`;
    return '暗号用、秘密鍵を捨ててかまいません';
  },

  // Sources as files.
  written: (path: string) =>
    `${path} を書きました。金融機関の値に直し、公開鍵のファイルを隣に置いて、vendor check で確かめてください。`,
  writtenFrom: (path: string) => `${path} に、署名された一覧の中身を書きました。`,
  noInstitution: (id: string) => `元に ${id} という金融機関はありません。`,
  lastInstitution: '最後の金融機関は外せません。空の一覧を読むアプリはありません。',
  removeQuestion: (id: string) => `${id} を元から外します。`,
  removeByHand: 'この書き方の元からは外せませんでした。手で消してください。何も変更していません。',
  removedFrom: (file: string, id: string) =>
    `${file} から外しました。次の sign に --without ${id} を付けてください。`,
  whatCustomersSee: 'お客さまのアプリには、次のように表示されます。',
  whatIsRefused: '新しい利用開始や更新をしようとすると、次のように断ります。',
  whatStays:
    '番号はこれまでどおり表示し、何も消しません。金融機関へは何も送りません。一覧に戻せば元に戻ります。',

  // The app's release.
  appNotNamed: '元に app: app.json のようにファイルの名前を書いてから実行してください。',
  noManifest: (path: string) =>
    `${path} は、このアプリの版の記録（npm run release）ではありません。`,
  demoFile: (name: string) => `${name} はデモです。お客さまには配れません。`,
  unsignedFile: (name: string) => `${name} は署名されていません。`,
  otherSum: (name: string) => `${name} は release.json にある SHA-256 と違います。`,
  noInstaller:
    'このフォルダに、アプリが受け取れるインストーラー（exe, zip, AppImage）がありません。',
  badApp: (places: string) => `アプリの版が決まりに合いません: ${places}`,
  minimumAbove: '--minimum が新しい版より上です。',
  appTaken: (file: string, version: string, platforms: string[]) =>
    `${file}: ${version}（${platforms.join(', ')}）`,
};

export type VendorText = typeof ja;
