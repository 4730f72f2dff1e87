/** Touch ID beside the passcode: only where the system has it, only by choice, and gone with the passcode it stood for. */
import { copyFileSync, readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { openTouchId } from '../../../electron/adapters/desktop/touch-id.ts';
import { startApp } from '../../fakes/app/app.ts';
import { fakeSafeStorage } from '../../fakes/app/key-store.ts';
import { id, vaultPlace } from '../../fakes/app/vault.ts';

const passcode = '271828';

/** A Mac, as far as Electron tells of it: the finger is the customer's, or it is not. */
function fakeMac() {
  const mac = { has: true, isOwner: true, questions: [] as string[] };
  const preferences = {
    canPromptTouchID: () => mac.has,
    promptTouchID: async (reason: string) => {
      mac.questions.push(reason);
      if (!mac.isOwner) throw new Error('Canceled by user.');
    },
  };
  return { mac, touchId: openTouchId(preferences, 'darwin', () => 'ja') };
}

/** An app with a token and a passcode, on a Mac. */
async function appOnMac() {
  const place = vaultPlace();
  await place.fill();
  const { safeStorage, ring } = fakeSafeStorage({ api: 'sync' });
  ring.key = place.ring.key;
  const { mac, touchId } = fakeMac();
  const start = () =>
    startApp({
      folder: place.folder,
      safeStorage,
      roots: [],
      directoryUrl: 'http://127.0.0.1:9/',
      now: () => 60_000,
      touchId,
    });
  const app = await start();
  await app.call('changePasscode', { current: null, next: passcode });
  return { app, start, mac, ring, place };
}

const fine = { ok: true, value: undefined };
const refused = { ok: false, code: 'touch-id-refused' };

test('it is off until it is chosen, and then opens a locked app', async () => {
  const { app, start, mac } = await appOnMac();
  expect((await app.ready()).passcode.touchId).toBe('off');
  expect(await app.call('chooseTouchId', { on: true })).toEqual(fine);
  expect((await app.ready()).passcode.touchId).toBe('on');
  app.close();

  const again = await start();
  expect(await again.state()).toMatchObject({ status: 'locked', touchId: true });
  expect(await again.call('unlockByTouchId')).toEqual(fine);
  await again.call('finishIntroduction', { tokenId: id });
  await again.call('openToken', { tokenId: id });
  expect((await again.ready()).openToken?.code).toBe('287082');
  expect(mac.questions).toEqual(['ロックを解除', 'ロックを解除']);
  again.close();
});

test('somebody else’s finger opens nothing, and the passcode still does', async () => {
  const { app, mac } = await appOnMac();
  await app.call('chooseTouchId', { on: true });
  app.lock();
  mac.isOwner = false;
  expect(await app.call('unlockByTouchId')).toMatchObject(refused);
  expect((await app.state()).status).toBe('locked');
  expect(await app.call('unlock', { passcode })).toEqual(fine);
  app.close();
});

test('somebody else’s finger can not switch it on', async () => {
  const { app, mac } = await appOnMac();
  mac.isOwner = false;
  expect(await app.call('chooseTouchId', { on: true })).toMatchObject(refused);
  expect((await app.ready()).passcode.touchId).toBe('off');
  app.close();
});

test('where nobody has chosen it, it opens nothing, even for the owner', async () => {
  const { app, mac } = await appOnMac();
  app.lock();
  expect(await app.state()).toMatchObject({ status: 'locked', touchId: false });
  expect(await app.call('unlockByTouchId')).toMatchObject(refused);
  expect(mac.questions).toEqual([]);
  app.close();
});

test('a Mac without it, or with its lid shut, offers none', async () => {
  const { app, mac } = await appOnMac();
  await app.call('chooseTouchId', { on: true });
  mac.has = false;
  expect((await app.ready()).passcode.touchId).toBe('absent');
  app.lock();
  expect(await app.state()).toMatchObject({ status: 'locked', touchId: false });
  expect(await app.call('unlockByTouchId')).toMatchObject(refused);
  app.close();
});

test.each(['linux', 'win32'] as const)('on %s the system is not even asked', (platform) => {
  const preferences = {
    canPromptTouchID: () => {
      throw new Error('not on this system');
    },
    promptTouchID: () => Promise.resolve(),
  };
  expect(openTouchId(preferences, platform, () => 'ja').isOffered()).toBe(false);
});

test('a wait for the passcode is not got round by it', async () => {
  const { app } = await appOnMac();
  await app.call('chooseTouchId', { on: true });
  app.lock();
  for (let tried = 0; tried < 5; tried += 1) await app.call('unlock', { passcode: '314159' });
  expect(await app.call('unlockByTouchId')).toMatchObject({ ok: false, code: 'passcode-wait' });
  app.close();
});

test('a change of the passcode switches it off', async () => {
  const { app } = await appOnMac();
  await app.call('chooseTouchId', { on: true });
  await app.call('changePasscode', { current: passcode, next: '314159' });
  expect((await app.ready()).passcode.touchId).toBe('off');
  app.close();
});

test('switched off, neither the vault nor a copy of it opens by it', async () => {
  const { app, start, place } = await appOnMac();
  await app.call('chooseTouchId', { on: true });
  await app.call('renameToken', { tokenId: id, addition: '本店用' });
  await app.call('chooseTouchId', { on: false });
  app.close();
  const copies = readdirSync(join(place.folder, 'backup')).map((name) =>
    join(place.folder, 'backup', name),
  );
  for (const path of [place.path, ...copies]) {
    expect(readFileSync(path).includes('second-slot')).toBe(false);
    if (path !== place.path) copyFileSync(path, place.path);
    const again = await start();
    expect(await again.state()).toMatchObject({ status: 'locked', touchId: false });
    again.close();
  }
});

test('with another key store it opens nothing', async () => {
  const { app, ring } = await appOnMac();
  await app.call('chooseTouchId', { on: true });
  app.lock();
  ring.key = Buffer.alloc(16, 5);
  expect(await app.call('unlockByTouchId')).toMatchObject({ ok: false, code: 'key-store-changed' });
  expect((await app.state()).status).toBe('locked');
  app.close();
});
