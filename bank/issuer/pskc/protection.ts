/** How the values of a key container are protected (RFC 6030 §6): not at all, by a pre-shared key or by a passphrase. */
import { createDecipheriv, createHmac, pbkdf2, timingSafeEqual } from 'node:crypto';
import { promisify } from 'node:util';
import { PskcFault } from './fault.ts';
import type { Element } from './xml.ts';

export type PskcKey = { passphrase: string } | { preShared: Buffer };
/** The bytes of a secret; throws a PskcFault with `keyId` where they can't be had. */
export type Opener = (secret: Element, keyId: string) => Buffer;

const xenc = 'http://www.w3.org/2001/04/xmlenc#';
const xenc11 = 'http://www.w3.org/2009/xmlenc11#';
const pkcs5 = 'http://www.rsasecurity.com/rsalabs/pkcs/schemas/pkcs-5v2-0#';

const ciphers: Record<string, { name: string; keyBytes: number }> = {
  [`${xenc}aes128-cbc`]: { name: 'aes-128-cbc', keyBytes: 16 },
  [`${xenc}aes192-cbc`]: { name: 'aes-192-cbc', keyBytes: 24 },
  [`${xenc}aes256-cbc`]: { name: 'aes-256-cbc', keyBytes: 32 },
};
const hmacSha1 = 'http://www.w3.org/2000/09/xmldsig#hmac-sha1';
const hashes: Record<string, string> = {
  [hmacSha1]: 'sha1',
  'http://www.w3.org/2001/04/xmldsig-more#hmac-sha256': 'sha256',
  'http://www.w3.org/2001/04/xmldsig-more#hmac-sha512': 'sha512',
};
const ivBytes = 16;
/** A container could ask for work without end. */
const maxIterations = 10_000_000;

export async function openProtection(container: Element, key: PskcKey | null): Promise<Opener> {
  const encryptionKey = find(container, 'EncryptionKey');
  if (!encryptionKey) return plain;
  if (key === null) throw new PskcFault('needs-secret');
  const aesKey = await aesKeyOf(encryptionKey, key);
  const macMethod = find(container, 'MACMethod');
  const hash = hashes[macMethod?.attributes['Algorithm'] ?? ''];
  // RFC 6030 §6.1.1: CBC alone does not show that a value was changed.
  if (!macMethod || hash === undefined) throw new PskcFault('no-mac');
  const ownMacKey = find(macMethod, 'MACKey');
  const macKey = ownMacKey ? decrypt(ownMacKey, aesKey, null) : aesKey;

  return (secret, keyId) => {
    const encrypted = find(secret, 'EncryptedValue');
    const claimed = find(secret, 'ValueMAC');
    if (!encrypted) return plain(secret, keyId);
    if (!claimed) throw new PskcFault('no-mac', keyId);
    const right = createHmac(hash, macKey).update(cipherValue(encrypted)).digest();
    const mac = base64(claimed);
    if (mac.length !== right.length || !timingSafeEqual(mac, right)) {
      throw new PskcFault('wrong-secret', keyId);
    }
    return decrypt(encrypted, aesKey, keyId);
  };
}

const plain: Opener = (secret, keyId) => {
  const value = find(secret, 'PlainValue');
  if (!value) throw new PskcFault('unknown-encryption', keyId);
  return base64(value);
};

async function aesKeyOf(encryptionKey: Element, key: PskcKey): Promise<Buffer> {
  const derived = find(encryptionKey, 'DerivedKey');
  const isNamed = find(encryptionKey, 'KeyName') !== undefined;
  if (derived === undefined) {
    if (!isNamed) throw new PskcFault('unknown-encryption');
    if (!('preShared' in key)) throw new PskcFault('needs-secret');
    return key.preShared;
  }
  if (!('passphrase' in key)) throw new PskcFault('needs-secret');
  const method = find(derived, 'KeyDerivationMethod');
  const parameters = method && find(method, 'PBKDF2-params');
  const salt = parameters && find(parameters, 'Specified');
  const iterations = Number(parameters && find(parameters, 'IterationCount')?.text);
  const bytes = Number((parameters && find(parameters, 'KeyLength')?.text) ?? 16);
  const prf = (parameters && find(parameters, 'PRF')?.attributes['Algorithm']) ?? hmacSha1;
  const hash = hashes[prf];
  const isKnown =
    [`${pkcs5}pbkdf2`, `${xenc11}pbkdf2`].includes(method?.attributes['Algorithm'] ?? '') &&
    Number.isInteger(iterations) &&
    iterations > 0 &&
    iterations <= maxIterations &&
    [16, 24, 32].includes(bytes);
  if (!isKnown || hash === undefined || !salt) throw new PskcFault('unknown-encryption');
  return promisify(pbkdf2)(key.passphrase, base64(salt), iterations, bytes, hash);
}

/** Padded as XML Encryption §5.2 has it: the last byte says how many bytes there are too many. */
function decrypt(element: Element, key: Buffer, keyId: string | null): Buffer {
  const method = find(element, 'EncryptionMethod')?.attributes['Algorithm'] ?? '';
  const cipher = ciphers[method];
  if (!cipher) throw new PskcFault('unknown-encryption', keyId);
  if (key.length !== cipher.keyBytes) throw new PskcFault('wrong-secret', keyId);
  const value = cipherValue(element);
  if (value.length < 2 * ivBytes || value.length % ivBytes !== 0) {
    throw new PskcFault('wrong-secret', keyId);
  }
  const decipher = createDecipheriv(cipher.name, key, value.subarray(0, ivBytes));
  decipher.setAutoPadding(false);
  const padded = Buffer.concat([decipher.update(value.subarray(ivBytes)), decipher.final()]);
  const padding = padded.at(-1) ?? 0;
  if (padding < 1 || padding > ivBytes) throw new PskcFault('wrong-secret', keyId);
  return padded.subarray(0, padded.length - padding);
}

function cipherValue(element: Element): Buffer {
  const value = find(element, 'CipherValue');
  return value ? base64(value) : Buffer.alloc(0);
}

const base64 = ({ text }: Element): Buffer => Buffer.from(text.replaceAll(/\s/g, ''), 'base64');

/** The first with that name anywhere below: writers do not agree on the namespaces of PKCS #5 and XML Encryption. */
function find(element: Element, local: string): Element | undefined {
  for (const child of element.children) {
    if (child.name.endsWith(` ${local}`)) return child;
    const within = find(child, local);
    if (within) return within;
  }
  return undefined;
}
