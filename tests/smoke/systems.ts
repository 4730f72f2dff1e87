/** What differs from system to system: installing without a question, and looking at the app from outside. */
import { execFileSync, spawnSync } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, rmSync } from 'node:fs';
import { basename, join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { readBrand } from '../../build/package/brand.ts';
import { readArtefactName } from '../../build/release/artefacts.ts';
import type { Artefact } from '../../build/release/artefacts.ts';

/** Tries until `look` finds something, and returns it. Throws Error with `what` after the time. */
export async function waitFor<T>(
  what: string,
  look: () => T | null | false,
  limitMs = 60_000,
): Promise<T> {
  for (const end = Date.now() + limitMs; Date.now() < end; await setTimeout(200)) {
    const found = look();
    if (found !== null && found !== false) return found;
  }
  throw new Error(`waited in vain for ${what}`);
}

export type Installing = {
  /** `folder` is there and empty, for what is put nowhere else. Returns the program. */
  install: (file: string, folder: string) => string;
  uninstall: (folder: string) => void | Promise<unknown>;
};

const run = (command: string, ...args: string[]) => {
  execFileSync(command, args, { stdio: ['ignore', 'ignore', 'inherit'] });
};
const empty = (folder: string) => {
  rmSync(folder, { recursive: true });
  mkdirSync(folder);
};

/** Whose release it is: BRAND says it here too. */
export const { appName, packageName } = readBrand().names;

export type Way = Partial<Record<Artefact['form'], Installing>>;

/** The one that a person gets for this system and processor. Throws Error with a sentence where there is none. */
export function findRelease(where: string, ways: Way) {
  const files = existsSync(where) ? readdirSync(where, { recursive: true, encoding: 'utf8' }) : [];
  for (const path of files) {
    const artefact = readArtefactName(basename(path));
    const way = artefact === null ? undefined : ways[artefact.form];
    if (artefact === null || way === undefined || artefact.demo) continue;
    const fits = artefact.processor === 'any' || artefact.processor === process.arch;
    if (artefact.system === desktop.system && fits) {
      return { artefact, file: join(where, path), ...way };
    }
  }
  throw new Error(
    `"${where}" holds no release for this system; a demo is none, since it may be debugged (docs/release.md).`,
  );
}

const windowsFolder = join(process.env['LOCALAPPDATA'] ?? '', 'Programs', appName);
const windowsProgram = join(windowsFolder, `${appName}.exe`);

/** By the form of the file; what a person installs, not what software is distributed by. */
export const installing: Way = {
  exe: {
    install: (file) => {
      run(file, '/S', '/currentuser');
      return windowsProgram;
    },
    uninstall: async () => {
      // It goes on in a copy of itself.
      run(join(windowsFolder, `Uninstall ${appName}.exe`), '/S', '/currentuser');
      await waitFor('the uninstaller', () => !existsSync(windowsProgram));
    },
  },
  dmg: {
    install: (file, folder) => {
      const image = join(folder, 'image');
      const app = join(folder, `${appName}.app`);
      run('hdiutil', 'attach', '-nobrowse', '-readonly', '-mountpoint', image, file);
      run('ditto', join(image, `${appName}.app`), app);
      run('hdiutil', 'detach', image);
      return join(app, 'Contents/MacOS', appName);
    },
    uninstall: empty,
  },
  deb: {
    install: (file, folder) => {
      run('dpkg-deb', '--extract', file, folder);
      return join(folder, 'opt', appName, packageName);
    },
    uninstall: empty,
  },
  'tar.gz': {
    install: (file, folder) => {
      run('tar', '--extract', '--file', file, '--directory', folder, '--strip-components=1');
      return join(folder, packageName);
    },
    uninstall: empty,
  },
};

/** `settings` is the shortcut to A08. */
export type Key = 'settings' | 'Tab' | 'Return' | 'Escape';

type Desktop = {
  system: Artefact['system'];
  /** Where the program's resources lie, from its own folder. */
  resources: string;
  /** Of every window of the app that the person sees. */
  titles: () => string[];
  /** In the app's window, as from the keyboard. */
  press: (...keys: Key[]) => void;
  /** As the person ends it. */
  quit: (app: ChildProcess) => void;
  kill: (app: ChildProcess) => void;
};

const read = (command: string, ...args: string[]) =>
  spawnSync(command, args, { encoding: 'utf8' }).stdout;
const linesOf = (text: string) => text.split(/\r?\n/).filter((line) => line.trim() !== '');

/** Every window on the display of the test, which nothing else uses. */
const linuxWindows = () => linesOf(read('xdotool', 'search', '--onlyvisible', '--name', ''));
const titleOf = (id: string) => read('xdotool', 'getwindowname', id).trim();

const desktops: Record<'linux' | 'darwin' | 'win32', Desktop> = {
  linux: {
    system: 'linux',
    resources: 'resources',
    titles: () => linuxWindows().map(titleOf),
    press: (...keys) => {
      const pressed = keys.map((key) => (key === 'settings' ? 'ctrl+comma' : key));
      const id = linuxWindows().find((each) => titleOf(each) !== '');
      if (id !== undefined) read('xdotool', 'windowfocus', id, 'key', ...pressed);
    },
    quit: () => {
      for (const id of linuxWindows()) read('xdotool', 'windowfocus', id, 'key', 'ctrl+q');
    },
    // With the session that was made for it.
    kill: ({ pid }) => void spawnSync('kill', ['-KILL', '--', `-${pid}`]),
  },
  darwin: {
    system: 'macos',
    resources: '../Resources',
    titles: () =>
      linesOf(
        read(
          'osascript',
          '-e',
          `tell application "System Events" to get name of windows of (processes whose name is "${appName}")`,
        ),
      ),
    press: (...keys) => {
      const named = {
        settings: 'keystroke "," using command down',
        Tab: 'key code 48',
        Return: 'key code 36',
        Escape: 'key code 53',
      };
      const told = keys.flatMap((key) => ['-e', named[key], '-e', 'delay 0.2']);
      const front = `set frontmost of (first process whose name is "${appName}") to true`;
      const start = ['-e', 'tell application "System Events"', '-e', front, '-e', 'delay 0.5'];
      read('osascript', ...start, ...told, '-e', 'end tell');
    },
    quit: (app) => void app.kill('SIGTERM'),
    kill: (app) => void app.kill('SIGKILL'),
  },
  win32: {
    system: 'windows',
    resources: 'resources',
    titles: () =>
      linesOf(
        read(
          'powershell',
          '-NoProfile',
          '-Command',
          `[Console]::OutputEncoding = [Text.Encoding]::UTF8; (Get-Process "${appName}" -ErrorAction SilentlyContinue).MainWindowTitle`,
        ),
      ),
    press: (...keys) => {
      const named = { settings: '^,', Tab: '{TAB}', Return: '{ENTER}', Escape: '{ESC}' };
      const told = keys.map(
        (key) => `$shell.SendKeys('${named[key]}'); Start-Sleep -Milliseconds 200`,
      );
      const front = `$shell.AppActivate((Get-Process "${appName}" | Where-Object MainWindowTitle | Select-Object -First 1).Id)`;
      const script = ['$shell = New-Object -ComObject WScript.Shell', front, ...told].join('; ');
      read('powershell', '-NoProfile', '-Command', script);
    },
    quit: ({ pid }) => void spawnSync('taskkill', ['/pid', String(pid)]),
    kill: ({ pid }) => void spawnSync('taskkill', ['/f', '/t', '/pid', String(pid)]),
  },
};

export const desktop = desktops[process.platform as keyof typeof desktops];
