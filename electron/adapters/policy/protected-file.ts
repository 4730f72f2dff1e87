/** A file that only an administrator can have written: what anybody could put there sets nothing. */
import { closeSync, constants, fstatSync, openSync, readFileSync, statSync } from 'node:fs';
import { dirname } from 'node:path';

const maxBytes = 64 * 1024;
const writableByOthers = 0o022;

type Found = { text: string | null; trouble: 'unreadable' | 'unprotected' | null };

/**
 * `text` is null where there is no such file. `unprotected`: it or its folder belongs to none of `owners` (user IDs),
 * or others can write to it.
 */
export function readProtectedFile(path: string, owners: number[]): Found {
  const isProtected = ({ uid, mode }: { uid: number; mode: number }) =>
    owners.includes(uid) && (mode & writableByOthers) === 0;
  let file: number | null = null;
  try {
    // Opening a pipe would never end.
    file = openSync(path, constants.O_RDONLY | constants.O_NONBLOCK);
    const found = fstatSync(file);
    if (!found.isFile() || found.size > maxBytes) return { text: null, trouble: 'unreadable' };
    if (!isProtected(found) || !isProtected(statSync(dirname(path)))) {
      return { text: null, trouble: 'unprotected' };
    }
    return { text: readFileSync(file, 'utf8'), trouble: null };
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : null;
    const isMissing = code === 'ENOENT' || code === 'ENOTDIR';
    return { text: null, trouble: isMissing ? null : 'unreadable' };
  } finally {
    if (file !== null) closeSync(file);
  }
}
