/** One commit for many: everybody keeps what is theirs, and nobody is answered too early. */
import SqliteDatabase from 'better-sqlite3';
import { expect, it, onTestFinished } from 'vitest';
import { openDatabase } from '../../../bank/service/storage/database.ts';
import { issuerStore } from '../../../bank/issuer/storage/issuer-store.ts';
import { createSharedCommit } from '../../../bank/service/storage/shared-commit.ts';
import { temporaryFolder } from '../../fakes/folder.ts';

function open() {
  const database = openDatabase(temporaryFolder(), issuerStore);
  database.exec('CREATE TABLE notes (text TEXT UNIQUE)');
  const commit = createSharedCommit(database);
  const write = (text: string) =>
    commit(() => database.prepare('INSERT INTO notes VALUES (?)').run(text).changes);
  const notes = () => database.prepare('SELECT text FROM notes').pluck().all();
  return { database, commit, write, notes };
}

it('what one of them throws undoes its own work alone', async () => {
  const { database, commit, write, notes } = open();
  const failing = commit(() => {
    database.prepare('INSERT INTO notes VALUES (?)').run('half');
    throw new Error('no');
  });
  const results = await Promise.allSettled([write('one'), failing, write('two')]);
  expect(results.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled']);
  expect(notes()).toEqual(['one', 'two']);
});

it('nobody is told yes before everybody else can read it', async () => {
  const { database, write } = open();
  const reader = new SqliteDatabase(database.name, { readonly: true });
  onTestFinished(() => void reader.close());
  const read = async (text: string) => {
    await write(text);
    return reader.prepare('SELECT text FROM notes WHERE text = ?').pluck().get(text);
  };
  expect(await Promise.all([read('one'), read('two')])).toEqual(['one', 'two']);
});

it('when the disk is full, all of them hear of it', async () => {
  const { database, commit, write, notes } = open();
  database.pragma('max_page_count = 1');
  const large = commit(() =>
    database.prepare('INSERT INTO notes VALUES (hex(randomblob(100000)))').run(),
  );
  const results = await Promise.allSettled([write('one'), large, write('two')]);
  const kept = results.filter(({ status }) => status === 'fulfilled').length;
  expect(results[1]?.status).toBe('rejected');
  expect(notes()).toHaveLength(kept);
});
