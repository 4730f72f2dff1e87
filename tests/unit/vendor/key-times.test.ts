/** When an institution may do what with which key (docs/activation-protocol.md, Replacing keys). */
import { expect, test } from 'vitest';
import { keyTimes } from '../../../build/vendor/directory/key-times.ts';
import type { SignedList } from '../../../build/vendor/directory/state.ts';

const day = 86_400;
const serviceId = '10010017';
const name = { ja: '見本', en: 'Sample' };
const list = (seq: number, exp: number, encryption: string[], signing: string[]): SignedList => ({
  seq,
  iat: 0,
  exp,
  institutions: { [serviceId]: { name, encryption, signing } },
});
const told = (signed: SignedList[], now: number) =>
  keyTimes({ signed }, now).map(({ kid, ...rest }) => [kid, rest]);

const before = list(1, 30 * day, ['e1'], ['s1']);
const rotated = list(2, 40 * day, ['e2', 'e1'], ['s1', 's2']);
const retired = list(3, 50 * day, ['e2'], ['s2']);

test.each<[string, SignedList[], number, unknown[]]>([
  [
    'of the first list, every key serves',
    [before],
    0,
    [
      ['e1', { serviceId, is: 'sealing' }],
      ['s1', { serviceId, is: 'signing' }],
    ],
  ],
  [
    'a new signing key waits for the last list without it to expire',
    [before, rotated],
    20 * day,
    [
      ['e2', { serviceId, is: 'sealing' }],
      ['e1', { serviceId, is: 'sealing' }],
      ['s1', { serviceId, is: 'signing' }],
      ['s2', { serviceId, is: 'too-new', from: 30 * day }],
    ],
  ],
  [
    'and signs when it has',
    [before, rotated],
    30 * day,
    [
      ['e2', { serviceId, is: 'sealing' }],
      ['e1', { serviceId, is: 'sealing' }],
      ['s1', { serviceId, is: 'signing' }],
      ['s2', { serviceId, is: 'signing' }],
    ],
  ],
  [
    'a retired encryption key stays for 72 hours after the last list with it',
    [before, rotated, retired],
    41 * day,
    [
      ['e2', { serviceId, is: 'sealing' }],
      ['s2', { serviceId, is: 'signing' }],
      ['e1', { serviceId, is: 'to-keep', until: 43 * day }],
    ],
  ],
  [
    'and may go then',
    [before, rotated, retired],
    43 * day,
    [
      ['e2', { serviceId, is: 'sealing' }],
      ['s2', { serviceId, is: 'signing' }],
      ['e1', { serviceId, is: 'to-drop' }],
    ],
  ],
  ['nothing was signed', [], 0, []],
])('%s', (_name, signed, now, expected) => {
  expect(told(signed, now)).toEqual(expected);
});

test('of an institution that has left, the private keys stay as long', () => {
  const without = { ...retired, institutions: {} };
  expect(told([rotated, without], 0)).toEqual([
    ['e2', { serviceId, is: 'to-keep', until: 43 * day }],
    ['e1', { serviceId, is: 'to-keep', until: 43 * day }],
  ]);
});
