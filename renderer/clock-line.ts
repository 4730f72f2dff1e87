/** What the app knows of the PC's clock, in plain words. */
import type { Clock } from '../shared/contract.ts';
import type { Text } from './strings/ja.ts';

/** Below this the correction is no news to the customer. */
const worthTellingMs = 5_000;

export function clockIsCorrected(clock: Clock): boolean {
  return clock.offsetMs !== null && Math.abs(clock.offsetMs) >= worthTellingMs;
}

export function clockLine(clock: Clock, text: Text): string {
  if (clock.offsetMs === null) return text.clock.unknown;
  return clockIsCorrected(clock) ? text.clock.corrected(clock.offsetMs) : text.clock.right;
}
