/**
 * After the bank's clock was ahead: codes were taken whose steps are still to come. Remembered as the last
 * one used, such a step would refuse every code until then; forgotten, it could be used a second time.
 */
import { sql } from '../../service/storage/database.ts';
import type { Tenant } from '../tenant.ts';
import { furthestStep } from './otp.ts';
import type { OtpMemory } from './otp.ts';
import { findToken, saveOtpMemory } from './token.ts';
import type { VerifiableToken } from './token.ts';

/**
 * What the verifier goes by: no step counts as the last used that is further ahead than the window.
 * Codes up to there are refused as used, so none from before the correction is taken again, and the
 * steps beyond it whose codes were taken are noted one by one. Must run in the transaction of the check.
 */
export function correctedMemory(
  tenant: Tenant,
  token: Pick<VerifiableToken, 'customer' | keyof OtpMemory>,
): OtpMemory {
  const furthest = furthestStep(token, tenant.now());
  if (token.lastStep <= furthest) return token;
  const { database } = tenant;
  sql(
    database,
    `INSERT OR IGNORE INTO steps_taken_ahead (customer, step)
     SELECT customer, step FROM audit WHERE customer = ? AND step > ?`,
  ).run(token.customer, furthest);
  sql(database, 'INSERT OR IGNORE INTO steps_taken_ahead (customer, step) VALUES (?, ?)').run(
    token.customer,
    token.lastStep,
  );
  return { ...token, lastStep: furthest, resyncStep: null };
}

export function wasTakenAhead(tenant: Tenant, customer: number): (step: number) => boolean {
  const find = 'SELECT 1 FROM steps_taken_ahead WHERE customer = ? AND step = ?';
  return (step) => sql(tenant.database, find).get(customer, step) !== undefined;
}

/** After a copy was brought back, which knows nothing of the codes that were taken since it was made. */
export function markPresentStepUsed({ database, institution, now }: Tenant): void {
  sql(
    database,
    `UPDATE tokens SET last_step = max(last_step, ? + drift_steps), resync_step = NULL
     WHERE institution = ? AND state <> 'ended'`,
  ).run(furthestStep({ driftSteps: 0 }, now()), institution.slug);
}

/** Repairs one token; says whether there was anything to repair. */
export function repairToken(tenant: Tenant, tokenId: string): boolean {
  const token = findToken(tenant, tokenId);
  if (!token) return false;
  const memory = correctedMemory(tenant, token);
  if (memory.lastStep === token.lastStep) return false;
  saveOtpMemory(tenant, tokenId, { ...memory, wrongCodes: 0 });
  return true;
}

/** Repairs every token that stands, and says how many there were to repair. */
export function repairAllTokens(tenant: Tenant): number {
  const ids = sql(
    tenant.database,
    `SELECT id FROM tokens WHERE institution = ? AND state <> 'ended' AND last_step >= 0`,
  )
    .pluck()
    .all(tenant.institution.slug) as string[];
  return ids.filter((id) => repairToken(tenant, id)).length;
}
