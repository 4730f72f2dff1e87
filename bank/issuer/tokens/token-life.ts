/**
 * The life of a contract's token, as a pure table: what stands in use, and what is on its way to
 * take its place (a first token, or the one of a new PC).
 */
export const currents = ['none', 'inUse', 'suspended', 'released'] as const;
export const nexts = ['none', 'issued', 'delivered', 'confirmed'] as const;
export const lifeEvents = [
  'issue',
  'deliver',
  'confirm',
  'endIssue',
  'start',
  'renew',
  'suspend',
  'lift',
  'release',
  'newDay',
] as const;

export type Life = { current: (typeof currents)[number]; next: (typeof nexts)[number] };
export type LifeEvent = (typeof lifeEvents)[number];

/** The life after an event, or null where the event is not allowed. */
export function lifeAfter({ current, next }: Life, event: LifeEvent): Life | null {
  switch (event) {
    case 'issue':
      return current === 'none' || current === 'inUse' ? { current, next: 'issued' } : null;
    case 'deliver':
      return next === 'issued' || next === 'delivered' ? { current, next: 'delivered' } : null;
    case 'confirm':
      return next === 'delivered' || next === 'confirmed' ? { current, next: 'confirmed' } : null;
    case 'endIssue':
      return next === 'none' ? null : { current, next: 'none' };
    case 'start':
      // A right code proves that the app has the token, even if its confirmation was lost.
      return (current === 'none' || current === 'inUse') &&
        (next === 'delivered' || next === 'confirmed')
        ? { current: 'inUse', next: 'none' }
        : null;
    case 'renew':
      // Only the token is another one. A suspension stays: a renewal proves nothing about the codes.
      return current === 'inUse' || current === 'suspended' ? { current, next } : null;
    case 'suspend':
      return current === 'inUse' ? { current: 'suspended', next } : null;
    case 'lift':
      return current === 'suspended' ? { current: 'inUse', next } : null;
    case 'release':
      return current === 'inUse' || current === 'suspended'
        ? { current: 'released', next: 'none' }
        : null;
    case 'newDay':
      return current === 'released' ? { current: 'none', next } : null;
  }
}

const japanOffsetMs = 9 * 60 * 60_000;
const dayMs = 24 * 60 * 60_000;

/** Whether `nowAt` is on a later day than `thenAt` in Japan, which has had no summer time since 1951. */
export function isLaterDayInJapan(thenAt: number, nowAt: number): boolean {
  return dayInJapan(nowAt) > dayInJapan(thenAt);
}

function dayInJapan(at: number): number {
  return Math.floor((at + japanOffsetMs) / dayMs);
}
