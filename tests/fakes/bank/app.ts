/** The app's side of the protocol, written from docs/activation-protocol.md alone, for tests of the bank. */
import { createHash, createHmac, generateKeyPairSync, randomBytes } from 'node:crypto';
import type { KeyObject } from 'node:crypto';
import { CompactEncrypt, compactDecrypt, compactVerify, importJWK } from 'jose';
import type { JWK } from 'jose';
import * as protocol from '../../../shared/protocol.ts';
import type { DirectoryEntry, IssuedToken } from '../../../shared/protocol.ts';

export type Attempt = { body: string; attemptId: string; deviceKey: KeyObject };
export type Reply = { status: number; body: string };
export type Credentials = { userId: string; activationPassword: string };

export async function directoryEntry(bankUrl: string, serviceId: string): Promise<DirectoryEntry> {
  const jws = await (await fetch(`${bankUrl}/directory.jws`)).text();
  const payload = Buffer.from(jws.split('.')[1] ?? '', 'base64url').toString('utf8');
  const directory = protocol.Directory.parse(JSON.parse(payload));
  const entry = directory.institutions.find((candidate) => candidate.serviceId === serviceId);
  if (!entry) throw new Error('no such institution');
  return entry;
}

export function sha256(text: string): string {
  return createHash('sha256').update(text).digest('base64url');
}

export function mac(secret: string, text: string): string {
  return createHmac('sha256', Buffer.from(secret, 'base64url')).update(text).digest('base64url');
}

function newDeviceKey() {
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  return { privateKey, jwk: publicKey.export({ format: 'jwk' }) };
}

async function encrypt(
  entry: DirectoryEntry,
  typ: string,
  plain: object,
  kid?: string,
): Promise<string> {
  const [key] = entry.encryptionKeys;
  if (!key) throw new Error('no key');
  return new CompactEncrypt(Buffer.from(JSON.stringify(plain)))
    .setProtectedHeader({ alg: 'ECDH-ES', enc: 'A256GCM', kid: kid ?? key.kid, typ })
    .encrypt(await importJWK(key as JWK, 'ECDH-ES'));
}

/** `changes` replaces members of the plaintext; `kid` names another key. */
export async function newAttempt(
  entry: DirectoryEntry,
  credentials: Credentials,
  options: { changes?: object; kid?: string; typ?: string } = {},
): Promise<Attempt> {
  const attemptId = randomBytes(16).toString('hex');
  const device = newDeviceKey();
  const { serviceId } = entry;
  const app = { version: '1.0.0', os: 'Windows 11' };
  const plain = { v: 1, attemptId, serviceId, ...credentials, deviceKey: device.jwk, app };
  const typ = options.typ ?? protocol.messageType.activationRequest;
  const body = await encrypt(entry, typ, { ...plain, ...options.changes }, options.kid);
  return { body, attemptId, deviceKey: device.privateKey };
}

export async function post(
  url: string,
  body: string,
  type = protocol.joseContentType,
): Promise<Reply> {
  const response = await fetch(url, { method: 'POST', body, headers: { 'content-type': type } });
  return { status: response.status, body: await response.text() };
}

export function send(entry: DirectoryEntry, attempt: Attempt): Promise<Reply> {
  return post(`${entry.issuerUrl}/activations`, attempt.body);
}

/** The payload of a JWS by the institution, its signature and kind checked. */
export async function verified(entry: DirectoryEntry, typ: string, jws: string): Promise<unknown> {
  const { payload, protectedHeader } = await compactVerify(
    jws,
    async ({ kid }) => {
      const key = entry.signingKeys.find((candidate) => candidate.kid === kid);
      if (!key) throw new Error('unknown signing key');
      return importJWK(key as JWK, 'ES256');
    },
    { algorithms: ['ES256'] },
  );
  if (protectedHeader.typ !== typ) throw new Error('a message of another kind');
  return JSON.parse(Buffer.from(payload).toString('utf8'));
}

