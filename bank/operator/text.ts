/** What the operator's commands print: Japanese first, then English. */
import type { PskcReason } from '../issuer/pskc/fault.ts';
import { typedWords } from '../service/options/typed.ts';

const both = (ja: string, en: string): string => `${ja}\n${en}`;

/** Somebody else wrote it: no control characters to the terminal, and not too many of any. */
const shown = (keyId: string): string =>
  keyId.replaceAll(/[^\p{L}\p{N} ._:@/-]/gu, '?').slice(0, 64);

/** Why a key container or a key in it is not taken. */
const reasons: Record<PskcReason, readonly [ja: string, en: string]> = {
  'not-pskc': ['PSKC（RFC 6030）のファイルではありません。', 'this is no PSKC file (RFC 6030).'],
  'no-key': ['鍵が1つもありません。', 'there is no key in it.'],
  'needs-secret': [
    '暗号化されています。--passphrase-file か --key-file を指定してください。',
    'it is encrypted; name --passphrase-file or --key-file, as it was written.',
  ],
  'wrong-secret': [
    '合言葉か鍵が違うか、ファイルが変更されています。',
    'the passphrase or the key is wrong, or the file was changed.',
  ],
  'unknown-encryption': [
    'この暗号化の方式には対応していません（AES-CBC、PBKDF2）。',
    'encrypted in another way than AES-CBC by a key or by PBKDF2.',
  ],
  'no-mac': [
    '改ざんを見つける値（MAC）がないか、知らない方式です。',
    'there is no MAC by which a change would show, or one of an unknown kind.',
  ],
  'not-totp': ['TOTPの鍵ではありません。', 'it is no TOTP key.'],
  period: ['60秒ごとの番号ではありません。', 'its codes are not of 60 seconds from T0 = 0.'],
  digits: ['6〜8桁の10進の番号ではありません。', 'its codes are not of 6 to 8 decimal digits.'],
  algorithm: [
    'SHA-1・SHA-256・SHA-512以外の方式です。',
    'its hash is none of SHA-1, SHA-256 and SHA-512.',
  ],
  'secret-length': ['種が16〜64バイトではありません。', 'its secret is not of 16 to 64 bytes.'],
  use: [
    'ワンタイムパスワードに使ってよい鍵ではありません（Policy）。',
    'its policy does not let it be used for one-time passwords now.',
  ],
  expired: [
    '有効期限が切れているか、読み取れません。',
    'it has expired, or its end can not be read.',
  ],
};

