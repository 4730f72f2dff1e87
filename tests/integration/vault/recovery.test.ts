/** What the vault's backups are for: nothing that was stored is lost by a file that breaks or is put back. */
import { copyFileSync, globSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import * as z from 'zod';
import {
  addToken,
  codeOf,
  id,
  otherId,
  outcome,
  tamper,
  vaultPlace,
} from '../../fakes/app/vault.ts';

const filesOf = (backups: string[]) => backups.filter((name) => name.startsWith('vault-'));

test('after each change there is a copy, and the last three are kept', async () => {
  const { open, backups } = vaultPlace();
  const vault = await open();
  expect(backups()).toEqual(['vault-0.db']);
  for (const each of [1, 2, 3, 4, 5]) vault.changeSetting('any', each);
  expect(backups()).toEqual(['vault-3.db', 'vault-4.db', 'vault-5.db']);
});

test('a copy that was not made, as on a full disk, is made at the next start', async () => {
  const { folder, open, fill, forgetBackups, backups } = vaultPlace();
  await fill();
  forgetBackups();
  // As the file can't be put aside either.
  for (const name of ['backup', 'quarantine', 'quarantine-2', 'quarantine-3']) {
    writeFileSync(join(folder, name), 'in the way');
  }
  const vault = await open();
  vault.changeSetting('any', 1);
  vault.close();
  rmSync(join(folder, 'backup'));
  (await open()).close();
  expect(backups()).toEqual(['vault-3.db']);
});

test('a backup that is broken itself is replaced by a good one', async () => {
  const { folder, open, fill, backups } = vaultPlace();
  await fill();
  truncateSync(join(folder, 'backup', 'vault-2.db'), 700);
  (await open()).close();
  expect(backups()).toContain('vault-2.db');
  truncateSync(join(folder, 'vault.db'), 700);
  expect(codeOf(await open())).toBe('287082');
});

test.each([
  ['an empty file', (path: string) => truncateSync(path)],
  ['half a file', (path: string) => truncateSync(path, 4096)],
  ['no file', (path: string) => rmSync(path)],
  ['a text file', (path: string) => writeFileSync(path, 'hello '.repeat(1000))],
  ["another program's database", (path: string) => tamper(path, 'PRAGMA application_id = 7')],
  ['a broken key slot', (path: string) => tamper(path, "UPDATE key_slot SET wrapped_key = x'00'")],
  ['a broken key', (path: string) => tamper(path, 'UPDATE key_slot SET os_blob = zeroblob(60)')],
  ['no key slot', (path: string) => tamper(path, 'DELETE FROM key_slot')],
  ['a high version by itself', (path: string) => tamper(path, 'PRAGMA user_version = 99')],
  ['a table too few', (path: string) => tamper(path, 'DROP TABLE attempt')],
  ['a broken record', (path: string) => tamper(path, 'UPDATE token SET secret = zeroblob(48)')],
  ['a lost name', (path: string) => tamper(path, `UPDATE token SET id = '${otherId}'`)],
])('%s is put aside, and the newest backup opens in its place', async (what, damage) => {
  const { path, open, fill, quarantined } = vaultPlace();
  await fill();
  damage(path);
  const broken = what === 'no file' ? null : readFileSync(path);
  const vault = await open();
  expect(vault.tokens().map((token) => token.id)).toEqual([id]);
  expect(codeOf(vault)).toBe('287082');
  expect(vault.notices()).toEqual(['restored-copy']);
  expect(quarantined().includes('vault.db')).toBe(broken !== null);
});

test('what was put aside is the broken file, byte for byte', async () => {
  const { folder, path, open, fill } = vaultPlace();
  await fill();
  truncateSync(path, 5000);
  const broken = readFileSync(path);
  await open();
  const [kept = ''] = globSync('quarantine/*/vault.db', { cwd: folder });
  expect(readFileSync(join(folder, kept))).toEqual(broken);
});

test('with a key store that has changed no backup is taken for a better vault', async () => {
  const { ring, open, fill, digest, quarantined } = vaultPlace();
  await fill();
  const before = digest();
  ring.key = Buffer.alloc(16, 7);
  expect(await outcome(open())).toBe('key-store-changed');
  expect([digest(), quarantined()]).toEqual([before, []]);
});

test('with a key store that can not answer a broken vault is left until it can', async () => {
  const { path, ring, open, fill, digest, quarantined } = vaultPlace();
  await fill();
  truncateSync(path, 5000);
  const before = digest();
  ring.available = false;
  expect(await outcome(open())).toBe('key-store-locked');
  expect([digest(), quarantined()]).toEqual([before, []]);
  ring.available = true;
  expect(codeOf(await open())).toBe('287082');
});

test('one record that broke after the last backup failed is brought back by itself', async () => {
  const { path, open, fill } = vaultPlace();
  await fill();
  // The newest copy was never made, so no backup has the vault's present state.
  tamper(path, "UPDATE meta SET value = 7 WHERE key = 'generation'");
  tamper(path, `UPDATE token SET secret = zeroblob(48) WHERE id = '${id}'`);
  const vault = await open();
  expect(codeOf(vault)).toBe('287082');
});

test('a setting that broke after the last backup failed does not keep copies from being made', async () => {
  const { path, open, fill, backups } = vaultPlace();
  await fill();
  const vault = await open();
  vault.changeSetting('any', 1);
  vault.close();
  tamper(path, "UPDATE meta SET value = 7 WHERE key = 'generation'");
  tamper(path, "UPDATE setting SET value = 'broken'");
  const again = await open();
  expect(again.setting('any', z.number())).toBe(1);
  again.changeSetting('other', 2);
  again.close();
  expect(backups()).toContain('vault-9.db');
});

test('an older file that was put back is told once and works; the newer copies are kept', async () => {
  const { folder, path, open, fill, quarantined } = vaultPlace();
  await fill();
  const older = join(folder, 'older');
  copyFileSync(path, older);
  const vault = await open();
  addToken(vault, otherId);
  vault.close();
  copyFileSync(older, path);

  const back = await open();
  expect(back.notices()).toEqual(['older-copy']);
  expect(codeOf(back)).toBe('287082');
  expect(filesOf(quarantined())).toEqual(['vault-3.db', 'vault-4.db']);
  back.dismissNotice('older-copy');
  back.close();
  expect((await open()).notices()).toEqual([]);
});

test('a removed token is in no backup', async () => {
  const { path, folder, open, fill, backups } = vaultPlace();
  await fill([id, otherId]);
  const vault = await open();
  expect(vault.removeToken(id)).toBe(true);
  vault.close();
  expect(backups()).toHaveLength(1);
  for (const name of backups()) {
    expect(readFileSync(join(folder, 'backup', name)).includes(id)).toBe(false);
  }
  expect(readFileSync(path).includes(id)).toBe(false);
});

test('a customer who asks for a new vault gets one, and the old one is kept aside', async () => {
  const { open, fill, startAnew, backups, quarantined } = vaultPlace();
  await fill();
  await startAnew();
  expect(backups()).toEqual([]);
  expect(quarantined()).toContain('vault.db');
  expect((await open()).tokens()).toEqual([]);
});

test('without a key store a new vault is not begun, and the old one stays', async () => {
  const { ring, fill, startAnew, digest } = vaultPlace();
  await fill();
  const before = digest();
  ring.available = false;
  expect(await outcome(startAnew())).toBe('key-store-locked');
  expect(digest()).toBe(before);
});
