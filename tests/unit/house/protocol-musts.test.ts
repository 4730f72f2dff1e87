/** Each MUST of docs/activation-protocol.md has a number, a row in its table, and tests that are there. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { document } from '../../vectors/worked-example.ts';

const [rules = '', rest = ''] = document.split('## Every MUST, and its tests');
const [table = ''] = rest.split('## Worked example');
const [, text = ''] = rules.split('## Building blocks');

const rows = [...table.matchAll(/^\| (\d+) +\| [^|]+\| ([^|]+)\|$/gm)].map(
  ([, number, tests = '']) => ({ number: Number(number), tests: tests.trim().split('<br>') }),
);

test('they are numbered from 1, each once', () => {
  const all = text.match(/\bMUST\b/g) ?? [];
  const numbers = [...text.matchAll(/\bMUST(?: NOT)?<sup>(\d+)<\/sup>/g)].map(([, n]) => Number(n));
  expect(numbers.length).toBeGreaterThan(20);
  expect(numbers).toHaveLength(all.length);
  expect(numbers).toEqual(numbers.map((_, index) => index + 1));
  expect(rows.map(({ number }) => number)).toEqual(numbers);
});

test.each(rows)('MUST $number has tests, and they are there', ({ tests }) => {
  expect(tests.length).toBeGreaterThan(0);
  for (const each of tests) {
    const [, file = '', name = ''] = /^`([^`]+)`: (.+)$/.exec(each) ?? [];
    const source = readFileSync(join(import.meta.dirname, '../../..', file), 'utf8');
    expect(source).toContain(name);
  }
});
