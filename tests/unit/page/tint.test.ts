/** WCAG 2.2 AA contrast, computed from the page's own colours: 4.5 to 1 for words, 3 to 1 for what is operated. */
import { join } from 'node:path';
import * as fc from '../../fakes/fast-check.ts';
import { expect, test } from 'vitest';
import { edgePairs, palettesOf, wordPairs } from '../../../build/package/brand-colours.ts';
import { readBrand } from '../../../build/package/brand.ts';
import { contrast, grounds, inkOn, tintOf } from '../../../shared/tint.ts';

const brands = [
  ['the demo', join(import.meta.dirname, '../../../build/brands/demo')],
  ['another brand', join(import.meta.dirname, '../../fixtures/brand')],
] as const;
const palettes = () => palettesOf(readBrand(brands[0][1]).colours);

for (const [brand, folder] of brands) {
  for (const [theme, palette] of Object.entries(palettesOf(readBrand(folder).colours))) {
    test.each(wordPairs)(`${brand}, ${theme}: words in --%s on --%s can be read`, (ink, paper) => {
      expect(contrast(palette[ink]!, palette[paper]!)).toBeGreaterThanOrEqual(4.5);
    });
    test.each(edgePairs)(`${brand}, ${theme}: an edge in --%s on --%s can be seen`, (line, on) => {
      expect(contrast(palette[line]!, palette[on]!)).toBeGreaterThanOrEqual(3);
    });
  }
}

test('white on black is 21 to 1', () => {
  expect(contrast('#ffffff', '#000000')).toBeCloseTo(21, 5);
});

test('whatever colour an institution has, its mark can be read', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 0xffffff }), (number) => {
      const color = `#${number.toString(16).padStart(6, '0')}`;
      expect(contrast(inkOn(color), color)).toBeGreaterThanOrEqual(4.5);
    }),
  );
});

test('the grounds that a tint is made for are those of the page', () => {
  const { light, dark } = palettes();
  expect(grounds).toEqual({ light: light['paper'], dark: dark['surface'] });
});

test('whatever colour an institution has, its tint can be read by day and by night', () => {
  const { light, dark } = palettes();
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 0xffffff }), (number) => {
      const tint = tintOf(`#${number.toString(16).padStart(6, '0')}`);
      for (const ground of ['paper', 'surface']) {
        expect(contrast(tint.light, light[ground]!)).toBeGreaterThanOrEqual(4.5);
        expect(contrast(tint.dark, dark[ground]!)).toBeGreaterThanOrEqual(4.5);
      }
    }),
  );
});

test.each([
  // What can be read is left as it is.
  ['#1d5c86', '#1d5c86', '#6590ad'],
  ['#ffffff', '#707070', '#ffffff'],
  ['#000000', '#000000', '#8a8a8a'],
  ['#f2c94c', '#836d29', '#f2c94c'],
])('of %s the page makes %s by day and %s by night', (color, light, dark) => {
  expect(tintOf(color)).toEqual({ light, dark });
});
