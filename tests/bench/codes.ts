/**
 * `npm run bench:codes`: how many codes a second the app's own TOTP makes beside otpauth's, by turns in one run. The figure
 * is otpauth's number beside ours: at most 1 where ours is at least as fast.
 */
import { Secret, TOTP } from 'otpauth';
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
const ours = (at: number) => totp(secret, at, settings);
const otpauths = (at: number) => theirs.generate({ timestamp: at });

function perSecond(make: (at: number) => string): number {
  const startedAt = performance.now();
  for (let n = 0; n < codesPerRound; n += 1) make(n * 60_000);
  return (codesPerRound / (performance.now() - startedAt)) * 1000;
}

if (ours(1_700_000_000_000) !== otpauths(1_700_000_000_000)) throw new Error('not the same codes');
const found = Array.from({ length: warmRounds + rounds }, () => ({
  ours: perSecond(ours),
  otpauth: perSecond(otpauths),
})).slice(warmRounds);

for (const name of ['ours', 'otpauth'] as const) {
  const { value, min, max } = figure(
    found.map((round) => round[name]),
    null,
  );
  console.log(`${name.padEnd(8)} ${value} codes a second (${min} to ${max})`);
}
const beside = found.map((round) => round.otpauth / round.ours);
keepFigures({ ratios: { codesPerSecond: figure(beside, 1) } });
