/** Makes directory.jws, which tells the apps where each institution is and with which keys it speaks. */
import { CompactSign, importJWK } from 'jose';
import type { JWK } from 'jose';
import { DirectoryEntry, messageType } from '../shared/protocol.ts';
import type { Directory } from '../shared/protocol.ts';
import { sql } from './service/storage/database.ts';
import type { Database } from './service/storage/database.ts';
import type { Institution } from './service/institution.ts';
import type { InstitutionKeys } from './service/storage/keys.ts';

export type Listed = { institution: Institution; keys: InstitutionKeys };

const lifeSeconds = 30 * 24 * 3600;
const renewAfterSeconds = 24 * 3600;

/** Returns the function that gives the signed directory, made anew once a day. */
export function createDirectory(
  database: Database,
  listed: readonly Listed[],
  vendorRoot: JWK,
  now: () => number,
) {
  let signed: { jws: string; madeAt: number } | null = null;

  return async (url: string): Promise<string> => {
    const iat = Math.floor(now() / 1000);
    // One that was made while the clock was ahead is not kept until then.
    if (signed && Math.abs(iat - signed.madeAt) < renewAfterSeconds) return signed.jws;
    const institutions = listed.map((one) => entryOf(one, url));
    const directory: Directory = {
      seq: nextSequence(database, iat),
      iat,
      exp: iat + lifeSeconds,
      institutions,
    };
    if (!vendorRoot.kid) throw new Error('the vendor root key has no kid');
    const jws = await new CompactSign(Buffer.from(JSON.stringify(directory)))
      .setProtectedHeader({ alg: 'ES256', kid: vendorRoot.kid, typ: messageType.directory })
      .sign(await importJWK(vendorRoot, 'ES256'));
    signed = { jws, madeAt: iat };
    return jws;
  };
}

/** Seconds, but never going down: apps refuse an older list than they have seen, whatever our clock was. */
function nextSequence(database: Database, iat: number): number {
  return sql(
    database,
    `INSERT INTO marks (name, value) VALUES ('directory-sequence', ?)
     ON CONFLICT (name) DO UPDATE SET value = max(value + 1, excluded.value) RETURNING value`,
  )
    .pluck()
    .get(iat) as number;
}

function entryOf({ institution, keys }: Listed, url: string): DirectoryEntry {
  // Members that are the bank's own affair are left out.
  return DirectoryEntry.parse({
    ...institution,
    issuerUrl: `${url}/${institution.slug}/issuer`,
    bankUrl: `${url}/${institution.slug}/`,
    encryptionKeys: keys.encryption.map(({ publicJwk }) => publicJwk),
    signingKeys: keys.signing.map(({ publicJwk }) => publicJwk),
  });
}
