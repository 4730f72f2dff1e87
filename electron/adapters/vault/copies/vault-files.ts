/** The vault's files as a whole: is there anything, what is put aside, and what a backup brings back. */
import { rmSync, statSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { backupFolder, listBackups, namesInBackup } from './backups.ts';
import type { Backup } from './backups.ts';
import { filesOf } from '../database/database.ts';
import {
  clearPlaces,
  copySynced,
  exists,
  isFile,
  isLink,
  isUnreadable,
  moveIntoPlace,
  newQuarantine,
  putAside,
} from '../../files/durable-files.ts';
import { presentSchema } from '../database/schema.ts';

/**
 * Whether anything of a vault lies there: then no new key and no new vault may be made. A link in the place
 * of the backups may lead to a disk that is away.
 */
export function vaultExists(path: string): boolean {
  const folder = dirname(path);
  if (filesOf(path).some(exists) || listBackups(folder).length > 0) return true;
  return isLink(backupFolder(folder)) && namesInBackup(folder).length === 0;
}

/** What is no file, where SQLite keeps its own beside the vault or where a new one is drafted. */
export function clearBesideVault(path: string, now: number): void {
  const [, ...beside] = filesOf(path);
  clearPlaces([...beside, ...filesOf(draftOf(path))], dirname(path), now);
}

const draftOf = (path: string) => `${path}.new`;

/**
 * Puts a backup in the place of a vault that can't be used, which is kept in `quarantine/`. A crash at any
 * point leaves one of the two in place, the old one being copied away before it is replaced; or, where it
 * was no file, a place that is empty, in which the next start puts the backup.
 */
export function restoreBackup(path: string, backup: Backup, now: number): void {
  const folder = dirname(path);
  const draft = draftOf(path);
  clearBesideVault(path, now);
  for (const left of filesOf(draft)) rmSync(left, { force: true });
  copySynced(backup.path, draft);
  const [file = path, ...others] = filesOf(path);
  if (filesOf(path).some(exists)) {
    const quarantine = newQuarantine(folder, now);
    if (isFile(file) && !isUnreadable(file)) copySynced(file, join(quarantine, basename(path)));
    else putAside([file], quarantine);
    // A journal of the broken file must not be played into the good one.
    putAside(others, quarantine);
  }
  moveIntoPlace(draft, path);
}

/** Everything of a vault, backups too, into `quarantine/`: the customer has asked for a new one. */
export function putVaultAside(path: string, now: number): void {
  const folder = dirname(path);
  const quarantine = newQuarantine(folder, now);
  putAside(
    listBackups(folder).map((backup) => backup.path),
    quarantine,
  );
  putAside(filesOf(path), quarantine);
}

/**
 * The newest copy, if it was made after the vault's last change: all that is lost with the file is in the copy. By
 * the times of the files, for a vault that can't be asked itself.
 */
export function newestIfCopied(path: string): Backup[] {
  const newest = listBackups(dirname(path)).slice(0, 1);
  return newest.filter((copy) => statSync(copy.path).mtimeMs >= statSync(path).mtimeMs);
}

/** A newer version of the app leaves a copy from before its migration. Without one, a high version is damage. */
export function wasMigrated(path: string): boolean {
  return namesInBackup(dirname(path)).some((name) => {
    const from = /^before-migration-from-([0-9]+)\.db$/.exec(name)?.[1];
    return from !== undefined && Number(from) >= presentSchema.version;
  });
}
