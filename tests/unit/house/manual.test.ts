/** The customer's manual speaks of nothing that is not on a screen. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { chapters } from '../../../build/manual/chapters.ts';
import type { Language } from '../../../shared/language.ts';
import { routedEn } from '../../../renderer/strings/en/routed.ts';
import { en } from '../../../renderer/strings/en/text.ts';
import { routedJa } from '../../../renderer/strings/ja/routed.ts';
import { ja } from '../../../renderer/strings/ja/text.ts';

const bankTexts = await Promise.all(
  bankFiles(/text\.ts$/).map((path) => import(join(process.cwd(), path)) as unknown),
);

/** Paths of the bank's files whose name fits. */
function bankFiles(pattern: RegExp): string[] {
  return readdirSync('bank', { recursive: true, encoding: 'utf8' })
    .filter((name) => pattern.test(name))
    .map((name) => join('bank', name));
}

const words = {
  ja: wordsIn([ja, routedJa, bankTexts]).join('\n'),
  en: wordsIn([en, routedEn]).join('\n'),
};
const manual = {
  ja: chapters.flatMap((chapter) => wordsOf(chapter, 'ja')).join('\n'),
  en: chapters.flatMap((chapter) => wordsOf(chapter, 'en')).join('\n'),
};

/** Every fixed word in a table of strings, however deep it stands. */
function wordsIn(value: unknown): string[] {
  if (typeof value === 'string') return [value];
  if (typeof value !== 'object' || value === null) return [];
  return Object.values(value).flatMap(wordsIn);
}

/** What a chapter says in a language, however deep it stands. */
function wordsOf(value: unknown, language: Language): string[] {
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, part]: [string, unknown]) =>
    key === language && typeof part === 'string' ? [part] : wordsOf(part, language),
  );
}

/** Examples of what a customer types, and a number that is filled in. */
const elsewhere = new Set(['番号 E…', '本店用', 'あかぎ信用組合 本店用']);

const quotedIn = (text: string, quotes: RegExp) =>
  [...text.matchAll(quotes)].map(([, quoted = '']) => quoted);

test('what the manual quotes is written on a screen of the app or of the bank', () => {
  const quoted = quotedIn(manual.ja, /「([^「」]+)」/g);
  expect(quoted.length).toBeGreaterThan(40);
  const unknown = quoted.filter((text) => !elsewhere.has(text) && !words.ja.includes(text));
  expect(unknown).toEqual([]);
});

test('what the English manual quotes is written on a screen of the app, or on a Japanese page of the bank', () => {
  const ofApp = quotedIn(manual.en, /“([^“”]+)”/g);
  const ofBank = quotedIn(manual.en, /「([^「」]+)」/g);
  expect(ofApp.length).toBeGreaterThan(10);
  expect(ofApp.filter((text) => !words.en.includes(text))).toEqual([]);
  expect(ofBank.filter((text) => !words.ja.includes(text))).toEqual([]);
});

test('the bank’s pages that the manual names have that number', () => {
  const pages = bankFiles(/site.*\.tsx?$/)
    .map((path) => readFileSync(path, 'utf8'))
    .join('\n');
  const named = new Set(manual.ja.match(/B[A-Z]{2}\d{3}/g));
  expect(named.size).toBeGreaterThan(8);
  for (const number of named) expect(pages).toContain(number);
});
