/** A key container of another system, and the secret that opens it. */
import { statSync } from 'node:fs';
import { PskcFault } from '../../issuer/pskc/fault.ts';
import type { PskcKey } from '../../issuer/pskc/protection.ts';
import { readPskc } from '../../issuer/pskc/read-pskc.ts';
import type { ImportedSeed } from '../../issuer/pskc/read-pskc.ts';
import { Refused } from '../../operator/in-words.ts';
import { firstLine, readOrRefuse } from '../../operator/secret-file.ts';
import { operatorText as t } from '../../operator/text.ts';

/** 50,000 keys and more. */
const maxFileBytes = 64 * 1024 * 1024;

type SecretFiles = { 'passphrase-file'?: string | undefined; 'key-file'?: string | undefined };

/** Throws a Refused that names the first key that is not taken. */
export async function readContainer(file: string, files: SecretFiles, nowAt: number) {
  if (file === '') throw new Refused(t.noFile);
  const size = statSync(file, { throwIfNoEntry: false });
  if (size?.isFile() !== true || size.size > maxFileBytes) throw new Refused(t.noContainer);
  const [text, key] = [readOrRefuse(file), keyOf(files)];
  return { text, key, seeds: await seedsOf(text, key, nowAt) };
}

async function seedsOf(text: string, key: PskcKey | null, nowAt: number): Promise<ImportedSeed[]> {
  try {
    return await readPskc(text, key, nowAt);
  } catch (cause) {
    if (cause instanceof PskcFault)
      throw new Refused(t.badKey(cause.reason, cause.keyId), { cause });
    throw cause;
  }
}

function keyOf(files: SecretFiles): PskcKey | null {
  if (files['key-file'] !== undefined) {
    const hex = firstLine(files['key-file']).trim();
    if (!/^(?:[0-9a-f]{32}|[0-9a-f]{48}|[0-9a-f]{64})$/i.test(hex)) throw new Refused(t.noKey);
    return { preShared: Buffer.from(hex, 'hex') };
  }
  if (files['passphrase-file'] === undefined) return null;
  return { passphrase: firstLine(files['passphrase-file']) };
}
