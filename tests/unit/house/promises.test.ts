/** What the documents promise names the test that holds it, and that test exists. */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';

const root = join(import.meta.dirname, '../../..');
const read = (path: string) => readFileSync(join(root, path), 'utf8');
const documents = ['docs/threat-model.md', 'docs/reliability.md'];

test.each(documents)('every test that %s names exists', (path) => {
  const named = [...read(path).matchAll(/`(tests\/[^`]*)`/g)].map(([, name = '']) => name);
  expect(named.length).toBeGreaterThan(10);
  expect(named.filter((name) => !existsSync(join(root, name)))).toEqual([]);
});

test('every step of the start names a test by its words', () => {
  const named = [...read('docs/reliability.md').matchAll(/`(tests\/[^`]*)` “([^”]*)”/g)];
  expect(named.length).toBeGreaterThan(20);
  const missing = named.filter(([, path = '', words = '']) => !read(path).includes(words));
  expect(missing.map(([whole]) => whole)).toEqual([]);
});

test('every promise of the threat model has a test, but against software that runs as the customer', () => {
  const rows = read('docs/threat-model.md').matchAll(/^\| (?!who|-)(.*?) +\|.*\|(.*)\|.*\|$/gm);
  const unheld = [...rows].filter(([, , heldBy = '']) => !heldBy.includes('`tests/'));
  expect(unheld.map(([, who]) => who)).toEqual(['malicious software running as the customer']);
});
