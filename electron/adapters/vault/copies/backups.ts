/** Verified copies of the vault: `backup/vault-<generation>.db`, the last three of them. */
import { mkdirSync, readFileSync, readdirSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { AppError } from '../../../../shared/errors.ts';
import { generationOf } from '../database/connection.ts';
import type { Connection } from '../database/connection.ts';
import { openDatabase, openForReading } from '../database/database.ts';
import type { VaultDatabase } from '../database/database.ts';
import {
  clearPlaces,
  exists,
  isFile,
  isNoSuchPlace,
  moveIntoPlace,
  newQuarantine,
  putAside,
  syncFolder,
  writeSynced,
} from '../../files/durable-files.ts';
import { storageError } from '../../files/storage-error.ts';
import { readSlot, readVaultId } from '../keys/key-slot.ts';
import { damagedParts, isSameDamage } from '../records/damage.ts';
import type { RecordSeal } from '../records/record-seal.ts';

const kept = 3;

export type Backup = { path: string; generation: number };
export type Backups = ReturnType<typeof openBackups>;

export const backupFolder = (dataFolder: string) => join(dataFolder, 'backup');

/** The names in the folder of backups: none where there is no such folder. Throws where it can't be read. */
export function namesInBackup(dataFolder: string): string[] {
  try {
    return readdirSync(backupFolder(dataFolder));
  } catch (error) {
    if (isNoSuchPlace(error)) return [];
    throw error;
  }
}

/** Newest first. What is no file is no backup, whatever its name. */
export function listBackups(dataFolder: string): Backup[] {
  return namesInBackup(dataFolder)
    .flatMap((name) => {
      const generation = /^vault-([0-9]+)\.db$/.exec(name)?.[1];
      const path = join(backupFolder(dataFolder), name);
      const isBackup = generation !== undefined && isFile(path);
      return isBackup ? [{ path, generation: Number(generation) }] : [];
    })
    .toSorted((a, b) => b.generation - a.generation);
}

export function openBackups(dataFolder: string, now: () => number) {
  const folder = backupFolder(dataFolder);
  const draft = join(folder, 'draft.db');
  const list = () => listBackups(dataFolder);

  /** The folder, whatever lies in its place, and room in it for a copy of this name. */
  function makeRoom(name: string): string {
    if (exists(folder) && !isFolder(folder)) {
      putAside([folder], newQuarantine(dataFolder, now()));
    }
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    const path = join(folder, name);
    clearPlaces([draft, path], dataFolder, now());
    return path;
  }

  function write(database: VaultDatabase, name: string, check: (copy: VaultDatabase) => void) {
    const path = makeRoom(name);
    // The whole file at once, and not page by page as `.backup()` does over several turns of the event
    // loop: the copy is there before the customer is told, and none is under way when the app ends.
    writeSynced(draft, database.serialize());
    const copy = openForReading(draft);
    try {
      check(copy);
    } finally {
      copy.close();
    }
    moveIntoPlace(draft, path);
  }

  return {
    list,

    /**
     * Copies the vault as it is, opens the copy, lets `check` read it (it throws if it can't), and only
     * then gives it its name. Throws AppError with a code of storage, or what file systems throw.
     */
    save(database: VaultDatabase, check: (copy: VaultDatabase) => void): void {
      write(database, `vault-${generationOf(database)}.db`, check);
    },

    /**
     * What was noted in a vault of this generation is noted in its copy too, by a draft that takes its place: the copy
     * then has all that the vault has, counted tries among it, and is not older than the vault's file. Throws as `save`.
     */
    note(generation: number, vaultId: Buffer, put: (copy: VaultDatabase) => void): void {
      const newest = list()[0];
      if (newest?.generation !== generation) return;
      clearPlaces([draft], dataFolder, now());
      writeSynced(draft, readFileSync(newest.path));
      const copy = openDatabase(draft);
      try {
        if (!readVaultId(copy).equals(vaultId)) return;
        copy.transaction(put)(copy);
      } finally {
        copy.close();
      }
      rmSync(`${draft}-journal`, { force: true });
      moveIntoPlace(draft, newest.path);
    },

    /** Before a migration: kept apart from the others and never deleted. */
    saveBeforeMigration(database: VaultDatabase): void {
      const version = String(database.pragma('user_version', { simple: true }));
      const path = makeRoom(`before-migration-from-${version}.db`);
      writeSynced(draft, database.serialize());
      moveIntoPlace(draft, path);
    },

    /** Deletes all but the newest three, and of those the ones that `keep` does not want. */
    prune(keep: (copy: VaultDatabase) => boolean): void {
      let deleted = false;
      for (const [index, backup] of list().entries()) {
        if (index < kept && isWanted(backup, keep)) continue;
        rmSync(backup.path);
        deleted = true;
      }
      if (deleted) syncFolder(folder);
    },
  };
}

/** Looks into a backup; null if it is damaged itself. */
export function readBackup<T>(backup: Backup, use: (copy: VaultDatabase) => T): T | null {
  let copy: VaultDatabase | undefined;
  try {
    copy = openForReading(backup.path);
    return use(copy);
  } catch (error) {
    const failure = storageError(error);
    if (copy === undefined || failure.code === 'database-damaged') return null;
    throw failure;
  } finally {
    copy?.close();
  }
}

/**
 * Takes a copy unless the newest one holds the same, and deletes those that are older, of another vault or
 * of a data key that is out of use; after a change `for good` all but the present one. Throws as `save` does.
 */
export function keepBackup(
  vault: { connection: Connection; vaultId: Buffer; backups: Backups },
  keys: RecordSeal,
  mode: 'changed' | 'for good',
): void {
  const { connection, vaultId, backups } = vault;
  const generation = connection.generation();
  const slot = connection.read(readSlot);
  const damage = connection.read((open) => damagedParts(open, keys));
  const isSame = (copy: VaultDatabase) => isSameDamage(damagedParts(copy, keys), damage);
  const newest = backups.list()[0];
  const isUpToDate =
    newest?.generation === generation &&
    readBackup(
      newest,
      (copy) =>
        readVaultId(copy).equals(vaultId) &&
        readSlot(copy).check_value.equals(slot.check_value) &&
        isSame(copy),
    ) === true;
  if (!isUpToDate) {
    connection.read((open) =>
      backups.save(open, (draft) => {
        if (!isSame(draft)) throw new AppError('database-damaged');
      }),
    );
  }
  backups.prune(
    (copy) =>
      readVaultId(copy).equals(vaultId) &&
      readSlot(copy).wrapped_key.equals(slot.wrapped_key) &&
      (mode === 'changed' || generationOf(copy) === generation),
  );
}

function isFolder(path: string): boolean {
  try {
    return statSync(path, { throwIfNoEntry: false })?.isDirectory() ?? false;
  } catch (error) {
    if (isNoSuchPlace(error)) return false;
    throw error;
  }
}

function isWanted(backup: Backup, keep: (copy: VaultDatabase) => boolean): boolean {
  return readBackup(backup, keep) ?? true;
}
