/** What replaces the app, by how it was put on the PC; and that Windows' own check of who signed is asked before anything is taken. */
import { createHash } from 'node:crypto';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { NsisUpdater } from 'electron-updater/out/NsisUpdater.js';
import { expect, onTestFinished, test } from 'vitest';
import { findInstallation } from '../../../electron/adapters/update/installation.ts';
import { createInstaller } from '../../../electron/adapters/update/installer.ts';
import { openSystemUpdater } from '../../../electron/adapters/update/system-updater.ts';
import { temporaryFolder } from '../../fakes/folder.ts';

const signed = { windows: ['Sakura Systems K.K.', 'Sakura K.K.'], macos: true };
const unsigned = { windows: [], macos: false };

/** A program in a folder with these files beside it, as an installer of each kind leaves it. */
function found(how: Partial<Parameters<typeof findInstallation>[0]>, ...beside: string[]) {
  const folder = temporaryFolder();
  const program = join(folder, 'Sakura Passcard.exe');
  for (const name of ['Sakura Passcard.exe', ...beside]) writeFileSync(join(folder, name), '');
  return findInstallation({
    platform: 'win32',
    arch: 'x64',
    env: {},
    program,
    isPackaged: true,
    isInApplicationsFolder: () => true,
    publishers: signed,
    ...how,
  }).kind;
}

test.each([
  ['by NSIS', {}, ['Uninstall Sakura Passcard.exe'], 'nsis'],
  ['by an MSI, which has no uninstaller there', {}, [], 'fixed'],
  [
    'by NSIS that nobody signed',
    { publishers: unsigned },
    ['Uninstall Sakura Passcard.exe'],
    'fixed',
  ],
  ['from a checkout', { isPackaged: false }, ['Uninstall Sakura Passcard.exe'], 'fixed'],
  ['into Applications', { platform: 'darwin' }, [], 'macApp'],
  [
    'and opened from its image',
    { platform: 'darwin', isInApplicationsFolder: () => false },
    [],
    'fixed',
  ],
  [
    'into Applications, signed by nobody',
    { platform: 'darwin', publishers: unsigned },
    [],
    'fixed',
  ],
  ['by a deb', { platform: 'linux' }, [], 'fixed'],
] as const)('put there %s it is replaced as it should', (_how, how, beside, kind) => {
  expect(found(how, ...beside)).toBe(kind);
});

test('an AppImage replaces itself where the person may write, and on the processor that there is one for', () => {
  const place = join(temporaryFolder(), 'Sakura Passcard.AppImage');
  const linux = { platform: 'linux', env: { APPIMAGE: place } } as const;
  expect(found(linux)).toBe('fixed');
  writeFileSync(place, '');
  expect(found(linux)).toBe('appImage');
  expect(found({ ...linux, arch: 'arm64' })).toBe('fixed');
  expect(found({ ...linux, env: { APPIMAGE: 'Sakura Passcard.AppImage' } })).toBe('fixed');
  mkdirSync(`${place}.folder`);
  expect(found({ ...linux, env: { APPIMAGE: `${place}.folder` } })).toBe('fixed');
});

const bytes = Buffer.from('an installer');
const parts = {
  folder: '',
  publishers: signed,
  appName: 'Sakura Passcard',
  appVersion: '1.0.0',
  fetching: {
    fetch: () => Promise.resolve(new Response(bytes)),
    allowLoopback: false,
    freeBytes: () => Promise.resolve(1e12),
  },
  quit: () => {},
};

test.each([
  ['nsis', 'x64', 'win32-x64'],
  ['nsis', 'arm64', 'win32-arm64'],
  ['macApp', 'arm64', 'darwin-universal'],
  ['fixed', 'x64', undefined],
] as const)('%s on %s takes the file of %s', (kind, arch, platform) => {
  expect(createInstaller({ ...parts, arch, installation: { kind } })?.platform).toBe(platform);
});

/** Windows' check, which answers null where one of the names has signed; returns what it was asked. */
function windowsSays(answer: string | null) {
  const asked: string[][] = [];
  const check = (names: string[]) => {
    asked.push(names);
    return Promise.resolve(answer);
  };
  // Its constructor would put its own there.
  const place = '_verifyUpdateCodeSignature';
  Object.defineProperty(NsisUpdater.prototype, place, {
    configurable: true,
    get: () => check,
    set: () => {},
  });
  onTestFinished(() => void Reflect.deleteProperty(NsisUpdater.prototype, place));
  return asked;
}

function windowsUpdater() {
  const folder = join(temporaryFolder(), 'update');
  const sha512 = createHash('sha512').update(bytes).digest('base64');
  const file = {
    version: '2.0.0',
    url: 'https://vendor.example/a.exe',
    size: bytes.length,
    sha512,
  };
  return openSystemUpdater({ ...parts, folder, installation: { kind: 'nsis' } }, file);
}
const fetched = () => windowsUpdater().fetch(() => {}, new AbortController().signal);

test('Windows is asked whether the publisher, by its name of today or another of its names, has signed', async () => {
  const asked = windowsSays(null);
  await fetched();
  expect(asked).toEqual([['Sakura Systems K.K.', 'Sakura K.K.']]);
});

test('the right bytes by another signer are refused', async () => {
  windowsSays('signed by somebody else');
  await expect(fetched()).rejects.toMatchObject({ code: 'update-refused' });
});
