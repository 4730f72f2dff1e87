/** The customer's manual speaks of nothing that is not on a screen. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { ja } from '../../../renderer/strings/ja/text.ts';

const manual = readFileSync('docs/manual.ja.md', 'utf8');
const bankTexts = await Promise.all(
  bankFiles(/text\.ts$/).map((path) => import(join(process.cwd(), path)) as unknown),
);

/** Paths of the bank's files whose name fits. */
function bankFiles(pattern: RegExp): string[] {
  return readdirSync('bank', { recursive: true, encoding: 'utf8' })
    .filter((name) => pattern.test(name))
    .map((name) => join('bank', name));
}

const words = wordsIn([ja, bankTexts]).join('\n');

/** Every fixed word in a table of strings, however deep it stands. */
function wordsIn(value: unknown): string[] {
  if (typeof value === 'string') return [value];
  if (typeof value !== 'object' || value === null) return [];
  return Object.values(value).flatMap(wordsIn);
}

/** The program's own name, and a number that is filled in. */
const elsewhere = new Set(['Desktop Token', '番号 E…']);

test('what the manual quotes is written on a screen of the app or of the bank', () => {
  const quoted = [...manual.matchAll(/「([^「」]+)」/g)].map(([, text = '']) => text);
  expect(quoted.length).toBeGreaterThan(40);
  const unknown = quoted.filter((text) => !elsewhere.has(text) && !words.includes(text));
  expect(unknown).toEqual([]);
});

test('the bank’s pages that the manual names have that number', () => {
  const pages = bankFiles(/site.*\.tsx?$/)
    .map((path) => readFileSync(path, 'utf8'))
    .join('\n');
  const named = new Set(manual.match(/B[A-Z]{2}\d{3}/g));
  expect(named.size).toBeGreaterThan(8);
  for (const number of named) expect(pages).toContain(number);
});
