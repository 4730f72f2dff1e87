/** What the end-to-end tests load, Playwright loads: it knows nothing of Vite's imports, such as `records.sql?raw`. */
import { readFileSync, readdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect, test } from 'vitest';

const root = join(import.meta.dirname, '../../..');

/** The files that one takes at run time, `?raw` and the like kept. */
function importsOf(file: string): string[] {
  const text = readFileSync(file, 'utf8');
  const found = text.matchAll(/^(?:import|export) (?!type )(?:[^;]*? from )?'(\.[^']+)';/gm);
  return [...found].map(([, path = '']) => join(dirname(file), path));
}

test('no end-to-end test loads what Vite alone can', () => {
  const entries = readdirSync(join(root, 'tests/e2e'), { recursive: true, encoding: 'utf8' });
  const seen = new Set(
    entries.filter((name) => name.endsWith('.ts')).map((name) => join(root, 'tests/e2e', name)),
  );
  // A set goes on with what is added to it.
  for (const file of seen) {
    if (file.endsWith('.ts')) for (const path of importsOf(file)) seen.add(path);
  }
  expect(seen.size).toBeGreaterThan(100);
  expect([...seen].filter((path) => path.includes('?'))).toEqual([]);
});
