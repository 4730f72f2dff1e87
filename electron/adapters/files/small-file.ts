/** Files that are no secret and are read at the start: whatever lies in their place, the start goes on. */
import { readFileSync, statSync } from 'node:fs';

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

const refusal = (code: string) => Object.assign(new Error('not a small file'), { code });
