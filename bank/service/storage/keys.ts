/**
 * The bank's own keys: one server secret, from which the keys for data at rest come, and for each
 * institution a pair that signs answers and a pair that opens requests. A file of mode 0600.
 */
import { createPrivateKey, createSecretKey, hkdfSync, randomBytes } from 'node:crypto';
import type { KeyObject } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { calculateJwkThumbprint, exportJWK, generateKeyPair } from 'jose';
import * as z from 'zod';
import { NamedKey } from '../../../shared/protocol.ts';
import { writeFileDurably } from './durable-file.ts';
import type { Institution } from '../institution.ts';
import type { Store } from './database.ts';

const PrivateJwk = NamedKey.extend({ d: z.string() });
/** The first key of a list is the one in use; the others are still honoured after a change of keys. */
const KeyFile = z.object({
  server: z.base64url(),
  institutions: z.record(
    z.string(),
    z.object({ signing: z.array(PrivateJwk).min(1), encryption: z.array(PrivateJwk).min(1) }),
  ),
});

export type KeyPair = { kid: string; publicJwk: NamedKey; privateKey: KeyObject };
export type InstitutionKeys = {
  signing: [KeyPair, ...KeyPair[]];
  encryption: [KeyPair, ...KeyPair[]];
};

export type BankKeys = {
  /** A 32-byte key for one purpose, by HKDF (RFC 5869) from the server secret. */
  derive(purpose: string): KeyObject;
  of(slug: string): InstitutionKeys;
};

export const keyFile = 'keys.json';

/**
 * Reads the key file, or makes it where nothing is sealed yet; adds an institution that is new. Throws if keys are gone
 * and data is not.
 */
export async function openKeys(
  dataDir: string,
  institutions: readonly Institution[],
  isNew: (slug: string) => boolean,
  { restore }: Pick<Store, 'restore'>,
): Promise<BankKeys> {
  const path = join(dataDir, keyFile);
  if (!existsSync(path)) {
    // New keys would make everything that is sealed in the database unreadable for ever.
    if (!institutions.every(({ slug }) => isNew(slug))) {
      throw new Error(
        `${keyFile} がありません。データベースを開く鍵は作り直せません。控えから戻してください: ` +
          `${restore}\n` +
          `${keyFile} is missing beside an existing database, and can't be made anew. ` +
          `Bring a backup back: ${restore}`,
      );
    }
    writeFileDurably(path, JSON.stringify(await newKeys(institutions), null, 2), 0o600);
  }
  const file = KeyFile.parse(JSON.parse(readFileSync(path, 'utf8')));
  const added = institutions.filter(({ slug }) => !file.institutions[slug] && isNew(slug));
  if (added.length > 0) {
    Object.assign(file.institutions, (await newKeys(added)).institutions);
    writeFileDurably(path, JSON.stringify(file, null, 2), 0o600);
  }
  const secret = Buffer.from(file.server, 'base64url');
  const pairs = new Map<string, InstitutionKeys>();
  for (const [slug, { signing, encryption }] of Object.entries(file.institutions)) {
    pairs.set(slug, {
      signing: importAll(signing),
      encryption: importAll(encryption),
    });
  }
  return {
    derive: (purpose) =>
      createSecretKey(Buffer.from(hkdfSync('sha256', secret, '', `bank|${purpose}`, 32))),
    of(slug) {
      const keys = pairs.get(slug);
      if (!keys) throw new Error(`no keys for ${slug}`);
      return keys;
    },
  };
}

async function newKeys(institutions: readonly Institution[]): Promise<z.infer<typeof KeyFile>> {
  const entries = await Promise.all(
    institutions.map(async ({ slug }) => {
      const signing = [await newPrivateJwk('ES256')];
      const encryption = [await newPrivateJwk('ECDH-ES')];
      return [slug, { signing, encryption }] as const;
    }),
  );
  return {
    server: randomBytes(32).toString('base64url'),
    institutions: Object.fromEntries(entries),
  };
}

async function newPrivateJwk(algorithm: string) {
  const { privateKey } = await generateKeyPair(algorithm, { crv: 'P-256', extractable: true });
  const jwk = await exportJWK(privateKey);
  return PrivateJwk.parse({ ...jwk, kid: await calculateJwkThumbprint(jwk) });
}

function importAll(jwks: z.infer<typeof PrivateJwk>[]): [KeyPair, ...KeyPair[]] {
  const [first, ...others] = jwks.map((jwk) => ({
    kid: jwk.kid,
    publicJwk: NamedKey.parse(jwk),
    privateKey: createPrivateKey({ key: jwk, format: 'jwk' }),
  }));
  if (!first) throw new Error('an empty list of keys');
  return [first, ...others];
}
