/** トークン表示名: what may be added to the institution's name, and how it is shown. */
import * as fc from 'fast-check';
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
  ['が', 'が', 'a letter and its mark, composed'],
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
])('%j is refused: %s', (typed) => {
  expect(readAddition(typed)).toBeNull();
});

test('width is counted as the eye sees it', () => {
  expect(['a', 'ｱ', 'ｶﾞ', 'あ', 'が', '漢', '𠮷', '👨‍👩‍👧', 'é'].map(displayColumns)).toEqual([
    1, 1, 1, 2, 2, 2, 2, 2, 1,
  ]);
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
