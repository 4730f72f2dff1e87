/** The folder outside the project where large things are kept once for all checkouts, and how it stays whole. */
import { existsSync, mkdirSync, readdirSync, renameSync, rmSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';

/** As root it is readable for all, since Electron then runs as an ordinary user. */
export function cacheFolder() {
  const { DESKTOP_TOKEN_CACHE, LOCALAPPDATA, XDG_CACHE_HOME } = process.env;
  if (DESKTOP_TOKEN_CACHE) return DESKTOP_TOKEN_CACHE;
  if (process.platform === 'win32') {
    return join(LOCALAPPDATA ?? join(homedir(), 'AppData/Local'), 'desktop-token-cache');
  }
  if (process.platform === 'darwin') return join(homedir(), 'Library/Caches/desktop-token');
  if (process.getuid?.() === 0) return '/var/cache/desktop-token';
  return join(XDG_CACHE_HOME || join(homedir(), '.cache'), 'desktop-token');
}

/**
 * A folder of the cache, made where it is not there yet. It is made under another name and renamed
 * when complete, so that an interrupted download or compilation leaves nothing that looks finished.
 * @param {string} name
 * @param {(draft: string) => void | Promise<void>} make
 * @returns {Promise<string>} its path
 */
export async function cached(name, make) {
  const folder = join(cacheFolder(), name);
  if (existsSync(folder)) return folder;
  mkdirSync(cacheFolder(), { recursive: true, mode: 0o755 });
  removeAbandonedDrafts();
  const draft = `${folder}.draft-${process.pid}`;
  mkdirSync(draft, { mode: 0o755 });
  try {
    await make(draft);
    renameSync(draft, folder);
  } catch (error) {
    rmSync(draft, { recursive: true, force: true });
    // Another process may have made the same folder meanwhile.
    if (!existsSync(folder)) throw error;
  }
  return folder;
}

function removeAbandonedDrafts() {
  for (const name of readdirSync(cacheFolder())) {
    const pid = /\.draft-(\d+)$/.exec(name)?.[1];
    if (pid !== undefined && !isRunning(Number(pid))) {
      rmSync(join(cacheFolder(), name), { recursive: true, force: true });
    }
  }
}

/** @param {number} pid */
function isRunning(pid) {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return /** @type {NodeJS.ErrnoException} */ (error).code === 'EPERM';
  }
}
