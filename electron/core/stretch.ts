/**
 * What a passcode is stretched to (scrypt, RFC 7914). Not by node's own: where Electron has it of BoringSSL, a call makes the
 * whole of it twice, the first time only to see whether it can.
 */
import { scrypt } from '@noble/hashes/scrypt.js';

/** N is a power of two. */
export type PasscodeCost = { log2N: number; r: number; p: number };

/** @returns 32 bytes, which the caller wipes */
export function stretch(
  typed: Uint8Array,
  salt: Uint8Array,
  { log2N, r, p }: PasscodeCost,
): Uint8Array<ArrayBuffer> {
  const maxmem = 256 * 2 ** log2N * r;
  return scrypt(typed, salt, { N: 2 ** log2N, r, p, dkLen: 32, maxmem });
}
