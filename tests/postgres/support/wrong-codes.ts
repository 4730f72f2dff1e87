/** Codes that are of no step near by. */
import type { IssuedToken } from '../../../shared/protocol.ts';
import { codeAt } from '../../fakes/bank/app.ts';
import { clock } from './cluster.ts';

const stepsNear = 20;

export function wrongCodes(token: IssuedToken, count: number): string[] {
  const right = new Set<string>();
  for (let away = -stepsNear; away <= stepsNear; away += 1) {
    right.add(codeAt(token, clock.now(), away));
  }
  return Array.from({ length: count + right.size }, (_, number) =>
    String(number).padStart(token.otp.digits, '0'),
  )
    .filter((code) => !right.has(code))
    .slice(0, count);
}
