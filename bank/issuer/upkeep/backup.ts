/**
 * A copy of the database beside the running service, and the way back from it. The keys are no part of a copy: whoever
 * finds one alone can open nothing in it.
 */
import { chmodSync, copyFileSync, existsSync, mkdirSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import SqliteDatabase from 'better-sqlite3';
import { refuseUnread } from '../../service/files/named-file.ts';
import { makeNamedFolder } from '../../service/files/write-named.ts';
import { lastNumber } from '../../service/storage/audit.ts';
import {
  databaseExists,
  inTransaction,
  lockDataFolder,
  openDatabase,
  runWork,
} from '../../service/storage/database.ts';
import type { Database } from '../../service/storage/database.ts';
import { replaceFiles, syncFile, syncFolder } from '../../service/storage/durable-file.ts';
import { keepLastEvent } from '../../service/storage/recorded.ts';
import { issuerStore } from '../storage/issuer-store.ts';
import type { Tenant } from '../tenant.ts';
import { findToken } from '../tokens/token.ts';
import { countRestored } from './repair.ts';

/** Opens the parts on a database; the keys are where the service has them. */
export type OpenTenants = (database: Database) => readonly Tenant[];

const { file: databaseFile } = issuerStore;

/** Returns where it is and how many tokens it holds. Throws a sentence, and then leaves no copy. */
export function backUp(
  dataDir: string,
  folder: string,
  openTenants: OpenTenants,
  now: () => number,
): { copy: string; tokens: number } {
  if (!databaseExists(dataDir, issuerStore)) throw new Error(`there is no ${databaseFile} to copy`);
  const stamp = new Date(now()).toISOString().replaceAll(/[-:]|\.\d+/g, '');
  const copy = join(folder, `issuer-${stamp}.db`);
  if (existsSync(copy)) throw new Error(`${copy} is there already`);
  makeNamedFolder(folder);
  const unfinished = `${copy}.new`;
  rmSync(unfinished, { force: true });
  const database = openDatabase(dataDir, issuerStore);
  try {
    // Before it, so that the copy says of itself that it was made.
    for (const tenant of openTenants(database)) {
      runWork(database, tenant.audit({ event: 'backup-made-by-operator', source: 'operator' }));
    }
    // One snapshot. SQLite's other way, page by page, begins anew whenever the service writes.
    database.prepare('VACUUM INTO ?').run(unfinished);
    chmodSync(unfinished, 0o600);
    const tokens = verify(unfinished, unfinished, openTenants);
    syncFile(unfinished);
    renameSync(unfinished, copy);
    syncFolder(folder);
    database
      .prepare(
        `INSERT INTO marks (name, value) VALUES ('last-backup', ?)
         ON CONFLICT (name) DO UPDATE SET value = max(value, excluded.value)`,
      )
      .run(now());
    return { copy, tokens };
  } catch (error) {
    rmSync(unfinished, { force: true });
    throw error;
  } finally {
    database.close();
  }
}

/**
 * Puts a copy in the place of what is there, which is moved aside. The service must not be running. What was taken since
 * the copy was made is unknown to it, so that the present step counts as used for every token. Returns where the
 * former files are.
 */
export function restore(
  dataDir: string,
  copy: string,
  openTenants: OpenTenants,
  now: () => number,
): string {
  refuseUnread(copy);
  const unlock = lockDataFolder(dataDir);
  // Made ready beside the data, so that what gets the data's name is whole.
  const ready = join(dataDir, `restoring-${now()}`);
  try {
    mkdirSync(ready, { mode: 0o700 });
    copyFileSync(copy, join(ready, databaseFile));
    bringUpToDate(ready, copy);
    verify(join(ready, databaseFile), copy, openTenants);
    const database = openDatabase(ready, issuerStore);
    try {
      for (const tenant of openTenants(database)) {
        inTransaction(database, () => runWork(database, countRestored(tenant)));
      }
      // All in the one file that gets the data's name.
      database.pragma('journal_mode = DELETE');
    } finally {
      database.close();
    }
    // Another database's log beside it would be written into it.
    const alsoAside = [`${databaseFile}-wal`, `${databaseFile}-shm`];
    const replaced = replaceFiles(dataDir, ready, [databaseFile], { alsoAside, at: now() });
    const restored = openDatabase(dataDir, issuerStore);
    keepLastEvent(dataDir, runWork(restored, lastNumber()));
    restored.close();
    return replaced;
  } finally {
    rmSync(ready, { recursive: true, force: true });
    unlock();
  }
}

/** A copy may be of any version before: it is migrated where it is made ready. Throws where it is a newer one's, or not whole. */
function bringUpToDate(folder: string, copy: string): void {
  const present = issuerStore.schema.version;
  const version = look(join(folder, databaseFile), copy, versionOf);
  if (version > present) {
    throw new Error(
      `${copy} belongs to a newer version of this service (its schema is ${version}, this one's ${present})`,
    );
  }
  if (version === present) return;
  look(join(folder, databaseFile), copy, refuseDamaged);
  openDatabase(folder, issuerStore).close();
}

/** Counts the tokens whose secrets open. Throws where the copy is not whole, or the keys are another database's. */
function verify(file: string, copy: string, openTenants: OpenTenants): number {
  return look(file, copy, (database) => {
    refuseDamaged(database);
    if (versionOf(database) !== issuerStore.schema.version) throw new Error('version');
    return countOpened(database, openTenants(database));
  });
}

/** Throws what is said of `copy`, whatever was wrong with the file. */
function look<T>(file: string, copy: string, ask: (database: Database) => T): T {
  const database = new SqliteDatabase(file, { readonly: true });
  try {
    return ask(database);
  } catch (cause) {
    throw new Error(`${copy} is no whole database of this service, or its keys are others`, {
      cause,
    });
  } finally {
    database.close();
  }
}

/** Throws for an empty file too. */
function versionOf(database: Database): number {
  const version = database.pragma('user_version', { simple: true }) as number;
  if (version === 0) throw new Error('no version');
  return version;
}

function refuseDamaged(database: Database): void {
  if (database.pragma('integrity_check', { simple: true }) !== 'ok') throw new Error('damaged');
  if ((database.pragma('foreign_key_check') as unknown[]).length > 0) throw new Error('damaged');
}

function countOpened(database: Database, tenants: readonly Tenant[]): number {
  let count = 0;
  for (const tenant of tenants) {
    const ids = database
      .prepare('SELECT id FROM tokens WHERE institution = ?')
      .pluck()
      .iterate(tenant.institution.slug) as IterableIterator<string>;
    for (const id of ids) if (runWork(database, findToken(tenant, id))) count += 1;
  }
  return count;
}
