/** What each member of a directory must be, in a sentence (docs/activation-protocol.md, Directory). */
import type { AppRelease } from '../../../shared/protocol-values.ts';
import type { DirectoryEntry } from '../../../shared/protocol.ts';

/** A member without a sentence does not compile. */
export type RuleName =
  | 'days'
  | 'institutions'
  | 'app'
  | keyof DirectoryEntry
  | `policy.${keyof DirectoryEntry['policy']}`
  | `app.${keyof AppRelease}`;

const localized =
  '日本語（ja）と英語（en）が要ります。それぞれ1～100文字で、空白だけではいけません。改行や見えない文字は使えません。';

export const rulesJa: Record<RuleName, string> = {
  days: '一覧の有効日数です。1～366の整数にしてください。',
  institutions: '金融機関を1～10,000件並べてください。',
  serviceId:
    '数字8桁の文字列にしてください。練習用の 12345678 は使えません。引用符で囲んでください。',
  name: `日本語（ja）、カナ（kana）、英語（en）の名前が要ります。それぞれ1～100文字で、空白だけではいけません。改行や見えない文字は使えません。`,
  issuerUrl:
    'https: で始まるアドレスにしてください。200文字まで、末尾の / と ? # は付けられません。',
  bankUrl: 'https: で始まるアドレスにしてください。200文字までの英数字と記号で、# は使えません。',
  tel: '電話番号は6～20文字の数字とハイフンです。先頭に + を付けられます。',
  hours: localized,
  color: '小文字の #rrggbb にしてください。引用符で囲んでください。',
  mark: '見える文字を1つか2つにしてください。',
  logo: '決まりに合うロゴではありません。SVG か PNG（一辺32～512、動かないもの）で8,192バイトまで、SVG は図形だけです（docs/activation-protocol.md の Logos）。',
  encryptionKeys:
    'P-256 の公開鍵（kty, crv, x, y, kid）を1～8個並べてください。kid は1～64文字です。',
  signingKeys: 'P-256 の公開鍵（kty, crv, x, y, kid）を1～8個並べてください。kid は1～64文字です。',
  policy: '金融機関の方針（passwordLength, waitSeconds, passcodeRequired）が要ります。',
  'policy.passwordLength':
    '利用開始パスワードの桁数です。min と max は4～8の整数で、min は max 以下です。',
  'policy.waitSeconds': '次の番号を待つよう勧める秒数です。0～30の整数にしてください。',
  'policy.passcodeRequired': 'true か false にしてください。引用符は付けません。',
  app: 'アプリの最新版です。vendor app で作ってください。',
  'app.version': '1.2.3 のような3つの数字（5桁まで、先頭の0なし）にしてください。',
  'app.minimum': '1.2.3 のような3つの数字（5桁まで、先頭の0なし）にしてください。',
  'app.releasedAt': '公開日時を1970年からの秒数で書いてください。',
  'app.notesUrl': 'https: で始まるアドレスにしてください。200文字まで、# は使えません。',
  'app.platforms':
    'win32-x64、win32-arm64、darwin-universal、linux-x64 のそれぞれに url（https:）、size、sha512（base64）が要ります。',
};
