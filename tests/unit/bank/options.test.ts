/** The bank's limits and how they are set. */
import { describe, expect, test } from 'vitest';
import { defaultLimits, limitNames, limitTable } from '../../../bank/service/rules.ts';
import { optionOf } from '../../../bank/service/options/limit-options.ts';
import { readBranchOptions } from '../../../bank/branch/service/options.ts';
import { readIssuerOptions } from '../../../bank/issuer/service/options.ts';
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

const [bank, branch, issuer] = [readOptions, readBranchOptions, readIssuerOptions];

describe.each([
  [bank, '--port', 'not a port from 0 to 65535'],
  [branch, '--port', 'not a port from 0 to 65535'],
  [issuer, '--management-port', 'not a port from 0 to 65535'],
  [issuer, '--drain-seconds', 'not a number of seconds from 0 to 3600'],
  [issuer, '--max-connections', 'not a number from 1 to 1000000'],
  [issuer, '--statuses-in-all', 'not a number from 1 to 999999999'],
])('%o %s', (read, option, sentence) => {
  test.each(['', '-1', '1e2', '0x10', '1.0', ' 5', '+5', '٣', '9999999999'])(
    'given as "%s" is refused by what it takes: decimal digits, from where to where',
    (value) => {
      expect(() => read([`${option}=${value}`])).toThrow(
        expect.objectContaining({ message: `${option}: ${sentence}` }),
      );
    },
  );
});

describe.each([bank, branch, issuer])('%o', (read) => {
  test.each([
    [['--polcy'], 'There is no option --polcy; --help lists them.'],
    [['--polcy=secret'], 'There is no option --polcy; --help lists them.'],
    [['--__proto__'], 'There is no option --__proto__; --help lists them.'],
    [['--port', '1', '-p'], 'There is no option -p; --help lists them.'],
    [['--port'], '--port needs a value. One that begins with - is written --port=-value.'],
    [
      ['--data', '--port', '1'],
      '--data needs a value. One that begins with - is written --data=-value.',
    ],
    [['--help=yes'], '--help takes no value.'],
  ])('refuses %j in its own words, and says none of what was typed as a value', (args, message) => {
    expect(() => read(args)).toThrow(expect.objectContaining({ message }));
  });
});

test('the bank, which takes no commands but the operator’s, says so', () => {
  const message = 'No words are taken besides options; see --help.';
  expect(() => bank(['start'])).toThrow(expect.objectContaining({ message }));
});

test.each(['', ' ', '\u3000'])('a name that says nothing ("%s") is refused', (name) => {
  const message = '--institution: empty';
  expect(() => branch([`--institution=${name}`])).toThrow(expect.objectContaining({ message }));
});

test('a word about the shared database is refused where there is none', () => {
  expect(() => readIssuerOptions(['--joins'])).toThrow('--joins: there is no DATABASE_URL');
  const shared = readIssuerOptions(['--joins'], { DATABASE_URL: 'postgres://db.example/issuer' });
  expect(shared).toMatchObject({ joins: true });
});
