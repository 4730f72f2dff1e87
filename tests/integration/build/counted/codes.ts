/** Makes so many codes of each algorithm, to have its instructions counted. */
import { totp } from '../../../../electron/core/otp.ts';

const count = Number(process.argv[2]);
const secret = new Uint8Array(20).fill(7);
for (const algorithm of ['SHA1', 'SHA256', 'SHA512'] as const) {
  for (let minute = 0; minute < count; minute += 1) {
    totp(secret, minute * 60_000, { algorithm, digits: 6, periodSeconds: 60 });
  }
}
