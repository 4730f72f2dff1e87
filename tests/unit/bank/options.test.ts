/** The bank's limits and how they are set. */
import { expect, test } from 'vitest';
import { defaultLimits, limitNames, limitTable } from '../../../bank/service/rules.ts';
import { optionOf } from '../../../bank/service/options/limit-options.ts';
import { help, readOptions } from '../../../bank/options.ts';

test('the help lists every limit with what it is without the option, and none that there is not', () => {
  const listed = [...help.matchAll(/^ +--([a-z-]+) <n> +(.+) \((\d+)\)$/gm)];
  expect(listed.map(([, option, what, usual]) => [option, what, Number(usual)])).toEqual(
    limitNames.map((name) => [optionOf(name), limitTable[name][1], defaultLimits[name]]),
  );
});

test('the help fits a terminal of 100 columns', () => {
  expect(help.split('\n').filter((line) => line.length > 100)).toEqual([]);
});

test.each(limitNames)('%s is set by its option', (name) => {
  expect(readOptions([`--${optionOf(name)}`, '7'])?.limits).toEqual({ [name]: 7 });
});

test('what is not set is left to the table', () => {
  expect(readOptions([])?.limits).toEqual({});
});

test.each([
  ['--activations-in-all', '0'],
  ['--log-in-tries', 'ten'],
  ['--trusted-proxies', '10.0.0.0/33'],
  ['--port', '65536'],
])('%s %s is refused in one sentence that names it', (option, value) => {
  expect(() => readOptions([option, value])).toThrow(new RegExp(`^${option}: not `));
});
