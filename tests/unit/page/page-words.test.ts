/** What the page does to what is typed and shown: normal forms, groups, plain words, legible ink. */
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import * as fc from '../../fakes/fast-check.ts';
import { expect, test } from 'vitest';
import { nameParts } from '../../../renderer/format/name-parts.ts';
import { clockLine } from '../../../renderer/format/clock-line.ts';
import { inkOn } from '../../../shared/tint.ts';
import { digitGroups } from '../../../shared/format/group-digits.ts';
import {
  normalisePassword,
  normaliseServiceId,
  normaliseUserId,
} from '../../../renderer/format/normalise.ts';
import { roundDuration } from '../../../renderer/format/duration.ts';
import { en } from '../../../renderer/strings/en/text.ts';
import { errorSentence } from '../../../renderer/strings/error-text.ts';
import { ja } from '../../../renderer/strings/ja/text.ts';
import { languageOf } from '../../../shared/language.ts';
import type { Clock } from '../../../shared/state.ts';
import { errorCodes } from '../../../shared/errors.ts';

test.each([
  ['１００１００１７', '10010017'],
  ['1001 0017', '10010017'],
  ['1001-0017', '10010017'],
  ['１００１ー００１７', '10010017'],
  ['1001　0017', '10010017'],
  ['サービスID: 10010017', '10010017'],
  ['サービスID：１００１００１７。', '10010017'],
  ['【サービスID】「10010017」', '10010017'],
  ['・サービスID（8桁）→ 10010017', '10010017'],
  ['**サービスID** = *10010017*', '10010017'],
  ['Service ID: 10010017', '10010017'],
  ['サービスID：10010017　ユーザーID：7K2M9QX4TB', '10010017'],
  ['「10010017」', '10010017'],
  ['10010017.', '10010017'],
  // Nothing is cut out of something longer.
  ['10010017 2', '100100172'],
  ['サービス', 'サービス'],
])('a service ID typed as %s is %s', (typed, meant) => {
  expect(normaliseServiceId(typed)).toBe(meant);
});

test.each([
  ['7k2m 9qx4 tb', '7K2M9QX4TB'],
  ['７ｋ２ｍ９ｑｘ４ｔｂ', '7K2M9QX4TB'],
  ['ユーザーID：７Ｋ２Ｍ９ーＱＸ４ＴＢ', '7K2M9QX4TB'],
  ['ユーザID（10文字）: [7k2m9qx4tb]', '7K2M9QX4TB'],
  ['User ID = 7K2M9QX4TB', '7K2M9QX4TB'],
  // The long vowel mark is no hyphen.
  ['ユーザー', 'ユーザー'],
])('a user ID typed as %s is %s', (typed, meant) => {
  expect(normaliseUserId(typed)).toBe(meant);
});

test('a password keeps its digits, full-width ones as half-width, and nothing else', () => {
  expect(normalisePassword('４８ 29a15')).toBe('482915');
});

test('a letter whose capital comes in two parts is put together again', () => {
  expect(normaliseUserId(normaliseUserId('ῗ'))).toBe(normaliseUserId('ῗ'));
});

test('what is in its normal form stays as it is', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme' }), (typed) => {
      for (const normalise of [normaliseServiceId, normaliseUserId, normalisePassword]) {
        expect(normalise(normalise(typed))).toBe(normalise(typed));
      }
    }),
  );
});

test.each([
  ['123456', ['123', '456']],
  ['1234567', ['123', '4567']],
  ['12345678', ['1234', '5678']],
])('%s is read as %j', (number, groups) => {
  expect(digitGroups(number)).toEqual(groups);
});

test.each([
  ['あかぎ信用組合 本店用', ['あかぎ', '信用組合', ' 本店用']],
  [
    '東日本県央地域商工業者信用協同組合連合会',
    ['東日本県央地域商工業者', '信用協同組合', '', '連合会', ''],
  ],
  ['Akagi Credit Union', ['Akagi Credit Union']],
])('a line may end between the parts of %s', (name, parts) => {
  expect(nameParts(name)).toEqual(parts);
});

test.each([
  [5_000, { unit: 'second', count: 5 }],
  [59_499, { unit: 'second', count: 59 }],
  [59_500, { unit: 'minute', count: 1 }],
  [182_000, { unit: 'minute', count: 3 }],
  [3_570_000, { unit: 'hour', count: 1 }],
  [23 * 3_600_000, { unit: 'hour', count: 23 }],
  [84_600_000, { unit: 'day', count: 1 }],
])('%i ms are told as %j', (durationMs, told) => {
  expect(roundDuration(durationMs)).toEqual(told);
});

test.each([
  [null, ja.clock.unknown],
  [0, 'このパソコンの時計は合っています。'],
  [4_999, 'このパソコンの時計は合っています。'],
  [-182_000, 'このパソコンの時計は約3分進んでいます。番号は自動で直しています。'],
  [75_000, 'このパソコンの時計は約1分遅れています。番号は自動で直しています。'],
])('with an offset of %s ms the customer is told: %s', (offsetMs, line) => {
  const clock: Clock = { offsetMs, checkedAt: 0, doubt: 'none', question: null };
  expect(clockLine(clock, ja)).toBe(line);
});

test('an old correction is told with its date, and a clock that must be wrong as wrong', () => {
  const clock: Clock = { offsetMs: 0, checkedAt: 0, doubt: 'unchecked', question: null };
  expect(clockLine(clock, ja)).toContain('1970年1月1日に確かめたまま');
  const wrong: Clock = { ...clock, doubt: 'wrong' };
  expect(clockLine(wrong, ja, Date.UTC(2100, 0, 1, 12))).toContain(
    'パソコンの時計が正しくないようです（今の日付は2100年1月1日）。',
  );
});

test.each([
  ['#a3262a', '#ffffff'],
  ['#1f6f4a', '#ffffff'],
  ['#f2c94c', '#000000'],
  ['#ffffff', '#000000'],
  ['#000000', '#ffffff'],
])('a mark on %s is drawn in %s', (paper, ink) => {
  expect(inkOn(paper)).toBe(ink);
});

test.each([
  ['ja', 'ja'],
  ['ja-JP', 'ja'],
  ['en-GB', 'en'],
  ['fr', 'en'],
  ['jam', 'en'],
])('a system in %s is spoken to in its own words', (locale, language) => {
  expect(languageOf('system', locale)).toBe(language);
});

test('who has chosen a language is spoken to in it, whatever the system speaks', () => {
  expect(languageOf('ja', 'en-GB')).toBe('ja');
});

test('every error has a finished sentence in both languages', () => {
  for (const code of errorCodes) {
    expect(errorSentence(ja.errors[code], {})).toMatch(/。$/);
    expect(errorSentence(en.errors[code], {})).toMatch(/\.$/);
  }
});

test('the tries left are told where the institution told them', () => {
  expect(errorSentence(ja.errors['wrong-credentials'], { triesLeft: 3 })).toBe(
    'サービスID、ユーザーIDまたは利用開始パスワードが正しくありません。あと 3 回',
  );
});

test('no Japanese word stands in a component: all of them are in the tables of both languages', () => {
  const components = readdirSync('renderer', { recursive: true, encoding: 'utf8' }).filter((name) =>
    name.endsWith('.tsx'),
  );
  expect(components.length).toBeGreaterThan(40);
  const found = components.filter((name) => {
    const code = readFileSync(join('renderer', name), 'utf8').replaceAll(
      /\/\*[\s\S]*?\*\/|\/\/.*/g,
      '',
    );
    return /[\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Han}]/u.test(code);
  });
  expect(found).toEqual([]);
});
