/** The requests of an app, each with its answer read. */
import { createHmac, randomBytes } from 'node:crypto';
import { NotTried } from '../check.ts';
import type { Issue, Kit } from '../kit.ts';
import type { Otp } from './code.ts';
import { hashOf, readAnswer } from './read-answer.ts';
import type { Answer, Due } from './read-answer.ts';
import { newDeviceKey, seal } from './seal.ts';
import type { DeviceKey, NamedJwk } from './seal.ts';

export type Attempt = {
  path: string;
  attemptId: string;
  body: Buffer;
  device: DeviceKey;
  userId: string;
};
export type Token = {
  tokenId: string;
  userId: string;
  attemptId: string;
  otp: Otp;
  expiresAt: number;
};

/** What of a request is otherwise than an app would have it. */
export type Change = {
  /** Replaces members of the plaintext; undefined leaves one out. */
  members?: Record<string, unknown>;
  /** The plaintext itself. */
  plain?: (usual: Record<string, unknown>) => Buffer;
  header?: Record<string, unknown>;
  key?: NamedJwk;
  typ?: string;
};

export const newId = () => randomBytes(16).toString('hex');
export const newNonce = () => randomBytes(16).toString('base64url');
export const proofOf = (secret: string, text: string) =>
  createHmac('sha256', Buffer.from(secret, 'base64url')).update(text).digest('base64url');

function sealRequest(
  kit: Kit,
  typ: string,
  usual: Record<string, unknown>,
  change: Change,
): Buffer {
  const [first] = kit.institution.encryptionKeys;
  const key = change.key ?? first;
  if (!key) throw new Error('no encryption key');
  const members = { ...usual, ...change.members };
  const plain = change.plain?.(members) ?? Buffer.from(JSON.stringify(members));
  return Buffer.from(seal(key, change.typ ?? typ, plain, change.header));
}

const appOf = ({ appVersion }: Kit) => ({ version: appVersion, os: 'conformance' });

export function newAttempt(kit: Kit, issue: Issue, change: Change = {}): Attempt {
  const device = newDeviceKey();
  const attemptId = newId();
  const { serviceId } = kit.institution;
  const usual = { v: 1, attemptId, serviceId, ...issue, deviceKey: device.jwk, app: appOf(kit) };
  const body = sealRequest(kit, 'otp-activation+jwe', usual, change);
  return { path: '/activations', attemptId, body, device, userId: issue.userId };
}

export function newRenewal(kit: Kit, token: Token, change: Change = {}): Attempt {
  const device = newDeviceKey();
  const attemptId = newId();
  const { tokenId, otp, userId } = token;
  const mac = proofOf(otp.secret, `renew|${tokenId}|${attemptId}`);
  const usual = { v: 1, attemptId, tokenId, deviceKey: device.jwk, app: appOf(kit), mac };
  const body = sealRequest(kit, 'otp-renewal+jwe', usual, change);
  return { path: `/tokens/${tokenId}/renewal`, attemptId, body, device, userId };
}

/** Of an activation or a renewal; the same attempt may be sent as often as one likes. */
export async function sendAttempt(kit: Kit, attempt: Attempt): Promise<Answer> {
  const { path, body, attemptId, device, userId } = attempt;
  const reply = await kit.send({ method: 'POST', path, body, type: 'application/jose' });
  const members = { sub: userId, attemptId, request: hashOf(body) };
  const route = path === '/activations' ? path : '/renewal';
  return read(kit, reply, { kind: 'token', route, body, attemptId, members, device });
}

export const activate = (kit: Kit, issue: Issue, change?: Change) =>
  sendAttempt(kit, newAttempt(kit, issue, change));

/** The token of a 200, as far as it can be used. */
export function tokenOf({ code, payload }: Answer, userId: string): Token {
  const otp = payload['otp'] as Otp | undefined;
  const tokenId = payload['tokenId'];
  if (code !== '200' || typeof tokenId !== 'string' || typeof otp?.secret !== 'string') {
    throw new NotTried('no-token', code);
  }
  const attemptId = String(payload['attemptId']);
  return { tokenId, userId, attemptId, otp, expiresAt: Number(payload['expiresAt']) };
}

/** A token of a fresh issue, for what comes after. Throws a NotTried where there is none to be had. */
export async function newToken(kit: Kit): Promise<Token> {
  const issue = await kit.deeds.issue();
  return tokenOf(await activate(kit, issue), issue.userId);
}

export async function newConfirmedToken(kit: Kit): Promise<Token> {
  const token = await newToken(kit);
  await confirm(kit, token);
  return token;
}

type Named = Pick<Token, 'tokenId' | 'attemptId' | 'otp'>;

export async function confirm(
  kit: Kit,
  token: Named,
  change: { attemptId?: string; mac?: string } = {},
): Promise<Answer> {
  const { attemptId = token.attemptId } = change;
  const { tokenId, otp } = token;
  const mac = change.mac ?? proofOf(otp.secret, `confirm|${tokenId}|${attemptId}`);
  const body = Buffer.from(JSON.stringify({ v: 1, attemptId, mac }));
  const reply = await sendJson(kit, `/tokens/${tokenId}/confirmation`, body);
  const members = { tokenId, attemptId, request: hashOf(body) };
  return read(kit, reply, {
    kind: 'confirmation',
    route: '/confirmation',
    body,
    attemptId,
    members,
  });
}

export async function askStatus(
  kit: Kit,
  { tokenId, otp }: Pick<Token, 'tokenId' | 'otp'>,
  change: { nonce?: string; mac?: string } = {},
): Promise<Answer> {
  const { nonce = newNonce() } = change;
  const mac = change.mac ?? proofOf(otp.secret, `status|${tokenId}|${nonce}`);
  const body = Buffer.from(JSON.stringify({ v: 1, nonce, mac }));
  const reply = await sendJson(kit, `/tokens/${tokenId}/status`, body);
  const members = { tokenId, nonce };
  return read(kit, reply, { kind: 'status', route: '/status', body, attemptId: null, members });
}

/** `query` replaces the question's; no nonce is known then. */
export async function askTime(kit: Kit, query?: string): Promise<Answer> {
  const nonce = newNonce();
  const reply = await kit.send({ method: 'GET', path: `/time${query ?? `?nonce=${nonce}`}` });
  const body = Buffer.alloc(0);
  const members = query === undefined ? { nonce } : {};
  return read(kit, reply, { kind: 'time', route: '/time', body, attemptId: null, members });
}

const sendJson = (kit: Kit, path: string, body: Buffer) =>
  kit.send({ method: 'POST', path, body, type: 'application/json' });

export const read = (kit: Kit, reply: Answer['reply'], due: Due): Promise<Answer> =>
  readAnswer(kit.institution, kit.findings, reply, due);
