/** Files that survive a power cut: written, synced, and only then moved into place. */
import {
  closeSync,
  copyFileSync,
  fsyncSync,
  linkSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  openSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { basename, dirname, join } from 'node:path';

export function syncFolder(path: string): void {
  // Windows can't open a folder, and does not need it synced for a rename to last.
  if (process.platform === 'win32') return;
  sync(path, 'r');
}

function sync(path: string, flags: string): void {
  const file = openSync(path, flags);
  try {
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
}

export function writeSynced(path: string, bytes: Uint8Array): void {
  writeFileSync(path, bytes, { mode: 0o600 });
  sync(path, 'r+');
}

/** Never of a database that is open here: closing the second handle would drop SQLite's locks (POSIX). */
export function copySynced(from: string, to: string): void {
  copyFileSync(from, to);
  sync(to, 'r+');
}

/** Moves into place what is whole and synced beside it. */
export function moveIntoPlace(from: string, to: string): void {
  renameSync(from, to);
  syncFolder(dirname(to));
}

/** Moves into a place that is empty; what another program has put there meanwhile stays. */
export function moveIntoEmptyPlace(from: string, to: string): void {
  try {
    // A link, unlike a rename, replaces nothing.
    linkSync(from, to);
    rmSync(from);
    syncFolder(dirname(to));
  } catch (error) {
    if (exists(to)) rmSync(from, { force: true });
    else if (isWithoutLinks(error)) moveIntoPlace(from, to);
    else throw error;
  }
}

/** FAT and some network file systems know no links. */
function isWithoutLinks(error: unknown): boolean {
  const code = error instanceof Error && 'code' in error ? error.code : null;
  return ['EPERM', 'ENOTSUP', 'EOPNOTSUPP', 'ENOSYS'].includes(String(code));
}

export function exists(path: string): boolean {
  return lstatSync(path, { throwIfNoEntry: false }) !== undefined;
}

export function isLink(path: string): boolean {
  return lstatSync(path, { throwIfNoEntry: false })?.isSymbolicLink() ?? false;
}

/**
 * Whether a file lies there, or a link that leads to one. Anything else (a folder, a pipe, a link to
 * nowhere or to itself) is none of ours, and opening it may never end.
 */
export function isFile(path: string): boolean {
  try {
    return statSync(path, { throwIfNoEntry: false })?.isFile() ?? false;
  } catch (error) {
    if (isNoSuchPlace(error)) return false;
    throw error;
  }
}

/** Whether the disk fails at a file that is there. Never of a database that is open here, as above. */
export function isUnreadable(path: string): boolean {
  try {
    readFileSync(path);
    return false;
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EIO';
  }
}

/** Whether the error says that nothing can lie there: a link to itself, or a file where a folder should be. */
export function isNoSuchPlace(error: unknown): boolean {
  const code = error instanceof Error && 'code' in error ? error.code : null;
  return ['ENOENT', 'ENOTDIR', 'ELOOP'].includes(String(code));
}

/**
 * A new folder under `quarantine/`, where what can't be used is kept. Nothing there is ever deleted. Where
 * something else has that name, the folder has another.
 */
export function newQuarantine(dataFolder: string, now: number): string {
  const day = new Date(now).toISOString().slice(0, 10);
  let failure: unknown;
  for (const name of ['quarantine', 'quarantine-2', 'quarantine-3']) {
    try {
      const all = join(dataFolder, name);
      mkdirSync(all, { recursive: true, mode: 0o700 });
      return mkdtempSync(join(all, `${day}-`));
    } catch (error) {
      failure ??= error;
    }
  }
  throw failure;
}

/** Puts aside whatever is no file of ours in the places where we write files. */
export function clearPlaces(paths: string[], dataFolder: string, now: number): void {
  const inTheWay = paths.filter(
    (path) => lstatSync(path, { throwIfNoEntry: false })?.isFile() === false,
  );
  if (inTheWay.length > 0) putAside(inTheWay, newQuarantine(dataFolder, now));
}

/** Moves files there, those that exist. */
export function putAside(paths: string[], quarantine: string): void {
  for (const path of paths.filter(exists)) {
    renameSync(path, join(quarantine, basename(path)));
    syncFolder(dirname(path));
  }
  syncFolder(quarantine);
}
