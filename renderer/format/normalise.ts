/** What the customer types, in the form in which it is meant: half-width, without gaps. */

/** Spaces and everything that passes for a hyphen, the Japanese long-vowel mark included. */
const gaps = /[\s\u00ad\u200b-\u200d\u2060\ufeff_\-\u2010-\u2015\u2212\u30fc\uff70]/gu;

export function normaliseServiceId(typed: string): string {
  return typed.normalize('NFKC').replace(gaps, '');
}

export function normaliseUserId(typed: string): string {
  // Again after the capitals: some letters have one only in two parts.
  return normaliseServiceId(normaliseServiceId(typed).toUpperCase());
}

export function normalisePassword(typed: string): string {
  return typed.normalize('NFKC').replace(/[^0-9]/gu, '');
}
