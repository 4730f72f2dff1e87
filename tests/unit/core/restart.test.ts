/** When the app may restart into a newer version. */
import { expect, test } from 'vitest';
import { quietMs, restartWaitMs } from '../../../electron/core/update/restart.ts';

const now = 1_000_000;
const idle = { codeIsSeen: false, codeSeenAt: null, isActivating: false };

test.each([
  ['where no code was shown', idle, 0],
  ['with a code on the screen', { ...idle, codeIsSeen: true, codeSeenAt: now }, null],
  ['with an activation under way', { ...idle, isActivating: true }, null],
  ['in the moment in which the code went', { ...idle, codeSeenAt: now }, quietMs],
  ['a second before a minute is over', { ...idle, codeSeenAt: now - quietMs + 1000 }, 1000],
  ['when a minute is over', { ...idle, codeSeenAt: now - quietMs }, 0],
  ['an hour later', { ...idle, codeSeenAt: now - 60 * quietMs }, 0],
])('%s', (_when, use, waitMs) => {
  expect(restartWaitMs(use, now)).toBe(waitMs);
});

test('the minute is no shorter', () => {
  expect(quietMs).toBeGreaterThanOrEqual(60_000);
});
