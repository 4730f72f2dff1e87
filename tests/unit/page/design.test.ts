/** The rules of docs/design.md that can be read off the style sheets. */
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { colourCss } from '../../../build/package/brand-colours.ts';
import { readBrand } from '../../../build/package/brand.ts';

const folder = join(import.meta.dirname, '../../../renderer/styles');
const read = (name: string) =>
  readFileSync(join(folder, name), 'utf8').replaceAll(/\/\*[\s\S]*?\*\//g, '');
const tokens = read('tokens.css');
const sheets = readdirSync(folder, { recursive: true, encoding: 'utf8' })
  .filter((name) => name.endsWith('.css'))
  .filter((name) => name !== 'tokens.css')
  .map((name) => ({ name, css: read(name) }));
const smallestPx = 16;
const rootPx = 18;
/** The narrowest window (electron/core/window-size.ts), in pixels. */
const narrowestPx = 320;

type Declaration = { name: string; selector: string; property: string; value: string };

/** Each declaration of such properties, with the rule that it stands in. */
function declared(wanted: RegExp): Declaration[] {
  return sheets.flatMap(({ name, css }) =>
    [...css.matchAll(/([^{}]+)\{([^{}]*)\}/g)].flatMap(([, selector = '', body = '']) =>
      [...body.matchAll(/([a-z-]+):\s*([^;]+);/g)]
        .filter(([, property = '']) => wanted.test(property))
        .map(([, property = '', value = '']) => ({
          name,
          selector: selector.trim(),
          property,
          value: value.trim(),
        })),
    ),
  );
}

const written = ({ name, selector, property, value }: Declaration) =>
  `${name}: ${selector} { ${property}: ${value} }`;

/** The size that a token's formula comes to in the narrowest window at 100 %: the least of its lengths. */
function leastPx(formula: string): number {
  const lengths = [
    ...formula.matchAll(/([0-9.]+)(?:px|rem|vw|cqi|vh)|([0-9.]+) \* var\(--frame-text\)/g),
  ];
  return Math.min(
    ...lengths.map(([whole, length = '', times]) => {
      if (times !== undefined) return Number(times) * rootPx;
      if (whole.endsWith('rem')) return Number(length) * rootPx;
      if (whole.endsWith('vw')) return (Number(length) / 100) * narrowestPx;
      return Number(length);
    }),
  );
}

test('no colour stands outside the file of design tokens', () => {
  const literal = /#[0-9a-f]{3,8}\b|\b(?:rgb|hsl|oklch|lab)a?\(/i;
  const own = sheets.flatMap(({ name, css }) =>
    [...css.matchAll(/[^;{}]+;/g)]
      .map(([line]) => line.trim())
      .filter((line) => literal.test(line))
      .map((line) => `${name}: ${line}`),
  );
  expect(own).toEqual([]);
});

test('every size of text in the tokens is at least 16 px, in the narrowest window too', () => {
  const sizes = [...tokens.matchAll(/--((?:text|frame)-[a-z]+):\s*([^;]+);/g)].filter(
    ([, name]) => name !== 'text-scale',
  );
  expect(sizes.length).toBeGreaterThan(6);
  const small = sizes.filter(([, , formula = '']) => leastPx(formula) < smallestPx - 0.01);
  expect(small.map(([line]) => line)).toEqual([]);
});

test('text takes its size from the tokens, or is bigger than what it stands in', () => {
  const others = declared(/^font-size$/).filter(
    ({ value }) => !/^(?:inherit|var\(--(?:text|frame)-[a-z]+\))$/.test(value),
  );
  const small = others.filter(({ value }) => {
    if (/^[0-9.]+em$/.test(value)) return Number.parseFloat(value) < 1;
    if (value.startsWith('clamp(')) return leastPx(value.slice(0, value.indexOf(','))) < smallestPx;
    return !/^min\((?:var\(--text-(?:huge|large)\)|[1-9][0-9.]*rem), (?:1[2-9]|[2-9][0-9])[0-9.]*cqi\)$/.test(
      value,
    );
  });
  expect(small.map(written)).toEqual([]);
});

test('space goes by eight pixels and their halves', () => {
  const steps = [...tokens.matchAll(/--space-[0-9]: ([0-9]+)px/g)].map(([, px]) => Number(px));
  expect(steps).toEqual([4, 8, 16, 24, 32]);
  const odd = declared(/^(?:gap|row-gap|column-gap|padding.*|margin.*)$/).filter(({ value }) =>
    /\b[1-9][0-9]*px\b/.test(value),
  );
  expect(odd.map(written)).toEqual([]);
});

/** What is as wide as the letters beside it, and so goes with their size. */
const byTheLetters: { of: (declaration: Declaration) => boolean; why: string }[] = [
  { of: ({ name }) => name.endsWith('mini.css'), why: 'the mini window grows with its text' },
  { of: ({ selector }) => /(?:^|\s)(?:ul|ol)$/.test(selector), why: 'a list’s numbers and dots' },
  { of: ({ selector }) => selector.endsWith('.digit-group'), why: 'between groups of digits' },
  { of: ({ selector }) => selector === '.success .icon', why: 'around a sign in its disc' },
];

test.each(byTheLetters)('space may go by the letters where it is $why', ({ of }) => {
  expect(spaceByLetters().some(of)).toBe(true);
});

test('space goes by the letters nowhere else', () => {
  const other = spaceByLetters().filter((each) => !byTheLetters.some(({ of }) => of(each)));
  expect(other.map(written)).toEqual([]);
});

function spaceByLetters(): Declaration[] {
  return declared(/^(?:gap|row-gap|column-gap|padding.*|margin.*)$/).filter(({ value }) =>
    /[0-9](?:r?em|ch|ex|lh)\b/.test(value),
  );
}

test('edges have one strength, and corners the radius of their level', () => {
  const edges = declared(/^border(?:-(?:top|right|bottom|left|block|inline|width).*)?$/).filter(
    ({ property, selector, value }) =>
      !property.endsWith('radius') &&
      // Around the thumb stands nothing that is seen: it only makes it slim.
      selector !== '::-webkit-scrollbar-thumb' &&
      // What is not for real: the practice alone.
      !(selector.startsWith('.practice-') && value.startsWith('1px dashed ')) &&
      !/^(?:none|var\(--edge(?:-strong)?\)|1px solid (?:transparent|currentColor|light-dark.*|var\(--[a-z-]+\)))$/.test(
        value,
      ),
  );
  expect(edges.map(written)).toEqual([]);
  const styles = declared(/^border(?:-[a-z-]+)?-style$/).filter(
    // While it is held, where the system asks for no motion.
    ({ selector, value }) => value !== 'solid' && selector !== '.holding',
  );
  expect(styles.map(written)).toEqual([]);
  const corners = declared(/^border-.*radius$/).filter(
    ({ value }) => !/^(?:inherit|0|var\(--radius(?:-[a-z]+)?\)|var\(--scroll-bar\))$/.test(value),
  );
  expect(corners.map(written)).toEqual([]);
});

test('nothing is lifted but by the one shadow', () => {
  const shadows = declared(/^(?:box-shadow|filter|text-shadow)$/);
  expect(shadows.filter(({ value }) => value === 'var(--lift)').length).toBeGreaterThan(2);
  const others = shadows.filter(({ value }) => !['var(--lift)', 'none'].includes(value));
  expect(others.map(written)).toEqual([]);
});

test('whatever is drawn with is defined', () => {
  const all = [tokens, ...sheets.map(({ css }) => css)].join('\n');
  const defined = new Set([...all.matchAll(/(--[a-z0-9-]+):/g)].map(([, name]) => name));
  // What a screen gives, from the directory's colour, and what the brand does.
  const given = new Set(['--tint-light', '--tint-dark']);
  for (const [name] of colourCss(readBrand().colours).matchAll(/--[a-z-]+(?=:)/g)) given.add(name);
  const used = [...all.matchAll(/var\((--[a-z0-9-]+)/g)].map(([, name = '']) => name);
  expect(used.filter((name) => !defined.has(name) && !given.has(name))).toEqual([]);
});

test('the colour of danger is for refusals, fraud and deletion alone', () => {
  const users = sheets.flatMap(({ css }) =>
    [...css.matchAll(/([^{}]+)\{([^{}]*var\(--danger[^{}]*)\}/g)].flatMap(([, selector = '']) =>
      selector.split(',').map((each) => each.trim()),
    ),
  );
  const dangers = /error|danger|complaint|invalid|hold|finding-bad/;
  expect(users.filter((selector) => !dangers.test(selector))).toEqual([]);
});
