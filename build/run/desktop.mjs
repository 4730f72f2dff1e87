/** What a window needs and this machine may not have: a display, a key ring, a user who is not root. */
import { createHash } from 'node:crypto';
import { chmodSync, chownSync, copyFileSync, existsSync, mkdirSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { lineOf } from './children.mjs';
import { cacheFolder } from '../setup/cache.mjs';
import { ask, say } from '../setup/command.mjs';

const sessionScript = fileURLToPath(new URL('./app-session.sh', import.meta.url));
/** Debian's nobody and nogroup. */
const nobody = 65534;

const isLinux = process.platform === 'linux';
const isRoot = process.getuid?.() === 0;

/** @returns {{ virtualDisplay: boolean, keyRing: boolean }} what has to be provided */
export function missingHere() {
  const { DISPLAY, WAYLAND_DISPLAY } = process.env;
  return {
    virtualDisplay: isLinux && !DISPLAY && !WAYLAND_DISPLAY,
    keyRing: isLinux && (isRoot || !hasSecretService()),
  };
}

/** Whether somebody on the session bus keeps secrets: GNOME Keyring, KeePassXC or KWallet. */
function hasSecretService() {
  if (!process.env.DBUS_SESSION_BUS_ADDRESS) return false;
  const names = ['ListNames', 'ListActivatableNames'].map((call) =>
    ask('dbus-send', [
      '--session',
      '--print-reply',
      '--dest=org.freedesktop.DBus',
      '/org/freedesktop/DBus',
      `org.freedesktop.DBus.${call}`,
    ]),
  );
  return /"org\.(freedesktop\.secrets|kde\.kwalletd\d?)"/.test(names.join('\n'));
}

/**
 * How to start the app as it would run on a person's desktop; starts a display where there is none.
 * @param {ReturnType<typeof import('./children.mjs').createChildren>} children
 * @param {{ executable: string, args: string[] }} app
 * @param {string} projectFolder
 * @param {string} [name] of the folder with this app's files, where they are not those of the demo
 * @returns {Promise<{ executable: string, args: string[], env: Record<string, string>, cwd: string }>}
 */
export async function prepareDesktop(children, app, projectFolder, name = 'home') {
  const { virtualDisplay, keyRing } = missingHere();
  const display = virtualDisplay ? await startVirtualDisplay(children) : {};
  const home = homeFolder(projectFolder, name);
  // The demo's tokens stay apart from those of an app that is installed for use, and those sealed by
  // one key ring from those of the other.
  const env = {
    ...display,
    ...japanese(),
    LOCALAPPDATA: join(home, 'data'),
    XDG_CONFIG_HOME: join(home, keyRing ? 'config' : 'config-of-desktop'),
  };
  if (!keyRing) return { ...app, env, cwd: projectFolder };
  say(
    'このパソコンの鍵の保管場所（キーリング）の代わりに、お試し用のものを起動します。',
    'Starting a key ring for the demo, in place of this computer’s own.',
  );
  if (isRoot) {
    say(
      'root では Chromium のサンドボックスが働かないため、アプリは一般ユーザー（nobody）で動かします。',
      'The app runs as an ordinary user (nobody): as root there is no sandbox.',
    );
  }
  const session = {
    ...(isRoot ? { HOME: home, ...displayAccess(home) } : {}),
    XDG_DATA_HOME: join(home, 'data'),
    XDG_CACHE_HOME: join(home, 'cache'),
    XDG_RUNTIME_DIR: join(home, 'run'),
    // Chromium asks GNOME's key ring on a GNOME desktop alone.
    XDG_CURRENT_DESKTOP: 'GNOME',
    APP_EXECUTABLE: app.executable,
    APP_USER: isRoot ? `${nobody}:${nobody}` : '',
    KEY_RING: 'open',
    KEY_RING_PASSWORD: 'demo',
  };
  return { executable: sessionScript, args: app.args, env: { ...env, ...session }, cwd: home };
}

/**
 * What Xvfb is started with; it writes its number. Without -noreset it begins anew when its last program
 * has gone, and whoever starts just then finds no display.
 */
export const virtualDisplayArgs =
  '-displayfd 1 -screen 0 1280x1024x24 -noreset -nolisten tcp'.split(' ');

/** @param {ReturnType<typeof import('./children.mjs').createChildren>} children */
async function startVirtualDisplay(children) {
  const server = children.start('Xvfb', virtualDisplayArgs, {
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  const number = await lineOf(server, /^(\d+)\n/m);
  say(
    `画面がないため、仮想の画面（Xvfb :${number}）で動かします。`,
    `There is no display: running on a virtual one (Xvfb :${number}).`,
  );
  return { DISPLAY: `:${number}` };
}

/**
 * A bare machine speaks no language at all; the product's first one is Japanese.
 * @returns {Record<string, string>}
 */
function japanese() {
  const { LC_ALL, LC_MESSAGES, LANG, LANGUAGE } = process.env;
  const chosen = LANGUAGE || LC_ALL || LC_MESSAGES || LANG || 'C';
  return isLinux && /^(C|POSIX)\b/.test(chosen) ? { LANGUAGE: 'ja', LC_ALL: 'C.UTF-8' } : {};
}

/**
 * Where the demo's app keeps its files and key ring. An ordinary user can't reach into root's checkout.
 * @param {string} projectFolder
 * @param {string} name
 */
function homeFolder(projectFolder, name) {
  const id = createHash('sha256').update(projectFolder).digest('hex').slice(0, 8);
  const home = isRoot
    ? join(cacheFolder(), `demo-${name}-${id}`)
    : join(projectFolder, '.demo', name);
  for (const folder of [
    home,
    ...['config', 'data', 'cache', 'run'].map((part) => join(home, part)),
  ]) {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    chmodSync(folder, 0o700);
    if (isRoot) chownSync(folder, nobody, nobody);
  }
  return home;
}

/**
 * Lets the ordinary user onto root's display.
 * @param {string} home
 * @returns {Record<string, string>}
 */
function displayAccess(home) {
  const cookie = process.env.XAUTHORITY ?? join(homedir(), '.Xauthority');
  if (!existsSync(cookie)) return {};
  const copy = join(home, 'Xauthority');
  copyFileSync(cookie, copy);
  chownSync(copy, nobody, nobody);
  return { XAUTHORITY: copy };
}
