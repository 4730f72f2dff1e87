/** What the app, its compiler and its tests need from a Linux system: installed where that is allowed, else named exactly. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { ask, isOnPath, run, say, SetUpStopped } from './command.mjs';

/**
 * A thing that is needed, how it is recognised, and the Debian and Ubuntu packages that bring it
 * (the first one that the system knows).
 * @typedef {{ command?: string, library?: string, file?: string, packages: string[] }} Need
 */

/** @type {Need[]} */
export const windowNeeds = [
  { library: 'libgtk-3.so.0', packages: ['libgtk-3-0t64', 'libgtk-3-0'] },
  { library: 'libnss3.so', packages: ['libnss3'] },
  { library: 'libasound.so.2', packages: ['libasound2t64', 'libasound2'] },
  { library: 'libgbm.so.1', packages: ['libgbm1'] },
  { library: 'libsecret-1.so.0', packages: ['libsecret-1-0'] },
  // Reads the clipboard apart from the app, which must not wait for the program that owns it.
  { command: 'xclip', packages: ['xclip'] },
  { file: '/usr/share/fonts/opentype/noto', packages: ['fonts-noto-cjk'] },
];

/** @type {Need[]} */
export const virtualDisplayNeeds = [{ command: 'Xvfb', packages: ['xvfb'] }];

/** @type {Need[]} */
export const keyRingNeeds = [
  { command: 'dbus-run-session', packages: ['dbus-daemon', 'dbus'] },
  { command: 'dbus-send', packages: ['dbus-bin', 'dbus'] },
  { command: 'gnome-keyring-daemon', packages: ['gnome-keyring'] },
];

/** @type {Need[]} */
export const unpackNeeds = [{ command: 'unzip', packages: ['unzip'] }];

/** @type {Need[]} */
export const compilerNeeds = [
  { command: 'g++', packages: ['g++'] },
  { command: 'make', packages: ['make'] },
  { command: 'python3', packages: ['python3'] },
];

/** How Debian calls this machine in the paths of its libraries. */
const triplet = `${process.arch === 'arm64' ? 'aarch64' : 'x86_64'}-linux-gnu`;

/** @type {Need[]} */
export const testNeeds = [
  { command: 'chromium', packages: ['chromium', 'chromium-browser'] },
  { command: 'oathtool', packages: ['oathtool'] },
  { command: 'pskctool', packages: ['pskctool'] },
  { command: 'pskc2csv', packages: ['pskc-utils'] },
  { command: 'secret-tool', packages: ['libsecret-tools'] },
  { command: 'pamtester', packages: ['pamtester'] },
  { file: `/lib/${triplet}/security/pam_oath.so`, packages: ['libpam-oath'] },
  // Another validator of the codes: the tests start a server of their own.
  { file: '/usr/sbin/freeradius', packages: ['freeradius'] },
  { command: 'radclient', packages: ['freeradius-utils'] },
  { command: 'openssl', packages: ['openssl'] },
  { command: 'certutil', packages: ['libnss3-tools'] },
  { command: 'cc', packages: ['gcc', 'libc6-dev'] },
  { command: 'strace', packages: ['strace'] },
  { command: 'xdotool', packages: ['xdotool'] },
  // Displays that come and go, with a window manager and a panel.
  { file: '/usr/lib/xorg/Xorg', packages: ['xserver-xorg-core'] },
  {
    file: '/usr/lib/xorg/modules/drivers/dummy_drv.so',
    packages: ['xserver-xorg-video-dummy'],
  },
  { command: 'xrandr', packages: ['x11-xserver-utils'] },
  { command: 'xwininfo', packages: ['x11-utils'] },
  { command: 'openbox', packages: ['openbox'] },
  { command: 'tint2', packages: ['tint2'] },
  // What stands before the issuing service, and what runs it.
  { file: '/usr/sbin/nginx', packages: ['nginx'] },
  { command: 'systemd-analyze', packages: ['systemd'] },
  { command: 'systemd-nspawn', packages: ['systemd-container'] },
  { command: 'podman', packages: ['podman'] },
  { command: 'crun', packages: ['crun'] },
  // The issuing service's other database: a server is started for the tests alone, by an ordinary user.
  { file: '/usr/lib/postgresql', packages: ['postgresql'] },
  // An HSM in software, and what asks one (docs/vendor.md).
  { command: 'softhsm2-util', packages: ['softhsm2'] },
  { command: 'pkcs11-tool', packages: ['opensc'] },
  // What is in a PDF.
  { command: 'pdfinfo', packages: ['poppler-utils'] },
  // What a screen reader asks, and the words it asks with.
  { file: '/usr/libexec/at-spi-bus-launcher', packages: ['at-spi2-core'] },
  { file: '/usr/lib/python3/dist-packages/pyatspi', packages: ['python3-pyatspi'] },
];

/** @param {Need[]} needs */
export async function provide(needs) {
  if (process.platform !== 'linux') return;
  const missing = needs.filter((need) => !isThere(need));
  if (missing.length === 0) return;
  const prefix = isOnPath('apt-get') ? installerPrefix() : null;
  if (prefix === null) {
    throw new SetUpStopped(
      `次のものが足りません。入れてから、もう一度実行してください。\n` +
        `These are missing. Install them, then run the same command again.\n\n` +
        `  sudo apt-get install ${packagesFor(missing).join(' ')}`,
    );
  }
  const asRoot = (/** @type {string} */ name, /** @type {string[]} */ ...args) => {
    const [program = name, ...rest] = [...prefix, name, ...args];
    return run(program, rest);
  };
  // A list that can't be refreshed may still be good enough.
  await asRoot('apt-get', 'update').catch(console.error);
  const packages = packagesFor(missing);
  say(
    `システムのパッケージを入れています: ${packages.join(' ')}`,
    `Installing system packages: ${packages.join(' ')}`,
  );
  await asRoot('sh', join(import.meta.dirname, 'install-packages.sh'), ...packages);
}

/**
 * What goes before `apt-get`: nothing as root, sudo where it asks for no password, and otherwise
 * set-up installs nothing by itself.
 * @returns {string[] | null}
 */
function installerPrefix() {
  if (process.getuid?.() === 0) return [];
  return isOnPath('sudo') && ask('sudo', ['-n', 'true']) !== null ? ['sudo', '-n'] : null;
}

/** @type {string | undefined} */
let libraries;

/** @param {Need} need */
function isThere({ command, library, file }) {
  if (command !== undefined) return isOnPath(command);
  if (library !== undefined) {
    libraries ??= ask('/sbin/ldconfig', ['-p']) ?? '';
    return libraries.includes(`\t${library} `);
  }
  return existsSync(file ?? '');
}

/** @param {Need[]} needs */
function packagesFor(needs) {
  const names = needs.map(({ packages }) => {
    const known = packages.find((name) => ask('apt-cache', ['show', '--no-all-versions', name]));
    return known ?? packages.at(-1) ?? '';
  });
  return [...new Set(names)];
}
