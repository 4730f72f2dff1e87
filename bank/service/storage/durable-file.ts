/** Writes a file so that after a power cut either all of it is there or nothing. */
import { randomBytes } from 'node:crypto';
import {
  closeSync,
  existsSync,
  fsyncSync,
  mkdirSync,
  openSync,
  renameSync,
  unlinkSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';

/** `beforeNaming` runs when all is on disk but has not got its name yet: if it throws, nothing was written. */
export function writeFileDurably(
  path: string,
  content: string | Uint8Array,
  mode: number,
  beforeNaming: () => void = () => undefined,
): void {
  // A name that nobody can have put there before: what exists keeps its own mode, or leads elsewhere.
  const temporary = `${path}.${randomBytes(8).toString('hex')}.new`;
  const file = openSync(temporary, 'wx', mode);
  try {
    writeAndClose(file, content);
    beforeNaming();
    renameSync(temporary, path);
  } catch (error) {
    unlinkSync(temporary);
    throw error;
  }
  syncFolder(dirname(path));
}

function writeAndClose(file: number, content: string | Uint8Array): void {
  try {
    writeFileSync(file, content);
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
}

/** For what another program has written. */
export function syncFile(path: string): void {
  const file = openSync(path, 'r+');
  try {
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
}

/**
 * Puts files that were made ready beside the data in its place. What has their names, or a name in `alsoAside`, goes
 * into a folder of its own first, which is returned.
 */
export function replaceFiles(
  dataDir: string,
  ready: string,
  names: readonly string[],
  { alsoAside, at }: { alsoAside: readonly string[]; at: number },
): string {
  const replaced = join(dataDir, `replaced-${at}`);
  mkdirSync(replaced, { mode: 0o700 });
  for (const name of [...names, ...alsoAside]) {
    if (existsSync(join(dataDir, name))) renameSync(join(dataDir, name), join(replaced, name));
  }
  for (const name of names) {
    syncFile(join(ready, name));
    renameSync(join(ready, name), join(dataDir, name));
  }
  syncFolder(dataDir);
  return replaced;
}

/** A rename is on disk only when its folder is; Windows has no such call and needs none. */
export function syncFolder(path: string): void {
  if (process.platform === 'win32') return;
  const folder = openSync(path, 'r');
  try {
    fsyncSync(folder);
  } finally {
    closeSync(folder);
  }
}
