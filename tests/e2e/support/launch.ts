/** The real app in a window of its own, as an ordinary user with a real key ring, driven by Playwright. */
import { spawn, spawnSync } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, lchownSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { _electron, test as base } from '@playwright/test';
import type { ElectronApplication, Page } from '@playwright/test';
import { readBrand, sampleFolder } from '../../../build/package/brand.ts';
import { appName } from '../../../shared/brand.ts';
import { startBankProcess } from './bank.ts';
import type { BankProcess } from './bank.ts';
import type { Language } from '../../../shared/language.ts';
import { touchMouse } from './x-windows.ts';

/** The brand of the release that the tests make (packaging.ts). */
export const otherFolder = join(import.meta.dirname, '../../fixtures/brand');

/** Whoever runs the tests; Debian's nobody and nogroup where that is root, for Chromium's sandbox. */
const user = process.getuid?.() === 0 ? { uid: 65534, gid: 65534 } : null;

/** `locked`: the system asks for the key ring's password and the person cancels. */
export type KeyRing = 'open' | 'locked' | 'none';

/** A person's home folder: the app's files and the key ring live in it from one launch to the next. */
export type Home = { path: string };

export function makeHome(): Home {
  const path = mkdtempSync(join(tmpdir(), 'token-'));
  chmodSync(path, 0o700);
  for (const name of ['config', 'data', 'cache', 'run', 'tmp']) {
    mkdirSync(join(path, name), { mode: 0o700 });
    giveToUser(join(path, name));
  }
  giveToUser(path);
  return { path };
}

/** What a test has put into a home, as the person whose home it is would have. */
export function giveToUser(path: string): void {
  if (user !== null) lchownSync(path, user.uid, user.gid);
}

export type LaunchOptions = {
  /** Where the reference bank's directory is. Without it nothing listens there. */
  directoryUrl?: string;
  keyRing?: KeyRing;
  language?: Language;
  args?: readonly string[];
  env?: Readonly<Record<string, string>>;
  /** The person cancels whatever the key ring asks; so with a locked one. */
  promptIsCancelled?: boolean;
  /** A script that is started in the app's place, with the app as $APP. */
  through?: string;
};

type Executable = { executable: string; args: string[] };

/** `assembled`: put together from dist/ without packaging it. */
export type Build = 'assembled' | 'demo' | 'release';

export type Launched = {
  app: ElectronApplication;
  page: Page;
  /** Ends it as closing the window does. */
  close: () => Promise<void>;
  /** Ends it with SIGKILL. */
  kill: () => Promise<void>;
};

/** `home` is new in each test; what was launched in it is gone when the test ends, however it ends. */
export const test = base.extend<{
  /** Which app it is: set by the project. */
  build: Build;
  home: Home;
  /** The reference bank, new in each test that asks for it. Its pages open in Playwright's own `browser`. */
  bank: BankProcess;
  /** Starts the app and waits for its page. */
  launch: (options?: LaunchOptions) => Promise<Launched>;
  /** Runs the app from outside, as a second copy or a release is run, until it ends by itself. */
  run: (options?: LaunchOptions) => Promise<number | null>;
}>({
  build: ['assembled', { option: true }],
  // Playwright reads a fixture's needs from the pattern.
  // oxlint-disable-next-line no-empty-pattern
  home: async ({}, use) => {
    const home = makeHome();
    await use(home);
    rmSync(home.path, { recursive: true, force: true, maxRetries: 10, retryDelay: 100 });
  },
  // oxlint-disable-next-line no-empty-pattern
  bank: async ({}, use) => {
    const bank = await startBankProcess();
    await use(bank);
    await bank.remove();
  },
  launch: async ({ home, build }, use) => {
    const apps: ElectronApplication[] = [];
    const ended = new AbortController();
    await use(async (options = {}) => {
      const { file, args, env } = commandOf(build, home, options);
      if (process.platform === 'linux') touchMouse();
      const starting = start({
        executablePath: file,
        args,
        env,
        cwd: home.path,
        chromiumSandbox: true,
      });
      // Main stands still while the system asks, and Playwright with it.
      if (options.keyRing === 'locked' || options.promptIsCancelled === true) {
        void cancelPrompt(ended.signal);
      }
      const app = await starting;
      apps.push(app);
      const page = await app.firstWindow();
      await page.waitForLoadState('domcontentloaded');
      return { app, page, close: () => app.close(), kill: () => kill(app) };
    });
    await Promise.all(apps.map((app) => app.close())).finally(() => ended.abort());
  },
  run: async ({ home, build }, use) => {
    const children: ChildProcess[] = [];
    await use(async (options = {}) => {
      const { file, args, env } = commandOf(build, home, options);
      const child = spawn(file, args, { cwd: home.path, env, stdio: 'ignore', detached: true });
      children.push(child);
      const [status] = (await once(child, 'exit')) as [number | null];
      return status;
    });
    for (const child of children) killWithItsOwn(child);
  },
});

/**
 * The runtime of the tests dies now and then as it starts, before it has a page: one of Chromium's threads reads the
 * environment while another changes it (a segmentation fault in "Bluez D-Bus thread"). One that does so twice has another reason.
 */
async function start(
  options: Parameters<typeof _electron.launch>[0],
): Promise<ElectronApplication> {
  try {
    return askedAgain(await _electron.launch(options));
  } catch (error) {
    if (!(error instanceof Error && error.message.includes('exitCode=139'))) throw error;
    return askedAgain(await _electron.launch(options));
  }
}

