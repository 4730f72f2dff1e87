/** What an institution's signed no means for the attempt and for the customer. */
import { AppError } from '../../shared/errors.ts';
import type { ErrorCode } from '../../shared/errors.ts';
import type { ProtocolError, ProtocolErrorCode } from '../../shared/protocol.ts';

/** A signed no. */
export type Refusal = Pick<ProtocolError, 'code' | 'triesLeft' | 'retryAfterSeconds'>;
export type Answer<T> = { ok: true; value: T } | { ok: false; refusal: Refusal };

const finalCodes: ReadonlySet<ProtocolErrorCode> = new Set([
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

/** Whether sending the same bytes again can never help. */
export function isFinal({ code }: Refusal): boolean {
  return finalCodes.has(code);
}

const refusalCodes: Record<ProtocolErrorCode, ErrorCode> = {
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
};

/** The refusal as an error of ours; `at` is the true time in epoch milliseconds. */
export function refusalError(
  { code, triesLeft, retryAfterSeconds }: Refusal,
  at: number,
): AppError {
  return new AppError(refusalCodes[code], {
    cause: new Error(code),
    facts: {
      ...(triesLeft === undefined ? {} : { triesLeft }),
      ...(retryAfterSeconds === undefined ? {} : { retryAt: at + retryAfterSeconds * 1000 }),
    },
  });
}

/** Whether the institution no longer has the key that the request was sealed to. */
export function isKeyRetired(error: unknown): boolean {
  const code: ProtocolErrorCode = 'key-retired';
  return error instanceof AppError && error.cause instanceof Error && error.cause.message === code;
}
