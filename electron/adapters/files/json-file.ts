/** A small file of ours beside the vault, for what is no secret and is needed before the vault is open. */
import { moveIntoPlace, writeSynced } from './durable-files.ts';
import { readSmallFile } from './small-file.ts';
import { storageError } from './storage-error.ts';

/** Far more than any of them ever holds. */
const maxBytes = 256 * 1024;

export type JsonFile = ReturnType<typeof openJsonFile>;

export function openJsonFile(path: string) {
  return {
    /** What was written last; undefined if nothing was, null if it can't be read. */
    read(): unknown {
      try {
        return JSON.parse(readSmallFile(path, maxBytes).toString('utf8'));
      } catch (error) {
        const code = error instanceof Error && 'code' in error ? error.code : null;
        const missing = code === 'ENOENT' || code === 'ENOTDIR';
        return missing ? undefined : null;
      }
    },

    /** Whole or not at all: a crash leaves the old file. Throws AppError with a code of storage. */
    write(value: unknown): void {
      const draft = `${path}.new`;
      try {
        writeSynced(draft, Buffer.from(JSON.stringify(value)));
        moveIntoPlace(draft, path);
      } catch (error) {
        throw storageError(error);
      }
    },
  };
}
