/** What commands that write files look at beforehand, and what they say of it. */
import { accessSync, constants, existsSync, statSync, statfsSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { makeNamedFolder } from '../service/files/write-named.ts';
import { Refused } from './in-words.ts';
import { operatorText as t } from './text.ts';

export const sizeOf = (path: string): number => statSync(path).size;

/** A line for each file that would be written. */
export function filesToWrite(folder: string, sizes: Record<string, number>): string[] {
  return Object.entries(sizes).map(([name, bytes]) => t.wouldWrite(join(folder, name), bytes));
}

/** Throws a Refused unless so many bytes can be written there; the folder itself need not be there yet. */
export function refuseWhereNoRoom(path: string, bytes: number): void {
  let folder = resolve(path);
  while (!existsSync(folder)) folder = dirname(folder);
  if (!statSync(folder).isDirectory()) throw new Refused(t.noFolderThere(folder));
  try {
    accessSync(folder, constants.W_OK | constants.X_OK);
  } catch (cause) {
    throw new Refused(t.notWritable(folder), { cause });
  }
  const { bavail, bsize } = statfsSync(folder);
  if (bavail * bsize < bytes) throw new Refused(t.noRoom(folder, bytes));
}

/** Throws a Refused unless a file of so many bytes can be written, in the place of one that may be there. */
export function refuseUnwritable(file: string, bytes: number): void {
  if (!existsSync(dirname(file))) throw new Refused(t.noFolderThere(dirname(file)));
  refuseWhereNoRoom(dirname(file), bytes);
  if (existsSync(file) && statSync(file).isDirectory()) throw new Refused(t.isFolder(file));
}

/** With those above it, for its owner alone. */
export function makeFolder(path: string): void {
  refuseWhereNoRoom(path, 0);
  try {
    makeNamedFolder(path);
  } catch (cause) {
    throw new Refused(t.notWritable(path), { cause });
  }
}
