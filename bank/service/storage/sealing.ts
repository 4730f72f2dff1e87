/** Keeps secrets at rest: AES-256-GCM, bound to what they belong to by the associated data. */
import { createCipheriv, createDecipheriv, createHmac, randomBytes } from 'node:crypto';
import type { KeyObject } from 'node:crypto';

/** The keys of one purpose, while one takes another's place: the first seals, each opens. It changes when keys are read anew. */
export type Keyring = readonly KeyObject[];
/** One that never changes is as good. */
export type Keys = KeyObject | Keyring;

const all = (keys: Keys): Keyring => ('length' in keys ? keys : [keys]);

export function firstOf(keys: Keys): KeyObject {
  const [key] = all(keys);
  if (!key) throw new Error('an empty keyring');
  return key;
}

const nonceBytes = 12;
const tagBytes = 16;

/** nonce ‖ ciphertext ‖ tag */
export function seal(keys: Keys, belongsTo: string, plain: Uint8Array): Buffer {
  const nonce = randomBytes(nonceBytes);
  const cipher = createCipheriv('aes-256-gcm', firstOf(keys), nonce, { authTagLength: tagBytes });
  cipher.setAAD(Buffer.from(belongsTo));
  return Buffer.concat([nonce, cipher.update(plain), cipher.final(), cipher.getAuthTag()]);
}

/** Throws when the text, all of the keys or the owner are others than at sealing. */
export function unseal(keys: Keys, belongsTo: string, sealed: Buffer): Buffer {
  const ring = all(keys);
  for (const key of ring.slice(0, -1)) {
    try {
      return unsealBy(key, belongsTo, sealed);
    } catch {
      // One of the older ones may be the right one.
    }
  }
  return unsealBy(ring.at(-1) ?? firstOf(ring), belongsTo, sealed);
}

/** Whether the key that seals now sealed this. */
export function isSealedByFirst(keys: Keys, belongsTo: string, sealed: Buffer): boolean {
  try {
    unsealBy(firstOf(keys), belongsTo, sealed);
    return true;
  } catch {
    return false;
  }
}

function unsealBy(key: KeyObject, belongsTo: string, sealed: Buffer): Buffer {
  const decipher = createDecipheriv('aes-256-gcm', key, sealed.subarray(0, nonceBytes), {
    authTagLength: tagBytes,
  });
  decipher.setAAD(Buffer.from(belongsTo));
  decipher.setAuthTag(sealed.subarray(sealed.length - tagBytes));
  const plain = decipher.update(sealed.subarray(nonceBytes, sealed.length - tagBytes));
  // GCM holds nothing back: what comes last is empty, and throws where the tag is not right.
  decipher.final();
  return plain;
}

export function keyedHash(keys: Keys, text: string): Buffer {
  return createHmac('sha256', firstOf(keys)).update(text).digest();
}

/** As it may stand where it was kept before the present key. */
export function keyedHashes(keys: Keys, text: string): Buffer[] {
  return all(keys).map((key) => keyedHash(key, text));
}
