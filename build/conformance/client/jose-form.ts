/** The compact form of JOSE as it arrives: its parts, and JSON that is what it seems to be. */
import { parseDocument } from 'yaml';

export type Members = Record<string, unknown>;

/** Base64url in its one form: decoders pass over spaces, padding and stray bits. */
export function isOneForm(text: string): boolean {
  return text
    .split('.')
    .every((part) => Buffer.from(part, 'base64url').toString('base64url') === part);
}

/** Undefined for what is no JSON object in UTF-8. */
export function readObject(bytes: Buffer): Members | undefined {
  try {
    const text = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null && !Array.isArray(value)
      ? (value as Members)
      : undefined;
  } catch {
    return undefined;
  }
}

/** JSON.parse takes the last of two members of one name; another reader the first (RFC 8259 §4). */
export function hasMemberTwice(bytes: Buffer): boolean {
  const { errors } = parseDocument(bytes.toString('utf8'), { schema: 'json', uniqueKeys: true });
  return errors.some(({ code }) => code === 'DUPLICATE_KEY');
}
