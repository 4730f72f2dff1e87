/**
 * Where the app keeps its files. These names are frozen for ever: each system keys its key store by
 * the app's name, and a vault under another name is a lost vault.
 */
import { chmodSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';

export const appName = 'Desktop Token';
export const appId = 'org.desktop-token.app';

/** Windows: under LOCALAPPDATA, since APPDATA roams to other PCs. Elsewhere Electron's own choice. */
export function userDataFolder(
  platform: NodeJS.Platform,
  env: NodeJS.ProcessEnv,
  electronDefault: string,
): string {
  const local = env['LOCALAPPDATA'];
  return platform === 'win32' && local ? join(local, appName) : electronDefault;
}

/** Makes the folder for this user alone (0700), files in it too. Windows does it by inheritance. */
export function prepareFolder(path: string): void {
  process.umask(0o077);
  mkdirSync(path, { recursive: true, mode: 0o700 });
  if (process.platform !== 'win32') chmodSync(path, 0o700);
}
