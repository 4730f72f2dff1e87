/**
 * After the bank's clock was ahead: codes were taken whose steps are still to come. Remembered as the last
 * one used, such a step would refuse every code until then; forgotten, it could be used a second time.
 */
import { all, get, run } from '../../service/storage/work.ts';
import type { Work } from '../../service/storage/work.ts';
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
export function* correctedMemory(
  tenant: Tenant,
  token: Pick<VerifiableToken, 'customer' | keyof OtpMemory>,
  { isNoted = false }: { isNoted?: boolean } = {},
): Work<OtpMemory> {
  const furthest = furthestStep(token, tenant.now());
  if (token.lastStep <= furthest) return token;
  if (!isNoted) {
    yield* run(
      `INSERT INTO steps_taken_ahead (customer, step)
       SELECT customer, step FROM audit WHERE customer = ? AND step > ? ON CONFLICT DO NOTHING`,
      token.customer,
      furthest,
    );
  }
  yield* run(
    'INSERT INTO steps_taken_ahead (customer, step) VALUES (?, ?) ON CONFLICT DO NOTHING',
    token.customer,
    token.lastStep,
  );
  return { ...token, lastStep: furthest, resyncStep: null };
}

/** The steps to come whose codes were taken. */
export function* stepsTakenAhead(customer: number): Work<(step: number) => boolean> {
  const rows = yield* all<{ step: number }>(
    'SELECT step FROM steps_taken_ahead WHERE customer = ?',
    customer,
  );
  const steps = new Set(rows.map(({ step }) => step));
  return (step) => steps.has(step);
}

/** After a copy was brought back, which knows nothing of the codes that were taken since it was made. */
export function markPresentStepUsed({ institution, now }: Tenant): Work<number> {
  const furthest = furthestStep({ driftSteps: 0 }, now());
  return run(
    `UPDATE tokens SET last_step = CASE WHEN last_step > ? + drift_steps THEN last_step ELSE ? + drift_steps END,
       resync_step = NULL
     WHERE institution = ? AND state <> 'ended'`,
    furthest,
    furthest,
    institution.slug,
  );
}

/** Repairs one token; says whether there was anything to repair. */
export function* repairToken(
  tenant: Tenant,
  tokenId: string,
  steps: { isNoted?: boolean } = {},
): Work<boolean> {
  const token = yield* findToken(tenant, tokenId);
  if (!token) return false;
  const memory = yield* correctedMemory(tenant, token, steps);
  if (memory.lastStep === token.lastStep) return false;
  yield* saveOtpMemory(tokenId, { ...memory, wrongCodes: 0 });
  return true;
}

const isAhead = `tokens.institution = ? AND state <> 'ended' AND last_step > ? + drift_steps`;

/** Repairs every token that stands, and says how many there were to repair. */
export function* repairAllTokens(tenant: Tenant): Work<number> {
  const { institution, now } = tenant;
  const values = [institution.slug, furthestStep({ driftSteps: 0 }, now())] as const;
  const ahead = yield* all<{ id: string; customer: number }>(
    `SELECT id, customer FROM tokens WHERE ${isAhead}`,
    ...values,
  );
  if (ahead.length === 0) return 0;
  // Whoever takes a code of it meanwhile has the contract.
  for (const { customer } of ahead) {
    yield* get('SELECT id FROM contracts WHERE id = ? FOR UPDATE', customer);
  }
  // Of all at once: a file's log is read to its end for it.
  yield* run(
    `INSERT INTO steps_taken_ahead (customer, step)
     SELECT audit.customer, step FROM tokens
       JOIN audit ON audit.customer = tokens.customer AND step > ? + drift_steps
     WHERE ${isAhead} ON CONFLICT DO NOTHING`,
    values[1],
    ...values,
  );
  let count = 0;
  for (const { id } of ahead) {
    if (yield* repairToken(tenant, id, { isNoted: true })) count += 1;
  }
  return count;
}
