/** A copy of database and keys while the bank runs, and the way back from it. */
import {
  chmodSync,
  copyFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  rmSync,
  statSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { institutions } from '../service/institution.ts';
import { openAudit } from '../service/storage/audit.ts';
import { lockDataFolder, openDatabase, runWork } from '../service/storage/database.ts';
import type { Database } from '../service/storage/database.ts';
import { replaceFiles, syncFile, syncFolder } from '../service/storage/durable-file.ts';
import { keyFile, openKeys } from '../service/storage/keys.ts';
import { keepLastEvent } from '../service/storage/recorded.ts';
import { bankStore } from '../storage/bank-store.ts';
import { createSharedCommit } from '../service/storage/shared-commit.ts';
import { markPresentStepUsed } from '../issuer/tokens/clock-ahead.ts';
import { findToken } from '../issuer/tokens/token.ts';
import { openStaffTenant } from './staff-tenant.ts';
import type { StaffTenant } from './staff-tenant.ts';
import { Refused } from './command.ts';
import type { Context } from './command.ts';
import { filesToWrite, refuseWhereNoRoom, sizeOf } from './before-writing.ts';
import { operatorText as t } from './text.ts';

const { file: databaseFile } = bankStore;

/** What the bank's data is; the mails of the demo's mailbox are not. */
const files = [databaseFile, keyFile];

export async function backUp(context: Context): Promise<string> {
  const { database, tenants, args, options, source } = context;
  const [folder] = args;
  if (folder === undefined) throw new Refused(t.noFolder);
  if (existsSync(folder)) throw new Refused(t.folderTaken);
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  // Before it, so that the copy says of itself that it was made.
  for (const tenant of tenants) tenant.audit({ event: 'backup-made-by-operator', source });
  await database.backup(join(folder, databaseFile));
  copyFileSync(join(options.data, keyFile), join(folder, keyFile));
  for (const file of files) {
    chmodSync(join(folder, file), 0o600);
    syncFile(join(folder, file));
  }
  syncFolder(folder);
  return t.backedUp(await verify(folder));
}

/** Says what a backup would hold. Throws the Refused that it would throw. */
export function rehearseBackUp({ database, tenants, args, options }: Context): string {
  const [folder] = args;
  if (folder === undefined) throw new Refused(t.noFolder);
  if (existsSync(folder)) throw new Refused(t.folderTaken);
  const sizes = {
    [databaseFile]: databaseBytes(database),
    [keyFile]: sizeOf(join(options.data, keyFile)),
  };
  refuseWhereNoRoom(folder, sum(Object.values(sizes)));
  return [
    ...filesToWrite(folder, sizes),
    t.wouldHold(countTokens(database, tenants)),
    t.overwritesNothing,
  ].join('\n');
}

const holdsFiles = (folder: string): boolean =>
  files.every((file) => statSync(join(folder, file), { throwIfNoEntry: false })?.isFile() === true);

/** Puts the copy in the place of what is there, which is moved aside. The bank must not be running. */
export async function restore(
  dataDir: string,
  folder: string | undefined,
  source: string,
  now: () => number,
): Promise<string> {
  if (folder === undefined) throw new Refused(t.noFolder);
  if (!holdsFiles(folder)) throw new Refused(t.badBackup);
  const unlock = lockDataFolder(dataDir);
  // Made ready beside the data, so that what gets the data's name is whole.
  const ready = join(dataDir, `restoring-${now()}`);
  try {
    mkdirSync(ready, { mode: 0o700 });
    for (const file of files) copyFileSync(join(folder, file), join(ready, file));
    await verify(ready);
    await prepare(ready, source, now);
    const alsoAside = [`${databaseFile}-wal`, `${databaseFile}-shm`];
    const replaced = replaceFiles(dataDir, ready, files, { alsoAside, at: now() });
    const database = openDatabase(dataDir, bankStore);
    keepLastEvent(dataDir, database);
    database.close();
    return t.restored(replaced);
  } finally {
    rmSync(ready, { recursive: true, force: true });
    unlock();
  }
}

/** Says what would be put in the place of what. Checks the copy as `restore` does, on a copy of its own. */
export async function rehearseRestore(
  dataDir: string,
  folder: string | undefined,
): Promise<string> {
  if (folder === undefined) throw new Refused(t.noFolder);
  if (!holdsFiles(folder)) throw new Refused(t.badBackup);
  const isThere = existsSync(dataDir);
  const unlock = isThere ? lockDataFolder(dataDir) : () => undefined;
  const sizes = Object.fromEntries(files.map((file) => [file, sizeOf(join(folder, file))]));
  refuseWhereNoRoom(dataDir, sum(Object.values(sizes)));
  const checked = mkdtempSync(join(isThere ? dataDir : tmpdir(), 'checking-'));
  try {
    for (const file of files) copyFileSync(join(folder, file), join(checked, file));
    const tokens = await verify(checked);
    const replaced = files.filter((file) => existsSync(join(dataDir, file)));
    return [
      ...filesToWrite(dataDir, sizes),
      t.wouldHold(tokens),
      ...replaced.map((file) => t.wouldMoveAside(join(dataDir, file), sizeOf(join(dataDir, file)))),
      ...(replaced.length === 0 ? [t.overwritesNothing] : []),
    ].join('\n');
  } finally {
    rmSync(checked, { recursive: true, force: true });
    unlock();
  }
}

/** A code that was taken after the copy was made is unknown to it: every present one counts as used. */
async function prepare(folder: string, source: string, now: () => number): Promise<void> {
  await withParts(folder, now, (database, tenants) => {
    database
      .transaction(() => {
        for (const tenant of tenants) {
          runWork(tenant.database, markPresentStepUsed(tenant.issuer));
          tenant.audit({ event: 'restored-by-operator', source });
        }
      })
      .immediate();
    // All in the one file that gets the data's name.
    database.pragma('journal_mode = DELETE');
  });
}

/** Throws a Refused unless the database is whole and its keys open every secret in it; counts those. */
async function verify(folder: string): Promise<number> {
  try {
    return await withParts(folder, Date.now, (database, tenants) => {
      const check = database.pragma('integrity_check', { simple: true });
      if (check !== 'ok') throw new Error('integrity_check');
      if ((database.pragma('foreign_key_check') as unknown[]).length > 0)
        throw new Error('foreign');
      if (!database.prepare('SELECT 1 FROM customers').get()) throw new Error('no customers');
      const count = countTokens(database, tenants);
      database.pragma('journal_mode = DELETE');
      return count;
    });
  } catch (cause) {
    throw new Refused(t.badBackup, { cause });
  }
}

/** Opens every secret, which throws where the keys do not fit. */
function countTokens(database: Database, tenants: StaffTenant[]): number {
  const counts = tenants.map((tenant) => {
    const ids = database
      .prepare('SELECT id FROM tokens WHERE institution = ?')
      .pluck()
      .all(tenant.institution.slug) as string[];
    return ids.filter((id) => runWork(database, findToken(tenant.issuer, id))).length;
  });
  return sum(counts);
}

/** With what is still in the file beside it. */
function databaseBytes(database: Database): number {
  const [pages, pageBytes] = ['page_count', 'page_size'].map((pragma) =>
    Number(database.pragma(pragma, { simple: true })),
  );
  return (pages ?? 0) * (pageBytes ?? 0);
}

const sum = (numbers: number[]): number => numbers.reduce((all, one) => all + one, 0);

async function withParts<T>(
  folder: string,
  now: () => number,
  work: (database: Database, tenants: StaffTenant[]) => T,
): Promise<T> {
  const keys = await openKeys(folder, institutions, () => false, bankStore);
  const database = openDatabase(folder, bankStore);
  try {
    const commit = createSharedCommit(database);
    const parts = { database, commit, keys, now, audit: openAudit(database, now) };
    return work(
      database,
      institutions.map((institution) => openStaffTenant(institution, parts)),
    );
  } finally {
    database.close();
  }
}
