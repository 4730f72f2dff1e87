/** `SHA256SUMS` as sha256sum reads it, and its signature by the vendor. */
import { createHash, createPrivateKey, sign } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** In hex. */
export function sha256(file: string): string {
  return createHash('sha256').update(readFileSync(file)).digest('hex');
}

export function sumsOf(folder: string, names: readonly string[]): string {
  return names
    .toSorted()
    .map((name) => `${sha256(join(folder, name))}  ${name}\n`)
    .join('');
}

/**
 * Detached Ed25519 (RFC 8032), 64 bytes, as `openssl pkeyutl -verify -rawin` takes it. `key`: PKCS #8 as PEM.
 * Throws Error with a sentence that does not quote the key.
 */
export function signSums(sums: string, key: string): Buffer {
  const told = 'SUMS_KEY must be an Ed25519 private key, PKCS #8 as PEM (docs/release.md).';
  let privateKey;
  try {
    privateKey = createPrivateKey(key);
  } catch {
    // The reason could quote what was given.
    throw new Error(told);
  }
  if (privateKey.asymmetricKeyType !== 'ed25519') throw new Error(told);
  return sign(null, Buffer.from(sums), privateKey);
}
