/** What may be a passcode, and how long one waits after wrong ones. */
import { expect, test } from 'vitest';
import {
  isGuessable,
  nextTryAt,
  readPasscode,
  shortenWait,
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

const day = 86_400_000;
const tenYears = 3650 * day;

test.each([
  ['a day ahead', 5, day, 30_000],
  ['ten years ahead', 5, tenYears, 30_000],
  ['an hour ahead, with the longest wait', 12, 3_600_000, 3_600_000],
  ['right', 5, 0, 30_000],
])('a clock that was %s at the last try, and is put right', (_how, failed, aheadMs, waitMs) => {
  const corrected = 1_800_000_000_000;
  const stored = { failed, retryAt: corrected + aheadMs + waitAfterMs(failed) };
  const tries = shortenWait(stored, corrected);
  expect(nextTryAt(tries, corrected)).toBe(corrected + waitMs);
  // Asked again, it stays where it is, and ends.
  expect(shortenWait(tries, corrected + 20_000)).toEqual(tries);
  expect(nextTryAt(tries, corrected + waitMs)).toBeNull();
});

test('a clock that was behind, and is put right, ends the wait', () => {
  const stored = { failed: 5, retryAt: 30_000 };
  expect(nextTryAt(shortenWait(stored, day), day)).toBeNull();
});

test('tries left never fall below none', () => {
  expect([0, 4, 5, 9].map(triesLeft)).toEqual([5, 1, 0, 0]);
});
