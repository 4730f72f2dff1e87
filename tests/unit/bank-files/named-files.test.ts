/** Whatever file of the institution's own can't be used: it is named, with the place in it and what is expected, and nothing of it is quoted. */
import { spawnSync } from 'node:child_process';
import { chmodSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { readClientKey } from '../../../bank/back-office/client-key.ts';
import { readContainer } from '../../../bank/back-office/operator/pskc-file.ts';
import { openKey } from '../../../bank/branch/service/branch-store.ts';
import { addStaff } from '../../../bank/branch/staff/change-staff.ts';
import { readStaff } from '../../../bank/branch/staff/staff-file.ts';
import { readClientsFile } from '../../../bank/issuer/back-office/clients.ts';
import { readInstitutions } from '../../../bank/issuer/service/institutions-file.ts';
import { readPassphrase } from '../../../bank/operator/secret-file.ts';
import { institutions } from '../../../bank/service/institution.ts';
import { openKeyFile } from '../../../bank/service/storage/keys.ts';
import { readVendorRoot } from '../../../bank/vendor-root.ts';
import { temporaryFolder } from '../../fakes/folder.ts';

/** Too short for a password. */
const secret = 'himitsu';

/** Each as its program reads it. */
const readers: Record<string, (file: string) => unknown> = {
  'the institutions of the issuing service': readInstitutions,
  'its list of clients': readClientsFile,
  'its keys': (file) => openKeyFile(file, institutions),
  'the key of a client': readClientKey,
  'the vendor’s root of the bank': readVendorRoot,
  'the staff of the branch': readStaff,
  'the key of the branch': (file) => openKey(join(file, '..')),
  'the password of somebody new': (passwordFile) =>
    addStaff(`${passwordFile}.staff`, { id: 'suzuki', name: '鈴木', passwordFile }),
  'a passphrase': (file) => readPassphrase(file),
  'a key container': (file) => readContainer(file, {}, 0),
};
/** Without a file there is nobody yet, or one is made. */
const mayBeMissing = new Set([
  'its list of clients',
  'the staff of the branch',
  'the key of the branch',
]);

const spoilt: Record<string, (file: string) => void> = {
  'not there': () => undefined,
  'a folder': (file) => mkdirSync(file),
  empty: (file) => writeFileSync(file, ''),
  'no JSON': (file) => writeFileSync(file, `${secret} {`),
  'of another shape': (file) => writeFileSync(file, JSON.stringify([secret])),
};

const cases = Object.keys(readers).flatMap((reader) =>
  Object.keys(spoilt)
    .filter((fault) => fault !== 'not there' || !mayBeMissing.has(reader))
    .map((fault) => [reader, fault] as const),
);

async function saidOf(read: (file: string) => unknown, file: string): Promise<string> {
  try {
    await read(file);
    return '';
  } catch (error) {
    return String(error instanceof Error ? error.message : error);
  }
}

/** Of Node, of V8 and of zod. */
const raw =
  /\bE[A-Z]{4,}\b|syscall|Unexpected|position \d|✖|→|Invalid input|expected \w+, received/;

test.each(cases)('%s: %s', async (reader, fault) => {
  const file = join(temporaryFolder(), 'branch-key');
  spoilt[fault]?.(file);
  if (fault !== 'a folder' && fault !== 'not there') chmodSync(file, 0o600);
  const said = await saidOf((path) => readers[reader]?.(path), file);
  expect(said).not.toBe('');
  expect(said).not.toMatch(raw);
  expect(said).not.toContain(secret);
});

const [akagi, haruna] = institutions;
const jwk = { kty: 'EC', kid: 'one' };
const client = { clientId: 'bank', institution: 'akagi', scopes: ['banking'], keys: [jwk] };

test.each<[string, unknown, (file: string) => unknown, string[]]>([
  [
    'several members of an institution',
    [{ ...akagi, name: { ja: '', en: 'Akagi' }, tel: 120, otp: { algorithm: 'MD5' } }],
    readInstitutions,
    [
      '[0].name.ja: is needed in Japanese (ja), kana (kana) and English (en)',
      '[0].name.kana: is missing; it is needed in Japanese',
      '[0].tel: must be text: put it in quotes. It must be 6 to 20',
      '[0].otp.algorithm: must be "SHA1"',
      '[0].otp.digits: is missing; it must be a whole number from 6 to 8.',
      '[0].otp.secretBytes: is missing',
    ],
  ],
  [
    'a name of two institutions',
    [akagi, { ...haruna, slug: 'akagi' }],
    readInstitutions,
    ['[1].slug: stands here for the second time'],
  ],
  [
    'a slug with a space',
    [{ ...akagi, slug: 'a b' }],
    readInstitutions,
    ['[0].slug: must be 1 to 40'],
  ],
  ['nobody', [], readInstitutions, ['must be a list of one institution or more']],
  [
    'a misspelt member of a client',
    { clients: [{ ...client, scope: ['staff'] }] },
    readClientsFile,
    ['clients[0].scope: There is no such member'],
  ],
  [
    'a scope that there is not, and a private key',
    { clients: [{ ...client, scopes: ['all'], keys: [{ ...jwk, d: secret }] }] },
    readClientsFile,
    [
      'clients[0].scopes[0]: must be a list of one or more of banking, staff, seeds, audit.',
      'clients[0].keys[0]: is a private key.',
    ],
  ],
  [
    'a password for its hash',
    { staff: [{ id: 'suzuki', name: '鈴木', password: secret }] },
    readStaff,
    ['staff[0].password: must be what add-staff writes: never a password itself.'],
  ],
])('%s: each place has a line, and says what is expected', async (_what, content, read, lines) => {
  const file = join(temporaryFolder(), 'file.json');
  writeFileSync(file, JSON.stringify(content));
  const said = (await saidOf(read, file)).split('\n');
  expect(said.map((line, index) => line.slice(0, `${file}: ${lines[index]}`.length))).toEqual(
    lines.map((line) => `${file}: ${line}`),
  );
});

test.each([
  ['a comma too many', '[\n  1,\n]', '3:1'],
  ['a comma too few', '[\n  1\n  2\n]', '3:3'],
  ['a word without quotes', '[\n  { "slug": akagi }\n]', '2:13'],
  ['a string without its end', '["akagi', '1:8'],
  ['a bracket without its end', '[\n  {}', '2:5'],
])('no JSON for %s has the place where it can’t go on', async (_what, text, place) => {
  const file = join(temporaryFolder(), 'file.json');
  writeFileSync(file, text);
  expect(await saidOf(readInstitutions, file)).toBe(
    `${file}:${place}: This is no JSON: see quotes, commas and brackets.`,
  );
});

test('the mark that Notepad begins a file with is no fault', () => {
  const file = join(temporaryFolder(), 'file.json');
  writeFileSync(file, `\uFEFF${JSON.stringify(institutions)}`);
  expect(readInstitutions(file)).toEqual(institutions);
});

test('a file that its reader may not read is told as such', () => {
  const folder = temporaryFolder();
  const file = join(folder, 'file.json');
  writeFileSync(file, '[]', { mode: 0o000 });
  const module = join(import.meta.dirname, '../../../bank/service/files/named-file.ts');
  const program = `import { readNamed } from ${JSON.stringify(module)};
    try { readNamed(process.argv[1]); } catch (error) { process.stdout.write(error.message); }`;
  chmodSync(folder, 0o755);
  const { stdout } = spawnSync(
    process.execPath,
    ['--input-type=module', '-e', program, '--', file],
    // Root reads what it may not.
    { encoding: 'utf8', ...(process.getuid?.() === 0 ? { uid: 65_534, gid: 65_534 } : {}) },
  );
  expect(stdout).toBe(`${file} may not be read by the user who runs this: see its owner and mode.`);
});
