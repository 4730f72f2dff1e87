/** Which one-time passwords the bank takes: RFC 4226 §7, RFC 6238 §5.2. */
import { HOTP, Secret } from 'otpauth';
import { expect, it } from 'vitest';
import { checkCode, stepAt } from '../../../bank/issuer/tokens/otp.ts';
import type { OtpMemory, OtpSecret } from '../../../bank/issuer/tokens/otp.ts';

const otp: OtpSecret = {
  algorithm: 'SHA1',
  digits: 6,
  secret: Buffer.from('12345678901234567890'),
};
const fresh: OtpMemory = { lastStep: -1, driftSteps: 0, wrongCodes: 0, resyncStep: null };
const at = Date.UTC(2026, 5, 15, 3, 0, 30);
const now = stepAt(at);

function codeOf(step: number): string {
  const secret = new Secret({ buffer: Uint8Array.from(otp.secret).buffer });
  return HOTP.generate({ secret, digits: 6, counter: step });
}

const check = (step: number, memory: OtpMemory = fresh, when = at) =>
  checkCode(codeOf(step), otp, memory, when);

it.each([
  ['two steps early', -2, false],
  ['one step early', -1, true],
  ['now', 0, true],
  ['one step late', 1, true],
  ['two steps late', 2, false],
])('a code %s', (_when, away, accepted) => {
  expect(check(now + away).accepted).toBe(accepted);
});

it('a code is refused once it has been used', () => {
  expect(check(now, check(now).memory).accepted).toBe(false);
});

it('a code older than the last one taken is refused', () => {
  expect(check(now - 1, check(now).memory).accepted).toBe(false);
});

it('a used code stays refused when the clock is set back', () => {
  const { memory } = check(now);
  expect(check(now, memory, at - 60_000).accepted).toBe(false);
  expect(check(now - 1, memory, at - 60_000).accepted).toBe(false);
});

it('a clock that is a step away is remembered, so that another step is within the window', () => {
  const { memory } = check(now + 1);
  expect(memory.driftSteps).toBe(1);
  const later = at + 10 * 60_000;
  expect(check(now + 12, memory, later).accepted).toBe(true);
  expect(check(now + 12, fresh, later).accepted).toBe(false);
});

it('the drift goes back when the clock does', () => {
  const drifted = check(now + 1).memory;
  const { memory } = check(now + 10, drifted, at + 10 * 60_000);
  expect(memory.driftSteps).toBe(0);
});

it.each([
  ['behind', -7],
  ['ahead', 7],
])('two codes in a row bring a clock far %s back into step', (_where, away) => {
  const first = check(now + away);
  expect(first.accepted).toBe(false);
  const second = check(now + away + 1, first.memory, at + 60_000);
  expect(second.accepted).toBe(true);
  expect(second.memory).toEqual({
    lastStep: now + away + 1,
    driftSteps: away,
    wrongCodes: 0,
    resyncStep: null,
  });
});

it.each([
  ['with one left out', [-7, -5]],
  ['the same twice', [-7, -7]],
  ['in the wrong order', [-6, -7]],
  ['too far away', [-15, -14]],
])('two codes far away %s bring nothing back', (_how, [first, second]) => {
  const { memory } = check(now + (first ?? 0));
  expect(check(now + (second ?? 0), memory).accepted).toBe(false);
});

it('another wrong code between the two brings nothing back', () => {
  const first = check(now - 7);
  const between = checkCode('000000', otp, first.memory, at);
  expect(check(now - 6, between.memory).accepted).toBe(false);
});

it('wrong codes in a row are counted, and a right one ends the row', () => {
  const wrong = check(now + 50, check(now + 40).memory).memory;
  expect(wrong.wrongCodes).toBe(2);
  expect(check(now, wrong).memory.wrongCodes).toBe(0);
});

it.each(['', '12345', '1234567', '12345a', '１２３４５６', '-12345', '1e5'])(
  'what is no six-digit code is wrong: %j',
  (code) => {
    expect(checkCode(code, otp, fresh, at).accepted).toBe(false);
  },
);

it.each(['SHA1', 'SHA256', 'SHA512'] as const)('%s of 6, 7 and 8 digits', (algorithm) => {
  for (const digits of [6, 7, 8]) {
    const kind = { ...otp, algorithm, digits };
    const secret = new Secret({ buffer: Uint8Array.from(otp.secret).buffer });
    const code = HOTP.generate({ secret, algorithm, digits, counter: now });
    expect(checkCode(code, kind, fresh, at).accepted).toBe(true);
  }
});
