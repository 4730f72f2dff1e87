/**
 * `npm run smoke -- installers`: installs the release for this system that lies in that folder, tries what a customer gets,
 * from outside since nobody can look into it, and removes it. What the app does besides, tests/e2e/ shows.
 */
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import {
  chmodSync,
  existsSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { test } from 'node:test';
import { checkFuses } from '../../build/package/check-package.ts';
import { orEnd } from '../../build/package/vendor.ts';
import { startDisplay } from '../e2e/support/global-setup.ts';
import { commandFor, makeHome, userDataOf } from '../e2e/support/launch.ts';
import { appName, desktop, findRelease, installing, waitFor } from './systems.ts';

const port = 19_377;
const isLinux = process.platform === 'linux';
const started: { child: ChildProcess; told: string; ended: number | string | null }[] = [];
const [from = ''] = process.argv.slice(2);
const { file, install, uninstall } = orEnd(() => findRelease(from, installing));

const endDisplay = isLinux ? await startDisplay() : null;
const folder = mkdtempSync(join(tmpdir(), 'desktop-token-smoke-'));
// The app is started by an ordinary user.
chmodSync(folder, 0o755);
const home = makeHome();
const vault = join(userDataOf(home, appName), 'vault.db');
try {
  await tryRelease();
} finally {
  for (const { child } of started) desktop.kill(child);
  await endDisplay?.();
  for (const each of [folder, home.path]) {
    rmSync(each, { recursive: true, force: true, maxRetries: 10, retryDelay: 100 });
  }
}

async function tryRelease(): Promise<void> {
  const program = install(file, folder);
  const resources = join(dirname(program), desktop.resources);

  await test(`${basename(file)} is installed with every fuse of a release`, async () => {
    await checkFuses(program, 'release');
  });

  await test('the notices of others and the manual in both languages lie with the app', () => {
    const files = ['THIRD-PARTY-NOTICES.txt', 'manual.ja.pdf', 'manual.en.pdf'];
    assert.deepEqual(
      files.filter((name) => !existsSync(join(resources, name))),
      [],
    );
  });

  for (const argument of [`--remote-debugging-port=${port}`, `--inspect=${port}`]) {
    await test(`started with ${argument} it says that it does not, listens to nobody and keeps nothing`, async () => {
      const app = start(program, [argument]);
      const isTold = (text: string) => text.includes('Not started');
      await waitFor('the refusal', () => isTold(app.told) || desktop.titles().some(isTold));
      await assert.rejects(fetch(`http://127.0.0.1:${port}/json/version`), /fetch failed/);
      assert.deepEqual(existsSync(dirname(vault)) ? readdirSync(dirname(vault)) : [], []);
      desktop.kill(app.child);
      await waitFor('its end', () => app.ended !== null);
    });
  }

  await test('it shows A00, and keeps its vault under the person’s folder and nothing in its own', async () => {
    const before = readdirSync(dirname(resources), { recursive: true });
    await openAndQuit(program);
    assert.equal(existsSync(vault), true);
    assert.deepEqual(readdirSync(dirname(resources), { recursive: true }), before);
    if (process.platform === 'win32') {
      // That folder roams to other PCs.
      assert.equal(existsSync(join(process.env['APPDATA'] ?? '', appName)), false);
    } else {
      assert.equal(statSync(dirname(vault)).mode & 0o777, 0o700);
    }
  });

  await test('an uninstallation takes the program and leaves the vault, with which a second installation opens', async () => {
    const kept = readFileSync(vault);
    await uninstall(folder);
    assert.equal(existsSync(program), false);
    assert.deepEqual(readFileSync(vault), kept);
    assert.equal(install(file, folder), program);
    await openAndQuit(program);
    assert.equal(existsSync(vault), true);
  });

  if (isLinux) {
    await test('with one byte of app.asar changed it still starts on Linux, where Electron checks no hash of it', async () => {
      changeOneByte(join(resources, 'app.asar'));
      await openAndQuit(program);
    });
  } else {
    await test('with one byte of app.asar changed it does not start', async () => {
      changeOneByte(join(resources, 'app.asar'));
      const app = start(program);
      await waitFor('its end', () => {
        assert.equal(showsFirstScreen(), false);
        return app.ended !== null;
      });
      assert.notEqual(app.ended, 0);
    });
  }
  await uninstall(folder);
}

function start(program: string, args: string[] = []) {
  const { file: command, args: all, env } = commandFor(program, home, { args });
  const child = spawn(command, all, {
    cwd: home.path,
    env,
    stdio: ['ignore', 'ignore', 'pipe'],
    detached: isLinux,
  });
  const app: (typeof started)[number] = { child, told: '', ended: null };
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    app.told += text;
  });
  child.on('exit', (status, signal) => {
    app.ended = status ?? signal;
  });
  started.push(app);
  return app;
}

function showsFirstScreen(): boolean {
  return desktop.titles().some((title) => title.includes('A00'));
}

async function openAndQuit(program: string): Promise<void> {
  const app = start(program);
  await waitFor('A00', () => {
    assert.equal(app.ended, null, app.told);
    return showsFirstScreen();
  });
  desktop.quit(app.child);
  await waitFor('its end', () => app.ended !== null);
  assert.equal(app.ended, 0);
}

/** In a word of main's script that is said only when it refuses to start. */
function changeOneByte(asar: string): void {
  const bytes = readFileSync(asar);
  const place = bytes.indexOf('Not started');
  assert.notEqual(place, -1);
  bytes[place] = 'n'.charCodeAt(0);
  writeFileSync(asar, bytes);
}
