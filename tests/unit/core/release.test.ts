/** Whether the app that runs is the newest, by what the signed directory says. */
import { expect, test } from 'vitest';
import { newerVersion, standing } from '../../../electron/core/release.ts';
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

test('a newer version is offered, and none that is not newer', () => {
  const release = appRelease({ version: '2.4.0', minimum: '2.0.0' });
  expect(['1.0.0', '2.3.9', '2.4.0', '2.5.0'].map((at) => newerVersion(at, release))).toEqual([
    '2.4.0',
    '2.4.0',
    null,
    null,
  ]);
});
