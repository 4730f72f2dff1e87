/** Base64url in its one form: what a decoder would pass over is refused. */
import { base64url } from 'jose';
import { expect, test } from 'vitest';
import { isCompact, isCompactJws } from '../../../shared/compact.ts';
import { base64url as pattern } from '../../../shared/protocol-values.ts';

/** Every text of up to three characters of a small alphabet, and some that are longer. */
const letters = ['A', 'Q', 'g', 'w', 'B', 'c', '-', '_', '=', '+', ' '];
const texts = letters.flatMap((a) => [
  a,
  ...letters.flatMap((b) => [a + b, ...letters.map((c) => a + b + c), `ABCD${a}${b}`]),
]);

test('what is taken is what an encoder writes, and nothing else', () => {
  const isWritten = (text: string) =>
    /^[\w-]*$/.test(text) && Buffer.from(text, 'base64url').toString('base64url') === text;
  expect(texts.filter((text) => isCompact(text) !== isWritten(text))).toEqual([]);
  expect(texts.filter((text) => pattern.safeParse(text).success !== isWritten(text))).toEqual([]);
});

test('eight million characters are read like eight', () => {
  const long = base64url.encode(new Uint8Array(6 * 1024 * 1024));
  expect(isCompact(`${long}.${long}.${long}`)).toBe(true);
  expect(isCompactJws(`${long}.${long}.${long}`)).toBe(true);
  expect(isCompact(`${long} `)).toBe(false);
});

test.each(['', 'garbage', 'a.b', 'a.b.c.d', '<html>', 'a.b.c d', '..'])('%j is no JWS', (text) => {
  expect(isCompactJws(text)).toBe(false);
});
