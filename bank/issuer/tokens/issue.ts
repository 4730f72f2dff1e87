/** An issue: what 「トークン発行」 makes, with its user ID and its password, until a token has come of it. */
import { randomBytes, randomInt } from 'node:crypto';
import type { Tenant } from '../tenant.ts';
import { sql } from '../../service/storage/database.ts';
import { keyedHash, keyedHashes } from '../../service/storage/sealing.ts';

export type IssueEnd =
  'started' | 'tries' | 'expired' | 'replaced' | 'released' | 'operator' | 'codes';

export type Issue = {
  id: string;
  customer: number;
  userId: string;
  mailAddress: string;
  passwordHash: Buffer | null;
  deliveries: number;
  openedAt: number;
  expiresAt: number;
  endedBy: IssueEnd | null;
};

const issueColumns = `id, customer, user_id AS userId, mail_address AS mailAddress,
  password_hash AS passwordHash, deliveries, created_at AS openedAt, expires_at AS expiresAt, ended_by AS endedBy`;
const selectById = `SELECT ${issueColumns} FROM issues WHERE id = ? AND institution = ?`;
const selectByUserId = `SELECT ${issueColumns} FROM issues WHERE user_id = ? AND institution = ?`;

export function findIssue(tenant: Tenant, id: string): Issue | undefined {
  return sql(tenant.database, selectById).get(id, tenant.institution.slug) as Issue | undefined;
}

export function findIssueByUserId(tenant: Tenant, userId: string): Issue | undefined {
  return sql(tenant.database, selectByUserId).get(userId, tenant.institution.slug) as
    Issue | undefined;
}

/** Wipes the activation password's hash. */
export function closeIssue(tenant: Tenant, issueId: string, endedBy: IssueEnd): void {
  sql(tenant.database, 'UPDATE issues SET ended_by = ?, password_hash = NULL WHERE id = ?').run(
    endedBy,
    issueId,
  );
}

/** Ends whatever an issue has brought to an app that is not in use yet. */
export function endTokensOfIssue(tenant: Tenant, issueId: string): void {
  const ids = sql(
    tenant.database,
    `SELECT id FROM tokens WHERE issue = ? AND state IN ('delivered', 'confirmed')`,
  ).all(issueId) as { id: string }[];
  for (const { id } of ids) endToken(tenant, id);
}

/**
 * Ends a token and its unfinished renewals. The rows stay, for their apps may ask, but the answers
 * that carried the secrets go.
 */
export function endToken(tenant: Tenant, tokenId: string): void {
  const { database } = tenant;
  const ids = sql(
    database,
    `SELECT id FROM tokens WHERE id = ? OR (renews = ? AND state = 'delivered')`,
  ).all(tokenId, tokenId) as { id: string }[];
  for (const { id } of ids) {
    sql(database, `UPDATE tokens SET state = 'ended' WHERE id = ?`).run(id);
    sql(database, 'UPDATE answers SET body = NULL WHERE token = ?').run(id);
  }
}

/** The hash under which an activation password is kept: of no use without the server's key. */
export function hashActivationPassword(tenant: Tenant, issueId: string, password: string): Buffer {
  return keyedHash(tenant.passwordKey, `${issueId}|${password}`);
}

export function newIssueId(): string {
  return randomBytes(16).toString('hex');
}

/** Of all the keys that it may have been hashed by, as many as were given before. */
export function activationPasswordHashes(
  tenant: Tenant,
  issueId: string,
  password: string,
): Buffer[] {
  return keyedHashes(tenant.passwordKey, `${issueId}|${password}`);
}

/** 50 random bits in Crockford's base 32, which has no I, L, O or U to mistake. */
export function newUserId(): string {
  const alphabet = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
  return Array.from({ length: 10 }, () => alphabet.charAt(randomInt(32))).join('');
}