/**
 * Node's inspector loses an answer of main's where memory is swept just then ("Resulting promise was garbage collected"): it is
 * asked again. So whatever a test has done in main may be done twice.
 */
function askedAgain(app: ElectronApplication): ElectronApplication {
  const ask = app.evaluate.bind(app);
  async function again(...question: Parameters<typeof ask>): Promise<unknown> {
    for (let triesLeft = 5; ; triesLeft -= 1) {
      try {
        return await ask(...question);
      } catch (error) {
        if (triesLeft === 0 || !String(error).includes('garbage collected')) throw error;
      }
    }
  }
  return Object.assign(app, { evaluate: again });
}

/** With what it has started: the session's end alone would leave the app, and its box to the next test. */
function killWithItsOwn({ pid, exitCode, signalCode }: ChildProcess): void {
  if (pid === undefined || exitCode !== null || signalCode !== null) return;
  if (process.platform === 'win32') process.kill(pid, 'SIGKILL');
  else process.kill(-pid, 'SIGKILL');
}

/** Ends main as a power cut would. What was started for it (bus, key ring) ends after it. */
async function kill(app: ElectronApplication): Promise<void> {
  const pid = await app.evaluate(() => process.pid);
  const closed = app.waitForEvent('close');
  process.kill(pid, 'SIGKILL');
  await closed;
}

/** Where the app keeps its files in this home. */
export function userDataOf(home: Home, name = appName): string {
  const parent = { win32: 'data', darwin: 'Library/Application Support' }[
    process.platform as string
  ];
  return join(home.path, parent ?? 'config', name);
}

/** What build/run/runtime.mjs made of dist/ before the first test (global-setup.ts), or what packaging.ts made. */
function executableOf(build: Build): Executable {
  if (build === 'assembled') return JSON.parse(process.env['E2E_APP'] ?? '{}') as Executable;
  const packaged = readBrand(build === 'demo' ? sampleFolder : otherFolder).names.packageName;
  return { executable: join(packageFolder(build), packaged), args: [] };
}

/** Where the ordinary user of the tests can read a package. */
export const packageFolder = (build: 'demo' | 'release') =>
  join(process.env['E2E_PACKAGES'] ?? '', build);

/** The command that runs the app in a home of its own. */
export function commandOf(build: Build, home: Home, options: LaunchOptions) {
  const { executable, args: ownArgs } = executableOf(build);
  const { args = [], language = 'ja' } = options;
  // A release takes no switch: there the language is the environment's alone.
  const switches = build === 'release' ? [] : [`--lang=${language}`];
  return commandFor(executable, home, { ...options, args: [...ownArgs, ...switches, ...args] });
}

/** The same for any program, which gets the arguments of `options` and no other. */
export function commandFor(executable: string, home: Home, options: LaunchOptions) {
  const { args = [], language = 'ja' } = options;
  const isLinux = process.platform === 'linux';
  return {
    file: isLinux ? join(import.meta.dirname, '../../../build/run/app-session.sh') : executable,
    args: [...args],
    env: {
      ...inherited(),
      HOME: home.path,
      // What stands for HOME on macOS, and where Windows' apps keep what must not roam.
      CFFIXED_USER_HOME: home.path,
      LOCALAPPDATA: join(home.path, 'data'),
      XDG_CONFIG_HOME: join(home.path, 'config'),
      XDG_DATA_HOME: join(home.path, 'data'),
      XDG_CACHE_HOME: join(home.path, 'cache'),
      XDG_RUNTIME_DIR: join(home.path, 'run'),
      TMPDIR: join(home.path, 'tmp'),
      LANG: language === 'ja' ? 'ja_JP.UTF-8' : 'en_US.UTF-8',
      LANGUAGE: language,
      // Chromium asks GNOME's key ring on a GNOME desktop alone.
      ...(options.keyRing === 'none' ? {} : { XDG_CURRENT_DESKTOP: 'GNOME' }),
      DESKTOP_TOKEN_DIRECTORY_URL: options.directoryUrl ?? 'http://127.0.0.1:9/directory.jws',
      APP_EXECUTABLE: options.through ?? executable,
      APP: executable,
      APP_USER: user === null ? '' : `${user.uid}:${user.gid}`,
      KEY_RING: options.keyRing ?? 'open',
      KEY_RING_PASSWORD: 'key ring of the tests',
      ...options.env,
    },
  };
}

/** Escape goes to the prompt alone: in the app it would mean 戻る. */
async function cancelPrompt(signal: AbortSignal): Promise<void> {
  while (!signal.aborted) {
    const found = spawnSync('xdotool', ['search', '--name', '^Unlock .*[Kk]eyring'], {
      encoding: 'utf8',
    });
    const [prompt = ''] = found.stdout.split('\n');
    if (prompt !== '') spawnSync('xdotool', ['windowfocus', prompt, 'key', 'Escape']);
    await setTimeout(100);
  }
}

function inherited(): Record<string, string> {
  const { PATH, DISPLAY, SystemRoot } = process.env;
  return Object.fromEntries(
    Object.entries({ PATH, DISPLAY, SystemRoot }).filter(
      (entry): entry is [string, string] => entry[1] !== undefined,
    ),
  );
}
