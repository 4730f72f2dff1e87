/** Whether the app that runs is the newest, by what the signed directory says. */
import { expect, test } from 'vitest';
import { isOlder, notOlderThan, standing } from '../../../electron/core/update/release.ts';
import { appRelease } from '../../fakes/samples.ts';

test.each([
  ['2.4.0', 'newest'],
  ['2.5.0', 'newest'],
  ['2.3.9', 'older'],
  ['2.0.0', 'older'],
  ['1.9.9', 'tooOld'],
])('with 2.4.0 released and 2.0.0 the oldest that is wanted, %s is %s', (running, expected) => {
  expect(standing(running, appRelease({ version: '2.4.0', minimum: '2.0.0' }))).toBe(expected);
});

test('of a directory that says nothing of the app nothing is known', () => {
  expect(standing('1.0.0', null)).toBe('unknown');
});

test('below the oldest that is wanted, where there is nothing newer, is the newest all the same', () => {
  const release = appRelease({ version: '2.4.0', minimum: '3.0.0' });
  expect(standing('2.4.0', release)).toBe('newest');
});

test.each([
  ['2.4.0', null, '2.4.0'],
  ['2.4.0', '2.3.9', '2.4.0'],
  ['2.4.0', '2.4.0', '2.4.0'],
  ['2.4.0', '2.4.1', undefined],
  ['2.4.0', '10.0.0', undefined],
])('%s, after %s was seen, is %s', (version, seen, taken) => {
  expect(notOlderThan(seen, appRelease({ version }))?.version).toBe(taken);
});

test('versions are compared as numbers, place by place', () => {
  const rising = ['0.0.9', '0.0.10', '0.9.0', '0.10.0', '1.0.0', '2.0.0', '10.0.0'];
  for (const [place, version] of rising.entries()) {
    expect(rising.map((other) => isOlder(version, other))).toEqual(
      rising.map((_other, at) => place < at),
    );
  }
});
