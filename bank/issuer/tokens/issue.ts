/** An issue: what 「トークン発行」 makes, with its user ID and its password, until a token has come of it. */
import { randomBytes, randomInt } from 'node:crypto';
import type { Tenant } from '../tenant.ts';
import { all, get, run } from '../../service/storage/work.ts';
import type { Work } from '../../service/storage/work.ts';
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

const issueColumns = `id, customer, user_id AS "userId", mail_address AS "mailAddress",
  password_hash AS "passwordHash", deliveries, created_at AS "openedAt", expires_at AS "expiresAt", ended_by AS "endedBy"`;
const selectById = `SELECT ${issueColumns} FROM issues WHERE id = ? AND institution = ?`;
const selectByUserId = `SELECT ${issueColumns} FROM issues WHERE user_id = ? AND institution = ?`;

export function findIssue(tenant: Tenant, id: string): Work<Issue | undefined> {
  return get<Issue>(selectById, id, tenant.institution.slug);
}

export function findIssueByUserId(tenant: Tenant, userId: string): Work<Issue | undefined> {
  return get<Issue>(selectByUserId, userId, tenant.institution.slug);
}

/** Wipes the activation password's hash. */
export function closeIssue(issueId: string, endedBy: IssueEnd): Work<number> {
  return run('UPDATE issues SET ended_by = ?, password_hash = NULL WHERE id = ?', endedBy, issueId);
}

/** Ends whatever an issue has brought to an app that is not in use yet. */
export function* endTokensOfIssue(issueId: string): Work<void> {
  const ids = yield* all<{ id: string }>(
    `SELECT id FROM tokens WHERE issue = ? AND state IN ('delivered', 'confirmed')`,
    issueId,
  );
  for (const { id } of ids) yield* endToken(id);
}

/**
 * Ends a token and its unfinished renewals. The rows stay, for their apps may ask, but the answers
 * that carried the secrets go.
 */
export function* endToken(tokenId: string): Work<void> {
  const ids = yield* all<{ id: string }>(
    `SELECT id FROM tokens WHERE id = ? OR (renews = ? AND state = 'delivered')`,
    tokenId,
    tokenId,
  );
  for (const { id } of ids) {
    yield* run(`UPDATE tokens SET state = 'ended' WHERE id = ?`, id);
    yield* run('UPDATE answers SET body = NULL WHERE token = ?', id);
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
