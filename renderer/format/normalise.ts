/** What the customer types, in the form in which it is meant: half-width, without gaps. */

/** Spaces, and everything that passes for a hyphen. */
const gaps = /[\s\u00ad\u200b-\u200d\u2060\ufeff_\-\u2010-\u2015\u2212]/gu;
/** What a kana keyboard writes for a hyphen between two digits; in a word it is a long vowel. */
const vowelMarks = /(?<=[0-9A-Za-z])\u30fc+(?=[0-9A-Za-z])/gu;
/** A label that was copied with its value, and how long that is: 「サービスID（8桁）：」. */
const label =
  /^.*?(?:サービス|ユーザー?|service|user)\s*ID(?:番号)?(?:\s*\([^()]{0,20}\))?[^0-9A-Z]*/iu;
/** Signs around a value. */
const around = /^[^\p{L}\p{M}\p{N}]+|[^\p{L}\p{M}\p{N}]+$/gu;

/** The value alone, once more for as long as something is found around it. */
function valueIn(typed: string): string {
  const labelled = label.exec(typed);
  const value =
    labelled === null
      ? typed
      : (/^[0-9A-Z\s\-\u2010-\u2015\u2212\u30fc]*/iu.exec(typed.slice(labelled[0].length))?.[0] ??
        '');
  const bare = value
    .replace(vowelMarks, '')
    .replace(around, '')
    .replace(gaps, '')
    .normalize('NFKC');
  return bare === typed ? bare : valueIn(bare);
}

export function normaliseServiceId(typed: string): string {
  return valueIn(typed.normalize('NFKC'));
}

export function normaliseUserId(typed: string): string {
  // Again after the capitals: some letters have one only in two parts.
  const capital = normaliseServiceId(normaliseServiceId(typed).toUpperCase());
  return capital === typed ? capital : normaliseUserId(capital);
}

export function normalisePassword(typed: string): string {
  return typed.normalize('NFKC').replace(/[^0-9]/gu, '');
}
