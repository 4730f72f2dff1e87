/** Which links open the set-up, and which are refused as a whole. */
import { assert, nat, property, string } from '../../fakes/fast-check.ts';
import { expect, test } from 'vitest';
import { readActivationLink } from '../../../electron/core/mail/activation-link.ts';
import { linkAmong } from '../../../electron/core/mail/link-argument.ts';
import { refusedArgument } from '../../../electron/core/switches.ts';
import { activationLink } from '../../../shared/brand.ts';

const ids = { serviceId: '10010017', userId: '7K2M9QX4TB' };
const link = activationLink(ids);

test.each([
  ['as the mail has it', link],
  ['with its scheme in capitals', link.replace('desktop-token', 'DESKTOP-TOKEN')],
  ['with its IDs the other way round', 'desktop-token:activate?user=7K2M9QX4TB&service=10010017'],
  ['typed in full width, as a field takes it', link.replace('10010017', '１００１００１７')],
  ['in small letters', link.replace('7K2M9QX4TB', '7k2m9qx4tb')],
  ['with every character of an ID escaped', link.replace('1001', '%31%30%30%31')],
])('a link %s carries both IDs', (_name, text) => {
  expect(readActivationLink(text)).toEqual(ids);
});

test.each([
  ['nothing at all', ''],
  ['the scheme alone', 'desktop-token:'],
  ['no IDs', 'desktop-token:activate?'],
  ['no service ID', 'desktop-token:activate?user=7K2M9QX4TB'],
  ['no user ID', 'desktop-token:activate?service=10010017'],
  ['an empty ID', 'desktop-token:activate?service=&user=7K2M9QX4TB'],
  ['a service ID that is too short', link.replace('10010017', '1001001')],
  ['a service ID that is too long', link.replace('10010017', '100100177')],
  ['a service ID with a letter', link.replace('10010017', '1001001x')],
  ['a user ID that is cut short', link.slice(0, -1)],
  ['a user ID that goes on', `${link}9`],
  ['a password', `${link}&password=482915`],
  ['an activation password', `${link}&activationPassword=482915`],
  ['a parameter that nobody knows', `${link}&next=x`],
  ['a parameter without a name', `${link}&=`],
  ['the same ID twice', `${link}&user=7K2M9QX4TB`],
  ['both IDs twice', `${link}&${link.split('?')[1]}`],
  ['a parameter in place of an ID', 'desktop-token:activate?service=10010017&password=482915'],
  ['the name of an own property', 'desktop-token:activate?__proto__=10010017&user=7K2M9QX4TB'],
  ['a name in capitals', link.replace('service', 'Service')],
  ['another deed', link.replace('activate', 'remove')],
  ['a host', link.replace('activate', '//activate')],
  ['another scheme', link.replace('desktop-token', 'https')],
  ['a fragment', `${link}#x`],
  ['a switch behind it', `${link}" --inspect`],
  ['a null character', `${link}%00`],
  ['a broken escape', `${link}%`],
  ['more than a link can have', link + ' '.repeat(200)],
  ['a megabyte', link + '&'.repeat(1_000_000)],
])('a link with %s is refused', (_name, text) => {
  expect(readActivationLink(text)).toBeNull();
});

test('of a thousand links that were tampered with none gives other IDs than well-formed ones', () => {
  const place = nat({ max: link.length });
  assert(
    property(place, place, string({ maxLength: 30, unit: 'binary' }), (from, to, put) => {
      const tampered = link.slice(0, Math.min(from, to)) + put + link.slice(Math.max(from, to));
      // What is read at all is two well-formed IDs and nothing else.
      expect(JSON.stringify(readActivationLink(tampered))).toMatch(
        /^(null|\{"serviceId":"[0-9]{8}","userId":"[0-9A-HJKMNP-TV-Z]{10}"\})$/,
      );
    }),
    { numRuns: 1000 },
  );
});

test('no text of any kind breaks the reading', () => {
  assert(
    property(string({ unit: 'binary' }), (text) => {
      expect(readActivationLink(text)).toBeNull();
      expect(readActivationLink(`desktop-token:${text}`)).toBeNull();
    }),
  );
});

test('among the arguments of a start the last link is the one', () => {
  const other = activationLink({ ...ids, userId: '0000000000' });
  expect(linkAmong(['--allow-file-access', other, link, 'else'])).toBe(link);
  expect(linkAmong(['desktop-token', 'x:desktop-token:', '/desktop-token:'])).toBeNull();
});

test('a release takes a link as an argument, and no switch beside or behind it', () => {
  expect(refusedArgument([link], true)).toBeNull();
  expect(refusedArgument([link, '--remote-debugging-port=1'], true)).not.toBeNull();
  expect(refusedArgument(['desktop-token:activate', '--inspect'], false)).not.toBeNull();
});
