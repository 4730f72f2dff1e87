/** Two callers share one run. */
import { expect, test } from 'vitest';
import { singleFlight } from '../../../electron/core/single-flight.ts';

test('who asks while it runs gets the same answer, and who asks later a new one', async () => {
  const flight = singleFlight<string, number>();
  let runs = 0;
  const task = async () => {
    await Promise.resolve();
    runs += 1;
    return runs;
  };
  expect(await Promise.all([flight.run('a', task), flight.run('a', task)])).toEqual([1, 1]);
  expect(await flight.run('a', task)).toBe(2);
});

test('different things run beside each other', async () => {
  const flight = singleFlight<string, string>();
  const answer = (word: string) => () => Promise.resolve(word);
  expect(
    await Promise.all([flight.run('a', answer('one')), flight.run('b', answer('two'))]),
  ).toEqual(['one', 'two']);
});

test('one that failed fails for both, and can be tried again', async () => {
  const flight = singleFlight<string, string>();
  const fail = () => Promise.reject(new Error('no'));
  const both = await Promise.allSettled([flight.run('a', fail), flight.run('a', fail)]);
  expect(both.map(({ status }) => status)).toEqual(['rejected', 'rejected']);
  expect(await flight.run('a', () => Promise.resolve('yes'))).toBe('yes');
});

test('its begin and its end are told, the end before the caller goes on', async () => {
  const told: boolean[] = [];
  const flight = singleFlight<string, void>(() => told.push(flight.isInFlight('a')));
  await flight.run('a', () => Promise.resolve());
  expect(told).toEqual([true, false]);
});
