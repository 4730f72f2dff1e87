/** HOTP (RFC 4226) and TOTP (RFC 6238): bytes and numbers in, digits out. */
import { hmac } from '@noble/hashes/hmac.js';
import { sha1 } from '@noble/hashes/legacy.js';
import { sha256, sha512 } from '@noble/hashes/sha2.js';
import { utf8ToBytes } from '@noble/hashes/utils.js';
import { timeStep } from './clock.ts';

const hashes = { SHA1: sha1, SHA256: sha256, SHA512: sha512 } as const;

export type OtpAlgorithm = keyof typeof hashes;

export type OtpSettings = {
  algorithm: OtpAlgorithm;
  /** 6 to 8 (RFC 4226 §5.3). */
  digits: number;
  periodSeconds: number;
};

/**
 * The code for one counter value (RFC 4226 §5.3, RFC 6238 §1.2 for the other hashes).
 * `secret` is at least 16 bytes (RFC 4226 §4, R6) except in the RFCs' own vectors.
 * Throws RangeError when counter or digits are out of range.
 */
export function hotp(
  secret: Uint8Array,
  counter: number,
  settings: Pick<OtpSettings, 'algorithm' | 'digits'>,
): string {
  if (!Number.isSafeInteger(counter) || counter < 0) throw new RangeError('counter');
  if (!Number.isInteger(settings.digits) || settings.digits < 6 || settings.digits > 8) {
    throw new RangeError('digits');
  }
  const message = new Uint8Array(8);
  new DataView(message.buffer).setBigUint64(0, BigInt(counter));
  return truncate(hmac(hashes[settings.algorithm], secret, message), settings.digits);
}

/** The code at an instant in epoch milliseconds (RFC 6238 §4.2 with T0 = 0). */
export function totp(secret: Uint8Array, atMs: number, settings: OtpSettings): string {
  return hotp(secret, timeStep(atMs, settings.periodSeconds), settings);
}

/**
 * 照合番号: six digits that the app and the bank's page both show, so that a thief who activated
 * first is noticed (docs/activation-protocol.md, "Check number").
 */
export function checkNumber(secret: Uint8Array, tokenId: string): string {
  return truncate(hmac(sha256, secret, utf8ToBytes(`check|${tokenId}`)), 6);
}

/** The MAC that proves possession of the secret (docs/activation-protocol.md, "Confirmation"). */
export function proof(secret: Uint8Array, ...parts: string[]): Uint8Array {
  return hmac(sha256, secret, utf8ToBytes(parts.join('|')));
}

/** Dynamic truncation (RFC 4226 §5.3), for a MAC of any length from 20 bytes. */
function truncate(mac: Uint8Array, digits: number): string {
  const offset = (mac.at(-1) ?? 0) & 0x0f;
  const number = new DataView(mac.buffer, mac.byteOffset).getUint32(offset) & 0x7fff_ffff;
  return String(number % 10 ** digits).padStart(digits, '0');
}
