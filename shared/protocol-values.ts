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

/** No control, format (bidi, zero width), surrogate or private characters, one line, and more than blanks. */
export const shortText = z
  .string()
  .min(1)
  .max(100)
  .regex(/^(?!\s*$)[^\p{Cc}\p{Cf}\p{Cs}\p{Co}\p{Zl}\p{Zp}]+$/u);
export const Localized = z.object({ ja: shortText, en: shortText });

export function areDifferent(names: string[]): boolean {
  return new Set(names).size === names.length;
}

/** Three numbers, as SemVer has them; the app has no pre-releases. */
const Version = z
  .string()
  .max(20)
  .regex(/^(?:0|[1-9][0-9]{0,4})(?:\.(?:0|[1-9][0-9]{0,4})){2}$/);

/** An installer, by the SHA-512 (standard base64) of its bytes. */
const Installer = z.object({
  url: pageUrl,
  size: z.int().min(1).max(1_073_741_824),
  sha512: z.string().regex(/^[A-Za-z0-9+/]{86}==$/),
});

/** What the directory says of the app's own newest version: the only place from which an app learns of one. */
export const AppRelease = z.object({
  version: Version,
  /** Older ones are to be replaced. */
  minimum: Version,
  releasedAt: numericDate,
  notesUrl: pageUrl,
  platforms: z.object({
    'win32-x64': Installer.exactOptional(),
    'win32-arm64': Installer.exactOptional(),
    'darwin-universal': Installer.exactOptional(),
    'linux-x64': Installer.exactOptional(),
  }),
});
export type AppRelease = z.infer<typeof AppRelease>;
