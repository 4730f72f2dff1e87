/** The private key of a client, as `add-client` of the issuing service writes it. */
import type { JWK } from 'jose';
import * as z from 'zod';
import { FileFault, readNamedJson } from '../service/files/named-file.ts';

const KeyFile = z.looseObject({
  clientId: z.string().min(1),
  kty: z.string(),
  kid: z.string().min(1),
  alg: z.enum(['ES256', 'ES384', 'PS256', 'EdDSA']),
  d: z.string().min(1),
});

export type ClientKey = { clientId: string; kid: string; alg: string; jwk: JWK };

/** Throws a FileFault, whose sentence has nothing of the file's content in it. */
export function readClientKey(file: string): ClientKey {
  const read = KeyFile.safeParse(readNamedJson(file));
  if (!read.success) {
    throw new FileFault(
      `${file}: no private key of a client of the back office: name the file that add-client has written`,
    );
  }
  const { clientId, ...jwk } = read.data;
  return { clientId, kid: jwk.kid, alg: jwk.alg, jwk };
}
