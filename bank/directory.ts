/** Makes directory.jws, which tells the apps where each institution is and with which keys it speaks. */
import { CompactSign, importJWK } from 'jose';
import type { JWK } from 'jose';
import { DirectoryEntry, messageType } from '../shared/protocol.ts';
import type { Directory } from '../shared/protocol.ts';
import type { Tenant } from './issuer/tenant.ts';

const lifeSeconds = 30 * 24 * 3600;
const renewAfterSeconds = 24 * 3600;

/** Returns the function that gives the signed directory, made anew once a day. */
export function createDirectory(tenants: Tenant[], vendorRoot: JWK, now: () => number) {
  let signed: { jws: string; madeAt: number } | null = null;

  return async (url: string): Promise<string> => {
    // The sequence number must never go down, also when the bank starts anew: seconds do not.
    const iat = Math.floor(now() / 1000);
    if (signed && iat - signed.madeAt < renewAfterSeconds) return signed.jws;
    const institutions = tenants.map((tenant) => entryOf(tenant, url));
    const directory: Directory = { seq: iat, iat, exp: iat + lifeSeconds, institutions };
    if (!vendorRoot.kid) throw new Error('the vendor root key has no kid');
    const jws = await new CompactSign(Buffer.from(JSON.stringify(directory)))
      .setProtectedHeader({ alg: 'ES256', kid: vendorRoot.kid, typ: messageType.directory })
      .sign(await importJWK(vendorRoot, 'ES256'));
    signed = { jws, madeAt: iat };
    return jws;
  };
}

function entryOf({ institution, keys }: Tenant, url: string): DirectoryEntry {
  // Members that are the bank's own affair are left out.
  return DirectoryEntry.parse({
    ...institution,
    issuerUrl: `${url}/${institution.slug}/issuer`,
    bankUrl: `${url}/${institution.slug}/`,
    encryptionKeys: keys.encryption.map(({ publicJwk }) => publicJwk),
    signingKeys: keys.signing.map(({ publicJwk }) => publicJwk),
  });
}
