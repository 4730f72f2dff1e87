/**
 * Whether a one-time password is right: the window, each step once, the drift and the way back
 * after a larger one (RFC 4226 §7, RFC 6238 §5 and §6). The codes themselves are otpauth's.
 */
import { createHmac, createSecretKey } from 'node:crypto';
import { HOTP, Secret } from 'otpauth';
import type { OtpParameters } from '../../../shared/protocol.ts';
import { rules } from '../../service/rules.ts';

export type OtpSecret = Pick<OtpParameters, 'algorithm' | 'digits'> & { secret: Uint8Array };

/** What a token's verifier remembers from one code to the next. */
export type OtpMemory = {
  /** The last step whose code was taken; no code of this or an older one is taken again. */
  lastStep: number;
  /** How far the customer's clock is from ours. */
  driftSteps: number;
  wrongCodes: number;
  /** Where a code was found outside the window: the code of the next step would set the drift. */
  resyncStep: number | null;
};

export function stepAt(at: number): number {
  return Math.floor(at / 1000 / rules.codePeriodSeconds);
}

/**
 * The last step whose code can have been taken while the clock was right: the window beyond the one
 * that is expected. A `lastStep` after it was taken while the clock was ahead.
 */
export function furthestStep({ driftSteps }: Pick<OtpMemory, 'driftSteps'>, at: number): number {
  return stepAt(at) + driftSteps + rules.codeWindowSteps;
}

/** `at` in epoch milliseconds; `isTaken` knows steps after `lastStep` that were taken nevertheless. */
export function checkCode(
  code: string,
  otp: OtpSecret,
  memory: OtpMemory,
  at: number,
  isTaken: (step: number) => boolean = () => false,
): { accepted: boolean; memory: OtpMemory } {
  const now = stepAt(at);
  const expected = now + memory.driftSteps;
  const isCode = codeTester(code, otp);
  const isRight = (step: number) => isCode(step) && !isTaken(step);

  for (const distance of nearestFirst(rules.codeWindowSteps)) {
    const step = expected + distance;
    if (step > memory.lastStep && isRight(step)) return taken(step, now);
  }
  const wrong = { ...memory, wrongCodes: memory.wrongCodes + 1 };
  for (const distance of nearestFirst(rules.resyncWindowSteps)) {
    const step = now + distance;
    if (step <= memory.lastStep || !isRight(step)) continue;
    if (memory.resyncStep === step - 1) return taken(step, now);
    return { accepted: false, memory: { ...wrong, resyncStep: step } };
  }
  return { accepted: false, memory: { ...wrong, resyncStep: null } };
}

/**
 * Two codes that followed one another, wherever in the wider window they stand (RFC 4226 §7.4): what a customer reads
 * out to staff. Wrong ones count as one wrong code.
 */
export function checkTwoCodes(
  [first, second]: readonly [string, string],
  otp: OtpSecret,
  memory: OtpMemory,
  at: number,
  isTaken: (step: number) => boolean,
): { accepted: boolean; memory: OtpMemory } {
  const now = stepAt(at);
  const [isFirst, isSecond] = [codeTester(first, otp), codeTester(second, otp)];
  for (const distance of nearestFirst(rules.resyncWindowSteps)) {
    const step = now + distance;
    if (step <= memory.lastStep || isTaken(step) || isTaken(step + 1)) continue;
    if (isFirst(step) && isSecond(step + 1)) return taken(step + 1, now);
  }
  return {
    accepted: false,
    memory: { ...memory, wrongCodes: memory.wrongCodes + 1, resyncStep: null },
  };
}

function taken(step: number, now: number): { accepted: true; memory: OtpMemory } {
  const limit = rules.resyncWindowSteps;
  const driftSteps = Math.max(-limit, Math.min(limit, step - now));
  return {
    accepted: true,
    memory: { lastStep: step, driftSteps, wrongCodes: 0, resyncStep: null },
  };
}

function codeTester(code: string, otp: OtpSecret): (step: number) => boolean {
  if (!/^[0-9]+$/.test(code) || code.length !== otp.digits) return () => false;
  const { algorithm, digits } = otp;
  const secret = new Secret({ buffer: new Uint8Array(otp.secret).buffer });
  // Node makes an HMAC from a key object many times faster than from the bytes.
  const key = createSecretKey(otp.secret);
  const hmac = (name: string, _bytes: Uint8Array, message: Uint8Array) =>
    createHmac(name, key).update(message).digest();
  return (counter) =>
    counter >= 0 &&
    HOTP.validate({ token: code, secret, algorithm, digits, counter, window: 0, hmac }) === 0;
}

/** 0, −1, 1, −2, 2, … */
function nearestFirst(steps: number): number[] {
  const distances = [0];
  for (let step = 1; step <= steps; step += 1) distances.push(-step, step);
  return distances;
}
