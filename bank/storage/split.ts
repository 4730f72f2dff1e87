/**
 * Until schema 5 the bank and the issuing service had one file. It becomes two: first the service's is made whole beside it,
 * then one commit takes its part out of the bank's. Until that commit the common file is the one that counts, and
 * whatever stands beside it is made anew; a copy of it as it was stays.
 */
import { existsSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import SqliteDatabase from 'better-sqlite3';
import { issuerStore } from '../issuer/storage/issuer-store.ts';
import { lastNumber } from '../service/storage/audit.ts';
import { openDatabase, runWork } from '../service/storage/database.ts';
import type { Database } from '../service/storage/database.ts';
import { syncFile, syncFolder } from '../service/storage/durable-file.ts';
import { keepLastEvent, keptLastEvent, refuseOlder } from '../service/storage/recorded.ts';
import { bankStore, issuerThen, lastCommon, ownEvents, ownMarks } from './bank-store.ts';

/** Nobody else may have the data folder. Throws where the file is older than what was recorded. */
export function openBankDatabase(dataDir: string): Database {
  if (isCommon(join(dataDir, bankStore.file))) partWithIssuer(dataDir);
  return openDatabase(dataDir, bankStore);
}

/** Whether the issuing service's tables are still in it. */
export function isCommon(path: string): boolean {
  if (!existsSync(path)) return false;
  // Not for reading alone: what a killed process left beside it is to be read too.
  const database = new SqliteDatabase(path, { fileMustExist: true });
  try {
    const version = database.pragma('user_version', { simple: true }) as number;
    return version > 0 && version <= lastCommon.version;
  } finally {
    database.close();
  }
}

function partWithIssuer(dataDir: string): void {
  const { lastEventFile: _, ...store } = { ...bankStore, schema: lastCommon };
  const common = openDatabase(dataDir, store);
  const made = join(dataDir, `${issuerStore.file}.new`);
  try {
    // One that was only copied into a folder in which two stand already would take the place of the service's.
    const kept = keptLastEvent(dataDir);
    refuseOlder({ kept, found: runWork(common, lastNumber()) }, store);
    for (const begun of [made, `${made}-journal`]) rmSync(begun, { force: true });
    common.prepare('ATTACH ? AS issuer').run(made);
    common.pragma('foreign_keys = OFF');
    common.transaction(() => fill(common)).immediate();
    common.exec('DETACH issuer');
    syncFile(made);
    for (const rest of ['-wal', '-shm']) {
      rmSync(join(dataDir, `${issuerStore.file}${rest}`), { force: true });
    }
    renameSync(made, join(dataDir, issuerStore.file));
    syncFolder(dataDir);
  } finally {
    common.close();
  }
  const issuer = openDatabase(dataDir, issuerStore);
  keepLastEvent(dataDir, runWork(issuer, lastNumber()), issuerStore);
  issuer.close();
}

/** Every row of the service's tables as it is, but what is the bank's alone of the log and of the numbers. */
function fill(common: Database): void {
  common.exec(
    issuerThen.statements.replaceAll(/^CREATE (TABLE|INDEX|TRIGGER) /gm, 'CREATE $1 issuer.'),
  );
  const tables = common
    .prepare(`SELECT name FROM issuer.sqlite_schema WHERE type = 'table'`)
    .pluck()
    .all() as string[];
  const only: Record<string, string> = {
    audit: `WHERE NOT (${ownEvents})`,
    marks: `WHERE NOT (${ownMarks})`,
  };
  for (const table of tables) {
    const columns = common
      .prepare('SELECT name FROM pragma_table_info(?, ?)')
      .pluck()
      .all(table, 'issuer')
      .join(', ');
    common.exec(
      `INSERT INTO issuer.${table} (${columns}) SELECT ${columns} FROM main.${table} ${only[table] ?? ''}`,
    );
  }
  if ((common.pragma('issuer.foreign_key_check') as unknown[]).length > 0) {
    throw new Error('the issuing service would lose what rows refer to');
  }
  common.pragma(`issuer.user_version = ${issuerThen.version}`);
}
