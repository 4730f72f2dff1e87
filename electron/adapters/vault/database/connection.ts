/** The open vault.db: changes that happen whole or not at all, and are known to have happened. */
import * as z from 'zod';
import { AppError } from '../../../../shared/errors.ts';
import { isForReading, openDatabase } from './database.ts';
import type { VaultDatabase } from './database.ts';
import { storageError } from '../../files/storage-error.ts';

export type Connection = ReturnType<typeof openConnection>;

/** Throws AppError with a code of storage, as each of its functions does. */
export function openConnection(
  path: string,
  copyFirst: (database: VaultDatabase) => void = () => {},
) {
  let database: VaultDatabase | null = openDatabase(path, copyFirst);
  let closed = false;

  function current(): VaultDatabase {
    if (closed) throw new AppError('storage-failed');
    database ??= openDatabase(path, copyFirst);
    return database;
  }

  function reopen(): VaultDatabase {
    database?.close();
    database = null;
    return current();
  }

  function read<T>(use: (open: VaultDatabase) => T): T {
    try {
      return use(current());
    } catch (error) {
      throw storageError(error);
    }
  }

  return {
    read,

    /** Counts the changes of a vault's life. */
    generation: (): number => read(generationOf),

    /** Whether the disk, the folder or the file can't be written to. */
    readOnly: (): boolean => read(isForReading),

    /**
     * Runs one change in a transaction. After an I/O error nobody knows whether it was kept: the file is
     * closed, opened again and asked, and only then the caller is told.
     */
    change<T>(write: (open: VaultDatabase) => T): T {
      const open = current();
      const before = read(generationOf);
      let result: { value: T } | undefined;
      try {
        open
          .transaction(() => {
            result = { value: write(open) };
            open.prepare("UPDATE meta SET value = value + 1 WHERE key = 'generation'").run();
          })
          .immediate();
      } catch (error) {
        const failure = storageError(error);
        const unknown = failure.code === 'storage-failed' || failure.code === 'disk-full';
        const kept = unknown && generationOf(reopen()) === before + 1;
        if (!kept || result === undefined) throw failure;
      }
      if (result === undefined) throw new AppError('storage-failed');
      return result.value;
    },

    /** A write beside the vault's history, such as a counted try: no change to go back to. */
    note(write: (open: VaultDatabase) => void): void {
      try {
        current().transaction(write).immediate(current());
      } catch (error) {
        throw storageError(error);
      }
    },

    /** Goes on with the file that `put` brings in the place of this one. */
    replaceFile(put: () => void): void {
      database?.close();
      database = null;
      put();
    },

    close(): void {
      closed = true;
      database?.close();
      database = null;
    },
  };
}

export function generationOf(database: VaultDatabase): number {
  const value = database.prepare("SELECT value FROM meta WHERE key = 'generation'").pluck().get();
  return z.number().parse(value);
}
