/**
 * The secret from which the keys for data at rest come, in its file: another one first, and when nothing needs the old one
 * any more, that one out. In between both open.
 */
import { randomBytes } from 'node:crypto';
import { rules } from '../../service/rules.ts';
import { databaseExists, openDatabase, sql } from '../../service/storage/database.ts';
import type { Database } from '../../service/storage/database.ts';
import { readKeyFile, writeKeyFile } from '../../service/storage/keys.ts';
import { isSealedByFirst } from '../../service/storage/sealing.ts';
import { issuerStore } from '../storage/issuer-store.ts';
import type { Tenant } from '../tenant.ts';
import type { OpenTenants } from './backup.ts';

/** Makes a secret and puts it first. Throws a sentence while an earlier change is not over. */
export function rotateSecret(keyFile: string, now: () => number): void {
  const file = readKeyFile(keyFile);
  if (typeof file.server !== 'string' && file.server.length > 1) {
    throw new Error('the last change is not over: drop-key comes first');
  }
  const before =
    typeof file.server === 'string' ? [{ secret: file.server, madeAt: 0 }] : file.server;
  const made = { secret: randomBytes(32).toString('base64url'), madeAt: now() };
  writeKeyFile(keyFile, { ...file, server: [made, ...before] });
}

const markOf = (madeAt: number) => `server-secret-${madeAt}`;

/** From here on the service seals and hashes by the secret that was made then. */
export function noteSecret(database: Database, madeAt: number, at: number): void {
  sql(database, 'INSERT OR IGNORE INTO marks (name, value) VALUES (?, ?)').run(markOf(madeAt), at);
}

/** Takes all but the first out. Throws a sentence while something may need another. */
export function dropSecret(
  keyFile: string,
  dataDir: string,
  openTenants: OpenTenants,
  now: () => number,
): void {
  const file = readKeyFile(keyFile);
  const [present, ...older] = typeof file.server === 'string' ? [] : file.server;
  if (!present || older.length === 0) throw new Error('there is no older key to drop');
  if (databaseExists(dataDir, issuerStore)) {
    const database = openDatabase(dataDir, issuerStore);
    try {
      refuseWhereNeeded(database, present.madeAt, openTenants(database), now());
    } finally {
      database.close();
    }
  }
  writeKeyFile(keyFile, { ...file, server: [present] });
}

function refuseWhereNeeded(
  database: Database,
  madeAt: number,
  tenants: readonly Tenant[],
  at: number,
): void {
  const find = sql(database, 'SELECT value FROM marks WHERE name = ?').pluck();
  const usedSince = find.get(markOf(madeAt)) as number | undefined;
  if (usedSince === undefined) {
    throw new Error('the service has not read the present key yet: reload it (SIGHUP)');
  }
  // Passwords of issues, counted tries and kept answers are hashed by the older one, and live as long.
  const from = usedSince + rules.issueLifeMs;
  if (at < from) {
    throw new Error(`issues from before may still need it until ${new Date(from).toISOString()}`);
  }
  const left = tenants.map((tenant) => countOlder(tenant)).reduce((all, one) => all + one, 0);
  if (left > 0) {
    throw new Error(`${left} secrets are sealed by it: reload the service, which seals them anew`);
  }
}

function countOlder({ database, institution, secretKey }: Tenant): number {
  const rows = database
    .prepare('SELECT id, secret FROM tokens WHERE institution = ?')
    .iterate(institution.slug) as IterableIterator<{ id: string; secret: Buffer }>;
  let count = 0;
  for (const { id, secret } of rows) if (!isSealedByFirst(secretKey, id, secret)) count += 1;
  return count;
}
