/** What can happen to a person's key ring between two starts of the app. */
import { spawnSync } from 'node:child_process';
import { chownSync, mkdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { Home } from './launch.ts';

const password = 'key ring of the tests';

/** Environment of a session whose user has another key ring, as after a reset of the password. */
export function otherKeyRing(home: Home): Record<string, string> {
  const { uid, gid } = statSync(home.path);
  const folder = (name: string) => {
    const path = join(home.path, name);
    mkdirSync(path, { mode: 0o700 });
    chownSync(path, uid, gid);
    return path;
  };
  return { XDG_DATA_HOME: folder('data of another'), XDG_RUNTIME_DIR: folder('run of another') };
}

/** Runs a command in a session of the person's own, with the key ring open. Returns what it printed. */
function inSession(home: Home, command: string, input = ''): string {
  const { uid, gid } = statSync(home.path);
  const open = `printf %s '${password}' | gnome-keyring-daemon --unlock --components=secrets --daemonize`;
  const { stdout } = spawnSync(
    'dbus-run-session',
    ['--', 'sh', '-c', `${open} >/dev/null; ${command}`],
    {
      encoding: 'utf8',
      input,
      uid,
      gid,
      env: {
        PATH: process.env['PATH'] ?? '',
        HOME: home.path,
        XDG_DATA_HOME: join(home.path, 'data'),
        XDG_RUNTIME_DIR: join(home.path, 'run'),
      },
    },
  );
  return stdout;
}

const item = 'application "Desktop Token"';

/** Chromium's own item, with the password that it keeps there. */
export const itemIn = (home: Home): string => inSession(home, `secret-tool lookup ${item}`);

export const removeItem = (home: Home): string => inSession(home, `secret-tool clear ${item}`);

export function setItem(home: Home, value: string): void {
  const schema = 'xdg:schema chrome_libsecret_os_crypt_password_v2';
  const store = `secret-tool store --label "Chromium Safe Storage" ${schema} ${item}`;
  inSession(home, `printf %s "$(cat)" | ${store}`, value);
}
