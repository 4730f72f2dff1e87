/** What an institution's signed no means for the attempt and for the customer. */
import { AppError } from '../../shared/errors.ts';
import type { ErrorCode } from '../../shared/errors.ts';
import type { ProtocolError, ProtocolErrorCode } from '../../shared/protocol.ts';

/** A signed no; `unknown` where its code is one of a later version of the protocol. */
export type Refusal = Pick<ProtocolError, 'triesLeft' | 'retryAfterSeconds'> & {
  code: ProtocolErrorCode | 'unknown';
};
export type Answer<T> = { ok: true; value: T } | { ok: false; refusal: Refusal };

const finalCodes: ReadonlySet<Refusal['code']> = new Set([
  'bad-request',
  'wrong-credentials',
  'issue-void',
  'issue-expired',
  'issue-ended',
  'too-many-deliveries',
  'already-activated',
  'token-released',
  'token-expired',
  'key-retired',
  'app-too-old',
]);

/** Whether sending the same bytes again can never help. A time to come back says that it can. */
export function isFinal({ code, retryAfterSeconds }: Refusal): boolean {
  return code === 'unknown' ? retryAfterSeconds === undefined : finalCodes.has(code);
}

const refusalCodes: Record<Refusal['code'], ErrorCode> = {
  'bad-request': 'internal',
  'wrong-credentials': 'wrong-credentials',
  'issue-void': 'issue-void',
  'issue-expired': 'issue-expired',
  'issue-ended': 'issue-ended',
  'too-many-deliveries': 'too-many-deliveries',
  'already-activated': 'already-activated',
  'token-released': 'token-released',
  'token-expired': 'token-expired',
  'key-retired': 'busy',
  'app-too-old': 'app-too-old',
  'too-many-requests': 'busy',
  maintenance: 'busy',
  unknown: 'refused-otherwise',
};

/** The refusal as an error of ours; `at` is the true time in epoch milliseconds. */
export function refusalError(refusal: Refusal, at: number): AppError {
  const { code, triesLeft, retryAfterSeconds } = refusal;
  const isLater = code === 'unknown' && !isFinal(refusal);
  return new AppError(isLater ? 'busy' : refusalCodes[code], {
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
