/**
 * Private keys on a disk: an encrypted JWK or JWK Set (RFC 7517 §7), which is a JWE under a passphrase
 * (PBES2-HS512+A256KW, RFC 7518 §4.8). The file is its owner's alone.
 */
import { existsSync, statSync } from 'node:fs';
import {
  CompactEncrypt,
  calculateJwkThumbprint,
  compactDecrypt,
  exportJWK,
  generateKeyPair,
} from 'jose';
import * as z from 'zod';
import { NamedKey } from '../../../shared/protocol.ts';
import { Fault, readNeeded, writeNeeded } from '../command.ts';
import type { Context } from '../command.ts';

const alg = 'PBES2-HS512+A256KW';
/** Three times what OWASP asks of PBKDF2-HMAC-SHA512: a key is opened once a month, and not by a server. */
const iterations = 600_000;
const mostIterations = 10_000_000;

export const PrivateKey = NamedKey.extend({ d: z.base64url().length(43) });
export type PrivateKey = z.infer<typeof PrivateKey>;

/** A P-256 key of this process's own making, named by its thumbprint (RFC 7638). */
export async function newPrivateKey(): Promise<PrivateKey> {
  const { privateKey } = await generateKeyPair('ES256', { extractable: true });
  const jwk = await exportJWK(privateKey);
  const kid = await calculateJwkThumbprint(jwk);
  // Typed behind a command it would be taken for an option.
  if (kid.startsWith('-')) return newPrivateKey();
  return PrivateKey.parse({ ...jwk, kid });
}

type Kind = 'jwk+json' | 'jwk-set+json';

/** `mayReplace`: a key that is there already is never written over unless it is read first. */
export async function writeKeyFile(
  path: string,
  kind: Kind,
  content: unknown,
  passphrase: string,
  context: Context,
  mayReplace = false,
): Promise<void> {
  const jwe = await new CompactEncrypt(Buffer.from(JSON.stringify(content)))
    .setProtectedHeader({ alg, enc: 'A256GCM', cty: kind })
    .setKeyManagementParameters({ p2c: iterations })
    .encrypt(Buffer.from(passphrase.normalize('NFC')));
  writeNeeded(path, `${jwe}\n`, 0o600, context.t, () => {
    if (!mayReplace && existsSync(path)) throw new Fault(context.t.fileTaken(path));
  });
}

/** Asks for the passphrase; returns it too, for whoever writes the file anew. */
export async function readKeyFile<T>(
  path: string,
  schema: z.ZodType<T>,
  { t, secret }: Context,
): Promise<{ content: T; passphrase: string }> {
  const jwe = readNeeded(path, t).toString('latin1').trim();
  if (process.platform !== 'win32' && (statSync(path).mode & 0o077) !== 0) {
    throw new Fault(t.openToOthers(path));
  }
  if (!/^[\w-]+(\.[\w-]*){4}$/.test(jwe)) throw new Fault(t.noKeyFile(path));
  const passphrase = await secret(t.askPassphrase(path));
  const content = schema.safeParse(await decrypted(jwe, passphrase, path, t)).data;
  if (content === undefined) throw new Fault(t.noKeyFile(path));
  return { content, passphrase };
}

async function decrypted(jwe: string, passphrase: string, path: string, t: Context['t']) {
  try {
    const { plaintext } = await compactDecrypt(jwe, Buffer.from(passphrase.normalize('NFC')), {
      keyManagementAlgorithms: [alg],
      contentEncryptionAlgorithms: ['A256GCM'],
      maxPBES2Count: mostIterations,
    });
    return JSON.parse(Buffer.from(plaintext).toString('utf8')) as unknown;
  } catch (cause) {
    // One that was altered can't be told from a wrong passphrase.
    throw new Fault(t.wrongPassphrase(path), { cause });
  }
}
