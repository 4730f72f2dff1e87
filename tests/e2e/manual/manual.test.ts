/** The customer's manual, made anew of the journey's pictures: nothing that a customer can meet is missing from it. */
import { spawnSync } from 'node:child_process';
import { readFileSync, readdirSync } from 'node:fs';
import { expect, test } from '@playwright/test';
import { chapters, pictures } from '../../../build/manual/chapters.ts';
import { makeManuals } from '../../../build/manual/manual.ts';
import type { Manual } from '../../../build/manual/manual.ts';
import { letterText } from '../../../bank/mail/letter-text.ts';
import { routedEn } from '../../../renderer/strings/en/routed.ts';
import { routedJa } from '../../../renderer/strings/ja/routed.ts';
import { en } from '../../../renderer/strings/en/text.ts';
import { errorSentence } from '../../../renderer/strings/error-text.ts';
import { ja } from '../../../renderer/strings/ja/text.ts';
import { errorCodes, errorNumbers } from '../../../shared/errors.ts';

let manuals: Manual[] = [];

test.beforeAll(async ({ browser }) => {
  manuals = await makeManuals(browser);
});

const run = (program: string, ...args: string[]): string => {
  const { stdout, status } = spawnSync(program, args, { encoding: 'utf8' });
  expect(status, program).toBe(0);
  return stdout;
};

const textOf = ({ pdf }: Manual) => run('pdftotext', '-layout', pdf, '-');

/** Without the line ends and gaps of the layout. */
const unspaced = (text: string) => text.replaceAll(/[\s　]/g, '');

/** Every number by which a screen of the app is called on the telephone. */
function screenNumbers(): Set<string> {
  const sources = readdirSync('renderer', { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.tsx'))
    .map((name) => readFileSync(`renderer/${name}`, 'utf8'));
  return new Set(sources.join('\n').match(/\bA\d\d\b(?=['"])/g));
}

test('the manual is there in Japanese and English', () => {
  expect(manuals.map(({ language }) => language)).toEqual(['ja', 'en']);
});

test('every screen of the app is in it, in both languages', () => {
  const numbers = screenNumbers();
  expect(numbers.size).toBeGreaterThan(18);
  for (const manual of manuals) {
    const text = textOf(manual);
    expect([...numbers].filter((number) => !text.includes(number))).toEqual([]);
  }
});

test('every number E… is in it with its sentence, in both languages', () => {
  for (const manual of manuals) {
    const text = unspaced(textOf(manual));
    const { errors } = manual.language === 'ja' ? ja : en;
    const told = errorCodes.map(
      (code) => errorNumbers[code] + unspaced(errorSentence(errors[code], {})),
    );
    expect(told.filter((each) => !text.includes(each))).toEqual([]);
  }
});

test('the way from the mail into the app and a newer version of it are in it, in the words of the screens', () => {
  for (const manual of manuals) {
    // In the order of the page, not by its lines: in those the numbers on a picture stand between the words beside it.
    const text = unspaced(run('pdftotext', '-raw', manual.pdf, '-'));
    const [words, { updates, link }] = manual.language === 'ja' ? [ja, routedJa] : [en, routedEn];
    for (const each of [
      letterText.appLink.open,
      link.title,
      link.no,
      words.code.seeVersion,
      updates.restart,
      updates.again,
      updates.page,
    ]) {
      expect(text).toContain(unspaced(each));
    }
  }
});

test('its steps are those of the institutions’ manual for smartphones, in their numbers', () => {
  const counts = chapters
    .filter(({ id }) => id.startsWith('step-'))
    .map(({ id, steps }) => [id, steps.length]);
  expect(counts).toEqual([
    ['step-1', 8],
    ['step-2a', 9],
    ['step-2b', 9],
    ['step-3', 6],
    ['step-4', 3],
  ]);
});

test('every picture is there, with as many numbers on it as are explained beside it', () => {
  for (const { html } of manuals) {
    const page = readFileSync(html, 'utf8');
    expect(page.match(/<img /g)).toHaveLength(
      chapters.flatMap(({ steps }) => steps).filter(({ picture }) => picture).length,
    );
    expect(page.match(/class="frame"/g)).toHaveLength(
      chapters.flatMap(({ steps }) => steps).flatMap(({ marks = [] }) => marks).length,
    );
  }
  expect(pictures.size).toBeGreaterThan(25);
});

test('the PDF is A4, tagged for screen readers, with its fonts within it', () => {
  for (const { pdf } of manuals) {
    const facts = run('pdfinfo', pdf);
    expect(facts).toMatch(/Page size:\s+59[45][.\d]* x 84[12][.\d]* pts \(A4\)/);
    expect(facts).toMatch(/Tagged:\s+yes/);
    const fonts = run('pdffonts', pdf).trim().split('\n').slice(2);
    expect(fonts.length).toBeGreaterThan(0);
    // Columns: … emb sub uni object ID.
    for (const font of fonts) expect(font).toMatch(/ yes (yes|no) +(yes|no) +\d+ +\d+$/);
  }
});

test('the table of contents names the page on which each chapter begins', () => {
  for (const manual of manuals) {
    const pages = textOf(manual).split('\f');
    for (const { title } of chapters) {
      const words = unspaced(title[manual.language]);
      const [, contents = '', ...others] = pages.map(unspaced);
      const at = others.findIndex((page) => page.startsWith(words));
      expect(at).toBeGreaterThanOrEqual(0);
      expect(contents).toContain(`${words}${at + 3}`);
    }
  }
});
