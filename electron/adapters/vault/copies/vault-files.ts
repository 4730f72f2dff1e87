/** The vault's files as a whole: is there anything, what is put aside, and what a backup brings back. */
import { readdirSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { openBackups } from './backups.ts';
import type { Backup } from './backups.ts';
import { filesOf } from '../database/database.ts';
import {
  copySynced,
  exists,
  moveIntoPlace,
  newQuarantine,
  putAside,
} from '../../files/durable-files.ts';
import { presentSchema } from '../database/schema.ts';

/** Whether anything of a vault lies there: then no new key and no new vault may be made. */
export function vaultExists(path: string): boolean {
  return filesOf(path).some(exists) || openBackups(dirname(path)).list().length > 0;
}

/**
 * Puts a backup in the place of a vault that can't be used, which is kept in `quarantine/`. A crash
 * at any point leaves either of the two in place: the old one is copied away before it is replaced.
 */
export function restoreBackup(path: string, backup: Backup, now: number): void {
  const folder = dirname(path);
  const draft = `${path}.new`;
  for (const left of filesOf(draft)) rmSync(left, { force: true });
  copySynced(backup.path, draft);
  const [file = path, ...others] = filesOf(path);
  if (filesOf(path).some(exists)) {
    const quarantine = newQuarantine(folder, now);
    if (exists(file)) copySynced(file, join(quarantine, 'vault.db'));
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
    openBackups(folder)
      .list()
      .map((backup) => backup.path),
    quarantine,
  );
  putAside(filesOf(path), quarantine);
}

/** A newer version of the app leaves a copy from before its migration. Without one, a high version is damage. */
export function wasMigrated(path: string): boolean {
  const backupFolder = join(dirname(path), 'backup');
  if (!exists(backupFolder)) return false;
  return readdirSync(backupFolder).some((name) => {
    const from = /^before-migration-from-([0-9]+)\.db$/.exec(name)?.[1];
    return from !== undefined && Number(from) >= presentSchema.version;
  });
}
