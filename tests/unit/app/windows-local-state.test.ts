/** Windows' `Local State`: the key that Chromium keeps there is not lost with the file. */
import { globSync, mkdirSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { openLocalState } from '../../../electron/adapters/vault/keys/windows-local-state.ts';
import { temporaryFolder } from '../../fakes/folder.ts';

const key = 'RFBBUEk='.repeat(40);
const content = JSON.stringify({
  os_crypt: { audit_enabled: true, encrypted_key: key },
  other: [1],
});

/** A PC on which the vault has opened with this key once. */
function place() {
  const folder = temporaryFolder();
  const path = join(folder, 'Local State');
  writeFileSync(path, content);
  const state = openLocalState(
    folder,
    () => 0,
    () => 1,
  );
  state.keep();
  const stored = () => {
    const read = JSON.parse(readFileSync(path, 'utf8')) as { os_crypt?: Record<string, unknown> };
    return read.os_crypt?.['encrypted_key'];
  };
  return { folder, path, state, stored };
}

const cuts = Array.from({ length: Math.ceil(content.length / 64) }, (_, index) => index * 64);

type Damage = [what: string, damage: (path: string) => void];

test.each<Damage>([
  ['missing', (path) => rmSync(path)],
  ['empty', (path) => truncateSync(path)],
  ['{}', (path) => writeFileSync(path, '{}')],
  ['without the key', (path) => writeFileSync(path, '{"os_crypt":{},"other":1}')],
  ['with an empty key', (path) => writeFileSync(path, '{"os_crypt":{"encrypted_key":""}}')],
  ...cuts.map((bytes): Damage => [`cut after ${bytes} bytes`, (path) => truncateSync(path, bytes)]),
])('%s, it has its key back before the app is ready', (_what, damage) => {
  const { path, state, stored } = place();
  damage(path);
  expect(state.repair()).toBe(true);
  expect(stored()).toBe(key);
});

test('what else stood in it stays, and the damaged file is kept aside', () => {
  const { folder, path, state } = place();
  writeFileSync(path, '{"other":[1,2]}');
  state.repair();
  expect(JSON.parse(readFileSync(path, 'utf8'))).toMatchObject({ other: [1, 2] });
  const [kept = ''] = globSync('quarantine/*/Local State', { cwd: folder });
  expect(readFileSync(join(folder, kept), 'utf8')).toBe('{"other":[1,2]}');
});

test('a whole file is left alone, with a byte order mark too', () => {
  const { path, state } = place();
  expect(state.repair()).toBe(false);
  writeFileSync(path, `\uFEFF${content}`);
  expect(state.repair()).toBe(false);
});

test('a different key stays until the vault has not opened with it; then the kept one is tried once', () => {
  const { path, state, stored } = place();
  writeFileSync(path, '{"os_crypt":{"encrypted_key":"new"}}');
  expect(state.repair()).toBe(false);
  state.wantKept();
  expect(state.repair()).toBe(true);
  expect(stored()).toBe(key);
  writeFileSync(path, '{"os_crypt":{"encrypted_key":"new"}}');
  expect(state.repair()).toBe(false);
});

test('a key with which the vault has opened takes the place of the kept one', () => {
  const { path, state, stored } = place();
  const fresh = 'RFBBUEkB'.repeat(40);
  writeFileSync(path, JSON.stringify({ os_crypt: { encrypted_key: fresh } }));
  state.keep();
  rmSync(path);
  state.repair();
  expect(stored()).toBe(fresh);
});

test('before anything was kept nothing is repaired', () => {
  const folder = temporaryFolder();
  const state = openLocalState(
    folder,
    () => 0,
    () => 1,
  );
  expect(state.repair()).toBe(false);
  state.wantKept();
  expect(state.repair()).toBe(false);
});

test.each([
  ['no JSON', '{'],
  ['nothing', ''],
  ['a list', '[]'],
  ['null', 'null'],
  ...[null, 7, true, [], {}, '', 'zz', 'A'.repeat(400), `${key}!`, key.repeat(40)].map((bad) => [
    `as its key ${JSON.stringify(bad).slice(0, 12)}`,
    JSON.stringify({ encryptedKey: bad, wanted: true }),
  ]),
  ...[null, 7, 'yes', [], {}, undefined].map((bad) => [
    `as wanted ${JSON.stringify(bad)}`,
    JSON.stringify({ encryptedKey: `${key}RFBB`, wanted: bad }),
  ]),
])('a kept copy with %s never takes the place of the key that is there', (_what, kept = '') => {
  const { folder, path, state, stored } = place();
  writeFileSync(join(folder, 'local-state-key.json'), kept);
  expect(state.repair()).toBe(false);
  expect([stored(), readFileSync(path, 'utf8')]).toEqual([key, content]);
  state.keep();
  rmSync(path);
  expect([state.repair(), stored()]).toEqual([true, key]);
});

test('what can not be written is logged, and keeps nobody from opening', () => {
  const { folder, path } = place();
  const events: string[] = [];
  const state = openLocalState(
    folder,
    () => 0,
    (event) => events.push(event),
  );
  rmSync(path);
  mkdirSync(path);
  expect(state.repair()).toBe(false);
  expect(events).toEqual(['local-state-not-kept']);
});
