/** Contracts in PostgreSQL: first those with a token in use, then those with an issue that waits for its app. */
import { Client } from 'pg';
import { openPostgresStorage } from '../../../bank/issuer/storage/postgres-storage.ts';
import { openTenant } from '../../../bank/issuer/tenant.ts';
import type { Tenant } from '../../../bank/issuer/tenant.ts';
import { hashActivationPassword } from '../../../bank/issuer/tokens/issue.ts';
import { institutions } from '../../../bank/service/institution.ts';
import { openKeyFile } from '../../../bank/service/storage/keys.ts';
import { seal } from '../../../bank/service/storage/sealing.ts';
import {
  activationPassword,
  issueIdOf,
  referenceOf,
  secretOf,
  tokenIdOf,
  userIdOf,
} from '../bank-sample.ts';

const rowsAtOnce = 10_000;
export const firstNumber = 1000;
const log = { info: () => undefined, error: console.error };

/** The institution's parts, for what the load needs to know of it. */
export async function fill(
  url: string,
  keyFile: string,
  { tokens, issues }: { tokens: number; issues: number },
): Promise<Tenant> {
  const storage = await openPostgresStorage(url, log);
  const institution = institutions.find(({ slug }) => slug === 'akagi');
  if (!institution) throw new Error('no such institution');
  const keys = openKeyFile(keyFile, institutions);
  const tenant = openTenant(institution, { storage, keys, now: Date.now });
  const client = new Client({ connectionString: url });
  await client.connect();
  // Of the filling alone: rows refer to rows that come later.
  await client.query(`SET session_replication_role = 'replica'`);
  const firstIssue = firstNumber + tokens;
  for (let n = firstNumber; n < firstIssue + issues; n += rowsAtOnce) {
    const numbers = Array.from(
      { length: Math.min(rowsAtOnce, firstIssue + issues - n) },
      (_, index) => n + index,
    );
    await addSome(client, tenant, numbers, (each) => each < firstIssue);
  }
  await client.query(
    `SELECT setval(pg_get_serial_sequence('contracts', 'id'), max(id)) FROM contracts`,
  );
  await client.query('VACUUM ANALYZE');
  await client.end();
  await storage.close();
  return tenant;
}

async function addSome(
  client: Client,
  tenant: Tenant,
  numbers: readonly number[],
  isInUse: (n: number) => boolean,
): Promise<void> {
  const inUse = numbers.filter(isInUse);
  const expiresAt = Date.now() + 48 * 60 * 60_000;
  await client.query(
    `INSERT INTO contracts (id, institution, reference, current, next, current_token, next_issue) OVERRIDING SYSTEM VALUE
     SELECT id, 'akagi', reference, CASE WHEN token IS NULL THEN 'none' ELSE 'inUse' END,
       CASE WHEN token IS NULL THEN 'issued' ELSE 'none' END, token, issue
     FROM unnest($1::bigint[], $2::text[], $3::text[], $4::text[]) AS t (id, reference, token, issue)`,
    [
      numbers,
      numbers.map(referenceOf),
      numbers.map((n) => (isInUse(n) ? tokenIdOf(n) : null)),
      numbers.map((n) => (isInUse(n) ? null : issueIdOf(n))),
    ],
  );
  await client.query(
    `INSERT INTO issues (id, institution, customer, user_id, mail_address, password_hash, created_at, expires_at, ended_by)
     SELECT id, 'akagi', customer, user_id, 'a@example.jp', hash, 0, $5, CASE WHEN hash IS NULL THEN 'started' END
     FROM unnest($1::text[], $2::bigint[], $3::text[], $4::bytea[]) AS t (id, customer, user_id, hash)`,
    [
      numbers.map(issueIdOf),
      numbers,
      numbers.map(userIdOf),
      numbers.map((n) =>
        isInUse(n) ? null : hashActivationPassword(tenant, issueIdOf(n), activationPassword),
      ),
      expiresAt,
    ],
  );
  await client.query(
    `INSERT INTO tokens (id, institution, customer, issue, attempt_id, user_id, secret, algorithm, digits, state, device,
       issued_at, expires_at, last_step)
     SELECT id, 'akagi', customer, issue, issue, user_id, secret, 'SHA1', 6, 'inUse', 'Windows 11', 0, 4102444800000, $6
     FROM unnest($1::text[], $2::bigint[], $3::text[], $4::text[], $5::bytea[]) AS t (id, customer, issue, user_id, secret)`,
    [
      inUse.map(tokenIdOf),
      inUse,
      inUse.map(issueIdOf),
      inUse.map(userIdOf),
      inUse.map((n) => seal(tenant.secretKey, tokenIdOf(n), secretOf(n))),
      // Of a code of yesterday: the first one makes a row longer.
      Math.floor(Date.now() / 60_000) - 24 * 60,
    ],
  );
}

/** Events of years ago, for the retention to forget. */
export async function addOldEvents(url: string, count: number): Promise<void> {
  const client = new Client({ connectionString: url });
  await client.connect();
  await client.query(
    `INSERT INTO audit (at, institution, customer, event, source, step)
     SELECT 1600000000000 + n, 'akagi', 1000 + n % 1000000, 'code-accepted', 'bank 192.0.2.1', n
     FROM generate_series(1, $1::bigint) AS n`,
    [count],
  );
  await client.query('VACUUM ANALYZE audit');
  await client.end();
}
