/** A token's code of a time step, by the document's section on codes. */
import { createHmac } from 'node:crypto';

export type Otp = { algorithm: string; digits: number; period: number; secret: string };

export function codeAt({ algorithm, digits, period, secret }: Otp, at: number, away = 0): string {
  const step = Buffer.alloc(8);
  step.writeBigUInt64BE(BigInt(Math.floor(at / 1000 / period) + away));
  const mac = createHmac(algorithm, Buffer.from(secret, 'base64url')).update(step).digest();
  const offset = mac.readUInt8(mac.length - 1) & 0xf;
  const number = (mac.readUInt32BE(offset) & 0x7fffffff) % 10 ** digits;
  return String(number).padStart(digits, '0');
}

/** One that no step near by has. */
export function wrongCodeAt(otp: Otp, at: number): string {
  const near = [-2, -1, 0, 1, 2].map((away) => codeAt(otp, at, away));
  const candidates = Array.from({ length: near.length + 1 }, (_, each) =>
    String((Number(near[2]) + each + 1) % 10 ** otp.digits).padStart(otp.digits, '0'),
  );
  return candidates.find((code) => !near.includes(code)) ?? '';
}
