/** トークン表示名: the institution's fixed name, a space, and what the customer adds. */
import { maxAdditionColumns } from './limits.ts';

/**
 * The addition as it is kept: composed (NFC), trimmed, inner runs of space made one.
 * Returns null if it is too wide or holds a character that hides or reorders text.
 */
export function readAddition(typed: string): string | null {
  const addition = typed
    .normalize('NFC')
    .replace(/[ \u3000]+/g, ' ')
    .trim();
  if (forbidden.test(addition)) return null;
  return displayColumns(addition) <= maxAdditionColumns ? addition : null;
}

/** Control, format (bidi, zero width), surrogate, private, unassigned, and line or paragraph separators. */
const forbidden = /[\p{C}\p{Zl}\p{Zp}]/u;

const segmenter = new Intl.Segmenter('ja', { granularity: 'grapheme' });

/** Width in half-width columns, counted by what the eye sees as one character (UAX #29, #11). */
export function displayColumns(text: string): number {
  let columns = 0;
  for (const { segment } of segmenter.segment(text)) columns += halfWidth.test(segment) ? 1 : 2;
  return columns;
}

/** Latin, Greek, Cyrillic and other narrow scripts below Hangul Jamo, and half-width kana. */
const halfWidth = /^[\u0020-\u10ff\u1160-\u231f\uff61-\uffdc][\u0300-\u036f\uff9e\uff9f]*$/;

/** Each token's name, in the order given; names that would be the same get _2, _3. */
export function displayNames(tokens: { institution: string; addition: string }[]): string[] {
  const seen = new Map<string, number>();
  return tokens.map(({ institution, addition }) => {
    const name = addition === '' ? institution : `${institution} ${addition}`;
    const count = (seen.get(name) ?? 0) + 1;
    seen.set(name, count);
    return count === 1 ? name : `${name}_${count}`;
  });
}
