/** What customers type and paste on 初期設定 (A01). */
import { expect, test } from 'vitest';
import { malformedFields, readActivationInput } from '../../../electron/core/activation-input.ts';

const input = { serviceId: '10010017', userId: '7K3M9QX2TB', activationPassword: '482915' };

test.each([
  ['as printed', input],
  [
    'full-width',
    {
      serviceId: '１００１００１７',
      userId: '７Ｋ３Ｍ９ＱＸ２ＴＢ',
      activationPassword: '４８２９１５',
    },
  ],
  [
    'with spaces, in lower case',
    { serviceId: ' 1001 0017 ', userId: '7k3m9 qx2tb', activationPassword: '482 915' },
  ],
  [
    'with hyphens of all kinds',
    { serviceId: '1001-0017', userId: '7K3M9‐QX2TB', activationPassword: '482−915' },
  ],
])('IDs and password are taken %s', (_how, typed) => {
  expect(readActivationInput(typed)).toEqual(input);
});

test('I, L and O, which no user ID has, are read as the digits they look like', () => {
  expect(readActivationInput({ ...input, userId: 'oil3456789' }).userId).toBe('0113456789');
});

test.each([
  ['three digits', '482', false],
  ['four digits', '4829', true],
  ['eight digits', '48291537', true],
  ['nine digits', '482915370', false],
  ['letters', '48a9', false],
  ['nothing', '', false],
])('an activation password of %s', (_what, activationPassword, expected) => {
  const malformed = expected ? [] : ['activationPassword'];
  expect(malformedFields({ ...input, activationPassword })).toEqual(malformed);
});

test('an institution may want longer activation passwords', () => {
  const short = { ...input, activationPassword: '4829' };
  expect(malformedFields(short, { min: 6, max: 8 })).toEqual(['activationPassword']);
});

test.each([
  ['seven digits', { serviceId: '1001001' }],
  ['nine characters', { userId: '7K3M9QX2T' }],
  ['a letter that is not in the alphabet', { userId: '7K3M9QX2TU' }],
])('an ID of %s is not well-formed', (_what, change) => {
  expect(malformedFields({ ...input, ...change })).toEqual(Object.keys(change));
});

test('of an empty form every field is named, in the order in which they stand', () => {
  expect(malformedFields({ serviceId: '', userId: '', activationPassword: '' })).toEqual([
    'serviceId',
    'userId',
    'activationPassword',
  ]);
});
