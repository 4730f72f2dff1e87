/**
 * Reads an answer as an app does, and goes on where an app would stop: whatever is wrong with it as a message is
 * noted under the rule it breaks, so that one fault does not hide what the server did.
 */
import { createHash } from 'node:crypto';
import { calculateJwkThumbprint, compactDecrypt, compactVerify, importJWK } from 'jose';
import type { JWK } from 'jose';
import { hasMemberTwice, isOneForm, readObject } from './jose-form.ts';
import type { Members } from './jose-form.ts';
import type { Findings } from './findings.ts';
import type { Reply } from './http.ts';
import { misfits } from './schemas.ts';
import type { MessageKind } from './schemas.ts';
import type { DeviceKey, NamedJwk } from './seal.ts';
import type { CheckName } from '../text/checks-ja.ts';

export type Signers = { serviceId: string; signingKeys: NamedJwk[] };

/** What the answer to a request has to say of it. */
export type Due = {
  kind: Exclude<MessageKind, 'error'>;
  route: string;
  /** The body that was sent; none of a GET. */
  body: Buffer;
  /** Of the request, where it has one that can be read. */
  attemptId: string | null;
  /** Members of a 200 that are known before. */
  members: Members;
  /** To which a token is sealed. */
  device?: DeviceKey;
};

export type Answer = {
  reply: Reply;
  /** `200`, the code of a refusal, or `unreadable`. */
  code: string;
  payload: Members;
};

const maxBodyBytes = 64 * 1024;

export const hashOf = (body: Buffer) => createHash('sha256').update(body).digest('base64url');

const schemaRules = {
  token: 'schema-token',
  confirmation: 'schema-confirmation',
  status: 'schema-status',
  time: 'schema-time',
  error: 'schema-refusal',
} as const satisfies Record<MessageKind, CheckName>;

const memberRules: Record<string, CheckName> = {
  iss: 'names-institution',
  sub: 'names-user',
  tokenId: 'names-token',
  attemptId: 'names-attempt',
  request: 'names-request',
  nonce: 'echoes-nonce',
};

const statusOfCode: Record<string, number> = {
  'bad-request': 400,
  'wrong-credentials': 401,
  'already-activated': 409,
  'key-retired': 409,
  'issue-expired': 410,
  'token-released': 410,
  'token-expired': 410,
  'issue-ended': 410,
  'issue-void': 423,
  'too-many-deliveries': 423,
  'app-too-old': 426,
  'too-many-requests': 429,
  maintenance: 503,
};
/** Before a request can be read, nobody knows whose it is. */
const mayNameNoAttempt = new Set([
  'bad-request',
  'key-retired',
  'too-many-requests',
  'maintenance',
]);

export async function readAnswer(
  { serviceId, signingKeys }: Signers,
  findings: Findings,
  reply: Reply,
  due: Due,
): Promise<Answer> {
  const note = (rule: CheckName, detail: string) => findings.add(rule, `${due.route}: ${detail}`);
  noteHttp(reply, note);
  const isDone = reply.status === 200;
  const kind = isDone ? due.kind : 'error';
  findings.see(kind);
  const text = reply.bytes.toString('latin1');
  const signed = isDone && due.device ? await openSealed(text, due.device, note) : text;
  const payload = signed === undefined ? undefined : await readSigned(signed, kind);
  if (payload === undefined) {
    note('readable', String(reply.status));
    return { reply, code: 'unreadable', payload: {} };
  }
  for (const fault of misfits(kind, payload)) note(schemaRules[kind], fault);
  const code = isDone ? '200' : String(payload['code']);
  if (!isDone && statusOfCode[code] !== reply.status)
    note('http-status', `${code} ${reply.status}`);
  const members = {
    iss: serviceId,
    ...(isDone ? due.members : refusalMembers(due, code, payload)),
  };
  for (const [name, value] of Object.entries(members)) {
    const rule = memberRules[name];
    if (rule !== undefined && payload[name] !== value) note(rule, `${code} ${name}`);
  }
  return { reply, code, payload };

  async function readSigned(jws: string, of: MessageKind): Promise<Members | undefined> {
    const [head = '', body = '', signature] = jws.split('.');
    const header = readObject(Buffer.from(head, 'base64url'));
    const bytes = Buffer.from(body, 'base64url');
    const said = readObject(bytes);
    if (!header || !said || signature === undefined) return undefined;
    if (!isOneForm(jws)) note('one-form', of);
    if (hasMemberTwice(bytes)) note('member-once', of);
    if (header['alg'] !== 'ES256') note('signed-alg', `alg ${String(header['alg'])}`);
    if (header['typ'] !== `otp-${of}+jws`) note('signed-typ', `typ ${String(header['typ'])}`);
    noteExtras(header, note);
    const key = signingKeys.find(({ kid }) => kid === header['kid']);
    if (!key) note('signed-kid', `kid ${String(header['kid'])}`);
    if (header['alg'] !== 'ES256') return said;
    if (!(await isSigned(jws, key ? [key] : signingKeys))) note('signature', of);
    return said;
  }
}

