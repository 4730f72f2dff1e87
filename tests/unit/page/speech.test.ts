/** How a code is spoken, and by which voice. */
import { expect, test } from 'vitest';
import { en } from '../../../renderer/strings/en/text.ts';
import { ja } from '../../../renderer/strings/ja/text.ts';
import { localVoice, spokenGroups } from '../../../renderer/format/speech.ts';

test.each([
  ['492039', 'ja', ['よん、きゅう、に', 'ゼロ、さん、きゅう']],
  ['1234567', 'ja', ['いち、に、さん', 'よん、ご、ろく、なな']],
  ['00000008', 'en', ['zero, zero, zero, zero', 'zero, zero, zero, eight']],
] as const)('%s is spoken in %s as %j', (code, language, groups) => {
  expect(spokenGroups(code, { ja, en }[language].code.spoken)).toEqual(groups);
});

const voice = (lang: string, localService: boolean, isDefault = false) => ({
  lang,
  localService,
  default: isDefault,
});

test('a voice over the network is never used', () => {
  expect(localVoice([voice('ja-JP', false)], 'ja')).toBeNull();
});

test('the system’s own choice comes before others of the language', () => {
  const preferred = voice('ja-JP', true, true);
  expect(localVoice([voice('en-US', true), voice('ja_JP', true), preferred], 'ja')).toBe(preferred);
});
