/** A file of the data folder that is of no use: what staff are told, in both languages, with what brings a copy back. */
import { statSync } from 'node:fs';
import { join } from 'node:path';
import SqliteDatabase from 'better-sqlite3';
import type { Store } from './database.ts';

/** Quotes nothing of the file: what reads JSON would, and there are keys in it. */
export function needsCopy(restore: string, ja: string, en: string): Error {
  return new Error(
    `${ja}控えから戻してください: ${restore}\n${en} Bring a backup back: ${restore}`,
  );
}

/** SQLite's word for a file that is no database, or a damaged one. */
export const isDamage = (error: unknown): boolean =>
  error instanceof SqliteDatabase.SqliteError && /^SQLITE_(NOTADB|CORRUPT)/.test(error.code);

/** Throws what `work` throws, and where that is SQLite's word for a database that is none, or is damaged, a sentence. */
export async function tellDamage<T>(
  dataDir: string,
  { file, restore }: Pick<Store, 'file' | 'restore'>,
  work: () => Promise<T>,
): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof SqliteDatabase.SqliteError)) throw error;
    const found = statSync(join(dataDir, file), { throwIfNoEntry: false });
    if (!isDamage(error) && found?.isFile() !== false) throw error;
    const [ja, en] = [`${file} が壊れています。`, `${file} is damaged.`];
    throw Object.assign(needsCopy(restore, ja, en), { cause: error });
  }
}
