/** The private key of a client, as `add-client` of the issuing service writes it. */
import { readFileSync } from 'node:fs';
import type { JWK } from 'jose';
import * as z from 'zod';

const KeyFile = z.looseObject({
  clientId: z.string().min(1),
  kty: z.string(),
  kid: z.string().min(1),
  alg: z.enum(['ES256', 'ES384', 'PS256', 'EdDSA']),
  d: z.string().min(1),
});

export type ClientKey = { clientId: string; kid: string; alg: string; jwk: JWK };

/** Throws a sentence that has nothing of the file's content in it. */
export function readClientKey(file: string): ClientKey {
  const read = KeyFile.safeParse(contentOf(file), { reportInput: false });
  if (!read.success) throw new Error(`${file}: no private key of a client of the back office`);
  const { clientId, ...jwk } = read.data;
  return { clientId, kid: jwk.kid, alg: jwk.alg, jwk };
}

function contentOf(file: string): unknown {
  const text = readFileSync(file, 'utf8');
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
