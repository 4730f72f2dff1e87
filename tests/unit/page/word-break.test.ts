/** Lines are broken by phrases (`word-break: auto-phrase`) in headings, labels, buttons and single sentences alone: its time grows with the square of the line. */
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';

const root = join(import.meta.dirname, '../../..');
const sheets = ['renderer/styles', 'bank/site'].flatMap((folder) =>
  readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.css'))
    .map((name) => readFileSync(join(root, folder, name), 'utf8')),
);

test('nothing that holds typed words is broken by phrases, in the app and at the bank', () => {
  const rule = /([^{}]+)\{[^{}]*word-break:\s*(?:auto-phrase|var\(--phrases\))/g;
  const selectors = sheets.flatMap((css) =>
    [...css.replaceAll(/\/\*[\s\S]*?\*\//g, '').matchAll(rule)].flatMap(([, found = '']) =>
      found.replaceAll(/html:lang\(ja\)|:is|:not\(\.token\)|[()]/g, '').split(','),
    ),
  );
  expect(new Set(selectors.map((selector) => selector.trim()))).toEqual(
    new Set([
      'h1',
      'h2',
      'h3',
      'legend',
      'label',
      'summary',
      'button',
      '.button',
      '.sentence',
      '.complaint',
    ]),
  );
});
