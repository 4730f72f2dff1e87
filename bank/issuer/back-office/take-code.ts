/** A one-time password of the token in use, for the purpose that the institution names. */
import type * as z from 'zod';
import { keyedHash, keyedHashes } from '../../service/storage/sealing.ts';
import type { Work } from '../../service/storage/work.ts';
import { readContract, releaseToken } from '../tokens/token-contract.ts';
import { verifyCode } from '../tokens/verification.ts';
import { readContractOf } from './contract-state.ts';
import { findKept, keepInstead } from './kept-answers.ts';
import type { Asked } from './operation.ts';
import type { CodeRequest, TransferConfirmed, Verdict } from './schemas.ts';

/** Must run in a transaction. */
export function* takeCode(
  asked: Asked,
  request: z.infer<typeof CodeRequest>,
): Work<z.infer<typeof Verdict>> {
  const { tenant, reference, source } = asked;
  const found = yield* readContractOf(tenant, reference);
  const { customer } = found;
  const transfer = request.purpose === 'transfer' ? request.transferReference : null;
  if (transfer !== null && (yield* isTakenFor(asked, customer, transfer, request.code))) {
    return { verdict: 'accepted', ...found.life };
  }
  const { verdict, contract } = yield* verifyCode(tenant, found, request.code, source);
  if (verdict !== 'accepted') return { verdict, ...contract.life };
  if (transfer !== null) yield* keepTaken(asked, customer, transfer, request.code);
  if (request.purpose !== 'release') return { verdict, ...contract.life };
  yield* releaseToken(tenant, customer, 'token-released', source);
  return { verdict, ...(yield* readContract(tenant, customer)).life };
}

/** Whether a code was taken for the transfer: its institution may have stopped before it knew. */
export function* isConfirmed(
  asked: Asked,
  transfer: string,
): Work<z.infer<typeof TransferConfirmed>> {
  const { customer } = yield* readContractOf(asked.tenant, asked.reference);
  return { confirmed: (yield* findKept(asked, keyOf(customer, transfer))) !== undefined };
}

/**
 * The transfer that the code has confirmed may not have been booked: its institution may have stopped in between, and
 * asks with a key that it has no longer. A blank can't stand in an Idempotency-Key, so this is never one.
 */
const keyOf = (customer: number, transfer: string) => `transfer ${customer} ${transfer}`;

function* isTakenFor(
  asked: Asked,
  customer: number,
  transfer: string,
  code: string,
): Work<boolean> {
  const kept = yield* findKept(asked, keyOf(customer, transfer));
  return kept !== undefined && hashesOf(asked, code).some((hash) => kept.request.equals(hash));
}

function keepTaken(asked: Asked, customer: number, transfer: string, code: string): Work<void> {
  const answer = { status: 200, body: '' };
  return keepInstead(asked, keyOf(customer, transfer), hashOf(asked, code), answer);
}

const hashOf = ({ tenant }: Asked, code: string) => keyedHash(tenant.requestKey, `code|${code}`);

const hashesOf = ({ tenant }: Asked, code: string) =>
  keyedHashes(tenant.requestKey, `code|${code}`);
