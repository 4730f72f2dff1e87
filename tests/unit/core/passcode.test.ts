/** What may be a passcode, and how long one waits after wrong ones. */
import { expect, test } from 'vitest';
import {
  isGuessable,
  nextTryAt,
  readPasscode,
  triesLeft,
  waitAfterMs,
} from '../../../electron/core/passcode.ts';

test.each([
  ['271828', '271828'],
  ['２７１８２８', '271828'],
  ['271 828', '271828'],
  ['27182', null],
  ['27182a', null],
  ['', null],
  ['2'.repeat(21), null],
])('what is typed as %j is the passcode %j', (typed, read) => {
  expect(readPasscode(typed)).toBe(read);
});

test.each([
  ['111111', true],
  ['123456', true],
  ['654321', true],
  ['789012', true],
  ['271828', false],
  ['112233', false],
])('%s is among the first that everybody tries: %j', (passcode, guessable) => {
  expect(isGuessable(passcode)).toBe(guessable);
});

test('the wait doubles from half a minute up to an hour', () => {
  const seconds = [0, 4, 5, 6, 7, 11, 12, 40].map((tries) => waitAfterMs(tries) / 1000);
  expect(seconds).toEqual([0, 0, 30, 60, 120, 1920, 3600, 3600]);
});

test('a PC’s clock that was set back does not lengthen the wait', () => {
  expect(nextTryAt({ failed: 5, retryAt: 1_000_000_000 }, 1000)).toBe(31_000);
  expect(nextTryAt({ failed: 5, retryAt: 31_000 }, 31_000)).toBeNull();
});

test('tries left never fall below none', () => {
  expect([0, 4, 5, 9].map(triesLeft)).toEqual([5, 1, 0, 0]);
});