type Note = (rule: CheckName, detail: string) => void;

function noteHttp({ status, headers, bytes }: Reply, note: Note): void {
  const type = headers.get('content-type')?.split(';')[0]?.trim().toLowerCase() ?? '';
  if (type !== 'application/jose') note('answer-type', `${status} ${type}`);
  if (status >= 300 && status < 400) note('no-redirect', String(status));
  if (status < 200 || (status > 200 && status < 300)) note('http-status', String(status));
  if (headers.has('set-cookie')) note('no-cookie', 'Set-Cookie');
  if (bytes.length > maxBodyBytes) note('answer-size', `${bytes.length}`);
}

function noteExtras(header: Members, note: Note): void {
  for (const name of ['crit', 'zip', 'b64', 'jwk', 'jku', 'x5u', 'x5c']) {
    if (Object.hasOwn(header, name)) note('header-plain', name);
  }
}

function refusalMembers(due: Due, code: string, { attemptId }: Members): Members {
  const isUnnamed = attemptId === null && mayNameNoAttempt.has(code);
  // Of a body that is too large the hash is of what was read, and nobody else knows how much that is.
  const isWhole = due.body.length <= maxBodyBytes;
  return {
    ...(isWhole ? { request: hashOf(due.body) } : {}),
    attemptId: isUnnamed ? null : due.attemptId,
  };
}

async function openSealed(jwe: string, device: DeviceKey, note: Note): Promise<string | undefined> {
  const header = readObject(Buffer.from(jwe.split('.')[0] ?? '', 'base64url'));
  if (!header) return undefined;
  if (!isOneForm(jwe)) note('one-form', 'JWE');
  if (header['alg'] !== 'ECDH-ES' || header['enc'] !== 'A256GCM') {
    note('sealed-alg', `${String(header['alg'])} ${String(header['enc'])}`);
  }
  if (header['typ'] !== 'otp-token+jwe') note('sealed-typ', `typ ${String(header['typ'])}`);
  if (header['kid'] !== (await calculateJwkThumbprint(device.jwk))) {
    note('sealed-kid', `kid ${String(header['kid'])}`);
  }
  noteExtras(header, note);
  try {
    const { plaintext } = await compactDecrypt(jwe, device.privateKey);
    return Buffer.from(plaintext).toString('utf8');
  } catch {
    note('sealed-to-device', 'JWE');
    return undefined;
  }
}

async function isSigned(jws: string, keys: NamedJwk[]): Promise<boolean> {
  for (const key of keys) {
    try {
      await compactVerify(jws, await importJWK(key as JWK, 'ES256'), { algorithms: ['ES256'] });
      return true;
    } catch {
      continue;
    }
  }
  return false;
}
