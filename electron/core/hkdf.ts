/** A key derived from another for one purpose: HKDF-SHA-256 (RFC 5869). */
import { hkdf } from '@noble/hashes/hkdf.js';
import { sha256 } from '@noble/hashes/sha2.js';
import { utf8ToBytes } from '@noble/hashes/utils.js';

/**
 * 32 bytes. It leaves no copy of the secret: node's own `hkdfSync` puts one into a key object, where it
 * stays until the garbage is collected, long after the vault was locked.
 */
export const deriveKey = (secret: Uint8Array, salt: Uint8Array, purpose: string): Uint8Array =>
  hkdf(sha256, secret, salt, utf8ToBytes(purpose), 32);
