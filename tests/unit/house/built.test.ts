/** Tests that need a build, where there is none. */
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { built } from '../../fakes/built.ts';

const tests = join(import.meta.dirname, '../..');

test('a test that needs what was never built ends at once and says what to run', () => {
  expect(() => built('bank/nothing.js')).toThrow(
    'dist/bank/nothing.js was never built: npm run build makes it',
  );
});

test('whatever tests take from dist/ they ask for by that one rule', () => {
  const found = readdirSync(tests, { recursive: true, encoding: 'utf8' })
    .filter((path) => path.endsWith('.ts') && path !== join('fakes', 'built.ts'))
    .filter((path) => /\.\.\/dist\b/.test(readFileSync(join(tests, path), 'utf8')));
  expect(found).toEqual([]);
});
