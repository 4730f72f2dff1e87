/** The compact form of JOSE (RFC 7515 §7.1, RFC 7516 §7.1): base64url in its one form, and dots. */

/** Decoders pass over spaces, padding and stray bits, so two texts could be one message. */
export function isCompact(text: string): boolean {
  return text.split('.').every(isBase64url);
}

/** Whether it is three parts, as a JWS is: what a page, a picture or a message of a proxy never is. */
export function isCompactJws(text: string): boolean {
  return /^[\w-]+\.[\w-]+\.[\w-]+$/.test(text);
}

/** Of millions of characters too, for which the pattern of protocol-values.ts would need a stack as deep. */
function isBase64url(part: string): boolean {
  if (!/^[A-Za-z0-9_-]*$/.test(part)) return false;
  const last = part.slice(-1);
  if (part.length % 4 === 2) return 'AQgw'.includes(last);
  if (part.length % 4 === 3) return 'AEIMQUYcgkosw048'.includes(last);
  return part.length % 4 === 0;
}
