/** The rules of the passcode: what may be one, and how long to wait after wrong ones. */
import { freePasscodeTries, passcodeDigits } from '../../shared/limits.ts';

const firstWaitMs = 30_000;
export const longestWaitMs = 3_600_000;

/** The passcode in its normal form (full-width digits are digits), or null if it can't be one. */
export function readPasscode(typed: string): string | null {
  const digits = typed.normalize('NFKC').replaceAll(/[\s-]/g, '');
  const fits = digits.length >= passcodeDigits.min && digits.length <= passcodeDigits.max;
  return fits && /^[0-9]+$/.test(digits) ? digits : null;
}

/** One digit over and over, or digits in a row: what everybody tries first. */
export function isGuessable(passcode: string): boolean {
  const steps = new Set<number>();
  for (let at = 1; at < passcode.length; at += 1) {
    steps.add((Number(passcode[at]) - Number(passcode[at - 1]) + 10) % 10);
  }
  const [step] = steps;
  return steps.size === 1 && (step === 0 || step === 1 || step === 9);
}

/** How long nobody may try after so many wrong tries in a row: 30 s, doubled each time, up to an hour. */
export function waitAfterMs(failedTries: number): number {
  if (failedTries < freePasscodeTries) return 0;
  return Math.min(longestWaitMs, firstWaitMs * 2 ** (failedTries - freePasscodeTries));
}

/** Wrong tries in a row, and from when on, in epoch milliseconds of the PC's clock, the next may be made. */
export type FailedTries = { failed: number; retryAt: number };

/**
 * The tries with a wait that is never longer than its rule. A PC's clock that was ahead and has been put
 * right would lengthen it; what is answered here must be kept, or the wait would begin anew at each question.
 */
export function shortenWait(tries: FailedTries, nowMs: number): FailedTries {
  const latest = nowMs + waitAfterMs(tries.failed);
  return tries.retryAt > latest ? { ...tries, retryAt: latest } : tries;
}

/** When the next try may be made, or null if at once. */
export function nextTryAt({ retryAt }: FailedTries, nowMs: number): number | null {
  return retryAt > nowMs ? retryAt : null;
}

export function triesLeft(failedTries: number): number {
  return Math.max(0, freePasscodeTries - failedTries);
}
