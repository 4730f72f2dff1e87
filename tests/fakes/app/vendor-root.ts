/** A vendor's root key for a test's own directory. */
import { generateKeyPairSync } from 'node:crypto';
import type { JWK } from 'jose';

export function newVendorRoot(): JWK {
  const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  return { ...privateKey.export({ format: 'jwk' }), kid: 'test-root' };
}
