/** The values that the protocol's messages are made of. */
import * as z from 'zod';

/** In its one form: no padding, no stray bits at the end. */
export const base64url = z
  .string()
  .regex(/^(?:[A-Za-z0-9_-]{4})*(?:[A-Za-z0-9_-][AQgw]|[A-Za-z0-9_-]{2}[AEIMQUYcgkosw048])?$/);
/** 32 bytes as base64url: a P-256 coordinate, a SHA-256, an HMAC-SHA-256. */
export const bytes32 = base64url.length(43);
/** `https:`, or `http:` on this very machine, where a demo runs; no user, no fragment. */
const origin =
  '^(?:https://(?:[A-Za-z0-9.-]+|\\[[0-9A-Fa-f:.]+\\])|http://(?:127\\.0\\.0\\.1|localhost|\\[::1\\]))(?::[0-9]{1,5})?';
export const pageUrl = z
  .url()
  .max(200)
  .regex(new RegExp(`${origin}(?:/[!"$-~]*)?$`));
/** Routes are put behind it, so nothing may end it: no final slash, no query. */
export const baseUrl = z
  .url()
  .max(200)
  .regex(new RegExp(`${origin}(?:/[A-Za-z0-9._~-]+)*$`));
/** Epoch milliseconds. */
export const instant = z.int().nonnegative().max(253_402_300_799_999);
/** Epoch seconds, as in RFC 7519 §2 NumericDate. */
export const numericDate = z.int().nonnegative().max(253_402_300_799);

/** No control, format (bidi, zero width), surrogate or private characters, and one line. */
export const shortText = z
  .string()
  .min(1)
  .max(100)
  .regex(/^[^\p{Cc}\p{Cf}\p{Cs}\p{Co}\p{Zl}\p{Zp}]+$/u);
export const Localized = z.object({ ja: shortText, en: shortText });

export function areDifferent(names: string[]): boolean {
  return new Set(names).size === names.length;
}
