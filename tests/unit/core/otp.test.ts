/** RFC 4226 and RFC 6238: their own vectors first, then properties. */
import * as fc from '../../fakes/fast-check.ts';
import { expect, test } from 'vitest';
import { checkNumber, hotp, totp } from '../../../electron/core/otp.ts';
import type { OtpAlgorithm } from '../../../electron/core/otp.ts';

const ascii = (text: string) => new TextEncoder().encode(text);

/** RFC 4226 appendix D. */
const hotpVectors = [
  '755224',
  '287082',
  '359152',
  '969429',
  '338314',
  '254676',
  '287922',
  '162583',
  '399871',
  '520489',
];

test.each(hotpVectors.map((code, counter) => ({ counter, code })))(
  'RFC 4226 appendix D, counter $counter',
  ({ counter, code }) => {
    expect(hotp(ascii('12345678901234567890'), counter, { algorithm: 'SHA1', digits: 6 })).toBe(
      code,
    );
  },
);

/** RFC 6238 appendix B: seconds, then the codes by SHA-1, SHA-256 and SHA-512. */
const totpVectors: [seconds: number, sha1: string, sha256: string, sha512: string][] = [
  [59, '94287082', '46119246', '90693936'],
  [1_111_111_109, '07081804', '68084774', '25091201'],
  [1_111_111_111, '14050471', '67062674', '99943326'],
  [1_234_567_890, '89005924', '91819424', '93441116'],
  [2_000_000_000, '69279037', '90698825', '38618901'],
  [20_000_000_000, '65353130', '77737706', '47863826'],
];
const rfc6238Secrets: Record<OtpAlgorithm, Uint8Array> = {
  SHA1: ascii('12345678901234567890'),
  SHA256: ascii('12345678901234567890123456789012'),
  SHA512: ascii('1234567890123456789012345678901234567890123456789012345678901234'),
};

test.each(
  totpVectors.flatMap(([seconds, ...codes]) =>
    (['SHA1', 'SHA256', 'SHA512'] as const).map((algorithm, index) => ({
      seconds,
      algorithm,
      code: codes[index],
    })),
  ),
)('RFC 6238 appendix B, $algorithm at $seconds s', ({ seconds, algorithm, code }) => {
  const settings = { algorithm, digits: 8, periodSeconds: 30 };
  expect(totp(rfc6238Secrets[algorithm], seconds * 1000, settings)).toBe(code);
});

test('a code of 60 seconds changes at the full minute and at no other instant', () => {
  const settings = { algorithm: 'SHA1', digits: 6, periodSeconds: 60 } as const;
  const secret = rfc6238Secrets.SHA1;
  expect([0, 59_999, 60_000, 119_999, 120_000].map((at) => totp(secret, at, settings))).toEqual([
    '755224',
    '755224',
    '287082',
    '287082',
    '359152',
  ]);
});

test('a counter past 2^32 is taken whole', () => {
  const settings = { algorithm: 'SHA1', digits: 6 } as const;
  const secret = rfc6238Secrets.SHA1;
  expect(hotp(secret, 2 ** 32, settings)).not.toBe(hotp(secret, 0, settings));
});

test('every code has exactly its digits, leading zeros among them', () => {
  fc.assert(
    fc.property(
      fc.uint8Array({ minLength: 16, maxLength: 64 }),
      fc.maxSafeNat(),
      fc.constantFrom<OtpAlgorithm>('SHA1', 'SHA256', 'SHA512'),
      fc.integer({ min: 6, max: 8 }),
      (secret, counter, algorithm, digits) => {
        expect(hotp(secret, counter, { algorithm, digits })).toMatch(
          new RegExp(`^[0-9]{${digits}}$`),
        );
      },
    ),
  );
});

test('one instant and the next are in the same step unless a step begins between them', () => {
  const settings = { algorithm: 'SHA256', digits: 8, periodSeconds: 60 } as const;
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 4_102_444_800_000 }), (at) => {
      const same = totp(rfc6238Secrets.SHA256, at, settings);
      const stepStart = Math.floor(at / 60_000) * 60_000;
      expect(totp(rfc6238Secrets.SHA256, stepStart, settings)).toBe(same);
      expect(totp(rfc6238Secrets.SHA256, stepStart + 59_999, settings)).toBe(same);
    }),
  );
});

test.each([5, 9, 6.5])('%s digits are refused', (digits) => {
  expect(() => hotp(rfc6238Secrets.SHA1, 0, { algorithm: 'SHA1', digits })).toThrow(RangeError);
});

test.each([-1, 0.5, Number.NaN, 2 ** 53])('counter %s is refused', (counter) => {
  expect(() => hotp(rfc6238Secrets.SHA1, counter, { algorithm: 'SHA1', digits: 6 })).toThrow(
    RangeError,
  );
});

test('two secrets give two check numbers, one secret always the same', () => {
  const id = '0'.repeat(32);
  expect(checkNumber(rfc6238Secrets.SHA1, id)).toMatch(/^[0-9]{6}$/);
  expect(checkNumber(rfc6238Secrets.SHA1, id)).toBe(checkNumber(rfc6238Secrets.SHA1, id));
  expect(checkNumber(rfc6238Secrets.SHA1, id)).not.toBe(checkNumber(rfc6238Secrets.SHA256, id));
});
