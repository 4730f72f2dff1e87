/** Files of another time, place or program beside the vault, or in its place: it is opened as what it is. */
import Database from 'better-sqlite3';
import { cpSync, existsSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { copyOf, filledVault } from './support/filled-vault.ts';
import { openIn, verdictOn } from './support/model.ts';

/** A journal as a crash in the middle of a change leaves it, and the vault as it was then. */
function hotJournal(folder: string): Buffer {
  const path = join(folder, 'vault.db');
  const database = new Database(path);
  database.pragma('journal_mode = TRUNCATE');
  database.exec(
    'BEGIN IMMEDIATE; UPDATE token SET position = position + 1; PRAGMA cache_spill = 1',
  );
  // Page by page, so that the journal's header is on disk.
  database.pragma('cache_size = 1');
  database.exec('UPDATE token SET secret = randomblob(4000)');
  const journal = readFileSync(`${path}-journal`);
  database.exec('ROLLBACK');
  database.close();
  return journal;
}

test.each([
  ['a hot journal of its own', async (folder: string) => hotJournal(folder)],
  ['a journal of another vault', async () => hotJournal((await filledVault(9)).folder)],
  ['a journal of zeros', async () => Buffer.alloc(4096)],
  ['a text as its journal', async () => Buffer.from('hello '.repeat(900))],
  ['half a hot journal', async (folder: string) => hotJournal(folder).subarray(0, 1000)],
])('with %s beside it the vault holds what it held', async (_what, journalFor) => {
  const { folder, model } = await filledVault();
  const copy = copyOf(folder);
  const journal = await journalFor(copyOf(folder));
  cpSync(folder, copy, { recursive: true });
  writeFileSync(join(copy, 'vault.db-journal'), journal);
  expect(await verdictOn(copy, model, null)).toBeNull();
});

test.each(['-wal', '-shm'])('a foreign %s beside it changes nothing', async (suffix) => {
  const { folder, model } = await filledVault();
  writeFileSync(join(folder, `vault.db${suffix}`), Buffer.alloc(32_768, 7));
  expect(await verdictOn(folder, model, null)).toBeNull();
});

test('while another program has the file it says so, and opens when that one is done', async () => {
  const { folder, model } = await filledVault();
  const other = new Database(join(folder, 'vault.db'));
  other.exec('BEGIN EXCLUSIVE');
  await expect(openIn(folder)).rejects.toThrow('database-busy');
  other.exec('ROLLBACK');
  other.close();
  expect(await verdictOn(folder, model, null)).toBeNull();
});

test('the vault of one folder in the place of another’s opens as what it is, told as older', async () => {
  const one = await filledVault(5);
  const other = await filledVault(6);
  writeFileSync(join(one.folder, 'vault.db'), other.bytes);
  expect(existsSync(join(one.folder, 'backup'))).toBe(true);
  expect(statSync(join(one.folder, 'vault.db')).size).toBe(other.bytes.length);
  expect(await verdictOn(one.folder, other.model, null)).toBeNull();
});
