/**
 * `npm run bench:codes`: how many codes a second the app's own TOTP makes beside otpauth's and otplib's, by turns in one run.
 * The figure is ours beside the faster of the two in the same round: at least 1 where ours is as fast.
 */
import { Secret, TOTP } from 'otpauth';
import { generateSync } from 'otplib';
import { totp } from '../../electron/core/otp.ts';
import { figure, keepFigures } from './figures.ts';

const [warmRounds, rounds, codesPerRound] = [3, 15, 4000];
const settings = { algorithm: 'SHA1', digits: 6, periodSeconds: 60 } as const;
const secret = new Uint8Array(20).fill(7);
const theirs = new TOTP({
  secret: new Secret({ buffer: secret.buffer }),
  algorithm: settings.algorithm,
  digits: settings.digits,
  period: settings.periodSeconds,
});
/** Of an instant in epoch milliseconds. */
const makers: Record<'ours' | 'otpauth' | 'otplib', (at: number) => string> = {
  ours: (at) => totp(secret, at, settings),
  otpauth: (at) => theirs.generate({ timestamp: at }),
  otplib: (at) =>
    generateSync({
      secret,
      algorithm: 'sha1',
      digits: settings.digits,
      period: settings.periodSeconds,
      epoch: at / 1000,
    }),
};

function perSecond(make: (at: number) => string): number {
  const startedAt = performance.now();
  for (let n = 0; n < codesPerRound; n += 1) make(n * 60_000);
  return (codesPerRound / (performance.now() - startedAt)) * 1000;
}

const codes = new Set(Object.values(makers).map((make) => make(1_700_000_000_000)));
if (codes.size > 1) throw new Error('not the same codes');
const found = Array.from({ length: warmRounds + rounds }, () => ({
  ours: perSecond(makers.ours),
  otpauth: perSecond(makers.otpauth),
  otplib: perSecond(makers.otplib),
})).slice(warmRounds);

for (const name of ['ours', 'otpauth', 'otplib'] as const) {
  const { value, min, max } = figure(
    found.map((round) => round[name]),
    null,
  );
  console.log(`${name.padEnd(8)} ${value} codes a second (${min} to ${max})`);
}
const beside = found.map(({ ours, otpauth, otplib }) => ours / Math.max(otpauth, otplib));
keepFigures({ ratios: { codesPerSecond: figure(beside, 1, 'higher') } });
