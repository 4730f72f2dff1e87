/** Whether the database is there and is the last one, by what has been recorded. */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import SqliteDatabase from 'better-sqlite3';
import { lastNumber } from './audit.ts';
import { databaseExists, runWork } from './database.ts';
import { needsCopy } from './damage.ts';
import type { Database, Store } from './database.ts';
import { writeFileDurably } from './durable-file.ts';
import type { Storage } from './work.ts';
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
export function refuseOlderDatabase(dataDir: string, database: Database, store: Store): void {
  refuseFewer(runWork(database, lastNumber()), keptNumber(dataDir, store), store);
}

/** The same of a database that others write to meanwhile, and who keep what they have written. */
export async function refuseOlder(
  dataDir: string,
  { look }: Pick<Storage, 'look'>,
  store: Pick<Store, 'file' | 'restore' | 'lastEventFile'>,
): Promise<void> {
  const kept = keptNumber(dataDir, store);
  refuseFewer(await look(lastNumber), kept, store);
}

/** 0 where none is kept. */
function keptNumber(
  dataDir: string,
  { lastEventFile = usualFile }: Pick<Store, 'lastEventFile'>,
): number {
  const path = join(dataDir, lastEventFile);
  return existsSync(path) ? Number(readFileSync(path, 'utf8')) : 0;
}

function refuseFewer(
  found: number,
  kept: number,
  { file, restore }: Pick<Store, 'file' | 'restore'>,
): void {
  if (!(kept > found)) return;
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
  store: Pick<Store, 'lastEventFile'> = {},
): void {
  keepNumber(dataDir, runWork(database, lastNumber()), store);
}

/** The same of a number that was asked for elsewhere. */
export function keepNumber(
  dataDir: string,
  number: number,
  { lastEventFile = usualFile }: Pick<Store, 'lastEventFile'> = {},
): void {
  writeFileDurably(join(dataDir, lastEventFile), String(number), 0o600);
}
