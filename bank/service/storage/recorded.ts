/** Whether the database is there and is the last one, by what has been recorded. */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import SqliteDatabase from 'better-sqlite3';
import { databaseExists } from './database.ts';
import { needsCopy } from './damage.ts';
import type { Store } from './database.ts';
import { writeFileDurably } from './durable-file.ts';
import { keyFile } from './keys.ts';

/** The number of the last event, beside the database: a copy of the database alone lacks what came after. */
const usualFile = 'last-event';

/**
 * Throws if the keys or the number of the last event are there and their database is not, or is an empty file: a bank would
 * begin from nothing.
 */
export function refuseMissingDatabase(dataDir: string, store: Store): void {
  const { file, restore, lastEventFile = usualFile } = store;
  const left = [keyFile, lastEventFile].find((name) => existsSync(join(dataDir, name)));
  if (left === undefined) return;
  if (databaseExists(dataDir, store) && isFilled(join(dataDir, file))) return;
  throw needsCopy(
    restore,
    `${left} はありますが、データベース（${file}）がないか、空です。`,
    `${left} is there, but the database (${file}) is missing or empty.`,
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

/** What was kept as the number of the last event; null where nothing was. */
export function keptLastEvent(
  dataDir: string,
  { lastEventFile = usualFile }: Pick<Store, 'lastEventFile'> = {},
): number | null {
  const path = join(dataDir, lastEventFile);
  return existsSync(path) ? Number(readFileSync(path, 'utf8')) : null;
}

/**
 * Throws if events are missing that were recorded: a copy was put here without `restore`. `kept` is read before the database
 * is asked, for others may write to it, and keep what they have written, meanwhile.
 */
export function refuseOlder(
  { kept, found }: { kept: number | null; found: number },
  { file, restore }: Pick<Store, 'file' | 'restore'>,
): void {
  if (!((kept ?? 0) > found)) return;
  throw needsCopy(
    restore,
    `データベース（${file}）は、この金融機関の最後の記録より古いものです。`,
    `The database (${file}) is older than what this bank has recorded.`,
  );
}

/** At the start, now and then, and at the end. */
export function keepLastEvent(
  dataDir: string,
  number: number,
  { lastEventFile = usualFile }: Pick<Store, 'lastEventFile'> = {},
): void {
  writeFileDurably(join(dataDir, lastEventFile), String(number), 0o600);
}
