/**
 * The secret from which the keys for data at rest come, in its file: another one first, and when nothing needs the old one
 * any more, that one out. In between both open.
 */
import { randomBytes } from 'node:crypto';
import { rules } from '../../service/rules.ts';
import { readKeyFile, writeKeyFile } from '../../service/storage/keys.ts';
import { isSealedByFirst } from '../../service/storage/sealing.ts';
import { all, get, run } from '../../service/storage/work.ts';
import type { Storage, Work } from '../../service/storage/work.ts';
import type { Tenant } from '../tenant.ts';

/**
 * Makes a secret and puts it first. Processes that share a database must know a secret before any of them uses it: with
 * `inTwoSteps` it is made in second place, where it opens and seals nothing yet, and another call puts it first. Throws a
 * sentence while an earlier change is not over. Says whether it is first now.
 */
export function rotateSecret(
  keyFile: string,
  now: () => number,
  { inTwoSteps = false }: { inTwoSteps?: boolean } = {},
): boolean {
  const file = readKeyFile(keyFile);
  const [present, other] =
    typeof file.server === 'string' ? [{ secret: file.server, madeAt: 0 }] : file.server;
  if (!present) throw new Error('no server secret');
  if (other && !(inTwoSteps && other.madeAt > present.madeAt)) {
    throw new Error('the last change is not over: drop-key comes first');
  }
  const made = other ?? { secret: randomBytes(32).toString('base64url'), madeAt: now() };
  const isFirst = !inTwoSteps || other !== undefined;
  writeKeyFile(keyFile, { ...file, server: isFirst ? [made, present] : [present, made] });
  return isFirst;
}

const markOf = (madeAt: number) => `server-secret-${madeAt}`;

/** From here on the service seals and hashes by the secret that was made then. */
export function noteSecret(madeAt: number, at: number): Work<number> {
  const text = 'INSERT INTO marks (name, value) VALUES (?, ?) ON CONFLICT DO NOTHING';
  return run(text, markOf(madeAt), at);
}

/** Takes all but the first out. Throws a sentence while something that is stored may need another. */
export async function dropSecret(
  keyFile: string,
  { storage, tenants }: { storage: Storage; tenants: readonly Tenant[] },
  now: () => number,
): Promise<void> {
  const file = readKeyFile(keyFile);
  const [present, ...older] = typeof file.server === 'string' ? [] : file.server;
  if (!present || older.length === 0) throw new Error('there is no older key to drop');
  if (older.some(({ madeAt }) => madeAt > present.madeAt)) {
    throw new Error('the new key is not in use yet: rotate-key puts it first');
  }
  await storage.look(() => refuseWhereNeeded(present.madeAt, tenants, now()));
  writeKeyFile(keyFile, { ...file, server: [present] });
}

function* refuseWhereNeeded(madeAt: number, tenants: readonly Tenant[], at: number): Work<void> {
  const used = yield* get<{ since: number }>(
    'SELECT value AS since FROM marks WHERE name = ?',
    markOf(madeAt),
  );
  if (used === undefined) {
    throw new Error('the service has not read the present key yet: reload it (SIGHUP)');
  }
  // Passwords of issues, counted tries and kept answers are hashed by the older one, and live as long.
  const from = used.since + rules.issueLifeMs;
  if (at < from) {
    throw new Error(`issues from before may still need it until ${new Date(from).toISOString()}`);
  }
  let left = 0;
  for (const tenant of tenants) left += yield* countOlder(tenant);
  if (left > 0) {
    throw new Error(`${left} secrets are sealed by it: reload the service, which seals them anew`);
  }
}

const rowsAtOnce = 1000;

function* countOlder({ institution, secretKey }: Tenant): Work<number> {
  let count = 0;
  for (let after: string | undefined = ''; after !== undefined;) {
    const rows: { id: string; secret: Buffer }[] = yield* all(
      `SELECT id, secret FROM tokens
       WHERE id > ? AND institution = ? ORDER BY id LIMIT ${rowsAtOnce}`,
      after,
      institution.slug,
    );
    count += rows.filter(({ id, secret }) => !isSealedByFirst(secretKey, id, secret)).length;
    after = rows.at(-1)?.id;
  }
  return count;
}
