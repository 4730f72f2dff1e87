/** Where the app keeps its files: in a folder of its frozen name (shared/brand.ts). */
import {
  accessSync,
  chmodSync,
  constants,
  copyFileSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  renameSync,
  rmSync,
  rmdirSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { appName } from '../../../shared/brand.ts';
import { newQuarantine } from './durable-files.ts';

/**
 * Windows: under LOCALAPPDATA, since APPDATA roams to other PCs. Elsewhere where Electron has it by itself; it
 * is not asked for its userData, since it throws where that folder can't be made.
 */
export function userDataFolder(
  platform: NodeJS.Platform,
  env: NodeJS.ProcessEnv,
  appData: string,
): string {
  const local = env['LOCALAPPDATA'];
  return join(platform === 'win32' && local ? local : appData, appName);
}

/** Of Chromium's own: three links and three files. Of anything else in such a place it hangs, or ends without a word. */
const chromiums = [
  'SingletonLock',
  'SingletonCookie',
  'SingletonSocket',
  'lockfile',
  'Local State',
  'Preferences',
];

/**
 * Makes the folder for this user alone (0700), files in it too; Windows does it by inheritance. `refusal` is
 * what keeps its content from being read, or null: a file in its place, somebody else's folder, one that
 * can't be made. `canWrite` is whether Chromium's own files can be there, in whose places nothing else is left.
 */
export function prepareFolder(path: string, now: number): { canWrite: boolean; refusal: unknown } {
  process.umask(0o077);
  const notMade = refusalOf(() => mkdirSync(path, { recursive: true, mode: 0o700 }));
  // Somebody else's, or on a disk that can only be read, it is used as it is.
  if (process.platform !== 'win32') refusalOf(() => chmodSync(path, 0o700));
  const unread = refusalOf(() => {
    readdirSync(path);
    accessSync(path, constants.X_OK);
  });
  const unwritten = refusalOf(() => {
    rmdirSync(mkdtempSync(join(path, 'try-')));
    for (const name of chromiums) {
      const found = lstatSync(join(path, name), { throwIfNoEntry: false });
      if (!found || found.isSymbolicLink()) continue;
      if (found.isFile() && !name.startsWith('Singleton')) continue;
      renameSync(join(path, name), join(newQuarantine(path, now), name));
    }
  });
  return { canWrite: unwritten === null, refusal: unread && (notMade ?? unread) };
}

/**
 * Chromium keeps files of its own where it is told that the app's data are. Where nothing can be written
 * there it gets a folder that lasts as long as the app, and in it, on Windows, what its key store needs.
 */
export function borrowFolder(unwritable?: string): string {
  const folder = mkdtempSync(join(tmpdir(), 'desktop-token-'));
  if (unwritable !== undefined) {
    refusalOf(() => copyFileSync(join(unwritable, 'Local State'), join(folder, 'Local State')));
  }
  process.on('exit', () => refusalOf(() => rmSync(folder, { recursive: true, force: true })));
  return folder;
}

/** What the file system had against it, or null. */
function refusalOf(deed: () => unknown): unknown {
  try {
    deed();
    return null;
  } catch (error) {
    return error;
  }
}
