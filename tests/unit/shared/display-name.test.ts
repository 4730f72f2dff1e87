/** トークン表示名: what may be added to the institution's name, and how it is shown. */
import * as fc from '../../fakes/fast-check.ts';
import { expect, test } from 'vitest';
import { displayColumns, displayNames, readAddition } from '../../../shared/display-name.ts';

test.each([
  ['本店用', '本店用', 'the example of the manual'],
  ['(本店用)', '(本店用)', 'parentheses, as the manual also writes it'],
  ['', '', 'nothing, since an addition is not needed'],
  ['  本店用　', '本店用', 'spaces around it'],
  ['家計　 用', '家計 用', 'spaces within it'],
  ['あいうえおかきく', 'あいうえおかきく', 'eight full-width characters'],
  ['abcdefghijklmnop', 'abcdefghijklmnop', 'sixteen half-width characters'],
  ['ﾎﾝﾃﾝﾖｳ', 'ﾎﾝﾃﾝﾖｳ', 'half-width kana as they were typed'],
  ['か\u3099', 'が', 'a letter and its mark, composed'],
  ['か\u309a', 'か\u309a', 'a letter and a mark that have no form in one'],
  ['\ufa19社\ufa10\ufa1b', '\ufa19社\ufa10\ufa1b', 'kanji of names as they were typed'],
  ['\u8fbb\u{e0100}', '\u8fbb\u{e0100}', 'a registered form of a kanji'],
  ['ｶﾞｷﾞｸﾞｹﾞｺﾞｻﾞｼﾞｽﾞ', 'ｶﾞｷﾞｸﾞｹﾞｺﾞｻﾞｼﾞｽﾞ', 'eight half-width kana, each with its mark'],
  ['家\u00a0計\u2003用', '家 計 用', 'spaces of other kinds'],
])('%j becomes %j: %s', (typed, kept) => {
  expect(readAddition(typed)).toBe(kept);
});

test.each([
  ['あいうえおかきくけ', 'nine full-width characters'],
  ['abcdefghijklmnopq', 'seventeen half-width characters'],
  ['あいうえおかきa b', 'a mixture of seventeen columns'],
  ['本\u202e店', 'a character that turns the direction of writing'],
  ['本\u200b店', 'an invisible character'],
  ['本\n店', 'a line break'],
  ['本\u0007店', 'a control character'],
  ['\ud800', 'half a character'],
  ['\ue000', 'a private character'],
  ['ｶﾞｷﾞｸﾞｹﾞｺﾞｻﾞｼﾞｽﾞｾﾞ', 'nine half-width kana, each with its mark'],
  ['\u2800', 'the empty pattern of Braille'],
  ['\u3164', 'a filler'],
  ['本\uffa0店', 'a half-width filler'],
  ['\u115f\u1160', 'fillers of another block'],
  ['本\ufe0f店\ufe0e', 'a selector that selects nothing'],
  ['A\ufe0f', 'a selector behind a letter'],
  ['\u034f', 'a joiner that is not seen'],
  ['e' + '\u0301'.repeat(100), 'a hundred marks on one letter'],
  ['\u0301', 'a mark on nothing'],
  ['本 \u0301店', 'a mark on a space'],
  ['\u1100'.repeat(9), 'letters that count as one cluster and are seen as nine'],
  ['\ufdfd', 'a phrase in one character'],
  ['👨‍👩‍👧', 'several pictures joined'],
])('%j is refused: %s', (typed) => {
  expect(readAddition(typed)).toBeNull();
});

test.each([
  ['a', 1],
  ['é', 1],
  ['e\u0323\u0301', 1],
  ['ｱ', 1],
  ['ｶﾞ', 2],
  ['あ', 2],
  ['が', 2],
  ['か\u309a', 2],
  ['漢', 2],
  ['𠮷', 2],
  ['\u8fbb\u{e0100}', 2],
  ['※', 2],
  ['👍🏽', 2],
  ['🇯🇵', 2],
  ['ABCあいう', 9],
])('%s is %i columns wide', (text, columns) => {
  expect(displayColumns(text)).toBe(columns);
});

test('whatever is kept is kept again unchanged', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme', maxLength: 20 }), (typed) => {
      const kept = readAddition(typed);
      expect(kept === null || readAddition(kept) === kept).toBe(true);
    }),
  );
});

test('the name is the institution, a space and the addition', () => {
  expect(
    displayNames([
      { institution: 'あかぎ信用組合', addition: '本店用' },
      { institution: 'はるな信用組合', addition: '' },
    ]),
  ).toEqual(['あかぎ信用組合 本店用', 'はるな信用組合']);
});

test('names that would be the same get _2 and _3, in their order', () => {
  const akagi = { institution: 'あかぎ信用組合', addition: '' };
  const named = { institution: 'あかぎ信用組合', addition: '本店用' };
  expect(displayNames([akagi, named, akagi, akagi, named])).toEqual([
    'あかぎ信用組合',
    'あかぎ信用組合 本店用',
    'あかぎ信用組合_2',
    'あかぎ信用組合_3',
    'あかぎ信用組合 本店用_2',
  ]);
});

test('who has named a token _2 keeps that name', () => {
  const of = (addition: string) => ({ institution: 'あかぎ信用組合', addition });
  expect(displayNames([of('本店'), of('本店'), of('本店_2')])).toEqual([
    'あかぎ信用組合 本店',
    'あかぎ信用組合 本店_3',
    'あかぎ信用組合 本店_2',
  ]);
});

/** Few parts, so that they meet often. */
const part = fc
  .array(fc.constantFrom('本店', '_2', '_3', ' ', '　', '\u00a0', '神', '\ufa19', '\u{e0100}'), {
    maxLength: 3,
  })
  .map((parts) => parts.join(''));

test('no two tokens show the same name, whatever was added to whichever institution', () => {
  const tokens = fc.array(fc.record({ institution: part, addition: part }), { maxLength: 10 });
  fc.assert(
    fc.property(tokens, (given) => {
      const seen = displayNames(given).map((name) =>
        name.normalize('NFC').replaceAll('\u{e0100}', '').replaceAll(/\s+/gu, ' ').trim(),
      );
      expect(new Set(seen).size).toBe(given.length);
    }),
  );
});

test('a kanji that was typed is never another afterwards', () => {
  const kanji = fc.oneof(
    fc.integer({ min: 0x4e00, max: 0x9fff }),
    fc.integer({ min: 0xf900, max: 0xfa6d }),
  );
  fc.assert(
    fc.property(fc.array(kanji, { minLength: 1, maxLength: 8 }), (points) => {
      const typed = String.fromCodePoint(...points);
      expect(readAddition(typed)).toBe(typed);
    }),
  );
});
