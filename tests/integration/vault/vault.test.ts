/** The vault on a real disk: what is kept, what is refused, and that nothing is ever overwritten. */
import Database from 'better-sqlite3';
import { createHash } from 'node:crypto';
import {
  copyFileSync,
  existsSync,
  readFileSync,
  readdirSync,
  statSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { openDatabase } from '../../../electron/adapters/vault/database/database.ts';
import { moveIntoEmptyPlace } from '../../../electron/adapters/files/durable-files.ts';
import { prepareFolder } from '../../../electron/adapters/files/paths.ts';
import { temporaryFolder } from '../../fakes/folder.ts';
import { attempt, tokenDetails } from '../../fakes/app/records.ts';
import {
  attemptOf,
  codeOf,
  id,
  otherId,
  outcome,
  tamper,
  vaultPlace,
} from '../../fakes/app/vault.ts';

test.each(['sync', 'async'] as const)(
  'a token is there again after closing (%s API)',
  async (api) => {
    const { open, fill } = vaultPlace(api);
    await fill();
    const store = await open();
    expect(store.tokens()).toEqual([
      {
        id,
        state: 'stored',
        expiresAt: 4_000_000_000_000,
        institution: tokenDetails().institution,
        details: tokenDetails(),
      },
    ]);
    expect(codeOf(store)).toBe('287082');
    expect(store.attempts()).toEqual([attempt({ id: attemptOf(id), state: 'confirming' })]);
  },
);

test('the settings that survive a power cut are in force', async () => {
  const { path, open } = vaultPlace();
  (await open()).close();
  const database = openDatabase(path);
  const value = (pragma: string) => database.pragma(pragma, { simple: true });
  expect({
    journal: value('journal_mode'),
    synchronous: value('synchronous'),
    fullfsync: value('fullfsync'),
    locking: value('locking_mode'),
    secureDelete: value('secure_delete'),
    foreignKeys: value('foreign_keys'),
    trustedSchema: value('trusted_schema'),
    cellSizeCheck: value('cell_size_check'),
    mmap: value('mmap_size'),
    temp: value('temp_store'),
  }).toEqual({
    journal: 'truncate',
    synchronous: 3,
    fullfsync: 1,
    locking: 'exclusive',
    secureDelete: 1,
    foreignKeys: 1,
    trustedSchema: 0,
    cellSizeCheck: 1,
    mmap: 0,
    temp: 2,
  });
  database.close();
});

test('folder and file are for this user alone', async () => {
  const { folder, open } = vaultPlace();
  const own = join(folder, 'own');
  prepareFolder(own, 0);
  expect(statSync(own).mode & 0o777).toBe(0o700);
  await open();
  expect(statSync(join(folder, 'vault.db')).mode & 0o777).toBe(0o600);
});

test('without a key store nothing at all is written', async () => {
  const { folder, ring, open } = vaultPlace();
  ring.available = false;
  expect(await outcome(open())).toBe('key-store-locked');
  expect(readdirSync(folder)).toEqual([]);
});

test.each([
  ['the backend is basic_text', { backend: 'basic_text' as const }],
  ['the prefix is that of the hard-coded key', { prefix: 'v10' }],
])('a key store that protects nothing is refused: %s', async (_how, change) => {
  const { folder, ring, open } = vaultPlace();
  Object.assign(ring, change);
  expect(await outcome(open())).toBe('key-store-absent');
  expect(readdirSync(folder)).toEqual([]);
});

test('with a locked key store a vault stays as it is, and opens when the store is back', async () => {
  const { ring, open, fill, digest } = vaultPlace();
  await fill();
  const before = digest();
  ring.available = false;
  expect(await outcome(open())).toBe('key-store-locked');
  expect(digest()).toBe(before);
  ring.available = true;
  expect((await open()).tokens()).toHaveLength(1);
});

test('a thousand replaced key rings are all noticed, and the vault opens with the right one', async () => {
  const { ring, open, fill, digest } = vaultPlace();
  await fill();
  const before = digest();
  const right = ring.key;
  const outcomes = new Set<unknown>();
  for (let seed = 0; seed < 1000; seed += 1) {
    ring.key = createHash('md5').update(String(seed)).digest();
    outcomes.add(await outcome(open()));
  }
  expect([...outcomes]).toEqual(['key-store-changed']);
  expect(digest()).toBe(before);
  ring.key = right;
  expect((await open()).tokens()).toHaveLength(1);
});

test('a key that the system sealed with an old one of its own is sealed anew', async () => {
  const { path, ring, open, fill } = vaultPlace('async');
  await fill();
  const blob = () => {
    const database = new Database(path, { readonly: true });
    const value = database.prepare('SELECT os_blob FROM key_slot').pluck().get();
    database.close();
    return value as Buffer;
  };
  const before = blob();
  ring.prefix = 'v12';
  ring.shouldReEncrypt = true;
  (await open()).close();
  expect(blob().subarray(0, 3).toString()).toBe('v12');
  expect(blob()).not.toEqual(before);
  ring.shouldReEncrypt = false;
  expect((await open()).tokens()).toHaveLength(1);
});

test.each([
  ['an empty file', (path: string) => truncateSync(path)],
  ['half a file', (path: string) => truncateSync(path, statSync(path).size / 2)],
  ['a text file', (path: string) => writeFileSync(path, 'hello '.repeat(1000))],
  ["another program's database", (path: string) => tamper(path, 'PRAGMA application_id = 7')],
  ['a broken key slot', (path: string) => tamper(path, "UPDATE key_slot SET wrapped_key = x'00'")],
  ['no key slot', (path: string) => tamper(path, 'DELETE FROM key_slot')],
])('%s without a backup is called damaged and left as it is', async (_what, damage) => {
  const { path, open, fill, digest, forgetBackups } = vaultPlace();
  await fill();
  forgetBackups();
  damage(path);
  const before = digest();
  expect(await outcome(open())).toBe('database-damaged');
  expect(digest()).toBe(before);
});

test('a vault from a newer version is left alone', async () => {
  const { folder, path, open, fill, digest } = vaultPlace();
  await fill();
  copyFileSync(path, join(folder, 'backup', 'before-migration-from-1.db'));
  tamper(path, 'PRAGMA user_version = 2');
  const before = digest();
  expect(await outcome(open())).toBe('database-newer');
  expect(digest()).toBe(before);
});

test('a journal without its vault is no reason to start anew', async () => {
  const { path, open } = vaultPlace();
  writeFileSync(`${path}-journal`, 'left over');
  expect(await outcome(open())).not.toBe('opened');
  expect(existsSync(path)).toBe(false);
});

test('a second program can not open the vault while the first has it', async () => {
  const { open } = vaultPlace();
  await open();
  expect(await outcome(open())).toBe('database-busy');
});

test('one record that was changed, with no backup, is shown as unreadable; the others work', async () => {
  const { path, open, fill, forgetBackups } = vaultPlace();
  await fill([id, otherId]);
  forgetBackups();
  tamper(path, `UPDATE token SET details = zeroblob(length(details)) WHERE id = '${id}'`);
  const again = await open();
  expect(again.tokens().map(({ details }) => details === null)).toEqual([true, false]);
  expect(again.tokens()[0]?.institution.name.ja).toBe('あかぎ信用組合');
});

test('one record that was damaged inside and outside the seal still lets the others work', async () => {
  const { path, open, fill, forgetBackups } = vaultPlace();
  await fill([id, otherId]);
  forgetBackups();
  tamper(
    path,
    `UPDATE token SET details = zeroblob(9), institution = '{' || institution WHERE id = '${id}'`,
  );
  const tokens = (await open()).tokens();
  expect(tokens.map(({ details }) => details === null)).toEqual([true, false]);
  expect(tokens[1]?.institution.name.ja).toBe('あかぎ信用組合');
});

test('a vault that another program has put there meanwhile is not replaced', () => {
  const folder = temporaryFolder();
  const [draft, place] = [join(folder, 'vault.db.new'), join(folder, 'vault.db')];
  writeFileSync(draft, 'later');
  writeFileSync(place, 'earlier');
  moveIntoEmptyPlace(draft, place);
  expect(readFileSync(place, 'utf8')).toBe('earlier');
  expect(existsSync(draft)).toBe(false);
});

test.each([
  [
    'another row',
    `UPDATE token SET details = (SELECT details FROM token WHERE id = '${otherId}') WHERE id = '${id}'`,
  ],
  ['another state', `UPDATE token SET state = 'confirmed' WHERE id = '${id}'`],
  ['another version', `UPDATE token SET version = 7 WHERE id = '${id}'`],
  ['the other column', `UPDATE token SET details = secret, secret = details WHERE id = '${id}'`],
])('a record moved to %s does not open', async (_where, sql) => {
  const { path, open, fill, forgetBackups } = vaultPlace();
  await fill([id, otherId]);
  forgetBackups();
  tamper(path, sql);
  expect((await open()).tokens().find((token) => token.id === id)?.details).toBeNull();
});

test('a new name is kept under a new version, with the same secret', async () => {
  const { open, fill } = vaultPlace();
  await fill();
  const store = await open();
  expect(store.updateToken(id, { details: { addition: '本店用' } }, 2)).toBe(true);
  expect(store.tokens()[0]?.details?.addition).toBe('本店用');
  expect(store.withSecret(id, (secret) => Buffer.from(secret).toString())).toBe(
    '12345678901234567890',
  );
});

test('a secret is wiped as soon as it has been used', async () => {
  const { open, fill } = vaultPlace();
  await fill();
  const store = await open();
  const held = store.withSecret(id, (secret) => secret);
  expect(held).toEqual(Buffer.alloc(20));
});

test('nothing that could be used stands in the file', async () => {
  const { path, open, fill } = vaultPlace();
  await fill();
  (await open()).close();
  const bytes = readFileSync(path);
  const found = ['12345678901234567890', '7K3M9QX2TB', 'a.b.c.d.e'].filter((text) =>
    bytes.includes(text),
  );
  expect(found).toEqual([]);
  expect(bytes.includes('あかぎ信用組合')).toBe(true);
});
