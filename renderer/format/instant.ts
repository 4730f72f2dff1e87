/** When something is, as people say it: the time alone today, with its day on another, with the year in another. */

const time = { hour: '2-digit', minute: '2-digit' } as const;
const day = { month: 'long', day: 'numeric' } as const;

/**
 * Tells instants (epoch milliseconds) in a language, by the PC's own time zone unless another is named:
 * 20:55, 11月27日 20:55, 2027年1月3日 20:55.
 */
export function instantFormat(locale: string) {
  return function instant(at: number, now: number = Date.now(), timeZone?: string): string {
    const zone = timeZone === undefined ? {} : { timeZone };
    // Year, month and day of both, as they stand in a calendar there.
    const calendar = new Intl.DateTimeFormat('sv-SE', { ...zone, dateStyle: 'short' });
    const there = calendar.format(at);
    const here = calendar.format(now);
    const isThisYear = there.slice(0, -6) === here.slice(0, -6);
    const far = isThisYear ? day : { year: 'numeric' as const, ...day };
    const parts = there === here ? time : { ...far, ...time };
    return new Intl.DateTimeFormat(locale, { ...zone, ...parts }).format(at);
  };
}
