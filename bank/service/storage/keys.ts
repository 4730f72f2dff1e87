/**
 * The bank's own keys: one server secret, from which the keys for data at rest come, and for each
 * institution a pair that signs answers and a pair that opens requests. A file of mode 0600.
 */
import { createPrivateKey, createSecretKey, hkdfSync, randomBytes } from 'node:crypto';
import type { KeyObject } from 'node:crypto';
import { chownSync, existsSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { calculateJwkThumbprint, exportJWK, generateKeyPair } from 'jose';
import * as z from 'zod';
import { NamedKey } from '../../../shared/protocol.ts';
import { fileWords, readNamed } from '../files/named-file.ts';
import { writeNamed } from '../files/write-named.ts';
import { needsCopy } from './damage.ts';
import type { Institution } from '../institution.ts';
import type { Store } from './database.ts';
import type { Keyring } from './sealing.ts';

const PrivateJwk = NamedKey.extend({ d: z.string() });
/** The first key of a list is the one in use; the others are still honoured after a change of keys. */
const ServerSecret = z.strictObject({ secret: z.base64url(), madeAt: z.int() });
export const KeyFile = z.object({
  /** One, or while another takes its place each with when it was made, the newest first. */
  server: z.union([z.base64url(), z.array(ServerSecret).min(1)]),
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
  /** The same while another secret takes the place of one; it changes when the file is read anew. */
  ring(purpose: string): Keyring;
  of(slug: string): InstitutionKeys;
  /** When the secret that comes first was made; 0 where there has been no other. */
  presentMadeAt(): number;
  /** Reads the file anew. Throws where it can't be read; then all stays as it was. */
  reload(): void;
};

export const keyFile = 'keys.json';

/**
 * Reads the key file, or makes it where nothing is sealed yet; adds an institution that is new. Throws if keys are gone
 * and data is not, or are no keys.
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
      throw needsCopy(
        restore,
        `${keyFile} がありません。データベースを開く鍵は作り直せません。`,
        `${keyFile} is missing beside an existing database, and can't be made anew.`,
      );
    }
    await addKeys(path, null, institutions);
  }
  if (statSync(path).isDirectory() || contentOf(path) === null) {
    const [ja, en] = [`${keyFile} が壊れています。`, `${keyFile} is damaged.`];
    throw needsCopy(restore, `${ja}データベースを開く鍵は作り直せません。`, en);
  }
  const file = readKeyFile(path);
  const added = institutionsWithout(file, institutions).filter(({ slug }) => isNew(slug));
  if (added.length > 0) await addKeys(path, file, added);
  return keysIn(path);
}

/** Of a file that somebody else keeps, and that is never written to. Throws where an institution has no keys in it. */
export function openKeyFile(path: string, institutions: readonly Institution[]): BankKeys {
  if (!existsSync(path)) throw new Error(`there is no ${path}; make-keys makes one`);
  const lacking = institutionsWithout(readKeyFile(path), institutions).map(({ slug }) => slug);
  if (lacking.length > 0) {
    throw new Error(`${path} has no keys of ${lacking.join(', ')}; make-keys adds them`);
  }
  return keysIn(path);
}

/**
 * Makes the file, or adds to it the institutions that have no keys there; the others keep theirs. Throws where none has to be
 * added. Returns the names in addresses of those that have been given keys.
 */
export async function makeKeyFile(
  path: string,
  institutions: readonly Institution[],
): Promise<string[]> {
  const there = existsSync(path) ? readKeyFile(path) : null;
  const added = there ? institutionsWithout(there, institutions) : institutions;
  if (added.length === 0) {
    throw new Error(`${path} is there already, with keys of every institution`);
  }
  await addKeys(path, there, added);
  return added.map(({ slug }) => slug);
}

/** Into what is there; a file that is not there yet gets a secret of the server too. */
async function addKeys(
  path: string,
  there: z.infer<typeof KeyFile> | null,
  added: readonly Institution[],
): Promise<void> {
  const made = await newKeys(added);
  const institutions = { ...there?.institutions, ...made.institutions };
  writeKeyFile(path, { ...made, ...there, institutions });
}

const institutionsWithout = (
  { institutions: keys }: z.infer<typeof KeyFile>,
  institutions: readonly Institution[],
): readonly Institution[] => institutions.filter(({ slug }) => !keys[slug]);

/** Whose it was it stays: root writes it for a service that is somebody else. */
export function writeKeyFile(path: string, content: z.infer<typeof KeyFile>): void {
  const before = statSync(path, { throwIfNoEntry: false });
  writeNamed(path, JSON.stringify(content, null, 2), 0o600);
  if (before && process.getuid?.() === 0) chownSync(path, before.uid, before.gid);
}

export function readKeyFile(path: string): z.infer<typeof KeyFile> {
  const content = contentOf(path);
  // What others can read is no secret. Windows has no such bits.
  if (process.platform !== 'win32' && (statSync(path).mode & 0o077) !== 0) {
    throw new Error(`${path} can be read by others: chmod 0400, owned by the user of the service`);
  }
  if (content === null) throw new Error(`${path} is damaged: there are no keys in it`);
  return content;
}

/** Null where it is none: what says why may quote a key. Throws a FileFault where it can't be read. */
function contentOf(path: string): z.infer<typeof KeyFile> | null {
  const text = readNamed(path, fileWords.both).toString('utf8');
  try {
    return KeyFile.parse(JSON.parse(text));
  } catch {
    return null;
  }
}

function keysIn(path: string): BankKeys {
  let secrets: Buffer[] = [];
  let madeAt = 0;
  const pairs = new Map<string, InstitutionKeys>();
  const rings = new Map<string, KeyObject[]>();
  const derived = (purpose: string) =>
    secrets.map((secret) =>
      createSecretKey(Buffer.from(hkdfSync('sha256', secret, '', `bank|${purpose}`, 32))),
    );

  function reload(): void {
    const { server, institutions } = readKeyFile(path);
    const read = Object.entries(institutions).map(
      ([slug, { signing, encryption }]) =>
        [slug, { signing: importAll(signing), encryption: importAll(encryption) }] as const,
    );
    secrets = (typeof server === 'string' ? [server] : server.map(({ secret }) => secret)).map(
      (secret) => Buffer.from(secret, 'base64url'),
    );
    madeAt = typeof server === 'string' ? 0 : (server[0]?.madeAt ?? 0);
    // In their place, since tenants hold them.
    for (const [slug, keys] of read) pairs.set(slug, Object.assign(pairs.get(slug) ?? {}, keys));
    for (const [purpose, ring] of rings) ring.splice(0, ring.length, ...derived(purpose));
  }

  reload();
  return {
    derive(purpose) {
      const [key] = derived(purpose);
      if (!key) throw new Error('no server secret');
      return key;
    },
    ring(purpose) {
      const ring = rings.get(purpose) ?? derived(purpose);
      rings.set(purpose, ring);
      return ring;
    },
    of(slug) {
      const keys = pairs.get(slug);
      if (!keys) throw new Error(`no keys for ${slug}`);
      return keys;
    },
    presentMadeAt: () => madeAt,
    reload,
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