export async function readToken(
  entry: DirectoryEntry,
  attempt: Attempt,
  reply: Reply,
): Promise<IssuedToken> {
  const { plaintext, protectedHeader } = await compactDecrypt(reply.body, attempt.deviceKey);
  if (protectedHeader.typ !== protocol.messageType.activationAnswer)
    throw new Error('another kind');
  const jws = Buffer.from(plaintext).toString('utf8');
  const token = protocol.IssuedToken.parse(await verified(entry, protocol.messageType.token, jws));
  if (token.request !== sha256(attempt.body)) throw new Error('an answer to another request');
  return token;
}

export async function readError(entry: DirectoryEntry, reply: Reply) {
  return protocol.ProtocolError.parse(
    await verified(entry, protocol.messageType.error, reply.body),
  );
}

export async function activate(
  entry: DirectoryEntry,
  credentials: Credentials,
): Promise<IssuedToken> {
  const attempt = await newAttempt(entry, credentials);
  const token = await readToken(entry, attempt, await send(entry, attempt));
  await confirm(entry, token);
  return token;
}

export function confirm(entry: DirectoryEntry, token: IssuedToken): Promise<Reply> {
  const { tokenId, attemptId, otp } = token;
  const proof = mac(otp.secret, `confirm|${tokenId}|${attemptId}`);
  return postJson(entry, tokenId, 'confirmation', { v: 1, attemptId, mac: proof });
}

export function askStatus(entry: DirectoryEntry, token: IssuedToken): Promise<Reply> {
  const nonce = randomBytes(16).toString('base64url');
  const proof = mac(token.otp.secret, `status|${token.tokenId}|${nonce}`);
  return postJson(entry, token.tokenId, 'status', { v: 1, nonce, mac: proof });
}

export async function statusOf(entry: DirectoryEntry, token: IssuedToken): Promise<string> {
  const { body } = await askStatus(entry, token);
  return protocol.Status.parse(await verified(entry, protocol.messageType.status, body)).state;
}

export async function newRenewal(entry: DirectoryEntry, token: IssuedToken): Promise<Attempt> {
  const attemptId = randomBytes(16).toString('hex');
  const device = newDeviceKey();
  const { tokenId } = token;
  const proof = mac(token.otp.secret, `renew|${tokenId}|${attemptId}`);
  const app = { version: '1.0.0', os: 'Windows 11' };
  const plain = { v: 1, attemptId, tokenId, deviceKey: device.jwk, app, mac: proof };
  const body = await encrypt(entry, protocol.messageType.renewalRequest, plain);
  return { body, attemptId, deviceKey: device.privateKey };
}

export function sendRenewal(
  entry: DirectoryEntry,
  token: IssuedToken,
  renewal: Attempt,
): Promise<Reply> {
  return post(`${entry.issuerUrl}/tokens/${token.tokenId}/renewal`, renewal.body);
}

function postJson(
  entry: DirectoryEntry,
  tokenId: string,
  route: string,
  body: object,
): Promise<Reply> {
  const url = `${entry.issuerUrl}/tokens/${tokenId}/${route}`;
  return post(url, JSON.stringify(body), 'application/json');
}

/** The code of a step, by node's own HMAC (RFC 4226 §5.3), so that neither side's library vouches for itself. */
export function codeAt(token: Pick<IssuedToken, 'otp'>, at: number, stepsAway = 0): string {
  const { secret, algorithm, digits, period } = token.otp;
  const counter = Buffer.alloc(8);
  counter.writeBigUInt64BE(BigInt(Math.floor(at / 1000 / period) + stepsAway));
  const hash = createHmac(algorithm, Buffer.from(secret, 'base64url')).update(counter).digest();
  const offset = hash.readUInt8(hash.length - 1) & 0xf;
  const number = (hash.readUInt32BE(offset) & 0x7fffffff) % 10 ** digits;
  return String(number).padStart(digits, '0');
}
