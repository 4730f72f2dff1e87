/** The vendor's list of institutions: by which root, never an older one, and what is left when there is none. */
import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { openDirectory } from '../../../electron/adapters/institution/directory.ts';
import type { SeenDirectory } from '../../../electron/use-cases/institution-lookup.ts';
import { temporaryFolder } from '../../fakes/folder.ts';
import { createIssuer, publicHalf } from '../../fakes/app/issuer.ts';
import {
  activationPassword,
  codeOf,
  cut,
  day,
  finishAndOpen,
  hour,
  scene,
  tokenInUse,
} from '../../fakes/app/scene.ts';

test('a directory by the vendor’s next root is taken, one by a stranger is not', async () => {
  const from = await scene();
  const app = await from.startApp();
  await app.backgroundSync();
  const before = app.directory.issuedAt();
  await from.stopBank();
  from.time.now += hour;
  await from.restartBank(from.nextRoot);
  await expect
    .poll(async () => (await app.backgroundSync(), app.directory.issuedAt()))
    .toBe(before + hour);
  await from.stopBank();
  from.time.now += hour;
  await from.restartBank({ ...(await from.strangersRoot()), kid: from.nextRoot.kid });
  await app.backgroundSync();
  expect(app.directory.issuedAt()).toBe(before + hour);
});

/** An older list comes from a bank of its own: the one that has made a newer one makes none with a lower number. */
test('a directory with a lower number is not taken, at the next start either', async () => {
  const from = await scene();
  const app = await from.startApp();
  await app.backgroundSync();
  const newest = app.directory.issuedAt();
  app.close();
  await from.stopBank();
  from.time.now -= 3 * day;
  await from.restartBank(undefined, { dataDir: temporaryFolder() });
  const again = await from.startApp();
  await again.backgroundSync();
  expect(again.directory.issuedAt()).toBe(newest);
});

test('with an expired directory codes are shown, and nothing is activated', async () => {
  const from = await scene();
  const { app } = await tokenInUse(from);
  app.close();
  from.time.now += 40 * day;
  const isCut = cut((url) => url.includes('directory') || url.includes('/time'));
  const again = await from.startApp({ network: isCut });
  await finishAndOpen(again);
  expect(await codeOf(again)).toMatch(/^\d{6}$/);
  const taro = from.customer('haruna001');
  await taro.logIn();
  const ids = await taro.issueToken(activationPassword);
  expect(await again.call('activate', { ...ids, activationPassword })).toMatchObject({
    code: 'directory-expired',
  });
});

test('nor is it when the newest one was deleted from the PC: nothing is activated by an older list', async () => {
  const from = await scene();
  const { app } = await tokenInUse(from);
  const newest = app.directory.issuedAt();
  app.close();
  rmSync(join(from.folderOf('first'), 'directory.jws'));
  const taro = from.customer('haruna001');
  await taro.logIn();
  const ids = await taro.issueToken(activationPassword);
  await from.stopBank();
  from.time.now -= 3 * day;
  await from.restartBank(undefined, { dataDir: temporaryFolder() });
  const again = await from.startApp();
  // The first request may still go to the bank that was stopped.
  await expect
    .poll(async () => again.call('activate', { ...ids, activationPassword }))
    .toMatchObject({ code: 'directory-expired' });
  expect(again.directory.issuedAt()).toBe(0);
  // The codes of the tokens that are there need no list.
  await finishAndOpen(again);
  expect(await codeOf(again)).toMatch(/^[0-9]{6}$/);
  await from.stopBank();
  from.time.now = newest + hour;
  await from.restartBank();
  await expect
    .poll(async () => (await again.backgroundSync(), again.directory.issuedAt()))
    .toBe(newest + hour);
});

test('deleted and fetched again, the same list is the same list', async () => {
  const from = await scene();
  const { app } = await tokenInUse(from);
  const newest = app.directory.issuedAt();
  app.close();
  rmSync(join(from.folderOf('first'), 'directory.jws'));
  const again = await from.startApp();
  expect(again.directory.issuedAt()).toBe(0);
  await again.backgroundSync();
  expect(again.directory.issuedAt()).toBe(newest);
});

/** Lists on the disk: one that shipped, one that was fetched. */
async function listsOnDisk() {
  const issuer = await createIssuer();
  const folder = temporaryFolder();
  const shipped = join(folder, 'shipped.jws');
  const cachePath = join(folder, 'directory.jws');
  const open = async () => {
    const directory = openDirectory({
      roots: [publicHalf(issuer.keys.root)],
      paths: [shipped],
      cachePath,
      url: 'http://127.0.0.1:1/directory.jws',
      http: () => Promise.reject(new Error('offline')),
      now: Date.now,
      log: () => 0,
    });
    await directory.readWhole();
    return directory;
  };
  return {
    open,
    ship: async (seq: number) =>
      writeFileSync(shipped, await issuer.directory('http://127.0.0.1:1', { seq, iat: seq })),
    fetched: async (seq: number) =>
      writeFileSync(cachePath, await issuer.directory('http://127.0.0.1:1', { seq, iat: seq })),
  };
}

test.each([
  ['the one that shipped', 7, 5],
  ['the one that was fetched', 5, 7],
])('of two lists the newer one counts: %s', async (_name, shipped, fetched) => {
  const lists = await listsOnDisk();
  await lists.ship(shipped);
  await lists.fetched(fetched);
  expect((await lists.open()).issuedAt()).toBe(7000);
});

test('an app that is installed anew with an older list does not go back to it', async () => {
  const lists = await listsOnDisk();
  await lists.ship(5);
  await lists.fetched(7);
  let seen: SeenDirectory | null = null;
  const keep = (next: SeenDirectory) => {
    seen = next;
  };
  (await lists.open()).restore(null, keep);
  expect(seen).toMatchObject({ seq: 7 });
  await lists.fetched(4);
  const again = await lists.open();
  again.restore(seen, keep);
  expect(again.issuedAt()).toBe(0);
  expect(seen).toMatchObject({ seq: 7 });
});

test('another list under a number that was seen is not taken', async () => {
  const lists = await listsOnDisk();
  await lists.ship(5);
  await lists.fetched(7);
  let seen: SeenDirectory | null = null;
  (await lists.open()).restore(null, (next) => {
    seen = next;
  });
  // Signed once more: other bytes.
  await lists.fetched(7);
  const again = await lists.open();
  again.restore(seen, () => undefined);
  expect(again.issuedAt()).toBe(0);
});