export const operatorText = {
  help: `職員用コマンド / Operator commands (institution: akagi, haruna; the bank may be running):

  list [<institution>]                     トークンのある契約、記帳していない振込 / contracts with a token, transfers not booked
  unlock <institution> <log-in ID>         利用停止とパスワードのロックを解く / lifts suspension and locks
  void-issue <institution> <log-in ID>     使わない発行を無効にする / ends an issue [*]
  release <institution> <log-in ID>        利用解除（パソコンの紛失など）/ ends the token in use [*]
  repair-clock [<institution> [<log-in ID>]]
                                           進んでいた時計を直した後に / after the clock was ahead
  export-pskc <institution> <file>         使用中の種をすべて書き出す / all seeds in use (RFC 6030)
  import-pskc <institution> <file>         別のシステムの種を取り込む / takes seeds of another system over [*]
  audit [<institution>]                    監査記録 / the audit log
  backup <folder>                          データベースと鍵の控え / verified copy of database and keys
  restore <folder>                         控えから戻す（停止中のみ）/ brings it back; bank stopped [*]

  [*] 実行前に確認します / asks first
  --yes                                    確認しない / does not ask
  --dry-run                                何もせず、することだけを示す / only says what it would do
  --as <name>                              監査記録に残す担当者名 / whom the audit log is to name
  --data <folder>                          データフォルダ / the bank's data folder (.demo/bank)
  --passphrase-file <file>                 1行目が合言葉（12文字以上）/ its first line, 12 characters or more
  --key-file <file>                        取り込み用の鍵（16進）/ key of the container to import, in hex
  --unencrypted                            暗号化しない（種が誰にでも読めます）/ seeds readable for all
  --customer <log-in ID>  --event <name>  --since <date>  --until <date>  --json
                                           監査記録の絞り込み / what of the audit log, and how
`,
  done: (what: string) => both(`${what}: 完了しました。`, `${what}: done.`),
  nothingToDo: both(
    '何も変更していません。この契約は、この操作をする状態にありません。',
    'nothing to do: the contract is not in a state for it.',
  ),
  nothingToUnlock: both(
    '何も変更していません。この契約に、ロックや利用停止はありません。',
    'nothing to do: the contract has neither locks nor a suspension.',
  ),
  unknownCommand: (name: string) =>
    both(
      `「${name}」というコマンドはありません。「operator」だけで一覧を表示します。`,
      `there is no command "${name}"; "operator" alone lists them.`,
    ),
  tooMuch: (words: string[]) =>
    both(
      `語が多すぎます（${words.join(' ')}）。お客さまは1回に1人です。「operator」だけで一覧を表示します。`,
      `too many words (${words.join(' ')}); one customer at a time. "operator" alone lists the commands.`,
    ),
  noEvent: (names: string) =>
    both(
      `--event の名前が正しくありません。次のどれかです。\n${names}`,
      '--event is none of the events of the audit log.',
    ),
  typed: typedWords.both,
  noData: both(
    'このデータフォルダに金融機関のデータがありません。--data をお確かめください。',
    'no bank has been started in this data folder; see --data.',
  ),
  noBackOffice: both(
    '何もしていません。金融機関のプログラムが起動中か終了中、または別のコマンドが動いています。少し待って、もう一度実行してください。',
    'nothing was done: the bank is just starting or ending, or another command is at work. Wait a moment and try again.',
  ),
  folderInUse: both(
    '何もしていません。このデータフォルダで、金融機関のプログラムか別のコマンドが動いています。終えてから、もう一度実行してください。',
    'nothing was done: another server is running on this data folder, or another command. End it, then try again.',
  ),
  noAnswer: both(
    'トークンのサービスから答えがありません。実行できたかどうかは「operator list」で確かめてください。',
    'the issuing service did not answer; "operator list" says whether it was done.',
  ),
  refusedByService: (code: string) =>
    both(
      `トークンのサービスが受け付けませんでした（${code}）。パソコンの時計をお確かめください。`,
      `the issuing service refused (${code}). Is this machine’s clock right?`,
    ),
  unavailable: both(
    '何もしていません。トークンのサービスは今、時計かデータベースに問題があり、受け付けていません。進んでいた時計を直した後でしたら、「operator repair-clock」を実行してください。',
    'nothing was done: the issuing service is in trouble with its clock or its storage. If the clock was ahead and is right now, run "operator repair-clock".',
  ),
  noInstitution: both('金融機関名が正しくありません（akagi, haruna）。', 'no such institution.'),
  noCustomer: both('このログインIDのお客さまはいません。', 'no such customer.'),
  noPerson: both(
    '--as の名前は、文字・数字・空白・._@- で40字までです（空白だけは使えません）。',
    '--as takes letters, digits, spaces and ._@-, up to 40, and no spaces alone.',
  ),
  noDate: both(
    '--since と --until は 2026-06-15 または 2026-06-15T09:00 の形（日本時間）です。',
    '--since and --until are like 2026-06-15 or 2026-06-15T09:00, in Japan time.',
  ),
  question: (what: string) =>
    both(`${what} を実行します。元に戻せません。`, `${what} can't be taken back.`),
  dryRun: (what: string, facts: string) =>
    both(
      `${what} を実行するところです。何もしていません。実行すると、次のようになります。`,
      `would do: ${what}. Nothing was done. If it were:\n${facts}`,
    ),
  wouldChange: (before: string, after: string) => `${before} → ${after}`,
  wouldWrite: (path: string, bytes: number) => `書き込み / would write: ${path} (${bytes} bytes)`,
  wouldHold: (tokens: number) => `トークン / tokens: ${tokens}`,
  wouldShow: (institutions: string[]) =>
    `監査記録を表示します / would show the audit log: ${institutions.join(', ')}`,
  wouldExport: (seeds: number) => `種 / seeds: ${seeds}`,
  encrypted: '暗号化します / encrypted',
  readableForAll: '暗号化しません / readable for all',
  wouldOverwrite: (path: string, bytes: number) =>
    `上書き / would overwrite: ${path} (${bytes} bytes)`,
  wouldMoveAside: (path: string, bytes: number) =>
    `別の場所に残す / would move aside: ${path} (${bytes} bytes)`,
  overwritesNothing: '上書きするものはありません / overwrites nothing',
  noFolderThere: (path: string) =>
    both(`${path} はフォルダではありません。`, `${path} is not a folder.`),
  isFolder: (path: string) => both(`${path} はフォルダです。`, `${path} is a folder.`),
  notWritable: (path: string) => both(`${path} に書き込めません。`, `${path} can't be written to.`),
  noRoom: (path: string, bytes: number) =>
    both(
      `${path} に空きがありません（${bytes}バイト必要です）。`,
      `no room at ${path} for ${bytes} bytes.`,
    ),
  notAsked: both(
    '確認ができないため、何もしていません。実行するには --yes を付けてください。',
    'nothing was done: nobody could be asked. Add --yes to do it.',
  ),
  notWanted: both('何もしていません。', 'nothing was done.'),
  repaired: (count: number) =>
    both(
      `repair-clock: 完了しました。${count}件のトークンを直しました。`,
      `repair-clock: done, ${count} tokens repaired.`,
    ),
  exported: (count: number) => both(`${count}件の種を書き出しました。`, `${count} seeds written.`),
  imported: (count: number) =>
    both(
      `import-pskc: 完了しました。${count}件のトークンが使用中になりました。`,
      `import-pskc: done, ${count} tokens are in use.`,
    ),
  noContainer: both(
    'このファイルは読み取れません（64 MiBまでのPSKCのファイルを指定してください）。',
    'this file can not be read; name a PSKC file of at most 64 MiB.',
  ),
  noKey: both(
    '--key-file の1行目は、鍵を16進で32・48・64桁です。',
    'the first line of --key-file is the key in 32, 48 or 64 hexadecimal digits.',
  ),
  badKey: (reason: PskcReason, keyId: string | null) =>
    both(
      `何も取り込んでいません。${keyId === null ? '' : `鍵 ${shown(keyId)}: `}${reasons[reason][0]}`,
      `nothing was imported. ${keyId === null ? '' : `key ${shown(keyId)}: `}${reasons[reason][1]}`,
    ),
  nobodysKey: (keyId: string) =>
    both(
      `何も取り込んでいません。鍵 ${shown(keyId)} のUserIdは、この金融機関のログインIDではありません。`,
      `nothing was imported. The UserId of key ${shown(keyId)} is no log-in ID of this institution.`,
    ),
  twoKeys: (keyId: string) =>
    both(
      `何も取り込んでいません。鍵 ${shown(keyId)} のお客さまに、ファイルの中で2つ目の鍵があります。`,
      `nothing was imported. Key ${shown(keyId)} is the second one of its customer.`,
    ),
  hasToken: (keyId: string) =>
    both(
      `何も取り込んでいません。鍵 ${shown(keyId)} のお客さまには、もうトークンがあります。`,
      `nothing was imported. The customer of key ${shown(keyId)} has a token already.`,
    ),
  noSeeds: both(
    '何も書き出していません。使用中のトークンがありません。',
    'nothing to do: no token is in use.',
  ),
  noFile: both('ファイル名がありません。', 'the file name is missing'),
  noPassphrase: both('--passphrase-file がありません。', '--passphrase-file is missing'),
  shortPassphrase: both('合言葉が短すぎます（12文字以上）。', 'the passphrase is too short'),
  noFolder: both('フォルダ名がありません。', 'the folder name is missing.'),
  folderTaken: both(
    'このフォルダはもうあります。新しい名前を指定してください。',
    'the folder exists already; name a new one.',
  ),
  badBackup: both(
    'この控えは完全ではないため、使えません。何も変更していません。',
    'this copy is not whole and is not used. Nothing was changed.',
  ),
  backedUp: (tokens: number) =>
    both(
      `控えを作り、確かめました（トークン${tokens}件）。`,
      `copied and verified, ${tokens} tokens.`,
    ),
  restored: (replaced: string) =>
    both(
      `控えから戻しました。これまでのデータは ${replaced} に残しました。今の番号は使用済みとして扱うため、お客さまは3分ほど後の番号から使えます。`,
      `restored; what was there is in ${replaced}. Present codes count as used: new ones are taken after about three minutes.`,
    ),
  columns: {
    list: 'institution  log-in ID  in use  on its way  wrong codes  mail',
    unclear: both(
      '\n結果を確かめられない振込（記帳していません。お客さまにお確かめください）',
      'transfers of which it is not known whether a code was taken, not booked; ask the customer: institution  log-in ID  number  yen  payee  asked for at',
    ),
    'not-made': both(
      '\n行われなかった振込（ワンタイムパスワードは受け付けていません。記帳もしていません。お客さまの画面でもお知らせしています）',
      'transfers that were not carried out: no code was taken, nothing booked, and the customer’s pages say so: institution  log-in ID  number  yen  payee  asked for at',
    ),
    audit: 'time (UTC)  time (Japan)  institution  log-in ID  event  by',
  },
} as const;
