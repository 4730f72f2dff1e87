/** What a release refuses, driven from outside: nobody can look into it. */
import { existsSync, readdirSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { extractFile } from '@electron/asar';
import { expect } from '@playwright/test';
import { mainFiles } from '../../../build/package/vendor.ts';
import { ceilings } from '../../integration/build/ceilings.ts';
import { otherBrand } from '../support/packaging.ts';
import { packageFolder, test, userDataOf as folderOf } from '../support/launch.ts';
import type { Home } from '../support/launch.ts';
import { pressIn, systemBox, windowTitled } from '../support/x-windows.ts';

const userDataOf = (home: Home) => folderOf(home, otherBrand.names.appName);

/** Quits from the keyboard once the first screen is there. */
async function openAndQuit(run: () => Promise<number | null>): Promise<number | null> {
  const ended = run();
  pressIn(await windowTitled(/^ようこそ（A00）－ さくらパスカード$/), 'ctrl+q');
  return ended;
}

test('a release opens ようこそ and keeps a vault', async ({ run, home }) => {
  expect(await openAndQuit(run)).toBe(0);
  expect(existsSync(join(userDataOf(home), 'vault.db'))).toBe(true);
});

test('a release carries the names of its brand, and none of the demo’s', () => {
  const asar = join(packageFolder('release'), 'resources/app.asar');
  expect(JSON.parse(extractFile(asar, 'package.json').toString('utf8'))).toMatchObject({
    name: 'sakura-passcard',
    productName: 'Sakura Passcard',
    author: 'Sakura Systems K.K.',
  });
  const main = mainFiles.map((file) => extractFile(asar, file).toString('utf8')).join('\n');
  expect(main).toContain('さくらパスカード');
  expect(main).not.toContain('Desktop Token');
});

test('app.asar with its native file is no larger than it may be', () => {
  const resources = join(packageFolder('release'), 'resources');
  const bytes = readdirSync(resources, { recursive: true, encoding: 'utf8' })
    .filter((name) => /app\.asar$|\.node$/.test(name))
    .map((name) => statSync(join(resources, name)).size);
  expect(bytes).toHaveLength(2);
  expect(bytes.reduce((sum, each) => sum + each, 0)).toBeLessThanOrEqual(
    ceilings.bytes.asarWithNative,
  );
});

for (const argument of [
  '--remote-debugging-port=0',
  '--remote-debugging-pipe',
  '--inspect=0',
  '--ignore-certificate-errors',
  '--proxy-server=127.0.0.1:8080',
  '--user-data-dir=/tmp',
  '--no-sandbox',
  '-r',
]) {
  test(`a release started with ${argument} says in a box that it does not, and touches nothing`, async ({
    run,
    home,
  }) => {
    const ended = run({ args: [argument] });
    const box = await systemBox();
    expect(box.title).toBe('さくらパスカード：起動できません / Sakura Passcard: Not started');
    expect(filesOf(home)).toEqual([]);
    box.close();
    expect(await ended).toBe(78);
    expect(filesOf(home)).toEqual([]);
  });
}

test('while a release says that it takes no debugging port, there is none', async ({ run }) => {
  const ended = run({ args: ['--remote-debugging-port=19377'] });
  const box = await systemBox();
  await expect(fetch('http://127.0.0.1:19377/json/version')).rejects.toThrow('fetch failed');
  box.close();
  expect(await ended).toBe(78);
});

test('the environment makes no other program of a release', async ({ run, home }) => {
  const marker = join(home.path, 'tmp', 'ran');
  const script = join(home.path, 'tmp', 'script.cjs');
  writeFileSync(script, `require('node:fs').writeFileSync(${JSON.stringify(marker)}, '')`, {
    mode: 0o644,
  });
  const env = { ELECTRON_RUN_AS_NODE: '1', NODE_OPTIONS: `--require=${script}` };
  expect(await openAndQuit(() => run({ args: [script], env }))).toBe(0);
  expect(existsSync(marker)).toBe(false);
});

test('a release does not know the demo’s directory, nor how to be given another', () => {
  const asar = join(packageFolder('release'), 'resources/app.asar');
  const main = mainFiles.map((file) => extractFile(asar, file).toString('utf8')).join('\n');
  expect(main).toContain('https://directory.example.test/directory.jws');
  expect(main).not.toContain('DESKTOP_TOKEN_DIRECTORY_URL');
  expect(main).not.toContain('8787');
});

function filesOf(home: Home): string[] {
  const folder = userDataOf(home);
  return existsSync(folder) ? readdirSync(folder) : [];
}
