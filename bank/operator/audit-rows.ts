/** Which events of an audit log are wanted, and how their instants are written. */
import { auditEvents } from '../service/storage/audit.ts';
import { Refused } from './in-words.ts';
import { operatorText as t } from './text.ts';

const japanOffset = '+09:00';
const japanOffsetMs = 9 * 60 * 60_000;
const dayMs = 24 * 60 * 60_000;

/** Throws a Refused where one of them is none: a name that is mistyped must not look like an event that never came to pass. */
export function eventFilter(
  event: string | undefined,
  since: string | undefined,
  until: string | undefined,
): (row: { at: number; event: string }) => boolean {
  if (event !== undefined && !auditEvents.some((name) => name === event)) {
    throw new Refused(t.noEvent(auditEvents.join(' ')));
  }
  const [from, to] = [startOf(since) ?? 0, endOf(until) ?? Number.POSITIVE_INFINITY];
  return (row) => row.at >= from && row.at < to && (event === undefined || row.event === event);
}

export const utc = (at: number) => new Date(at).toISOString();

export function inJapan(at: number): string {
  return new Date(at + japanOffsetMs).toISOString().replace(/\.\d+Z$/, japanOffset);
}

function startOf(text: string | undefined): number | null {
  if (text === undefined) return null;
  const [, date, time] = /^(\d{4}-\d{2}-\d{2})(?:[T ](\d{2}:\d{2}))?$/.exec(text) ?? [];
  const at = Date.parse(`${date}T${time ?? '00:00'}:00${japanOffset}`);
  // JavaScript takes the 31st of February for the 3rd of March.
  if (Number.isNaN(at) || date === undefined || !inJapan(at).startsWith(date)) {
    throw new Refused(t.noDate);
  }
  return at;
}

/** A day without a time of day is meant as a whole. */
function endOf(text: string | undefined): number | null {
  const at = startOf(text);
  return at === null ? null : at + (text?.includes(':') ? 0 : dayMs);
}
