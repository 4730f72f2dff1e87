/** A newer version is fetched as the signed directory names it, and is that file to the byte or is not taken. */
import { expect, test } from 'vitest';
import {
  breakOffAfter,
  newBytes,
  oldBytes,
  patience,
  updateScene,
  wholeOrRest,
} from '../../fakes/app/update-scene.ts';
import { newKeyPair } from '../../fakes/app/issuer.ts';

const half = 1_500_000;

test('a newer version comes in the background, and waits for the customer', async () => {
  const from = await updateScene();
  from.lists(from.release());
  const app = await from.start();
  await app.backgroundSync();
  expect(await app.reaches('ready')).toMatchObject({ version: '0.2.0', restartAt: null });
  expect(from.files.asked).toEqual([undefined]);
  expect(from.installed()).toEqual(oldBytes);
  expect(from.ended).toEqual([]);
});

test('whoever hands it out learns nothing of who asks', async () => {
  const from = await updateScene();
  from.lists(from.release());
  const app = await from.start();
  await app.backgroundSync();
  await app.reaches('ready');
  const told = JSON.stringify(from.files.headers);
  for (const word of ['cookie', 'staging', 'authorization', 'x-', 'referer', '0.0.0']) {
    expect(told).not.toContain(word);
  }
  expect(from.fetched().filter((name) => name.includes('updaterId'))).toEqual([]);
});

test.each([
  ['the same', '0.0.0'],
  ['no', undefined],
])('of %s version nothing is fetched', async (_what, version) => {
  const from = await updateScene();
  from.lists(version === undefined ? undefined : from.release({ version }));
  const app = await from.start();
  await app.backgroundSync();
  expect(await app.update()).toEqual({ step: 'none' });
  expect(from.files.asked).toEqual([]);
});

test('below the oldest that is wanted it says so, fetches the newer one, and shows tokens as before', async () => {
  const from = await updateScene();
  from.lists(from.release({ minimum: '0.2.0' }));
  const app = await from.start();
  await app.backgroundSync();
  expect(await app.reaches('ready')).toMatchObject({ isTooOld: true });
  expect(await app.showCode()).toMatch(/^\d{6}$/);
});

test.each([
  ['is fetched and can’t be had', 'on'],
  ['is only told', 'notify'],
  ['is not even told', 'off'],
] as const)('below it a code is shown where the newer one %s', async (_what, updatesAllowed) => {
  const from = await updateScene();
  from.lists(from.release({ minimum: '0.2.0' }));
  from.files.answers((_request, response) => response.writeHead(404).end());
  const app = await from.start({ updatesAllowed });
  await app.backgroundSync();
  await app.reaches({ on: 'failed', notify: 'told', off: 'none' }[updatesAllowed]);
  expect(await app.showCode()).toMatch(/^\d{6}$/);
});

test('a code waits for no download', async () => {
  const from = await updateScene();
  from.lists(from.release());
  from.files.answers((_request, response) => void response.write(newBytes.subarray(0, half)));
  const app = await from.start();
  await app.backgroundSync();
  await app.reaches('fetching');
  expect(await app.showCode()).toMatch(/^\d{6}$/);
  expect(await app.update()).toMatchObject({ step: 'fetching' });
});

test('another file under the same name is thrown away, with nothing left of it', async () => {
  const from = await updateScene();
  from.lists(from.release());
  from.files.answers((_request, response) => response.end(Buffer.alloc(newBytes.length, 'virus')));
  const app = await from.start();
  await app.backgroundSync();
  expect(await app.reaches('failed')).toMatchObject({ code: 'update-refused' });
  expect(from.fetched()).toEqual([]);
  // It would be the same one again.
  await app.backgroundSync();
  expect(from.files.asked).toHaveLength(1);
  from.files.answers(wholeOrRest);
  await app.call('fetchUpdate');
  await app.reaches('ready');
});

test.each([
  ['one byte more', 1],
  ['one byte less', -1],
])('the right file, of which the directory says %s, is refused', async (_what, more) => {
  const from = await updateScene();
  const right = from.file();
  from.lists(from.release({ platforms: { 'linux-x64': { ...right, size: right.size + more } } }));
  const app = await from.start();
  await app.backgroundSync();
  expect(await app.reaches('failed')).toMatchObject({ code: 'update-refused' });
  expect(from.fetched()).toEqual([]);
});

test('a file without an end is given up where it is larger than it may be', async () => {
  const from = await updateScene();
  from.lists(from.release());
  from.files.answers((_request, response) => {
    const more = () => {
      while (!response.destroyed && response.write(newBytes));
      response.once('drain', more);
    };
    more();
  });
  const app = await from.start();
  await app.backgroundSync();
  expect(await app.reaches('failed')).toMatchObject({ code: 'update-refused' });
  expect(from.fetched()).toEqual([]);
});

test('what broke off half way is gone on with, in the same run and at the next start', async () => {
  const from = await updateScene();
  from.lists(from.release());
  from.files.answers(breakOffAfter(half));
  const app = await from.start();
  await app.backgroundSync();
  expect(await app.reaches('failed')).toMatchObject({ code: 'update-unreachable' });
  app.close();
  from.files.answers(wholeOrRest);
  const again = await from.start();
  await again.backgroundSync();
  await again.reaches('ready');
  const [first, rest] = from.files.asked;
  expect(first).toBeUndefined();
  expect(rest).toMatch(/^bytes=[1-9]\d*-$/);
});

