/** What an institution's signed no means for the attempt and for the customer. */
import { AppError } from '../../shared/errors.ts';
import type { ErrorCode } from '../../shared/errors.ts';
import type { ProtocolError, ProtocolErrorCode } from '../../shared/protocol.ts';

/** A signed no; `unknown` where its code is one of a later version of the protocol. */
export type Refusal = Pick<ProtocolError, 'triesLeft' | 'retryAfterSeconds'> & {
  code: ProtocolErrorCode | 'unknown';
};
export type Answer<T> = { ok: true; value: T } | { ok: false; refusal: Refusal };

/**
 * Which error of ours it is, and whether sending the same bytes again can help. `unknown` has no word on
 * that: a time to come back says that it can.
 */
const meanings: Record<Refusal['code'], { code: ErrorCode; again?: true }> = {
  'bad-request': { code: 'internal' },
  'wrong-credentials': { code: 'wrong-credentials' },
  'issue-void': { code: 'issue-void' },
  'issue-expired': { code: 'issue-expired' },
  'issue-ended': { code: 'issue-ended' },
  'too-many-deliveries': { code: 'too-many-deliveries' },
  'already-activated': { code: 'already-activated' },
  'token-released': { code: 'token-released' },
  'token-expired': { code: 'token-expired' },
  'key-retired': { code: 'busy' },
  'app-too-old': { code: 'app-too-old' },
  'too-many-requests': { code: 'busy', again: true },
  maintenance: { code: 'busy', again: true },
  unknown: { code: 'refused-otherwise' },
};

/** Whether sending the same bytes again can never help. */
export function isFinal({ code, retryAfterSeconds }: Refusal): boolean {
  return code === 'unknown' ? retryAfterSeconds === undefined : meanings[code].again !== true;
}

/** The refusal as an error of ours; `at` is the true time in epoch milliseconds. */
export function refusalError(refusal: Refusal, at: number): AppError {
  const { code, triesLeft, retryAfterSeconds } = refusal;
  const isLater = code === 'unknown' && !isFinal(refusal);
  return new AppError(isLater ? 'busy' : meanings[code].code, {
    cause: new Error(code),
    ...(code === 'key-retired' ? { reason: code } : {}),
    facts: {
      ...(triesLeft === undefined ? {} : { triesLeft }),
      ...(retryAfterSeconds === undefined ? {} : { retryAt: at + retryAfterSeconds * 1000 }),
    },
  });
}

/** Whether the institution no longer has the key that the request was sealed to. */
export function isKeyRetired(error: unknown): boolean {
  return error instanceof AppError && error.reason === 'key-retired';
}
