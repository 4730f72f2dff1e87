/** Every rule of the directory, broken in a source one at a time: told with its line, its column and a sentence. */
import { writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { expect, test } from 'vitest';
import { checkSource } from '../../../build/vendor/directory/check.ts';
import { ja } from '../../../build/vendor/text/ja.ts';
import type { Context } from '../../../build/vendor/command.ts';
import { newKeyPair, publicHalf } from '../../fakes/app/issuer.ts';
import { temporaryFolder } from '../../fakes/folder.ts';
import { vendorContext } from '../../fakes/vendor/context.ts';
import { sourceOf } from '../../fakes/vendor/tool.ts';

const encryption = await newKeyPair('enc-1', 'ECDH-ES');
const signing = await newKeyPair('sig-1', 'ES256');
const lists = { encryptionKeys: [publicHalf(encryption)], signingKeys: [publicHalf(signing)] };
const right = sourceOf(['10010017', '10020025']);
const svg = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1 1"><rect width="1"/></svg>';

type Files = Record<string, string>;

/** What is said of a folder with these files, without the folder's own name. */
function faultsOf(files: Files, change: Partial<Context> = {}, name = 'directory.yaml'): string {
  const folder = temporaryFolder();
  const all: Files = {
    'akagi.public.json': JSON.stringify(lists, null, 2),
    'logo.svg': svg,
    ...files,
  };
  for (const [file, text] of Object.entries(all)) writeFileSync(join(folder, file), text, 'latin1');
  try {
    checkSource(join(folder, name), { seq: 1, iat: 1_782_864_000 }, vendorContext(change));
    return '';
  } catch (error) {
    return String(error instanceof Error ? error.message : error).replaceAll(`${folder}/`, '');
  }
}

const utf8 = (text: string) => Buffer.from(text).toString('latin1');
/** With the words of the first institution changed; throws where they are not there. */
function sourceWith(words: string | RegExp, other: string): Files {
  const text = right.replace(words, other);
  if (text === right) throw new Error(`${String(words)} is not there`);
  return { 'directory.yaml': utf8(text) };
}

test.each<[string, Files]>([
  ['as it is', { 'directory.yaml': utf8(right) }],
  ['with a logo beside it', sourceWith('mark: 見', 'mark: 見\n    logo: logo.svg')],
  ['with marks of another kind', sourceWith('mark: 見', 'mark: "\\U0001F431"')],
  ['without days', sourceWith('days: 30', '')],
])('a source %s may be signed', (_name, files) => {
  expect(faultsOf(files)).toBe('');
});

test.each<[string, string | RegExp, string, string]>([
  [
    'a service ID without quotes',
    '"10010017"',
    '10010017',
    '4:16: institutions[0].serviceId: must be text: put it in quotes',
  ],
  [
    'a service ID of seven digits',
    '"10010017"',
    '"1001001"',
    '4:16: institutions[0].serviceId: must be 8 digits',
  ],
  [
    'the ID of the practice',
    '"10010017"',
    '"12345678"',
    '4:16: institutions[0].serviceId: must be 8 digits',
  ],
  [
    'a service ID twice',
    '"10020025"',
    '"10010017"',
    '18:16: institutions[1].serviceId: stands here for the second time',
  ],
  ['no name', /name: .*/, '', '4:5: institutions[0].name: is missing'],
  [
    'a name without kana',
    'kana: シンヨウクミアイ, ',
    '',
    '5:11: institutions[0].name.kana: is missing',
  ],
  ['an empty name', 'ja: 第10010017信用組合', 'ja: ""', '5:17: institutions[0].name.ja: is needed'],
  [
    'a name with a character that nobody sees',
    'Credit Union 10010017',
    '"Credit\\u202EUnion"',
    '5:',
  ],
  [
    'an issuer with a final slash',
    'example/issuer',
    'example/issuer/',
    '6:16: institutions[0].issuerUrl: must be an https: address',
  ],
  [
    'an issuer without TLS',
    'https://otp-10010017.example',
    'http://otp.example',
    '6:16: institutions[0].issuerUrl: must be',
  ],
  [
    'an issuer on this machine',
    'https://otp-10010017.example',
    'http://127.0.0.1:8787',
    '6:16: institutions[0].issuerUrl: http: is for a demo',
  ],
  [
    'a bank’s page with a user',
    'https://www-10010017',
    'https://user@www-10010017',
    '7:14: institutions[0].bankUrl: must be',
  ],
  [
    'a telephone number in words',
    '0120-000-111',
    '0120-CALL',
    '8:10: institutions[0].tel: must be',
  ],
  ['hours in one language', ', en: "Weekdays"', '', '9:12: institutions[0].hours.en: is missing'],
  [
    'a colour that is a remark',
    '"#5b478f"',
    '#5b478f',
    '10:12: institutions[0].color: has no value',
  ],
  [
    'a colour in capital letters',
    '"#5b478f"',
    '"#5B478F"',
    '10:12: institutions[0].color: must be',
  ],
  [
    'a mark of three',
    'mark: 見',
    'mark: 見本信',
    '11:11: institutions[0].mark: must be one or two',
  ],
  [
    'a logo that is not there',
    'mark: 見',
    'logo: none.svg\n    mark: 見',
    '11:11: institutions[0].logo: There is no none.svg',
  ],
  [
    'a logo of another kind',
    'mark: 見',
    'logo: logo.gif\n    mark: 見',
    '11:11: institutions[0].logo: A logo is',
  ],
  [
    'keys that are not there',
    'akagi.public.json',
    'none.json',
    '12:11: institutions[0].keys: There is no none.json',
  ],
  ['no keys', /keys: .*/, '', '4:5: institutions[0].encryptionKeys: is missing'],
  [
    'keys twice',
    /keys: .*/,
    'keys: akagi.public.json\n    signingKeys: []',
    '12:5: institutions[0].keys: keys is the name',
  ],
  ['a password of nine digits', 'max: 8', 'max: 9', '14:'],
  [
    'a password shorter than itself',
    'min: 4, max: 8',
    'min: 8, max: 4',
    '14:23: institutions[0].policy.passwordLength: is how many',
  ],
  [
    'a wait of half a second',
    'waitSeconds: 8',
    'waitSeconds: 0.5',
    '15:20: institutions[0].policy.waitSeconds: is in how many',
  ],
  [
    'a wait of a minute',
    'waitSeconds: 8',
    'waitSeconds: 60',
    '15:20: institutions[0].policy.waitSeconds: is in how many',
  ],
  [
    'a passcode that is a word',
    'passcodeRequired: false',
    'passcodeRequired: no',
    '16:25: institutions[0].policy.passcodeRequired: must be true or false',
  ],
  [
    'a misspelt member',
    'waitSeconds',
    'waitSecond',
    '15:7: institutions[0].policy.waitSecond: There is no such member',
  ],
  [
    'a member that stands twice',
    'mark: 見',
    'mark: 見\n    mark: 本',
    '12:5: This member stands twice',
  ],
  ['a member of its own', 'days: 30', 'days: 30\nseq: 9', '2:1: seq: There is no such member'],
  ['days beyond a year', 'days: 30', 'days: 367', '1:7: days: is how many days'],
  ['nobody', /institutions:[^]*/, 'institutions: []', '2:15: institutions: must be a list'],
  ['a reference', 'tel: 0120-000-111', 'tel: *other', '8:10: References'],
  ['a bracket that is open', 'max: 8 }', 'max: 8', '15:'],
  [
    'an app’s release without a version',
    'days: 30',
    'app: { minimum: 1.0.0 }',
    '1:6: app.version: is missing',
  ],
])('%s is told with its place', (_name, words, other, said) => {
  expect(faultsOf(sourceWith(words, other))).toContain(`directory.yaml:${said}`);
});

const keysWith = (change: (keys: typeof lists) => unknown): Files => ({
  'directory.yaml': utf8(sourceOf(['10010017'])),
  'akagi.public.json': JSON.stringify(change(structuredClone(lists)), null, 2),
});
const [enc] = lists.encryptionKeys;

test.each<[string, Files, string]>([
  [
    'a private key',
    keysWith((keys) => ({ ...keys, signingKeys: [signing] })),
    'signingKeys[0].d: is a private key',
  ],
  [
    'a point that is none',
    keysWith((keys) => ({ ...keys, encryptionKeys: [{ ...enc, y: enc?.x }] })),
    'encryptionKeys[0]: x and y are no point',
  ],
  [
    'a kid twice',
    keysWith((keys) => ({ ...keys, encryptionKeys: [enc, enc] })),
    'encryptionKeys[1].kid: stands in this list',
  ],
  [
    'nine keys',
    keysWith((keys) => ({
      ...keys,
      signingKeys: Array.from({ length: 9 }, (_, at) => ({ ...enc, kid: `k${at}` })),
    })),
    'signingKeys: must be a list of 1 to 8',
  ],
  [
    'one list alone',
    keysWith(({ signingKeys }) => ({ signingKeys })),
    'encryptionKeys: is missing',
  ],
  ['something more', keysWith((keys) => ({ ...keys, more: 1 })), 'more: There is no such member'],
  ['no lists', keysWith(() => []), 'encryptionKeys and signingKeys are needed'],
])('in a file of keys %s is told', (_name, files, said) => {
  const faults = faultsOf(files);
  expect(faults).toContain(said);
  expect(faults).toMatch(/\.(yaml|json):\d+:\d+: /);
  expect(faults).not.toContain(signing.d);
});

test('a fault in a file of keys is placed in that file', () => {
  const files = keysWith((keys) => ({ ...keys, encryptionKeys: [enc, enc] }));
  expect(faultsOf(files)).toMatch(/^akagi\.public\.json:\d+:14: /);
});

test.each([
  ['a script', '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1 1"><script/></svg>'],
  ['more than it may have', svg.replace('<rect', `${' '.repeat(9000)}<rect`)],
])('a logo with %s is told where it is named', (_name, text) => {
  const files = { ...sourceWith('mark: 見', 'mark: 見\n    logo: logo.svg'), 'logo.svg': text };
  expect(faultsOf(files)).toContain('directory.yaml:12:11: institutions[0].logo');
});

test('all faults are told at once, in the order of the lines', () => {
  const files = {
    'directory.yaml': utf8(
      right.replaceAll('mark: 見', 'mark: 見本信').replace('days: 30', 'days: 0'),
    ),
  };
  const lines = faultsOf(files).split('\n');
  expect(lines.map((line) => line.split(':')[1])).toEqual(['1', '11', '25']);
});

test('what is no UTF-8 is told, and what is no list of members', () => {
  expect(faultsOf({ 'directory.yaml': '\xFF\xFE' })).toContain(
    'directory.yaml:1:1: This is no UTF-8',
  );
  expect(faultsOf({ 'directory.yaml': '- 1' })).toContain('institutions: is missing');
});

test('a demo may name this machine by http:', () => {
  const files = sourceWith('https://otp-10010017.example', 'http://127.0.0.1:8787');
  expect(faultsOf(files, { options: { demo: true } })).toBe('');
});

test('JSON is a source too, with the same places', () => {
  const text = JSON.stringify({ institutions: [{ serviceId: 1 }] }, null, '\t');
  expect(faultsOf({ 'directory.json': text }, {}, 'directory.json')).toContain(
    'directory.json:4:17: institutions[0].serviceId: must be text',
  );
});

test('in Japanese it says the same', () => {
  const said = faultsOf(sourceWith('mark: 見', 'mark: 見本信'), { t: ja });
  expect(said).toBe(`${basename('directory.yaml')}:11:11: institutions[0].mark: ${ja.rules.mark}`);
});
