/** Waiting times are told by one rule: in the units that people use, and never shorter than they are. */
import { assert, integer, property } from 'fast-check';
import { expect, it } from 'vitest';
import { wait } from '../../../bank/site/frame/format.ts';

const second = 1000;
const minute = 60 * second;
const hour = 60 * minute;
const day = 24 * hour;

it.each([
  [0, '1秒'],
  [1, '1秒'],
  [5 * second, '5秒'],
  [59 * second + 1, '1分'],
  [minute, '1分'],
  [minute + 1, '2分'],
  [15 * minute, '15分'],
  [59 * minute + 1, '1時間'],
  [90 * minute, '1時間30分'],
  [2 * hour, '2時間'],
  [1440 * minute, '1日'],
  [1441 * minute, '1日1時間'],
  [36 * hour, '1日12時間'],
  [30 * day, '30日'],
])('%d ms are %s', (ms, told) => {
  expect(wait(ms)).toBe(told);
});

const unitMs: Record<string, number> = { 秒: second, 分: minute, 時間: hour, 日: day };

function msOf(told: string): number {
  const parts = [...told.matchAll(/(\d+)(秒|分|時間|日)/g)];
  return parts.reduce((sum, [, count, unit]) => sum + Number(count) * (unitMs[unit ?? ''] ?? 0), 0);
}

it('whoever waits as long as is told has waited long enough, and not an hour for nothing', () => {
  assert(
    property(integer({ min: 1, max: 999_999_999 }), (seconds) => {
      const ms = seconds * second;
      expect(msOf(wait(ms))).toBeGreaterThanOrEqual(ms);
      expect(msOf(wait(ms)) - ms).toBeLessThan(hour);
    }),
  );
});
