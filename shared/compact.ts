/** The compact form of JOSE (RFC 7515 §7.1, RFC 7516 §7.1): base64url in its one form, and dots. */
import { base64url } from './protocol-values.ts';

/** Decoders pass over spaces, padding and stray bits, so two texts could be one message. */
export function isCompact(text: string): boolean {
  return text.split('.').every((part) => base64url.safeParse(part).success);
}

/** Whether it is three parts, as a JWS is: what a page, a picture or a message of a proxy never is. */
export function isCompactJws(text: string): boolean {
  return /^[\w-]+\.[\w-]+\.[\w-]+$/.test(text);
}
