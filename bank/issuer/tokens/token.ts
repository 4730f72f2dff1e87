/** A token's row, its secret unsealed, and the numbers that are made from the secret. */
import { createHmac, timingSafeEqual } from 'node:crypto';
import type { OtpParameters } from '../../../shared/protocol.ts';
import type { Tenant } from '../tenant.ts';
import { get, run } from '../../service/storage/work.ts';
import type { Work } from '../../service/storage/work.ts';
import type { OtpMemory } from './otp.ts';
import { unseal } from '../../service/storage/sealing.ts';

export type TokenState = 'delivered' | 'confirmed' | 'inUse' | 'ended';

export type Token = {
  id: string;
  customer: number;
  issue: string;
  renews: string | null;
  attemptId: string;
  userId: string;
  secret: Buffer;
  algorithm: OtpParameters['algorithm'];
  digits: number;
  state: TokenState;
  device: string;
  issuedAt: number;
  expiresAt: number;
} & OtpMemory;

const columns = `id, customer, issue, renews, attempt_id AS "attemptId", user_id AS "userId", secret,
  algorithm, digits, state, device, issued_at AS "issuedAt", expires_at AS "expiresAt",
  last_step AS "lastStep", drift_steps AS "driftSteps", wrong_codes AS "wrongCodes",
  resync_step AS "resyncStep"`;

/** What a verifier goes by, and no more: it is read at every code. */
export type VerifiableToken = Pick<
  Token,
  'id' | 'customer' | 'secret' | 'algorithm' | 'digits' | 'expiresAt' | keyof OtpMemory
> & {
  /** Whether a renewal was delivered that is not in use yet. */
  hasRenewal?: 0 | 1;
  /** Whether codes of steps to come were taken while the clock was ahead. */
  hasStepsAhead?: 0 | 1;
};

const selectVerifiable = `SELECT id, customer, secret, algorithm, digits, expires_at AS "expiresAt",
    last_step AS "lastStep", drift_steps AS "driftSteps", wrong_codes AS "wrongCodes",
    resync_step AS "resyncStep",
    CAST(EXISTS (SELECT 1 FROM tokens r WHERE r.renews = t.id AND r.state = 'delivered') AS INTEGER) AS "hasRenewal",
    CAST(EXISTS (SELECT 1 FROM steps_taken_ahead s WHERE s.customer = t.customer) AS INTEGER) AS "hasStepsAhead"
  FROM tokens t WHERE id = ? AND institution = ?`;
const selectById = `SELECT ${columns} FROM tokens WHERE id = ? AND institution = ?`;
const selectDelivered = `SELECT ${columns} FROM tokens
  WHERE issue = ? AND institution = ? AND state IN ('delivered', 'confirmed')
  ORDER BY issued_at DESC, id DESC LIMIT 1`;
const selectRenewal = `SELECT ${columns} FROM tokens
  WHERE renews = ? AND institution = ? AND state = 'delivered'`;

export function findToken(tenant: Tenant, id: string): Work<Token | undefined> {
  return find(tenant, selectById, id);
}

export function findVerifiableToken(tenant: Tenant, id: string): Work<VerifiableToken | undefined> {
  return find(tenant, selectVerifiable, id);
}

/** The token that an issue has brought to an app and that still stands. */
export function findDeliveredToken(tenant: Tenant, issueId: string): Work<Token | undefined> {
  return find(tenant, selectDelivered, issueId);
}

/** What a token's renewal has delivered, while the token that it renews is still in use. */
export function findRenewal(tenant: Tenant, tokenId: string): Work<Token | undefined> {
  return find(tenant, selectRenewal, tokenId);
}

function* find<Row extends Pick<Token, 'id' | 'secret'>>(
  tenant: Tenant,
  text: string,
  id: string,
): Work<Row | undefined> {
  const row = yield* get<Row>(text, id, tenant.institution.slug);
  // In its place: a copy of a row costs more than to read it.
  if (row) row.secret = unseal(tenant.secretKey, row.id, row.secret);
  return row;
}

export function saveOtpMemory(tokenId: string, memory: OtpMemory): Work<number> {
  return run(
    `UPDATE tokens SET last_step = ?, drift_steps = ?, wrong_codes = ?, resync_step = ?
     WHERE id = ?`,
    memory.lastStep,
    memory.driftSteps,
    memory.wrongCodes,
    memory.resyncStep,
    tokenId,
  );
}

/** HMAC-SHA-256 by the token's secret, as the protocol has it. */
export function macOf(secret: Uint8Array, text: string): Buffer {
  return createHmac('sha256', secret).update(text).digest();
}

export function isMacRight(secret: Uint8Array, text: string, mac: string): boolean {
  const claimed = Buffer.from(mac, 'base64url');
  const right = macOf(secret, text);
  return claimed.length === right.length && timingSafeEqual(claimed, right);
}

/**
 * 照合番号: six digits that only the app with this very token shows too. Dynamic truncation as in
 * RFC 4226 §5.3, on the 32 bytes of an HMAC-SHA-256.
 */
export function checkNumber(secret: Uint8Array, tokenId: string): string {
  const mac = macOf(secret, `check|${tokenId}`);
  const offset = mac.readUInt8(mac.length - 1) & 0xf;
  const number = (mac.readUInt32BE(offset) & 0x7fffffff) % 1_000_000;
  return String(number).padStart(6, '0');
}
