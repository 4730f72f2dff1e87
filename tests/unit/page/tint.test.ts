/** WCAG 2.2 AA contrast, computed from the page's own colours: 4.5 to 1 for words, 3 to 1 for what is operated. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { contrast, grounds, inkOn, tintOf } from '../../../shared/tint.ts';

const css = readFileSync(join(import.meta.dirname, '../../../renderer/styles/tokens.css'), 'utf8');
type Palette = Record<string, string>;

function palettes(): { light: Palette; dark: Palette; contrast: Palette } {
  const light: Palette = {};
  const dark: Palette = {};
  const pair = /--([a-z-]+): light-dark\((#[0-9a-f]{6}), (#[0-9a-f]{6})\)/g;
  for (const [, name = '', day = '', night = ''] of css.matchAll(pair)) {
    light[name] = day;
    dark[name] = night;
  }
  const own = /\[data-theme='contrast'\] \{([^}]*)\}/.exec(css)?.[1] ?? '';
  const high = Object.fromEntries(
    [...own.matchAll(/--([a-z-]+): (#[0-9a-f]{6})/g)].map(([, name, color]) => [name, color]),
  ) as Palette;
  return { light, dark, contrast: { ...dark, ...high } };
}

const words: [ink: string, paper: string][] = [
  ...['ink', 'ink-soft', 'accent', 'good', 'caution', 'danger'].flatMap(
    (ink): [string, string][] => [
      [ink, 'paper'],
      [ink, 'surface'],
    ],
  ),
  ['accent-ink', 'accent'],
  ['ink', 'accent-paper'],
  ['accent', 'accent-paper'],
  ['ink', 'good-paper'],
  ['good', 'good-paper'],
  ['ink', 'caution-paper'],
  ['caution', 'caution-paper'],
  ['ink', 'danger-paper'],
  ['danger', 'danger-paper'],
  ['danger-ink', 'danger'],
  ['ink-soft', 'muted'],
  ['ink-soft', 'danger-paper'],
];
const edges: [line: string, paper: string][] = [
  ['line-strong', 'paper'],
  ['line-strong', 'surface'],
  ['accent', 'surface'],
];

for (const [theme, palette] of Object.entries(palettes())) {
  test.each(words)(`${theme}: words in --%s on --%s can be read`, (ink, paper) => {
    expect(contrast(palette[ink]!, palette[paper]!)).toBeGreaterThanOrEqual(4.5);
  });
  test.each(edges)(`${theme}: an edge in --%s on --%s can be seen`, (line, paper) => {
    expect(contrast(palette[line]!, palette[paper]!)).toBeGreaterThanOrEqual(3);
  });
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
