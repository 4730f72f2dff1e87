/** Opens a service's one SQLite file, durable at every commit, for one server at a time. */
import { chmodSync, existsSync, statSync } from 'node:fs';
import { join } from 'node:path';
import SqliteDatabase from 'better-sqlite3';
import { bringUpToDate } from './migrations.ts';
import type { Schema } from './migrations.ts';
import { StorageTrouble } from './work.ts';
import type { Statement, Work } from './work.ts';
import { makeNamedFolder } from '../files/write-named.ts';

export type { Schema } from './migrations.ts';
export type Database = SqliteDatabase.Database;

/** What a service keeps in its data folder, and what to type where something is wrong with it. */
export type Store = {
  file: string;
  schema: Schema;
  /** Where the number of the last event is kept, beside the file; see recorded.ts. */
  lastEventFile?: string;
  /** After a copy was brought back. */
  restore: string;
  /** When the clock is right and was ahead before. */
  repairClock: string;
};

export function databaseExists(dataDir: string, { file }: Store): boolean {
  return existsSync(join(dataDir, file));
}

/** Throws if the file is a newer version's. Operators open it beside the running server. */
export function openDatabase(dataDir: string, { file, schema }: Store): Database {
  makeNamedFolder(dataDir);
  const path = join(dataDir, file);
  const database = new SqliteDatabase(path, { timeout: 5000 });
  chmodSync(path, 0o600);
  database.pragma('journal_mode = WAL');
  // WAL with FULL syncs at each commit; better-sqlite3's default under WAL does not.
  database.pragma('synchronous = FULL');
  // Fewer and larger write-backs: pages that many customers share are written once for all of them.
  database.pragma('wal_autocheckpoint = 4000');
  database.pragma('fullfsync = ON');
  database.pragma('foreign_keys = ON');
  database.pragma('trusted_schema = OFF');
  database.pragma('secure_delete = ON');
  try {
    bringUpToDate(database, schema);
  } catch (error) {
    database.close();
    throw error;
  }
  return database;
}

/** One writer at a time holds all rows anyway. */
const rowLock = / FOR UPDATE$/;

const compiled = new WeakMap<Database, Map<string, SqliteDatabase.Statement>>();

/** A statement, compiled at its first use: compiling costs more than most of them take. */
export function sql(database: Database, text: string): SqliteDatabase.Statement {
  const statements = compiled.get(database) ?? new Map<string, SqliteDatabase.Statement>();
  compiled.set(database, statements);
  const statement = statements.get(text) ?? database.prepare(text.replace(rowLock, ''));
  statements.set(text, statement);
  return statement;
}

/** Runs a rule on the connection, in the transaction under way or without one. */
export function runWork<T>(database: Database, work: Work<T>): T {
  let step = work.next();
  while (!step.done) step = work.next(ask(database, step.value));
  return step.value;
}

/** Where a rule yields a statement. What it throws ends the rule: nobody knows better than to undo it. */
export function ask(database: Database, { text, values, wants }: Statement): unknown {
  const statement = sql(database, text);
  if (wants === 'get') return statement.get(...values);
  return wants === 'all' ? statement.all(...values) : statement.run(...values).changes;
}

/** Runs `work` in the transaction under way, or else in one of its own. What it throws undoes all of it. */
export function inTransaction<T>(database: Database, work: () => T): T {
  return database.inTransaction ? work() : database.transaction(work).immediate();
}

/** With its write-ahead log. */
export function bytesOf({ name }: Database): number {
  return ['', '-wal']
    .map((end) => statSync(`${name}${end}`, { throwIfNoEntry: false })?.size ?? 0)
    .reduce((all, one) => all + one, 0);
}

/** A StorageTrouble, or what SQLite says for one: disk full, or not readable, or not writable. */
export function isStorageTrouble(error: unknown): boolean {
  return (
    error instanceof StorageTrouble ||
    (error instanceof SqliteDatabase.SqliteError &&
      /^SQLITE_(FULL|IOERR|BUSY|READONLY|CANTOPEN)/.test(error.code))
  );
}

/** By another server, or a command of the staff. */
export class DataFolderTaken extends Error {
  override readonly name = 'DataFolderTaken';
}

/**
 * Held for as long as the server runs. The lock is the operating system's, on a file of its own, so
 * kill -9 frees it. Throws if another server has it.
 */
export function lockDataFolder(dataDir: string): () => void {
  makeNamedFolder(dataDir);
  const file = join(dataDir, 'server.lock');
  const lock = new SqliteDatabase(file, { timeout: 0 });
  try {
    lock.exec('BEGIN EXCLUSIVE');
  } catch (cause) {
    lock.close();
    if (cause instanceof SqliteDatabase.SqliteError && cause.code === 'SQLITE_NOTADB') {
      throw new Error(`${file} is damaged. It only says that a server runs: delete it.`, { cause });
    }
    throw new DataFolderTaken('another server is running on this data folder', { cause });
  }
  return () => lock.close();
}
