/** What a locked app gives to the page, when it locks by itself, and what an institution can ask for. */
import { truncateSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { createPasscode } from '../../../electron/use-cases/passcode.ts';
import { createCodeDisplay } from '../../../electron/use-cases/code-display.ts';
import { noTouchId, startApp } from '../../fakes/app/app.ts';
import { fakeSafeStorage } from '../../fakes/app/key-store.ts';
import { akagi, rfcSecret, tokenDetails } from '../../fakes/app/records.ts';
import { id, vaultPlace } from '../../fakes/app/vault.ts';

const passcode = '271828';

/** `now` is the app's clock, epoch milliseconds. */
async function appWithToken({ now = () => 60_000 }: { now?: () => number } = {}) {
  const place = vaultPlace();
  await place.fill();
  const { safeStorage, ring } = fakeSafeStorage({ api: 'sync' });
  ring.key = place.ring.key;
  const start = () =>
    startApp({
      folder: place.folder,
      safeStorage,
      roots: [],
      directoryUrl: 'http://127.0.0.1:9/',
      now,
    });
  const app = await start();
  return { app, start, ring, place };
}

async function lockedApp(time: { now?: () => number } = {}) {
  const found = await appWithToken(time);
  await found.app.call('changePasscode', { current: null, next: passcode });
  await found.app.call('finishIntroduction', { tokenId: id });
  await found.app.call('openToken', { tokenId: id });
  found.app.lock();
  return found;
}

test('a locked app tells the page the institution and nothing more of a token', async () => {
  const { app } = await lockedApp();
  const state = await app.state();
  expect(state).toMatchObject({
    status: 'locked',
    retryAt: null,
    triesLeft: 5,
    unsealed: [{ institution: { serviceId: akagi.serviceId }, maskedUserId: '7K******TB' }],
  });
  expect(JSON.stringify(state)).not.toMatch(/287082|7K3M9QX2TB/);
  app.close();
});

test.each([
  ['openToken', { tokenId: id }],
  ['copyCode', undefined],
  ['renameToken', { tokenId: id, addition: 'x' }],
  ['removeToken', { tokenId: id }],
  ['activate', { serviceId: '10010017', userId: 'A', activationPassword: '1' }],
  ['changePasscode', { current: passcode, next: null }],
] as const)('a locked app refuses %s', async (name, input) => {
  const { app } = await lockedApp();
  const reply = await app.call(name, input);
  expect(reply).toMatchObject({ ok: false, code: 'vault-locked' });
  app.close();
});

test('the passcode brings everything back, and the code is not on screen by itself', async () => {
  const { app } = await lockedApp();
  expect(await app.call('unlock', { passcode: '314159' })).toMatchObject({
    ok: false,
    code: 'wrong-passcode',
    facts: { triesLeft: 4 },
  });
  expect(await app.call('unlock', { passcode: '２７１８２８' })).toEqual({
    ok: true,
    value: undefined,
  });
  const state = await app.ready();
  expect([state.openToken, state.tokens[0]?.id, state.passcode.isSet]).toEqual([null, id, true]);
  app.close();
});

test('what can not be a passcode takes no try', async () => {
  const { app } = await lockedApp();
  await app.call('unlock', { passcode: 'abc' });
  expect(await app.state()).toMatchObject({ triesLeft: 5 });
  app.close();
});

test('the app locks after the minutes that the customer chose, and not before', async () => {
  const { app } = await appWithToken();
  await app.call('changePasscode', { current: null, next: passcode });
  await app.call('changeSettings', { autoLockMinutes: 2 });
  expect(app.idle(119)).toMatchObject({ againInSeconds: 1 });
  expect((await app.state()).status).toBe('ready');
  expect(app.idle(120)).toMatchObject({ againInSeconds: null });
  expect((await app.state()).status).toBe('locked');
  app.close();
});

test('a locked app does not ask whether somebody is there', async () => {
  const { app } = await lockedApp();
  expect(app.idle(0)).toEqual({ isAsked: false, againInSeconds: null });
  app.close();
});

test('the minutes count from the unlocking, however long nobody has touched the PC by then', async () => {
  const { app } = await lockedApp();
  await app.call('changeSettings', { autoLockMinutes: 2 });
  await app.call('unlock', { passcode });
  for (const seconds of [5000, 5119]) {
    app.idle(seconds);
    expect((await app.state()).status).toBe('ready');
  }
  app.idle(5120);
  expect((await app.state()).status).toBe('locked');
  app.close();
});

test.each([
  ['a key was pressed for it', 30],
  ['a finger or a voice opened it, after an hour', 3630],
])('half a minute that passed before the app looked is of the minutes: %s', async (_how, idle) => {
  let now = 60_000;
  const { app } = await lockedApp({ now: () => now });
  await app.call('changeSettings', { autoLockMinutes: 2 });
  await app.call('unlock', { passcode });
  now += 30_000;
  expect(app.idle(idle)).toMatchObject({ againInSeconds: 90 });
  app.close();
});

test('a key that is pressed after the unlocking begins the minutes anew', async () => {
  const { app } = await lockedApp();
  await app.call('changeSettings', { autoLockMinutes: 2 });
  await app.call('unlock', { passcode });
  for (const seconds of [5000, 0, 119]) {
    app.idle(seconds);
    expect((await app.state()).status).toBe('ready');
  }
  app.idle(120);
  expect((await app.state()).status).toBe('locked');
  app.close();
});

test('without a passcode the app never locks, and does not ask whether somebody is there', async () => {
  const { app } = await appWithToken();
  expect(app.idle(100_000)).toEqual({ isAsked: false, againInSeconds: null });
  app.lock();
  expect((await app.state()).status).toBe('ready');
  app.close();
});

test.each(['12345', '111111', '123456'])('%s is refused as a passcode', async (next) => {
  const { app } = await appWithToken();
  expect(await app.call('changePasscode', { current: null, next })).toMatchObject({
    ok: false,
    code: 'passcode-refused',
  });
  app.close();
});

test('a token of an institution that asks for a passcode shows no code without one', () => {
  let isSet = false;
  const lock = {
    isLocked: () => false,
    hasPasscode: () => isSet,
    state: () => ({ retryAt: null, triesLeft: 5 }),
    unlock: () => Promise.resolve(),
    lock: () => undefined,
    changePasscode: () => Promise.resolve(),
    hasTouchIdSlot: () => false,
    addTouchIdSlot: () => Promise.resolve(),
    removeTouchIdSlot: () => undefined,
    unlockByTouchIdSlot: () => Promise.resolve(),
  };
  const details = tokenDetails();
  const token = {
    id,
    state: 'confirmed',
    expiresAt: details.expiresAt,
    institution: akagi,
    details,
  } as const;
  const tokens = () => [token];
  const rules = createPasscode({
    lock,
    touchId: noTouchId,
    tokens,
    requiredBy: (serviceId) => serviceId === akagi.serviceId,
    conceal: () => undefined,
    directory: () => ({ open: () => Promise.resolve(), keep: () => undefined }),
    changed: () => undefined,
    now: () => 60_000,
  });
  const codeDisplay = createCodeDisplay({
    store: { tokens, withSecret: (_id, use) => use(rfcSecret()) },
    clock: {
      now: () => 60_000,
      reading: () => ({ atMs: 60_000, isProved: true }),
      onPcClock: (at) => at,
    },
    after: () => () => undefined,
    clipboard: { copy: () => Promise.resolve(), clear: () => Promise.resolve() },
    copyingAllowed: true,
    passcodeMissing: rules.isMissing,
    opened: () => undefined,
    changed: () => undefined,
    log: () => 0,
  });
  expect(() => codeDisplay.open(id)).toThrow('passcode-required');
  expect(codeDisplay.state()).toBeNull();
  expect(rules.state()).toEqual({ isSet: false, isRequired: true, touchId: 'absent' });
  isSet = true;
  codeDisplay.open(id);
  expect(codeDisplay.state()?.code).toBe('287082');
});

test('a vault whose key store has changed can be left for a new one, and only then', async () => {
  const { app, start, ring } = await appWithToken();
  expect(await app.call('startAnew')).toMatchObject({ ok: false, code: 'bad-request' });
  app.close();
  ring.key = Buffer.alloc(16, 3);
  const blocked = await start();
  expect(await blocked.state()).toMatchObject({
    status: 'blocked',
    code: 'key-store-changed',
    final: true,
    unsealed: [{ maskedUserId: '7K******TB' }],
  });
  expect(await blocked.call('startAnew')).toEqual({ ok: true, value: undefined });
  expect((await blocked.ready()).tokens).toEqual([]);
  blocked.close();
});

test('a vault that was brought back is told until it is read', async () => {
  const { app, start, place } = await appWithToken();
  app.close();
  truncateSync(join(place.folder, 'vault.db'), 3000);
  const again = await start();
  expect((await again.ready()).notices).toEqual(['restored-copy']);
  await again.call('dismissNotice', { code: 'restored-copy' });
  expect((await again.ready()).notices).toEqual([]);
  again.close();
});

test('a key store that was locked opens the vault when it is asked again', async () => {
  const { app, start, ring } = await appWithToken();
  app.close();
  ring.available = false;
  const locked = await start();
  expect(await locked.state()).toMatchObject({ status: 'blocked', code: 'key-store-locked' });
  await locked.tryAgain();
  expect((await locked.state()).status).toBe('blocked');
  ring.available = true;
  await locked.call('retryStart');
  expect((await locked.ready()).tokens).toHaveLength(1);
  locked.close();
});
