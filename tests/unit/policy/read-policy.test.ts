/** What an institution has set on a PC: each value by itself, whatever stands beside it. */
import { describe, expect, test } from 'vitest';
import { policyExample } from '../../../build/policy/policy-words.ts';
import { boundBy, readPolicy, toldOf } from '../../../electron/use-cases/policy/read-policy.ts';
import type { PolicySource } from '../../../electron/use-cases/policy/read-policy.ts';
import { policyNames } from '../../../shared/contract.ts';
import type { PolicyName } from '../../../shared/contract.ts';

function read(
  values: Record<string, unknown>,
  from: PolicySource['from'] = 'file',
  takesLoopback = false,
) {
  const events: string[] = [];
  const log = (event: string) => events.push(event);
  return { ...readPolicy({ from, values, trouble: null }, { takesLoopback, log }), events };
}

const [key] = policyExample.directoryRoots;
const other = { ...key, kid: 'other' };

/** For each member: what is taken, and of every wrong kind what is not. */
const table: Record<PolicyName, { good: unknown[]; bad: unknown[] }> = {
  directoryUrl: {
    good: ['https://directory.example/directory.jws', 'https://127.0.0.1:8443/list'],
    bad: [
      '',
      'directory.example',
      'ftp://directory.example/',
      'http://directory.example/',
      1,
      true,
    ],
  },
  directoryRoots: {
    good: [[key], [key, other]],
    bad: [
      [],
      key,
      JSON.stringify(key),
      ['{'],
      [{ ...key, kid: '' }],
      [{ ...key, x: 'short' }],
      [key, key],
      [{ ...key, d: '870MB6gfuTJ4HtUnUvYMyJpr5eUZNP4Bk43bVdj3eAE' }],
      7,
      true,
    ],
  },
  updates: { good: ['off', 'notify', 'on'], bad: ['Off', 'never', '', 0, true, ['off']] },
  passcodeRequired: { good: [true, false], bad: ['true', 1, 0, '', [true]] },
  autoLockMinutes: { good: [1, 10, 60], bad: [0, 61, 2.5, -1, '10', true, [10]] },
  copyingAllowed: { good: [true, false], bad: ['false', 0, 1, []] },
  readAloudAllowed: { good: [true, false], bad: ['no', 0, 1, []] },
  language: { good: ['ja', 'en'], bad: ['fr', 'system', 'JA', 1, true, ['ja']] },
};

/** A list would be taken for several arguments. */
const given = (values: unknown[]) => values.map((value) => ({ value }));

describe.each(policyNames)('%s', (name) => {
  test.each(given(table[name].good))('is taken: %j', ({ value }) => {
    const { policy, problems } = read({ [name]: value });
    expect(policy).toEqual({ [name]: value });
    expect(problems).toEqual([]);
  });

  const isKnown = name === 'language' ? { updates: 'off' } : { language: 'ja' };
  test.each(given([...table[name].bad, null, {}]))('is ignored, alone: %j', ({ value }) => {
    const { policy, problems, events } = read({ [name]: value, ...isKnown });
    expect(policy).toEqual(isKnown);
    expect(problems).toEqual([{ name, kind: 'refused' }]);
    expect(events).toEqual([`policy-refused-${name}`]);
  });
});

test('the example says something of each, all of which is taken', () => {
  const { policy, problems } = read(policyExample);
  expect(policy).toEqual(policyExample);
  expect(problems).toEqual([]);
});

test('an address on this very machine is taken by a demo alone', () => {
  const url = 'http://127.0.0.1:8787/directory.jws';
  expect(read({ directoryUrl: url }).policy).toEqual({});
  expect(read({ directoryUrl: url }, 'file', true).policy).toEqual({ directoryUrl: url });
});

test('a name that nobody knows is told, as far as it can be shown, and its value never', () => {
  const { policy, problems, events } = read({
    copyAllowed: false,
    PasscodeRequired: true,
    '<b>': 1,
    ['x'.repeat(41)]: 1,
    constructor: 1,
  });
  expect(policy).toEqual({});
  expect(problems).toEqual([
    { name: 'copyAllowed', kind: 'unknown' },
    { name: 'PasscodeRequired', kind: 'unknown' },
    { name: null, kind: 'unknown' },
    { name: null, kind: 'unknown' },
    { name: 'constructor', kind: 'unknown' },
  ]);
  expect(new Set(events)).toEqual(new Set(['policy-unknown']));
});

describe('of the registry', () => {
  test('1 and 0 are yes and no, and names are the same in capitals', () => {
    const { policy } = read({ PASSCODEREQUIRED: 1, copyingallowed: 0 }, 'registry');
    expect(policy).toEqual({ passcodeRequired: true, copyingAllowed: false });
  });

  test.each([2, '1', null])('%j is neither yes nor no', (value) => {
    expect(read({ copyingAllowed: value }, 'registry').policy).toEqual({});
  });
});

test.each(['registry', 'profile'] as const)('in the %s a key is a line of JSON', (from) => {
  const lines = [JSON.stringify(key), JSON.stringify(other)];
  expect(read({ directoryRoots: lines }, from).policy).toEqual({ directoryRoots: [key, other] });
  expect(read({ directoryRoots: ['{"kty":'] }, from).policy).toEqual({});
});

test('only what takes a choice away is shown as taken', () => {
  expect(boundBy({})).toEqual([]);
  expect(
    boundBy({ copyingAllowed: true, readAloudAllowed: true, passcodeRequired: false }),
  ).toEqual([]);
  expect(boundBy({ ...policyExample, readAloudAllowed: false })).toEqual([
    'language',
    'autoLockMinutes',
    'passcode',
    'copying',
    'readAloud',
  ]);
});

test('A16 is told of each member, of keys how many, and nothing where nothing is set', () => {
  const none = { policy: {}, problems: [], trouble: null };
  expect(toldOf(none)).toBeNull();
  expect(toldOf({ ...none, policy: policyExample })?.members).toEqual([
    { name: 'directoryUrl', value: 'https://directory.example/directory.jws' },
    { name: 'directoryRoots', value: 1 },
    { name: 'updates', value: 'notify' },
    { name: 'passcodeRequired', value: true },
    { name: 'autoLockMinutes', value: 10 },
    { name: 'copyingAllowed', value: false },
    { name: 'readAloudAllowed', value: true },
    { name: 'language', value: 'ja' },
  ]);
});
