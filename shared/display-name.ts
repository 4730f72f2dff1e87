/** トークン表示名: the institution's fixed name, a space, and what the customer adds; and how wide that is. */
import { maxAdditionColumns } from './limits.ts';

/**
 * The addition as it is kept: composed, trimmed, inner runs of space made one. Returns null if it is too
 * wide or holds a character that hides, is not seen, reorders text or piles up on another.
 */
export function readAddition(typed: string): string | null {
  const addition = composed(typed)
    .replace(/\p{Zs}+/gu, ' ')
    .trim();
  const fits = displayColumns(addition) <= maxAdditionColumns;
  return fits && isPlainlySeen(addition) ? addition : null;
}

/** Whether each character of one line is seen, for itself and in its place. */
export function isPlainlySeen(line: string): boolean {
  const seen = line.replace(variant, '$1');
  return ![hiding, unseen, looseMark, piledMarks, overwide].some((form) => form.test(seen));
}

/**
 * NFC, but for the compatibility ideographs, which it would turn into other kanji: the one of a name
 * (神, 福, 塚) stays as it was typed.
 */
function composed(typed: string): string {
  return typed.replace(/[^\uf900-\ufaff\u{2f800}-\u{2fa1f}]+/gu, (words) => words.normalize('NFC'));
}

/** A kanji, or a picture, in one of its registered forms: the selector is seen by what it does. */
const variant =
  /(\p{Unified_Ideograph}|\p{Extended_Pictographic})[\ufe00-\ufe02\ufe0f\u{e0100}-\u{e01ef}]/gu;
/** Control, format (bidi, zero width), surrogate, private, unassigned, and line or paragraph separators. */
const hiding = /[\p{C}\p{Zl}\p{Zp}]/u;
/** Drawn as nothing: fillers, loose selectors, the empty pattern of Braille, the null notehead, the placeholder of an object. */
const unseen = /[\p{Default_Ignorable_Code_Point}\u2800\ufffc\u{1d159}]/u;
/** A mark with no letter under it. */
const looseMark = /(?:^| )\p{M}/u;
const piledMarks = /\p{M}{3}/u;
/** One character as wide as a whole line: Arabic phrases, dashes of two and three em. */
const overwide = /[\ufdf0-\ufdff\u2e3a\u2e3b]/u;

/**
 * Width in half-width columns as the eye sees it (UAX #11): the marks of half-width kana stand beside
 * their letter and count, marks above and below a letter don't.
 */
export function displayColumns(text: string): number {
  let columns = 0;
  for (const character of text) {
    if (!noColumn.test(character)) columns += halfWidth.test(character) ? 1 : 2;
  }
  return columns;
}

const noColumn = /[\p{Mn}\p{Me}\p{Emoji_Modifier}]/u;
/** Latin, Greek, Cyrillic and other narrow scripts, half-width kana, and each half of a flag. */
const halfWidth = /[\u0020-\u10ff\u1160-\u1fff\u20a0-\u20cf\uff61-\uffdc\p{Regional_Indicator}]/u;

/**
 * Each token's name, in the order given. No two look the same: of those that would, the first is as it
 * is, and the others get _2, _3 and on, as far as that is no other token's own name.
 */
export function displayNames(tokens: { institution: string; addition: string }[]): string[] {
  const names = tokens.map(({ institution, addition }) =>
    addition === '' ? institution : `${institution} ${addition}`,
  );
  const own = new Set(names.map(looks));
  const shown = new Set<string>();
  return names.map((name) => {
    let different = name;
    for (let count = 2; shown.has(looks(different)); count += 1) {
      const numbered = `${name}_${count}`;
      if (!own.has(looks(numbered))) different = numbered;
    }
    shown.add(looks(different));
    return different;
  });
}

/** The same for names that look the same: forms of one kanji, kinds of space, with or without what is not seen. */
function looks(name: string): string {
  return name
    .normalize('NFC')
    .replace(/\p{Default_Ignorable_Code_Point}/gu, '')
    .replace(/\p{Zs}+/gu, ' ')
    .trim();
}
