/** The demo's own directory root: a private P-256 key that stands for the vendor's, made once on this machine. */
import { generateKeyPairSync, randomBytes } from 'node:crypto';
import { existsSync, linkSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';

/**
 * Makes the key where there is none yet.
 * @param {string} file where it is, or will be, kept (a private JWK with `kid`, mode 0600)
 * @returns {{ kty: string, crv: string, x: string, y: string, kid: string }} its public half
 */
export function ensureDemoRoot(file) {
  if (!existsSync(file)) make(file);
  const { kty, crv, x, y, kid } = JSON.parse(readFileSync(file, 'utf8'));
  return { kty, crv, x, y, kid };
}

/** @param {string} file */
function make(file) {
  const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const jwk = {
    ...privateKey.export({ format: 'jwk' }),
    kid: `demo-${randomBytes(4).toString('hex')}`,
  };
  mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
  const draft = `${file}.${process.pid}`;
  writeFileSync(draft, JSON.stringify(jwk), { mode: 0o600 });
  try {
    // A link, unlike a rename, never replaces a key that another process made meanwhile.
    linkSync(draft, file);
  } catch (error) {
    if (!existsSync(file)) throw error;
  } finally {
    rmSync(draft);
  }
}
