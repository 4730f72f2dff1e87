/** What SQLite and the file system complain of, as our codes. */
import { AppError } from '../../../shared/errors.ts';
import type { ErrorCode } from '../../../shared/errors.ts';

const codes: [prefix: string, code: ErrorCode][] = [
  ['SQLITE_NOTADB', 'database-damaged'],
  ['SQLITE_CORRUPT', 'database-damaged'],
  // A statement of ours that does not fit the tables: the tables are not ours any more.
  ['SQLITE_ERROR', 'database-damaged'],
  ['SQLITE_FORMAT', 'database-damaged'],
  ['SQLITE_BUSY', 'database-busy'],
  ['SQLITE_LOCKED', 'database-busy'],
  ['SQLITE_READONLY', 'database-read-only'],
  ['SQLITE_CANTOPEN', 'database-read-only'],
  ['SQLITE_PERM', 'database-read-only'],
  ['SQLITE_FULL', 'disk-full'],
  ['EACCES', 'database-read-only'],
  ['EPERM', 'database-read-only'],
  ['EROFS', 'database-read-only'],
  ['ENOSPC', 'disk-full'],
  ['EDQUOT', 'disk-full'],
];

/** Any error of storage as one of our codes, the original as its cause. */
export function storageError(error: unknown): AppError {
  if (error instanceof AppError) return error;
  // By its name: zod itself is loaded after the window.
  const isUnlike = error instanceof Error && error.name === 'ZodError';
  if (isUnlike || error instanceof SyntaxError) {
    return new AppError('database-damaged', { cause: error });
  }
  const raised = error instanceof Error && 'code' in error ? String(error.code) : '';
  const code = codes.find(([prefix]) => raised.startsWith(prefix))?.[1];
  return new AppError(code ?? 'storage-failed', { cause: error });
}
