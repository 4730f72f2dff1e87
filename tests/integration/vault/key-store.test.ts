/** The key store's port over both APIs of Electron, and what each of its failures is called. */
import { expect, test } from 'vitest';
import { openKeyStore } from '../../../electron/adapters/vault/keys/key-store.ts';
import type { AnySafeStorage } from '../../../electron/adapters/vault/keys/key-store.ts';
import { AppError } from '../../../shared/errors.ts';
import { fakeSafeStorage } from '../../fakes/app/key-store.ts';

const key = Buffer.alloc(32, 9);
const outcome = (promise: Promise<unknown>) =>
  promise.then(
    () => 'fine',
    (error: unknown) => (error instanceof AppError ? error.code : error),
  );

test.each(['sync', 'async'] as const)('what was sealed opens again (%s API)', async (api) => {
  const store = openKeyStore(fakeSafeStorage({ api }).safeStorage, 'linux');
  expect(await store.open(await store.seal(key))).toEqual({ key, stale: false });
});

test.each([
  ['linux', 'key-store-locked'],
  ['darwin', 'key-store-refused'],
  ['win32', 'key-store-absent'],
] as const)('not available on %s means %s', async (platform, code) => {
  const { safeStorage, ring } = fakeSafeStorage({ api: 'async' });
  ring.available = false;
  expect(await outcome(openKeyStore(safeStorage, platform).seal(key))).toBe(code);
});

test.each(['isAsyncEncryptionAvailable', 'encryptStringAsync'] as const)(
  'a store whose %s never answers is hanging, not waited for',
  async (name) => {
    const { safeStorage } = fakeSafeStorage({ api: 'async' });
    const hanging: AnySafeStorage = { ...safeStorage, [name]: () => new Promise(() => undefined) };
    expect(await outcome(openKeyStore(hanging, 'linux', { timeoutMs: 20 }).seal(key))).toBe(
      'key-store-hanging',
    );
  },
);

test.each(['sync', 'async'] as const)('a store that throws has refused (%s API)', async (api) => {
  const { safeStorage } = fakeSafeStorage({ api });
  const refuse = () => {
    throw new Error('denied');
  };
  const refusing: AnySafeStorage =
    api === 'sync'
      ? { ...safeStorage, encryptString: refuse }
      : { ...safeStorage, encryptStringAsync: async () => refuse() };
  expect(await outcome(openKeyStore(refusing, 'darwin').seal(key))).toBe('key-store-refused');
});

test.each(['sync', 'async'] as const)(
  'a store that went away in the middle is locked, not changed (%s API)',
  async (api) => {
    const { safeStorage, ring } = fakeSafeStorage({ api });
    const store = openKeyStore(safeStorage, 'linux');
    const sealed = await store.seal(key);
    const leave = () => {
      ring.available = false;
      throw new Error('gone');
    };
    const leaving: AnySafeStorage =
      api === 'sync'
        ? { ...safeStorage, decryptString: leave }
        : { ...safeStorage, decryptStringAsync: async () => leave() };
    expect(await outcome(openKeyStore(leaving, 'linux').open(sealed))).toBe('key-store-locked');
  },
);
