/** Every instant and every duration that a screen tells: near and far, over midnight, the year and the time zone. */
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { instantFormat } from '../../../renderer/format/instant.ts';
import { errorSentence } from '../../../renderer/strings/error-text.ts';
import { en } from '../../../renderer/strings/en/text.ts';
import { settingsJa } from '../../../renderer/strings/ja/settings.ts';
import { ja } from '../../../renderer/strings/ja/text.ts';

const second = 1000;
const minute = 60 * second;
const hour = 60 * minute;
const day = 24 * hour;

test.each([
  [59 * second, '約59秒', 'about 59 seconds'],
  [61 * second, '約1分', 'about 1 minute'],
  [23 * hour, '約23時間', 'about 23 hours'],
  [25 * hour, '約1日', 'about 1 day'],
  [3 * day, '約3日', 'about 3 days'],
  [364 * day, '約364日', 'about 364 days'],
  [400 * day, '約1年', 'about 1 year'],
  [20_783 * day, '約57年', 'about 57 years'],
])('%i ms are %s', (durationMs, japanese, english) => {
  expect([ja.clock.about(durationMs), en.clock.about(durationMs)]).toEqual([japanese, english]);
});

/** 20:55 in Japan, on the last day but one of a year. */
const now = Date.UTC(2026, 11, 30, 11, 55);

test.each([
  ['in 59 seconds', 59 * second, '20:55', '20:55'],
  ['in 61 seconds', 61 * second, '20:56', '20:56'],
  ['over midnight', 4 * hour, '12月31日 00:55', '31 December at 00:55'],
  ['in 23 hours', 23 * hour, '12月31日 19:55', '31 December at 19:55'],
  ['in 25 hours', 25 * hour, '12月31日 21:55', '31 December at 21:55'],
  ['in 3 days, over the year', 3 * day, '2027年1月2日 20:55', '2 January 2027 at 20:55'],
  ['in 400 days', 400 * day, '2028年2月3日 20:55', '3 February 2028 at 20:55'],
  ['a day ago', -day, '12月29日 20:55', '29 December at 20:55'],
])('what is %s is told with as much of a date as it needs', (_name, after, japanese, english) => {
  expect(instantFormat('ja-JP')(now + after, now, 'Asia/Tokyo')).toBe(japanese);
  expect(instantFormat('en-GB')(now + after, now, 'Asia/Tokyo')).toBe(english);
});

test('today is today where the PC is, and this year too', () => {
  const at = Date.UTC(2026, 11, 31, 16);
  const before = Date.UTC(2026, 11, 31, 14);
  const instant = instantFormat('ja-JP');
  expect(instant(at, before, 'Asia/Tokyo')).toBe('2027年1月1日 01:00');
  expect(instant(at, before, 'Europe/London')).toBe('16:00');
  expect(instant(at, before, 'Pacific/Kiritimati')).toBe('06:00');
});

const zone = process.env['TZ'];
beforeAll(() => {
  process.env['TZ'] = 'Asia/Tokyo';
  vi.useFakeTimers({ now, toFake: ['Date'] });
});
afterAll(() => {
  vi.useRealTimers();
  if (zone === undefined) delete process.env['TZ'];
  else process.env['TZ'] = zone;
});

test('a wait of eleven days is told with its day, wherever one is told', () => {
  const retryAt = now + 11 * day;
  for (const code of ['busy', 'wrong-passcode', 'passcode-wait'] as const) {
    expect(errorSentence(ja.errors[code], { retryAt })).toContain('2027年1月10日 20:55');
    expect(errorSentence(en.errors[code], { retryAt })).toContain('10 January 2027 at 20:55');
  }
  expect(ja.lock.wait(retryAt)).toContain('2027年1月10日 20:55');
  expect(en.lock.wait(retryAt)).toContain('10 January 2027 at 20:55');
  expect(settingsJa.clockCheck.moment(retryAt)).toContain('2027年1月10日');
});

test('a clock in the year 2100 is told with its date', () => {
  const pcClockAt = Date.UTC(2100, 0, 1, 3);
  expect(errorSentence(ja.errors['clock-in-doubt'], { pcClockAt })).toBe(
    'パソコンの日付が2100年1月1日になっています。この日付では、トークンの有効期限が切れています。',
  );
  expect(errorSentence(en.errors['clock-in-doubt'], { pcClockAt })).toContain('1 January 2100');
});

test('an end is a day of the institution’s calendar, wherever the PC is', () => {
  expect(ja.date(Date.UTC(2031, 2, 31, 14, 59, 59))).toBe('2031年3月31日');
  expect(en.date(Date.UTC(2031, 2, 31, 15))).toBe('1 April 2031');
});

test('a time of day is told by the one rule that adds the day', () => {
  const files = readdirSync('renderer', { recursive: true, encoding: 'utf8' }).filter((name) =>
    /\.tsx?$/.test(name),
  );
  const telling = files.filter((name) =>
    /hour: '(2-digit|numeric)'|timeStyle|toLocaleTimeString/.test(
      readFileSync(join('renderer', name), 'utf8').replaceAll(/dateStyle: '\w+', timeStyle/g, ''),
    ),
  );
  expect(telling).toEqual(['format/instant.ts']);
});
