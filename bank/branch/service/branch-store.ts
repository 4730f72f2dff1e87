/** The branch page's own SQLite file, and the key by which it knows what it has counted. */
/// <reference path="../../service/storage/raw-files.d.ts" />
import { createSecretKey, randomBytes } from 'node:crypto';
import type { KeyObject } from 'node:crypto';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { FileFault, readNamedText } from '../../service/files/named-file.ts';
import { isDamage } from '../../service/storage/damage.ts';
import { openDatabase } from '../../service/storage/database.ts';
import type { Database, Store } from '../../service/storage/database.ts';
import { writeFileDurably } from '../../service/storage/durable-file.ts';
import tries from '../../service/storage/tries.sql?raw';

/** Guesses at passwords are all it keeps. It has no records that a copy or a clock could fall behind. */
export const branchStore: Store = {
  file: 'branch.db',
  schema: { version: 1, statements: tries, migrations: {} },
  restore: '',
  repairClock: '',
};

/** Throws a FileFault where the file is there and is none of SQLite's. */
export function openTriesDatabase(dataDir: string): Database {
  try {
    return openDatabase(dataDir, branchStore);
  } catch (cause) {
    if (!isDamage(cause)) throw cause;
    throw damaged(join(dataDir, branchStore.file), cause);
  }
}

const damaged = (file: string, cause?: unknown) =>
  new FileFault(
    `${file} is damaged. It is for counting wrong log-ins: delete it, and they are counted anew.`,
    { cause },
  );

/** Throws where the file is there and is no key: tries would be counted anew. */
export function openKey(dataDir: string): KeyObject {
  const file = join(dataDir, 'branch-key');
  if (!existsSync(file)) writeFileDurably(file, randomBytes(32).toString('base64url'), 0o600);
  const bytes = Buffer.from(readNamedText(file), 'base64url');
  if (bytes.length !== 32) throw damaged(file);
  return createSecretKey(bytes);
}
