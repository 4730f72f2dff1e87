/** A copy of both databases and the keys, while the bank runs. */
import { chmodSync, copyFileSync, existsSync } from 'node:fs';
import { basename, join } from 'node:path';
import SqliteDatabase from 'better-sqlite3';
import { issuerStore } from '../issuer/storage/issuer-store.ts';
import { runWork } from '../service/storage/database.ts';
import type { Database } from '../service/storage/database.ts';
import { syncFile, syncFolder } from '../service/storage/durable-file.ts';
import { keyFile } from '../service/storage/keys.ts';
import { bankStore } from '../storage/bank-store.ts';
import { filesToWrite, makeFolder, refuseWhereNoRoom, sizeOf } from './before-writing.ts';
import type { UpkeepContext } from './command.ts';
import { Refused } from './in-words.ts';
import { copied, countTokens, sum, verify } from './copy.ts';
import { operatorText as t } from './text.ts';

export async function backUp(context: UpkeepContext): Promise<string> {
  const { issuerDatabase, tenants, options, source } = context;
  const folder = newFolder(context);
  makeFolder(folder);
  // Before it, so that the copy says of itself that it was made.
  for (const { issuer } of tenants) {
    runWork(issuerDatabase, issuer.audit({ event: 'backup-made-by-operator', source }));
  }
  await copyBoth(context, folder);
  copyFileSync(join(options.data, keyFile), join(folder, keyFile));
  for (const file of copied) {
    chmodSync(join(folder, file), 0o600);
    syncFile(join(folder, file));
  }
  syncFolder(folder);
  return t.backedUp(await verify(folder));
}

/** Says what a backup would hold. Throws the Refused that it would throw. */
export function rehearseBackUp(context: UpkeepContext): string {
  const { database, issuerDatabase, tenants, options } = context;
  const folder = newFolder(context);
  const sizes = {
    [bankStore.file]: databaseBytes(database),
    [issuerStore.file]: databaseBytes(issuerDatabase),
    [keyFile]: sizeOf(join(options.data, keyFile)),
  };
  refuseWhereNoRoom(folder, sum(Object.values(sizes)));
  return [
    ...filesToWrite(folder, sizes),
    t.wouldHold(countTokens(issuerDatabase, tenants)),
    t.overwritesNothing,
  ].join('\n');
}

function newFolder({ args: [folder] }: UpkeepContext): string {
  if (folder === undefined) throw new Refused(t.noFolder);
  if (existsSync(folder)) throw new Refused(t.folderTaken);
  return folder;
}

/**
 * Both of one moment: while nothing can be written to the bank's, nothing can be asked of the service that is not written
 * down there (`deeds`), nor an answer be entered. That lasts for as long as it takes to fix both views, not to copy them.
 */
async function copyBoth(
  { database, issuerDatabase }: UpkeepContext,
  folder: string,
): Promise<void> {
  const views = [database, issuerDatabase].map(
    ({ name }) => new SqliteDatabase(name, { readonly: true }),
  );
  try {
    database.exec('BEGIN IMMEDIATE');
    for (const view of views) {
      view.exec('BEGIN');
      // A view is of the moment of its first reading.
      view.prepare('SELECT count(*) FROM sqlite_schema').get();
    }
    database.exec('ROLLBACK');
    for (const view of views) await view.backup(join(folder, basename(view.name)));
  } finally {
    if (database.inTransaction) database.exec('ROLLBACK');
    for (const view of views) view.close();
  }
}

/** With what is still in the file beside it. */
function databaseBytes(database: Database): number {
  const [pages, pageBytes] = ['page_count', 'page_size'].map((pragma) =>
    Number(database.pragma(pragma, { simple: true })),
  );
  return (pages ?? 0) * (pageBytes ?? 0);
}
