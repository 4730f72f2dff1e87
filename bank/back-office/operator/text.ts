/** What is printed besides what the bank's own operator prints: Japanese first, then English. */
import type { Contract } from '../client.ts';
import { inJapan, utc } from '../../operator/audit-rows.ts';

const both = (ja: string, en: string): string => `${ja}\n${en}`;
const instant = (at: number) => `${utc(at)} (${inJapan(at)})`;

export const officeText = {
  help: `職員用コマンド / Operator commands, over the back office, for the institution of the client:

  state <contract>                 契約の状態 / the state of a contract
  list                             トークンのある契約 / contracts with a token in use or on its way
  unlock <contract>                利用停止を解く / lifts a suspension
  void-issue <contract>            使わない発行を無効にする / ends an issue [*]
  release <contract>               利用解除（パソコンの紛失など）/ ends the token in use [*]
  resynchronise <contract> <code> <code>
                                   続けて表示された2つの番号で、時計のずれを直す / by two codes in a row
  export-pskc <file>               使用中の種をすべて書き出す / all seeds in use (RFC 6030)
  import-pskc <file>               別のシステムの種を取り込む / takes seeds of another system over [*]
  audit                            監査記録 / the audit log

  --client-key <file>              クライアントの鍵 / of the client, as add-client wrote it; its scopes:
                                   staff; seeds for PSKC, audit for the log
  --back-office-url <address>      サービスが名乗るアドレス / as the service calls itself (http://127.0.0.1:8791)
  --back-office-tls <folder>       クライアント証明書を求めるサービスのために / where the service asks for certificates:
                                   key.pem, cert.pem; server-ca.pem where the server's is of a CA of one's own
  --as <name>                      監査記録に残す担当者名 / whom the audit log is to name
  --reason <text>                  監査記録に残す理由（unlock, void-issue, release）/ why, for the audit log
  [*] 実行前に確認します / asks first
  --yes                            確認しない / does not ask
  --dry-run                        何もせず、することだけを示す / only says what it would do
  --passphrase-file <file>         1行目が合言葉（12文字以上）/ its first line, 12 characters or more
  --key-file <file>                取り込み用の鍵（16進）/ key of the container to import, in hex
  --contract <contract>  --event <name>  --since <date>  --until <date>  --after <number>
                                   監査記録の絞り込み / what of the audit log
  --json                           1行に1つのJSON / a JSON object a line: state, list, audit
`,
  columns: {
    list: 'contract  in use  on its way',
    audit: 'number  time (UTC)  time (Japan)  contract  event  by  reason',
  },
  state: ({ reference, current, next, releasedAt, token, issue, allowed }: Contract): string =>
    [
      `契約 / contract: ${reference}`,
      `利用中 / in use: ${current}`,
      `手続き中 / on its way: ${next}`,
      ...(releasedAt === null ? [] : [`利用解除 / released: ${instant(releasedAt)}`]),
      ...(token === null ? [] : [tokenLine('利用中 / in use', token)]),
      ...(issue === null
        ? []
        : [
            `発行 / issue: ${issue.issueId}  ${issue.deliveryAddress}  ${instant(issue.openedAt)} – ${instant(issue.expiresAt)}`,
          ]),
      ...(issue?.token ? [tokenLine('設定済み / delivered', issue.token)] : []),
      `できること / allowed: ${allowed.join(' ') || '-'}`,
    ].join('\n'),
  onlyReads: '読むだけです。読んだことは監査記録に残ります / only reads, and the audit log says so',
  tooLittle: both(
    '語が足りません。「operator」だけで一覧を表示します。',
    'words are missing; "operator" alone lists the commands.',
  ),
  noReasonHere: both('このコマンドに --reason はありません。', 'this command takes no --reason.'),
  noClientKey: both('--client-key がありません。', '--client-key is missing.'),
  tlsWithoutHttps: both(
    '--back-office-tls は、--back-office-url が https: のときのものです。',
    '--back-office-tls goes with a --back-office-url that is https:.',
  ),
  noAddress: both(
    '--back-office-url は https://issuer.example:8791 の形です。',
    '--back-office-url is like https://issuer.example:8791.',
  ),
  noNumber: both(
    '--after は監査記録の番号（1～15桁）です。',
    '--after is a number of the audit log, of 1 to 15 digits.',
  ),
  noContract: both('この契約はありません。', 'no such contract.'),
  wouldSetAnew: (driftSteps: number) =>
    `時計のずれ（60秒単位）を番号から決め直します / would be set anew by the codes; drift in steps: ${driftSteps}`,
  notTaken: both(
    '時計のずれを直していません。番号が違うか、続いていないか、使用中のトークンがありません。',
    'the drift was not set: the codes are wrong or not in a row, or no token is in use.',
  ),
  clientRefused: both(
    '何もしていません。サービスがこのクライアントを受け付けません。--client-key、--back-office-url、--back-office-tls、パソコンの時計をお確かめください。',
    'nothing was done: the service refuses this client. Are --client-key, --back-office-url (as it calls itself), --back-office-tls and this machine’s clock right?',
  ),
  certificateRefused: both(
    '何もしていません。サービスが接続を閉じました。クライアント証明書を求めるサービスでしたら、--back-office-tls の cert.pem が、期限内で、サービスの認める認証局のものかをお確かめください。',
    'nothing was done: the service closed the connection. If it asks for certificates of clients: is cert.pem of --back-office-tls one of an authority that it takes, and in date?',
  ),
  serverNotTrusted: (code: string) =>
    both(
      `何もしていません。サービスの証明書を信用できません（${code}）。--back-office-url の名前と、--back-office-tls の server-ca.pem か NODE_EXTRA_CA_CERTS の認証局をお確かめください。`,
      `nothing was done: the service's certificate is not trusted (${code}). Is the name in --back-office-url right, and the authority in server-ca.pem of --back-office-tls or in NODE_EXTRA_CA_CERTS?`,
    ),
  notReached: (code: string) =>
    both(
      `何もしていません。--back-office-url からの答えがありません（${code || '-'}）。`,
      `nothing was done: nobody answers at --back-office-url (${code || '-'}).`,
    ),
  forbidden: both(
    '何もしていません。このクライアントには許されていません（add-client の --scopes）。',
    'nothing was done: this client may not do it (--scopes of add-client).',
  ),
  badRequest: (places: string) =>
    both(`何もしていません。正しくありません: ${places}`, `nothing was done. Not right: ${places}`),
  tooLarge: both(
    '何もしていません。ファイルの中に、1回で送れない大きさの鍵があります（1 MiBまで）。',
    'nothing was done: one of the keys, with what the file says besides keys, is larger than a request may be (1 MiB).',
  ),
  wouldSend: (parts: number) => `要求の数 / requests: ${parts}`,
  partTaken: (first: number, last: number, total: number) =>
    `鍵 ${first}～${last}／${total}: 使用中 / keys ${first} to ${last} of ${total}: in use`,
  partRefused: (first: number, total: number, why: string) =>
    both(
      `全${total}件のうち、鍵 1～${first - 1} は取り込み済みで、使用中です。鍵 ${first} からは取り込んでいません（${why}）。直してから、同じコマンドをもう一度実行してください。取り込み済みの鍵が2度取り込まれることはありません。`,
      `keys 1 to ${first - 1} of ${total} are in use and stay so; from key ${first} on none was imported (${why}). Put that right, or take the key out of the file, and type the same again: no key is imported twice.`,
    ),
  partUnknown: (first: number, last: number, total: number) =>
    both(
      `${first === 1 ? '' : `鍵 1～${first - 1}／${total} は取り込み済みです。`}鍵 ${first}～${last}／${total} を送りましたが、答えがなく、取り込まれたかどうか分かりません。同じコマンドをもう一度実行してください。続きから取り込み、2度取り込まれることはありません。`,
      `${first === 1 ? '' : `keys 1 to ${first - 1} of ${total} are in use. `}There was no answer to keys ${first} to ${last} of ${total}: whether they were imported is not known. Type the same again: it goes on from there, and no key is imported twice.`,
    ),
  unavailable: both(
    '何もしていません。トークンのサービスは今、時計かデータベースに問題があり、受け付けていません。',
    'nothing was done: the issuing service is in trouble with its clock or its storage.',
  ),
} as const;

function tokenLine(name: string, token: NonNullable<Contract['token']>): string {
  const { tokenId, device, checkNumber, issuedAt, expiresAt, wrongCodes, driftSteps } = token;
  const numbers = `照合番号 / check number ${checkNumber}  wrong codes ${wrongCodes}  drift ${driftSteps}`;
  return `${name}: ${tokenId}  ${device}  ${instant(issuedAt)} – ${instant(expiresAt)}  ${numbers}`;
}
