/** What the page says of a limit is what main holds the customer to. */
import { expect, test } from 'vitest';
import { readPasscode } from '../../../electron/core/passcode.ts';
import { calls } from '../../../shared/contract.ts';
import { defaultSettings } from '../../../shared/default-settings.ts';
import {
  activationPasswordDigits,
  maxMailCharacters,
  passcodeDigits,
  serviceIdDigits,
  userIdCharacters,
} from '../../../shared/limits.ts';
import { ActivationPassword, ServiceId, UserId } from '../../../shared/protocol.ts';
import { Settings } from '../../../shared/state.ts';

/** The lengths that are taken, of one digit over and over. */
function lengthsTaken(takes: (digits: string) => boolean): number[] {
  return Array.from({ length: 40 }, (_, length) => length).filter((length) =>
    takes('7'.repeat(length)),
  );
}

const upTo = ({ min, max }: { min: number; max: number }) =>
  Array.from({ length: max - min + 1 }, (_, index) => min + index);

test.each([
  ['a service ID', (digits: string) => ServiceId.safeParse(digits).success, [serviceIdDigits]],
  ['a user ID', (digits: string) => UserId.safeParse(digits).success, [userIdCharacters]],
  [
    'an activation password',
    (digits: string) => ActivationPassword.safeParse(digits).success,
    upTo(activationPasswordDigits),
  ],
  ['a passcode', (digits: string) => readPasscode(digits) !== null, upTo(passcodeDigits)],
])('%s has the lengths that the page names', (_what, takes, lengths) => {
  expect(lengthsTaken(takes)).toEqual(lengths);
});

test('a mail as long as the page sends is taken', () => {
  const mail = { text: 'あ'.repeat(maxMailCharacters) };
  expect(calls.readMail.input.safeParse(mail).success).toBe(true);
});

test('the settings before any choice are among those that can be chosen', () => {
  expect(Settings.parse(defaultSettings)).toEqual(defaultSettings);
});
