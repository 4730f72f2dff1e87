/** What the kit says, in Japanese; en.ts has the same in English. */
import { fileWords } from '../../../bank/service/files/named-file.ts';
import { shapeWords } from '../../../bank/service/files/shape.ts';
import { writeWords } from '../../../bank/service/files/write-named.ts';
import { typedWords } from '../../../bank/service/options/typed.ts';
import { deedNames } from '../kit.ts';
import type { Reason } from '../check.ts';
import type { Subject } from '../checks/all.ts';
import { checksJa } from './checks-ja.ts';

const subjects: Record<Subject, string> = {
  time: '時刻',
  activation: '利用登録',
  requests: '断るべき要求',
  keys: '鍵の交換',
  repeating: '再送',
  guessing: '推測',
  confirmation: '確認',
  status: '状態',
  renewal: '更新',
  bank: '番号と発行',
  refusals: '終わったものと待つもの',
  messages: '答えの形',
  limits: '制限',
};

const reasons: Record<Reason, (detail: string) => string> = {
  'no-issue': () => '発行が足りません',
  'no-deed': (deed) => `設定の deeds に ${deed} がありません`,
  'no-token': (came) => `その前にトークンか答えがありません（${came}）`,
  'no-option': (name) => `${name} の指定がありません`,
  'no-limit': (count) => `${count}回の要求では制限に届きません`,
  'not-open': (days) => `トークンの期間が長く、更新の期間（終わりの前 ${days}）に入りません`,
};

const publicKeys = 'P-256 の公開鍵（kty, crv, x, y, kid）を1～8個並べたものです。';

export const ja = {
  checks: checksJa as Record<keyof typeof checksJa, string>,
  subjects,
  help: `Desktop Token の発行サーバーの適合検査

  npm run conformance -- <発行サーバーのアドレス> --settings <ファイル> [オプション]

発行サーバーのアドレスは、一覧の issuerUrl です。設定のファイル（JSON）と、金融機関側の操作の
書き方は docs/institution.md にあります。

  --settings <ファイル>     発行の一覧か、発行するコマンドなど
  --directory <アドレスかファイル>  署名された一覧（設定の directory より優先）
  --root <ファイル>         一覧に署名した鍵の公開側（JWK、その配列か vendor.json）
  --only <名前,…>           この検査か、この分野だけ
  --limit-requests <数>     制限に届くまで送る要求の数（0：試さない）
  --clock-tolerance <秒>    時計の差の許容（5）
  --junit <ファイル>        JUnit XML でも書く
  --json <ファイル>         JSON でも書く
  --list                    検査の一覧を表示する
  --lang <ja|en>            言葉
  --help                    この説明

終了コード：0 適合、1 適合しない点がある、2 検査できない（設定、鍵、接続、途中で終了）
`,
  passed: '適合',
  failed: '不適合',
  notTried: '未検査',
  due: (due: string) => `あるべき答え: ${due}`,
  came: (came: string) => `来た答え: ${came}`,
  section: (section: string) => `docs/activation-protocol.md「${section}」`,
  why: (reason: Reason, detail: string) => reasons[reason](detail),
  summary: (passed: number, failed: number, notTried: number) =>
    `適合 ${passed}、不適合 ${failed}、未検査 ${notTried}`,
  conforms: 'この発行サーバーは、検査した範囲で規定どおりです。',
  doesNot: 'この発行サーバーには、規定と違う点があります。',

  badLanguage: '--lang は ja か en です。',
  typed: typedWords.ja,
  needsAddress: '発行サーバーのアドレスを1つ指定してください。--help で説明を表示します。',
  badAddress: (address: string) =>
    `${address} は https: のアドレス（この機械の中なら http:）で、最後に / のないものにしてください。`,
  badNumber: {
    'limit-requests': '--limit-requests は0～1000000の整数です。',
    'clock-tolerance': '--clock-tolerance は0～3600の秒数です。',
  },
  noCheck: (name: string) => `「${name}」という検査や分野はありません。--list で一覧を表示します。`,
  needsSettings: '--settings で設定のファイルを指定してください（docs/institution.md）。',
  file: fileWords.ja,
  fileToWrite: writeWords.ja,
  shape: shapeWords.ja,
  settingsRules: {
    '': '設定を { … } の形で書いてください（docs/institution.md）。',
    serviceId: '数字8桁の文字列にしてください。引用符で囲んでください。',
    keys: `公開鍵のファイルの名前か、encryptionKeys と signingKeys にしてください。${publicKeys}`,
    directory: '署名された一覧のファイルかアドレスを、文字列で書いてください。',
    root: '一覧に署名した鍵の公開側のファイルを、文字列で書いてください。',
    issues: '発行を並べてください。それぞれに userId と activationPassword が要ります。',
    'issues.activationPassword': '数字4～8桁の文字列にしてください。',
    command: 'プログラムとその引数を、文字列で1つ以上並べてください。',
    deeds: `次の名前を並べてください: ${['issue', ...deedNames].join(', ')}。`,
    oldestApp: '"1.2.0" のような版にしてください。',
    appVersion: '版を20文字までの文字列で書いてください。',
  },
  keysRules: { '': `encryptionKeys と signingKeys が要ります。${publicKeys}` },
  rootRule:
    '鍵の公開側にしてください: P-256 の JWK（kid 付き）、その配列、または vendor.json です。',
  badSettings: (path: string, where: string) => `${path} が正しくありません。\n${where}`,
  noKeys: 'この金融機関の公開鍵が要ります: 設定の keys か、--directory と --root。',
  badDirectory: (path: string) => `${path} は、この鍵で署名された一覧ではありません。`,
  notListed: (address: string) => `一覧に issuerUrl ${address} の金融機関がありません。`,
  deedFailed: (name: string, words: string) => `設定のコマンドの ${name} が失敗しました: ${words}`,
  unreachable: (address: string) => `${address} につながりません。`,
  ended: (signal: string) => `検査の途中で終わりました（${signal}）。`,
  unexpected: '思わぬ失敗です。',
};

export type ConformanceText = typeof ja;
