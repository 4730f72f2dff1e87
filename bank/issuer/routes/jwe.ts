/**
 * The one kind of JWE that the protocol has: compact, ECDH-ES with P-256 and A256GCM (RFC 7516 §7.1, RFC 7518 §4.6
 * and §5.3). By node's own synchronous calls: on a server of many activations WebCrypto, which jose stands on,
 * costs a third of the whole, for it hands each small job to another thread (docs/performance.md).
 */
import {
  createCipheriv,
  createDecipheriv,
  createHash,
  createPublicKey,
  diffieHellman,
  generateKeyPairSync,
  randomBytes,
} from 'node:crypto';
import type { KeyObject } from 'node:crypto';
import * as z from 'zod';
import { isCompact } from '../../../shared/compact.ts';
import { PublicKey } from '../../../shared/protocol.ts';
import { parseJson } from '../../../shared/strict-json.ts';

const cipherName = 'aes-256-gcm';
const nonceBytes = 12;
const tagBytes = 16;
const never = z.never().exactOptional();
const partyInfo = z
  .string()
  .regex(/^[A-Za-z0-9_-]*$/)
  .default('');

/** What changes how a message is to be read, and is not known here (`crit`, `zip`), makes it unreadable. */
const Header = z.object({
  alg: z.literal('ECDH-ES'),
  enc: z.literal('A256GCM'),
  typ: z.unknown(),
  kid: z.unknown(),
  epk: PublicKey.extend({ d: never }),
  apu: partyInfo,
  apv: partyInfo,
  crit: never,
  zip: never,
});

/** Throws for whatever is wrong with the message, and what `keyOf` throws for its `kid`. */
export function openJwe(
  jwe: string,
  keyOf: (kid: unknown) => KeyObject,
): { typ: unknown; plaintext: Buffer } {
  const parts = jwe.split('.');
  const [head = '', encryptedKey, ...rest] = parts;
  const [nonce, sealed, tag] = rest.map((part) => Buffer.from(part, 'base64url'));
  if (!isCompact(jwe) || parts.length !== 5 || encryptedKey !== '')
    throw new Error('no JWE of ours');
  // A tag that was cut short is easier to guess (NIST SP 800-38D §5.2.1.2).
  if (nonce?.length !== nonceBytes || !sealed || tag?.length !== tagBytes)
    throw new Error('lengths');
  const header = Header.parse(parseJson(readUtf8(Buffer.from(head, 'base64url'))));
  const privateKey = keyOf(header.kid);
  const key = agree(privateKey, readPublicKey(header.epk), header);
  const decipher = createDecipheriv(cipherName, key, nonce, { authTagLength: tagBytes });
  decipher.setAAD(Buffer.from(head));
  decipher.setAuthTag(tag);
  return {
    typ: header.typ,
    plaintext: Buffer.concat([decipher.update(sealed), decipher.final()]),
  };
}

/** A message that only the holder of the key can read. */
export function sealJwe(
  publicKey: KeyObject,
  header: { kid: string; typ: string },
  plain: Uint8Array,
): string {
  const own = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const epk = own.publicKey.export({ format: 'jwk' });
  const head = Buffer.from(
    JSON.stringify({ alg: 'ECDH-ES', enc: 'A256GCM', ...header, epk }),
  ).toString('base64url');
  const key = agree(own.privateKey, publicKey, { apu: '', apv: '' });
  const nonce = randomBytes(nonceBytes);
  const cipher = createCipheriv(cipherName, key, nonce, { authTagLength: tagBytes });
  cipher.setAAD(Buffer.from(head));
  const sealed = Buffer.concat([cipher.update(plain), cipher.final()]);
  const parts = [nonce, sealed, cipher.getAuthTag()].map((part) => part.toString('base64url'));
  return [head, '', ...parts].join('.');
}

/** Throws for what looks like a key and is no point of the curve. */
export function readPublicKey({ kty, crv, x, y }: PublicKey): KeyObject {
  return createPublicKey({ key: { kty, crv, x, y }, format: 'jwk' });
}

/** The one key of the message: Concat KDF with SHA-256, one round of it (RFC 7518 §4.6.2). */
function agree(
  privateKey: KeyObject,
  publicKey: KeyObject,
  { apu, apv }: { apu: string; apv: string },
): Buffer {
  const hash = createHash('sha256').update(uint32(1));
  hash.update(diffieHellman({ privateKey, publicKey }));
  const infos = [
    Buffer.from('A256GCM'),
    Buffer.from(apu, 'base64url'),
    Buffer.from(apv, 'base64url'),
  ];
  for (const info of infos) hash.update(uint32(info.length)).update(info);
  return hash.update(uint32(256)).digest();
}

function uint32(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32BE(value);
  return bytes;
}

const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

/** Throws TypeError for bytes that are no UTF-8, of which a lenient decoder would make others. */
export function readUtf8(bytes: Uint8Array): string {
  return utf8.decode(bytes);
}
