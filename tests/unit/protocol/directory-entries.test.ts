/** An entry of the directory that is not as it must be is left out and logged, and the others work. */
import { expect, test } from 'vitest';
import { indexEntries } from '../../../electron/adapters/institution/directory-entries.ts';
import type { DirectoryEntry, NamedKey } from '../../../shared/protocol.ts';
import { createIssuer } from '../../fakes/app/issuer.ts';

const good = (await createIssuer({ serviceId: '10020025' })).entry('https://haruna.example');
const other = (await createIssuer()).entry('https://akagi.example');
const [key] = other.signingKeys as [NamedKey];

/** What the app finds of a list, and what it logs. */
function read(institutions: unknown[]) {
  const logged: string[] = [];
  const entries = indexEntries(institutions, (event, cause) =>
    logged.push(`${event} ${(cause as { code: string }).code}`),
  );
  return { akagi: entries.find('10010017'), haruna: entries.find('10020025'), logged };
}

const named = (change: object) => ({ name: { ...other.name, ...change } });
const signing = (change: object) => ({ signingKeys: [{ ...key, ...change }] });

test.each<[string, string, object]>([
  ['a mark of three characters', 'mark', { mark: '赤城信' }],
  ['no mark', 'mark', { mark: '' }],
  ['a mark that is not seen', 'mark', { mark: '\u200b' }],
  ['a mark of a combining character', 'mark', { mark: '\u0301' }],
  ['a colour by its name', 'color', { color: 'red' }],
  ['a colour in capitals', 'color', { color: '#9A2237' }],
  ['a telephone number in words', 'tel', { tel: 'お電話ください' }],
  ['a telephone number in full width', 'tel', { tel: '０１２０－０００－１１１' }],
  ['a name of two lines', 'name.ja', named({ ja: 'あかぎ\n信用組合' })],
  ['a name that is turned round', 'name.en', named({ en: '\u202eAkagi' })],
  ['a name of blanks alone', 'name.ja', named({ ja: ' \u3000' })],
  ['a name of 101 characters', 'name.ja', named({ ja: 'あ'.repeat(101) })],
  ['a name without its reading', 'name.kana', named({ kana: undefined })],
  ['hours of blanks alone', 'hours.en', { hours: { ja: '平日', en: ' ' } }],
  ['hours in one language', 'hours.en', { hours: { ja: '平日' } }],
  ['an issuer with a final slash', 'issuerUrl', { issuerUrl: 'https://akagi.example/issuer/' }],
  ['an issuer that is a host with a slash', 'issuerUrl', { issuerUrl: 'https://akagi.example/' }],
  ['an issuer with a query', 'issuerUrl', { issuerUrl: 'https://akagi.example/issuer?x=1' }],
  ['an issuer with a fragment', 'issuerUrl', { issuerUrl: 'https://akagi.example/issuer#x' }],
  ['an issuer without TLS', 'issuerUrl', { issuerUrl: 'http://akagi.example/issuer' }],
  ['an issuer with a password', 'issuerUrl', { issuerUrl: 'https://a:b@akagi.example/issuer' }],
  ['an issuer at a port that is none', 'issuerUrl', { issuerUrl: 'https://akagi.example:99999' }],
  ['a bank that is a script', 'bankUrl', { bankUrl: 'javascript:alert(1)' }],
  ['a bank with a space', 'bankUrl', { bankUrl: 'https://akagi.example/a b' }],
  ['no key to sign by', 'signingKeys', { signingKeys: [] }],
  ['nine keys', 'encryptionKeys', { encryptionKeys: numberedKeys(9) }],
  ['two keys of one name', 'signingKeys', { signingKeys: [key, key] }],
  ['a key with its private half', 'signingKeys.0.d', signing({ d: 'A'.repeat(43) })],
  ['a key of another curve', 'signingKeys.0.crv', signing({ crv: 'P-384' })],
  ['a key that is not on its curve', 'keys', signing({ y: 'A'.repeat(43) })],
  ['a key with stray bits', 'signingKeys.0.x', signing({ x: `${'A'.repeat(42)}B` })],
  ['a key without a name', 'signingKeys.0.kid', signing({ kid: '' })],
  ['no policy', 'policy', { policy: undefined }],
  [
    'a shortest password longer than the longest',
    'policy.passwordLength',
    { policy: { ...other.policy, passwordLength: { min: 8, max: 4 } } },
  ],
])('%s', (_name, member, change) => {
  const { akagi, haruna, logged } = read([{ ...other, ...change }, good]);
  expect(akagi).toBeUndefined();
  expect(haruna).toEqual(good);
  expect(logged).toEqual([`directory-entry-refused 0.${member}`]);
});

function numberedKeys(count: number): NamedKey[] {
  return Array.from({ length: count }, (_, index) => ({ ...key, kid: `key-${index}` }));
}

test.each<[string, Partial<DirectoryEntry>]>([
  ['a mark of two characters', { mark: '赤城' }],
  ['a mark beyond the first plane', { mark: '𠮷𠮷' }],
  ['eight keys', { signingKeys: numberedKeys(8) }],
  ['a demo’s issuer on this machine', { issuerUrl: 'http://127.0.0.1:8787/akagi/issuer' }],
  ['an issuer at a port', { issuerUrl: 'https://akagi.example:8443' }],
  ['a bank with a query', { bankUrl: 'https://akagi.example/ib/login.do?lang=ja' }],
])('%s is taken', (_name, change) => {
  const { akagi, logged } = read([{ ...other, ...change }, good]);
  expect(akagi).toEqual({ ...other, ...change });
  expect(logged).toEqual([]);
});

test('members that nobody knows are passed over', () => {
  const newer = { ...other, since: 2031, signingKeys: [{ ...key, use: 'sig' }] };
  expect(read([newer]).akagi).toEqual(other);
});

test('a number that stands twice is nobody’s', () => {
  const { akagi, haruna, logged } = read([other, good, { ...other, mark: '偽' }]);
  expect(akagi).toBeUndefined();
  expect(haruna).toEqual(good);
  expect(logged).toEqual(['directory-entry-refused 0.serviceId']);
});

test('the number that the app practises with is nobody’s', () => {
  const logged: string[] = [];
  const entries = indexEntries([{ ...other, serviceId: '12345678' }], (event) =>
    logged.push(event),
  );
  expect(entries.find('12345678')).toBeUndefined();
  expect(logged).toEqual(['directory-entry-refused']);
});

test.each<[string, unknown]>([
  ['nothing', null],
  ['a word', 'akagi'],
  ['a list', []],
  ['an entry without a number', { ...other, serviceId: undefined }],
  ['an entry whose number is a number', { ...other, serviceId: 10010017 }],
])('%s in the list is left out', (_name, entry) => {
  const { haruna, logged } = read([entry, good]);
  expect(haruna).toEqual(good);
  expect(logged).toEqual(['directory-entry-refused 0.serviceId']);
});

test('what is left out is told once, however often it is asked for', () => {
  const logged: string[] = [];
  const entries = indexEntries([{ ...other, mark: '' }], (event) => logged.push(event));
  expect([entries.find('10010017'), entries.find('10010017')]).toEqual([undefined, undefined]);
  expect(logged).toHaveLength(1);
});
