/**
 * Seals a request to an institution's key, in the one form that the protocol has and in bent ones: by node's own
 * calls, since a library of JOSE makes no message that is wrong (RFC 7516 §7.1, RFC 7518 §4.6).
 */
import {
  createCipheriv,
  createHash,
  createPublicKey,
  diffieHellman,
  generateKeyPairSync,
  randomBytes,
} from 'node:crypto';
import type { KeyObject } from 'node:crypto';

export type PublicJwk = { kty: string; crv: string; x: string; y: string };
export type NamedJwk = PublicJwk & { kid: string };
export type DeviceKey = { jwk: PublicJwk; privateKey: KeyObject };

export function newDeviceKey(): DeviceKey {
  const { publicKey, privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const { kty = '', crv = '', x = '', y = '' } = publicKey.export({ format: 'jwk' });
  return { jwk: { kty, crv, x, y }, privateKey };
}

/** `header` replaces members of the protected header; undefined leaves one out. */
export function seal(
  key: NamedJwk,
  typ: string,
  plain: Buffer,
  header: Record<string, unknown> = {},
): string {
  const { kty, crv, x, y, kid } = key;
  const own = newDeviceKey();
  const usual = { alg: 'ECDH-ES', enc: 'A256GCM', kid, typ, epk: own.jwk };
  const head = Buffer.from(JSON.stringify({ ...usual, ...header })).toString('base64url');
  const publicKey = createPublicKey({ key: { kty, crv, x, y }, format: 'jwk' });
  const shared = diffieHellman({ privateKey: own.privateKey, publicKey });
  const nonce = randomBytes(12);
  const cipher = createCipheriv('aes-256-gcm', concatKdf(shared), nonce);
  cipher.setAAD(Buffer.from(head));
  const sealed = Buffer.concat([cipher.update(plain), cipher.final()]);
  const parts = [nonce, sealed, cipher.getAuthTag()].map((part) => part.toString('base64url'));
  return [head, '', ...parts].join('.');
}

/** One round of SHA-256 with no party's name (RFC 7518 §4.6.2). */
function concatKdf(shared: Buffer): Buffer {
  const parts = [Buffer.from('A256GCM'), Buffer.alloc(0), Buffer.alloc(0)];
  const hash = createHash('sha256').update(uint32(1)).update(shared);
  for (const part of parts) hash.update(uint32(part.length)).update(part);
  return hash.update(uint32(256)).digest();
}

function uint32(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32BE(value);
  return bytes;
}
