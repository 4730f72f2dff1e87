/** A token of another system becomes the one in use of a contract, as if it had gone through every step here. */
import { randomBytes } from 'node:crypto';
import type { ImportedSeed } from '../pskc/read-pskc.ts';
import { sql } from '../../service/storage/database.ts';
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
export function importToken(
  tenant: Tenant,
  customer: number,
  seed: ImportedSeed,
  source: string,
): void {
  const { database, institution, secretKey } = tenant;
  const contract = readContract(tenant, customer);
  if (contract.life.current !== 'none' || contract.life.next !== 'none') {
    throw new NotAllowed('import');
  }
  const now = tenant.now();
  const [issue, token, attempt] = [newId(), tokenIdOf(tenant, seed), newId()];
  const userId = newUserId();
  sql(
    database,
    `INSERT INTO issues (id, institution, customer, user_id, mail_address, created_at, expires_at, ended_by)
     VALUES (?, ?, ?, ?, '', ?, ?, 'started')`,
  ).run(issue, institution.slug, customer, userId, now, now);
  sql(
    database,
    `INSERT INTO tokens (id, institution, customer, issue, attempt_id, user_id, secret, algorithm, digits,
       state, device, issued_at, expires_at, last_step, drift_steps)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, 'inUse', 'PSKC', ?, ?, ?, ?)`,
  ).run(
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
  const issued = change(tenant, { ...contract, nextIssue: issue }, 'issue');
  const delivered = change(tenant, issued, 'deliver');
  change(tenant, { ...delivered, currentToken: token }, 'start');
  tenant.audit({ event: 'token-imported-by-operator', customer, source });
}

const newId = () => randomBytes(16).toString('hex');

/** Its own name where that is one of the protocol's and free: then an app that has it can go on asking about it. */
function tokenIdOf({ database }: Tenant, { keyId }: ImportedSeed): string {
  const isTaken = sql(database, 'SELECT 1 FROM tokens WHERE id = ?').get(keyId) !== undefined;
  return /^[0-9a-f]{32}$/.test(keyId) && !isTaken ? keyId : newId();
}
