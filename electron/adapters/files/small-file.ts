/** Files that are no secret and are read at the start: whatever lies in their place, the start goes on. */
import { closeSync, fstatSync, openSync, readFileSync, readSync, statSync } from 'node:fs';

/**
 * The bytes. Throws what file systems throw, or an Error with a code as theirs for what must not be opened:
 * EISDIR where it is no file (opening a pipe never ends), EFBIG where it is larger than `maxBytes`.
 */
export function readSmallFile(path: string, maxBytes: number): Buffer {
  const found = statSync(path);
  if (!found.isFile()) throw refusal('EISDIR');
  if (found.size > maxBytes) throw refusal('EFBIG');
  return readFileSync(path);
}

/** The last bytes of a file of any size, or null where there is none that can be read. */
export function readEnd(path: string, bytes: number): Buffer | null {
  try {
    // Opening a pipe never ends.
    if (!statSync(path).isFile()) return null;
    const file = openSync(path, 'r');
    try {
      const from = Math.max(0, fstatSync(file).size - bytes);
      const end = Buffer.alloc(bytes);
      return end.subarray(0, readSync(file, end, 0, bytes, from));
    } finally {
      closeSync(file);
    }
  } catch {
    // Missing or unreadable: it has no end to tell it by.
    return null;
  }
}

const refusal = (code: string) => Object.assign(new Error('not a small file'), { code });
