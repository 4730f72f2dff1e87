/** Messages of the worked example, made anew with its keys and bent in one place. */
import { createHmac } from 'node:crypto';
import { CompactEncrypt, CompactSign, calculateJwkThumbprint, importJWK } from 'jose';
import { messageType } from '../../shared/protocol.ts';
import { newKeyPair } from '../fakes/app/issuer.ts';
import { json, key, text } from './worked-example.ts';
import type { Jwk } from './worked-example.ts';

export type Header = Record<string, unknown>;
type Signer = { alg?: string; key?: Header; header?: Header };

export const signingKey = key('institution-signing-key');
export const stranger = await newKeyPair('example-sig-1', 'ES256');
/** Without `d`: nobody seals to a private key. */
export const publicHalf = ({ kty, crv, x, y }: Jwk) => ({ kty, crv, x, y });
export const encode = (value: unknown) =>
  Buffer.from(typeof value === 'string' ? value : JSON.stringify(value)).toString('base64url');

export async function sign(typ: string, payload: unknown, by: Signer = {}): Promise<string> {
  const plain = typeof payload === 'string' ? payload : JSON.stringify(payload);
  const { kid } = (by.key ?? signingKey) as { kid: string };
  return new CompactSign(Buffer.from(plain))
    .setProtectedHeader({ alg: 'ES256', kid, typ, ...by.header })
    .sign(await importJWK(by.key ?? signingKey, 'ES256'), { crit: { 'http://x.example': true } });
}

export async function seal(to: Header, plain: string, header: Header): Promise<string> {
  return new CompactEncrypt(Buffer.from(plain))
    .setProtectedHeader({ alg: 'ECDH-ES', enc: 'A256GCM', ...header })
    .encrypt(await importJWK(to, 'ECDH-ES'), { crit: { 'http://x.example': true } });
}

export const token = json('issued-token');
export const device = key('device-key');
const devicePublic = publicHalf(device);
export const deviceKid = await calculateJwkThumbprint(devicePublic);
export const root = key('vendor-root');
export const directory = json('directory');
export const [institution] = directory['institutions'] as [Header];
export const request = json('activation-request');
const payloadOf = (jws: string) =>
  JSON.parse(Buffer.from(jws.split('.')[1] ?? '', 'base64url').toString('utf8')) as Header;
export const confirmation = payloadOf(text('confirmation-answer'));
export const refusal = payloadOf(text('error-body'));
export const status = payloadOf(text('status-answer'));
export const time = payloadOf(text('time-answer'));

export const sealAnswer = (jws: string, header: Header = {}) =>
  seal(devicePublic, jws, { kid: deviceKid, typ: messageType.activationAnswer, ...header });
export const answer = async (change: Header | string, by: Signer = {}) =>
  sealAnswer(
    await sign(
      messageType.token,
      typeof change === 'string' ? change : { ...token, ...change },
      by,
    ),
  );
const renewalDevice = publicHalf(key('renewal-device-key'));
const renewalKid = await calculateJwkThumbprint(renewalDevice);
export const renewedToken = json('renewed-token');
export const sealRenewal = (jws: string, header: Header = {}) =>
  seal(renewalDevice, jws, { kid: renewalKid, typ: messageType.activationAnswer, ...header });
export const renewed = async (change: Header, by: Signer = {}) =>
  sealRenewal(await sign(messageType.token, { ...renewedToken, ...change }, by));
export const standing = (change: Header, by: Signer = {}) =>
  sign(messageType.status, { ...status, ...change }, by);
export const told = (change: Header, by: Signer = {}) =>
  sign(messageType.time, { ...time, ...change }, by);
export const otp = (change: Header) => answer({ otp: { ...(token['otp'] as Header), ...change } });
export const without = (whole: Header, member: string) => ({ ...whole, [member]: undefined });
export const list = (change: Header, by: Signer = { key: root }) =>
  sign(messageType.directory, { ...directory, ...change }, by);
export const entry = (change: Header) => list({ institutions: [{ ...institution, ...change }] });
export const svg = (shapes: string) =>
  `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 48 48">${shapes}</svg>`;
export const logo = (type: string, data: string) => entry({ logo: { type, data } });
export const drawn = (shapes: string) => logo('image/svg+xml', svg(shapes));
export const no = (change: Header, by: Signer = {}) =>
  sign(messageType.error, { ...refusal, ...change }, by);
export const [signing] = institution['signingKeys'] as [Header];
export const ask = (change: Header | string, header: Header = {}) =>
  seal(
    (institution['encryptionKeys'] as [Header])[0],
    typeof change === 'string' ? change : JSON.stringify({ ...request, ...change }),
    { kid: 'example-enc-1', typ: messageType.activationRequest, ...header },
  );
export const rightJws = await sign(messageType.token, token);
export const twice = JSON.stringify(token).replace('{', '{"sub":"0000000000",');
export const withHmac = (jws: string) => {
  const payload = jws.split('.')[1] ?? '';
  const signed = `${encode({ alg: 'HS256', kid: 'example-sig-1', typ: messageType.token })}.${payload}`;
  const mac = createHmac('sha256', JSON.stringify(signing)).update(signed).digest('base64url');
  return `${signed}.${mac}`;
};
export const withoutSignature = `${encode({ alg: 'none', kid: 'example-sig-1', typ: messageType.token })}.${encode(token)}.`;
