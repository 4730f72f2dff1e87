/** Checks a compact JWS (RFC 7515) against known P-256 keys, and what it says against a schema. */
import { compactVerify, importJWK } from 'jose';
import type * as z from 'zod';
import type { NamedKey } from '../../../shared/protocol.ts';
import { isCompact } from '../../../shared/compact.ts';
import { parseJson } from '../../../shared/strict-json.ts';

/**
 * The payload, or null if the signature, the key, `alg`, `typ` or the shape is not as it must be.
 * Only ES256 is taken and only by a key of `keys` (RFC 8725 §3.1, §3.2, §3.11).
 */
export async function readSigned<T>(
  jws: string,
  keys: NamedKey[],
  typ: string,
  schema: z.ZodType<T>,
): Promise<T | null> {
  if (!isCompact(jws)) return null;
  try {
    const { payload, protectedHeader } = await compactVerify(
      jws,
      async (header) => {
        const key = keys.find(({ kid }) => kid === header?.kid);
        if (key === undefined) throw new Error('unknown key');
        return importJWK({ ...key }, 'ES256');
      },
      { algorithms: ['ES256'] },
    );
    // No message of the protocol has an extension, not even one that the library knows.
    if (protectedHeader.typ !== typ || protectedHeader.crit !== undefined) return null;
    const json = parseJson(new TextDecoder('utf-8', { fatal: true }).decode(payload));
    return schema.safeParse(json).data ?? null;
  } catch {
    // Whatever is wrong with it, it proves nothing; the caller decides what that means.
    return null;
  }
}
