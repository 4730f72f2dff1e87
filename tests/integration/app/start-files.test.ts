/** Whatever lies in the place of a file that is no secret: the app starts, and the code is on the screen. */
import { spawnSync } from 'node:child_process';
import { globSync, lstatSync, mkdirSync, symlinkSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { openWindowPositions } from '../../../electron/adapters/desktop/window-position.ts';
import { openJsonFile } from '../../../electron/adapters/files/json-file.ts';
import { openLog } from '../../../electron/adapters/files/log.ts';
import { prepareFolder } from '../../../electron/adapters/files/paths.ts';
import { openLocalState } from '../../../electron/adapters/vault/keys/windows-local-state.ts';
import { State } from '../../../shared/state.ts';
import { startApp } from '../../fakes/app/app.ts';
import { fakeSafeStorage } from '../../fakes/app/key-store.ts';
import { id, vaultPlace } from '../../fakes/app/vault.ts';

const files = [
  'settings.json',
  'window.json',
  'directory.jws',
  'app.log',
  'Local State',
  'local-state-key.json',
];

type Put = (path: string) => unknown;
const text =
  (content: string): Put =>
  (path) =>
    writeFileSync(path, content);
const kinds: [string, Put][] = [
  ['an empty file', text('')],
  ['half of a JSON', text('{"settings":{"theme"')],
  ['a list', text('[[[]]]')],
  ['a number', text('7')],
  ['null', text('null')],
  [
    'names of objects',
    text('{"__proto__":{"theme":1},"constructor":null,"settings":{"__proto__":7}}'),
  ],
  ['a token that can not be', text('{"settings":{},"lastTokenId":"zz"}')],
  ['bytes that are no text', (path) => writeFileSync(path, Buffer.alloc(3000, 0xff))],
  ['deep brackets', text('['.repeat(200_000))],
  ['a gigabyte', (path) => (writeFileSync(path, ''), truncateSync(path, 2 ** 30))],
  ['a folder', (path) => mkdirSync(join(path, 'inside'), { recursive: true })],
  ...(process.platform === 'win32'
    ? []
    : ([
        ['a pipe', (path) => spawnSync('mkfifo', [path])],
        ['a link to nowhere', (path) => symlinkSync(`${path}-away`, path)],
        ['a link to itself', (path) => symlinkSync(path, path)],
      ] satisfies [string, Put][])),
];

const display = { id: 1, bounds: { x: 0, y: 0, width: 1366, height: 768 } };
const screen = {
  getPrimaryDisplay: () => ({ ...display, workArea: display.bounds }),
  getAllDisplays: () => [{ ...display, workArea: display.bounds }],
};

test.each(files.flatMap((name) => kinds.map(([what, put]) => [name, what, put] as const)))(
  'with %s being %s the code is shown, by a state that the page takes',
  async (name, _what, put) => {
    const place = vaultPlace();
    await place.fill();
    await put(join(place.folder, name));
    const log = openLog(join(place.folder, 'app.log'), () => 0);
    expect(log('started')).toBe(1);
    openLocalState(place.folder, () => 0, log).repair();
    const positions = openWindowPositions({
      file: openJsonFile(join(place.folder, 'window.json')),
      screen: screen as unknown as Parameters<typeof openWindowPositions>[0]['screen'],
      log,
    });
    expect(positions.forOpening('remembered')).toMatchObject({ width: 400, height: 720 });
    expect(positions.ofMini()).toBeUndefined();

    const { safeStorage, ring } = fakeSafeStorage({ api: 'sync' });
    ring.key = place.ring.key;
    const app = await startApp({
      folder: place.folder,
      safeStorage,
      roots: [],
      directoryUrl: 'http://127.0.0.1:9/',
      now: () => 60_000,
    });
    await app.call('finishIntroduction', { tokenId: id });
    await app.call('openToken', { tokenId: id });
    const state = State.parse(await app.ready());
    expect(state).toMatchObject({ openToken: { code: '287082' } });
    app.close();
  },
);

const aFile = text('{}');
const aFolder: Put = (path) => mkdirSync(join(path, 'inside'), { recursive: true });
const aLink: Put = (path) => symlinkSync('pc-4711', path);
const aPipe: Put = (path) => spawnSync('mkfifo', [path]);
/** Of Chromium's own: what it is, and what it can't be. Windows has one of them, and no pipes. */
const chromiums: [name: string, its: Put, others: Put[]][] =
  process.platform === 'win32'
    ? [['lockfile', aFile, [aFolder]]]
    : [
        ...['SingletonLock', 'SingletonCookie', 'SingletonSocket'].map(
          (name): [string, Put, Put[]] => [name, aLink, [aFile, aFolder, aPipe]],
        ),
        ...['lockfile', 'Local State', 'Preferences'].map((name): [string, Put, Put[]] => [
          name,
          aFile,
          [aFolder, aPipe],
        ]),
      ];

test.each(chromiums)(
  'what is none of Chromium’s in the place of its %s is put aside, and its own stays',
  (name, its, others) => {
    for (const put of others) {
      const { folder } = vaultPlace();
      const path = join(folder, name);
      put(path);
      expect(prepareFolder(folder, 0)).toEqual({ canWrite: true, refusal: null });
      expect(globSync(`quarantine/*/${name}`, { cwd: folder })).toHaveLength(1);
      its(path);
      expect(prepareFolder(folder, 0).canWrite).toBe(true);
      expect(lstatSync(path, { throwIfNoEntry: false })).toBeDefined();
    }
  },
);

const desk = '1366x768+0+0';
const bounds = { x: 10, y: 20, width: 500, height: 700 };
test('each shape of the window has a place of its own on a set of displays', () => {
  const file = openJsonFile(join(vaultPlace().folder, 'window.json'));
  const open = () =>
    openWindowPositions({
      file,
      screen: screen as unknown as Parameters<typeof openWindowPositions>[0]['screen'],
      log: () => 1,
    });
  const small = { x: 1000, y: 500, width: 320, height: 228 };
  const before = open();
  const large = { x: 100, y: 60, width: 500, height: 640 };
  before.keep('full', large);
  expect(before.ofMini()).toBeUndefined();
  before.keep('mini', small);
  const after = open();
  expect(after.ofMini()).toEqual(small);
  expect(after.forOpening('remembered')).toEqual(large);
});

test.each(
  (['x', 'y', 'width', 'height'] as const).flatMap((member) =>
    [null, true, 'far', '', [], {}, 1.5, 1e308, -1e15, 1e15].map(
      (value) => [member, JSON.stringify(value), value] as const,
    ),
  ),
)('a window place with %s as %s lies on the display', (member, _shown, value) => {
  const { folder } = vaultPlace();
  const file = openJsonFile(join(folder, 'window.json'));
  file.write({ [desk]: { ...bounds, [member]: value }, other: bounds });
  const positions = openWindowPositions({
    file,
    screen: screen as unknown as Parameters<typeof openWindowPositions>[0]['screen'],
    log: () => 1,
  });
  const { x, y, width, height } = positions.forOpening('remembered');
  expect([x >= 0, y >= 0, x + width <= 1366, y + height <= 768]).toEqual([true, true, true, true]);
});
