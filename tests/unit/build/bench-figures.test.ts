/** What several runs of the benchmark are summed up to. */
import { expect, test } from 'vitest';
import { figure, reached, summedUp } from '../../bench/figures.ts';
import type { Figure } from '../../bench/figures.ts';

const rounds = [
  [1, 2, 3],
  [2, 4, 9],
  [0, 3, 5],
];
const sumOf = (aim: number | null, better: Figure['better'] = 'lower') =>
  summedUp(rounds.map((values) => ({ ratios: { one: figure(values, aim, better) } })))['ratios']
    ?.one ?? figure([], null);

test.each<[aim: number | null, better: Figure['better'], value: number, inRuns: string]>([
  [3, 'lower', 4, '2 of 3'],
  [3, 'higher', 2, '2 of 3'],
  [5, 'lower', 4, '3 of 3'],
  [5, 'higher', 2, '0 of 3'],
  // What nothing is demanded of has no worst.
  [null, 'lower', 3, ''],
])('of runs of 2, 4 and 3 the worst beside %s counts where %s is better', (...row) => {
  const [aim, better, value, inRuns] = row;
  const sum = sumOf(aim, better);
  expect(sum).toEqual({ value, aim, better, min: 0, max: 9, runs: [2, 4, 3] });
  expect(reached(sum)).toBe(inRuns);
});

test('a single run says yes or no', () => {
  expect(reached(figure([1, 2, 3], 2))).toBe('yes');
  expect(reached(figure([1, 2, 3], 1.9))).toBe('no');
  expect(reached(figure([1, 2, 3], 1.9, 'higher'))).toBe('yes');
  expect(reached(figure([1, 2, 3], null))).toBe('');
});
