/** How long something is, as people say it: one number and one unit, rounded. */
export type Unit = 'second' | 'minute' | 'hour' | 'day' | 'year';
export type Duration = { unit: Unit; count: number };

const second = 1000;
const minute = 60 * second;
const hour = 60 * minute;
const day = 24 * hour;
const year = 365.25 * day;

/** From the point where the next unit would be rounded up to, that unit is used (59.6 s is one minute). */
export function roundDuration(durationMs: number): Duration {
  if (durationMs < 59.5 * second) return { unit: 'second', count: Math.round(durationMs / second) };
  if (durationMs < 59.5 * minute) return { unit: 'minute', count: Math.round(durationMs / minute) };
  if (durationMs < 23.5 * hour) return { unit: 'hour', count: Math.round(durationMs / hour) };
  if (durationMs < 364.5 * day) return { unit: 'day', count: Math.round(durationMs / day) };
  return { unit: 'year', count: Math.round(durationMs / year) };
}
