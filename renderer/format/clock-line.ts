/** What the app knows of the PC's clock, in plain words. */
import type { Clock } from '../../shared/state.ts';
import type { Text } from '../strings/ja/text.ts';

/** Below this the correction is no news to the customer. */
const worthTellingMs = 5_000;

export function clockIsCorrected(clock: Clock): boolean {
  return clock.offsetMs !== null && Math.abs(clock.offsetMs) >= worthTellingMs;
}

/** Whether the clock is worth a badge beside a code. */
export function clockIsNews(clock: Clock): boolean {
  return clock.doubt !== 'none' || clockIsCorrected(clock);
}

/** @param now what the PC's clock says, epoch milliseconds */
export function clockLine(clock: Clock, text: Text, now: number = Date.now()): string {
  if (clock.doubt === 'wrong') return text.clock.wrong(text.pcDate(now));
  if (clock.offsetMs === null || clock.checkedAt === null) return text.clock.unknown;
  if (clock.doubt === 'unchecked') return text.clock.unchecked(text.pcDate(clock.checkedAt));
  return clockIsCorrected(clock) ? text.clock.corrected(clock.offsetMs) : text.clock.right;
}
