/** Whether the database is there and is the last one, by what has been recorded. */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import SqliteDatabase from 'better-sqlite3';
import { databaseExists } from './database.ts';
import { needsCopy } from './damage.ts';
import type { Database, Store } from './database.ts';
import { writeFileDurably } from './durable-file.ts';
import { keyFile } from './keys.ts';

/** The number of the last event, beside the database: a copy of the database alone lacks what came after. */
const usualFile = 'last-event';

/** Throws if keys are there and their database is not, or is an empty file: a bank would begin from nothing. */
export function refuseMissingDatabase(dataDir: string, store: Store): void {
  const { file, restore } = store;
  if (!existsSync(join(dataDir, keyFile))) return;
  if (databaseExists(dataDir, store) && isFilled(join(dataDir, file))) return;
  throw needsCopy(
    restore,
    `鍵（${keyFile}）はありますが、${file} がないか、空です。`,
    `${keyFile} is there, but ${file} is missing or empty.`,
  );
}

function isFilled(path: string): boolean {
  const database = new SqliteDatabase(path);
  try {
    return (database.pragma('user_version', { simple: true }) as number) > 0;
  } finally {
    database.close();
  }
}

/** Throws if events are missing that the bank has recorded: a copy was put here without `restore`. */
export function refuseOlderDatabase(
  dataDir: string,
  database: Database,
  { file, restore, lastEventFile = usualFile }: Store,
): void {
  const path = join(dataDir, lastEventFile);
  if (!existsSync(path)) return;
  const known = Number(readFileSync(path, 'utf8'));
  if (!(known > lastEvent(database))) return;
  throw needsCopy(
    restore,
    `${file} は、この金融機関の最後の記録より古いものです。`,
    `${file} is older than what this bank has recorded.`,
  );
}

/** At the start, now and then, and at the end. */
export function keepLastEvent(
  dataDir: string,
  database: Database,
  { lastEventFile = usualFile }: Pick<Store, 'lastEventFile'> = {},
): void {
  writeFileDurably(join(dataDir, lastEventFile), String(lastEvent(database)), 0o600);
}

function lastEvent(database: Database): number {
  return database.prepare('SELECT coalesce(max(id), 0) FROM audit').pluck().get() as number;
}