test('a server that knows no ranges sends it all once more', async () => {
  const from = await updateScene();
  from.lists(from.release());
  from.files.answers(breakOffAfter(half));
  const app = await from.start();
  await app.backgroundSync();
  await app.reaches('failed');
  from.files.answers((_request, response) => response.end(newBytes));
  await app.call('fetchUpdate');
  expect(await app.reaches('ready')).toMatchObject({ version: '0.2.0' });
});

test('half of one version is no beginning of another', async () => {
  const from = await updateScene();
  from.lists(from.release());
  from.files.answers(breakOffAfter(half));
  const app = await from.start();
  await app.backgroundSync();
  await app.reaches('failed');
  const other = Buffer.alloc(2_000_000, 'the one after it');
  from.lists(from.release({ version: '0.3.0', platforms: { 'linux-x64': from.file(other) } }));
  from.files.answers((_request, response) => response.end(other));
  await app.backgroundSync();
  expect(await app.reaches('ready')).toMatchObject({ version: '0.3.0' });
  expect(from.files.asked).toEqual([undefined, undefined]);
  expect(from.fetched().filter((name) => name.endsWith('.part'))).toEqual([]);
});

test.each([
  ['is down', null],
  ['has lost it', 404],
  ['sends on to where nobody is', 302],
])('a server that %s is a sentence, and the next look tries again', async (_what, status) => {
  const from = await updateScene();
  from.lists(from.release());
  from.files.answers((_request, response) => {
    if (status === null) response.destroy();
    else response.writeHead(status, { location: 'http://127.0.0.1:1/app' }).end();
  });
  const app = await from.start();
  await app.backgroundSync();
  expect(await app.reaches('failed')).toMatchObject({ code: 'update-unreachable' });
  from.files.answers(wholeOrRest);
  await app.backgroundSync();
  await app.reaches('ready');
});

test('where the disk has no room it is not begun', async () => {
  const from = await updateScene();
  from.lists(from.release());
  from.disk.free = newBytes.length + 10;
  const app = await from.start();
  await app.backgroundSync();
  expect(await app.reaches('failed')).toMatchObject({ code: 'disk-full' });
  expect(from.files.asked).toEqual([]);
  expect(from.fetched()).toEqual([]);
});

test('a directory by another root names nothing', async () => {
  const from = await updateScene();
  const stranger = await newKeyPair(from.issuer.keys.root.kid, 'ES256');
  from.lists(from.release(), { root: stranger });
  const app = await from.start();
  await app.backgroundSync();
  expect(await app.update()).toEqual({ step: 'none' });
  expect(from.files.asked).toEqual([]);
});

test('an older directory that is sent once more takes nothing back', async () => {
  const from = await updateScene();
  from.lists(from.release({ version: '0.3.0' }), { seq: 300 });
  const app = await from.start();
  await app.backgroundSync();
  await app.reaches('ready');
  from.lists(from.release({ version: '0.2.0' }), { seq: 299 });
  await app.backgroundSync();
  expect(await app.update()).toMatchObject({ step: 'ready', version: '0.3.0' });
  expect(from.files.asked).toHaveLength(1);
});

test('a newer directory with an older version than the vault has heard of names nothing, at the next start either', async () => {
  const from = await updateScene();
  from.lists(from.release({ version: '0.3.0' }));
  const app = await from.start();
  await app.backgroundSync();
  await app.reaches('ready');
  from.lists(from.release({ version: '0.2.0' }));
  await app.backgroundSync();
  expect(await app.update()).toEqual({ step: 'none' });
  app.close();
  const again = await from.start();
  await again.backgroundSync();
  expect(await again.update()).toEqual({ step: 'none' });
  expect(from.files.asked).toHaveLength(1);
});

test('what was fetched is gone when nothing newer is named any more', async () => {
  const from = await updateScene();
  from.lists(from.release());
  const app = await from.start();
  await app.backgroundSync();
  await app.reaches('ready');
  expect(from.fetched()).not.toEqual([]);
  from.lists(undefined);
  await app.backgroundSync();
  await expect.poll(from.fetched, patience).toEqual([]);
});

test('what was fetched before the app ended is not fetched again', async () => {
  const from = await updateScene();
  from.lists(from.release());
  const app = await from.start();
  await app.backgroundSync();
  await app.reaches('ready');
  app.close();
  const again = await from.start();
  await again.backgroundSync();
  await again.reaches('ready');
  expect(from.files.asked).toHaveLength(1);
});

test('by an institution’s policy it is told and not fetched', async () => {
  const from = await updateScene();
  from.lists(from.release());
  const app = await from.start({ updatesAllowed: 'notify' });
  await app.backgroundSync();
  expect(await app.update()).toMatchObject({ step: 'told', isByPolicy: true });
  expect(from.files.asked).toEqual([]);
});

test('by an institution’s policy it is not even told', async () => {
  const from = await updateScene();
  from.lists(from.release({ minimum: '0.2.0' }));
  const app = await from.start({ updatesAllowed: 'off' });
  await app.backgroundSync();
  expect(await app.update()).toEqual({ step: 'none' });
  expect(from.files.asked).toEqual([]);
});

test('an app that an MSI has put there is told of it alone', async () => {
  const from = await updateScene();
  from.lists(from.release());
  const app = await from.start({ installed: 'byMsi' });
  await app.backgroundSync();
  expect(await app.update()).toMatchObject({ step: 'told', isByPolicy: false });
  expect(from.files.asked).toEqual([]);
});

test('of a version without a file for this system it is told alone', async () => {
  const from = await updateScene();
  from.lists(from.release({ platforms: { 'darwin-universal': from.file() } }));
  const app = await from.start();
  await app.backgroundSync();
  expect(await app.update()).toMatchObject({ step: 'told' });
  expect(from.files.asked).toEqual([]);
});
