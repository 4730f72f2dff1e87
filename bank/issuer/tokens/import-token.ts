/** A token of another system becomes the one in use of a contract, as if it had gone through every step here. */
import { randomBytes } from 'node:crypto';
import type { ImportedSeed } from '../pskc/read-pskc.ts';
import { get, run } from '../../service/storage/work.ts';
import type { Work } from '../../service/storage/work.ts';
import { seal } from '../../service/storage/sealing.ts';
import type { Tenant } from '../tenant.ts';
import { newUserId } from './issue.ts';
import { furthestStep } from './otp.ts';
import { NotAllowed, change, readContract } from './token-contract.ts';

const dayMs = 24 * 60 * 60_000;

/**
 * Throws NotAllowed where the contract has a token or one on its way. Must run in a transaction. A code that the
 * other system has just taken is not taken again: the present steps count as used.
 */
export function* importToken(
  tenant: Tenant,
  customer: number,
  seed: ImportedSeed,
  source: string,
): Work<void> {
  const { institution, secretKey } = tenant;
  const contract = yield* readContract(tenant, customer);
  if (contract.life.current !== 'none' || contract.life.next !== 'none') {
    throw new NotAllowed('import');
  }
  const now = tenant.now();
  const [issue, token, attempt] = [newId(), yield* tokenIdOf(seed), newId()];
  const userId = newUserId();
  yield* run(
    `INSERT INTO issues (id, institution, customer, user_id, mail_address, created_at, expires_at, ended_by)
     VALUES (?, ?, ?, ?, '', ?, ?, 'started')`,
    issue,
    institution.slug,
    customer,
    userId,
    now,
    now,
  );
  yield* run(
    `INSERT INTO tokens (id, institution, customer, issue, attempt_id, user_id, secret, algorithm, digits,
       state, device, issued_at, expires_at, last_step, drift_steps)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, 'inUse', 'PSKC', ?, ?, ?, ?)`,
    token,
    institution.slug,
    customer,
    issue,
    attempt,
    userId,
    seal(secretKey, token, seed.secret),
    seed.algorithm,
    seed.digits,
    now,
    seed.expiresAt ?? now + institution.tokenLifeDays * dayMs,
    furthestStep(seed, now),
    seed.driftSteps,
  );
  const issued = yield* change(tenant, { ...contract, nextIssue: issue }, 'issue');
  const delivered = yield* change(tenant, issued, 'deliver');
  yield* change(tenant, { ...delivered, currentToken: token }, 'start');
  yield* tenant.audit({ event: 'token-imported-by-operator', customer, source });
}

const newId = () => randomBytes(16).toString('hex');

/** Its own name where that is one of the protocol's and free: then an app that has it can go on asking about it. */
function* tokenIdOf({ keyId }: ImportedSeed): Work<string> {
  const isTaken = (yield* get('SELECT 1 FROM tokens WHERE id = ?', keyId)) !== undefined;
  return /^[0-9a-f]{32}$/.test(keyId) && !isTaken ? keyId : newId();
}
