/** The operating system's key store (Electron's safeStorage): one port, two adapters. */
import type { SafeStorage } from 'electron';
import { AppError } from '../../../../shared/errors.ts';
import type { ErrorCode } from '../../../../shared/errors.ts';
import { inTime } from '../../../core/in-time.ts';

/**
 * Seals 32 random bytes for this user of this PC. Errors: key-store-absent, key-store-locked,
 * key-store-refused (it is there and said no), key-store-hanging (no answer in time).
 */
export type KeyStore = {
  /** What the key is bound to, recorded beside it so that a change can be explained. */
  backend: () => string;
  seal: (key: Uint8Array) => Promise<Buffer>;
  /** `stale`: sealed under an old key of the system's, and to be sealed again. Null: not sealed here. */
  open: (sealed: Buffer) => Promise<{ key: Buffer; stale: boolean } | null>;
};

/** Long enough for a person to answer what the system asks. */
const patienceMs = 30_000;

/**
 * What it means that safeStorage is not available. Windows has no lock of its own; macOS asks the person;
 * on Linux a key ring is there but shut, or the person has cancelled: safeStorage does not tell which.
 */
const unavailable: Partial<Record<NodeJS.Platform, ErrorCode>> = {
  win32: 'key-store-absent',
  darwin: 'key-store-refused',
  linux: 'key-store-locked',
};

type SyncSafeStorage = Pick<
  SafeStorage,
  'isEncryptionAvailable' | 'encryptString' | 'decryptString'
>;
type AsyncSafeStorage = Pick<
  SafeStorage,
  'isAsyncEncryptionAvailable' | 'encryptStringAsync' | 'decryptStringAsync'
>;
export type AnySafeStorage = Partial<SyncSafeStorage & AsyncSafeStorage> &
  Pick<SafeStorage, 'getSelectedStorageBackend'>;

/**
 * Electron 42 and later have the asynchronous API, 46 and later nothing else. The synchronous one stops
 * the whole process while the system asks the person, and no timeout can end that (docs/reliability.md): it
 * is not asked before `mayStop`.
 */
export function openKeyStore(
  safeStorage: AnySafeStorage,
  platform: NodeJS.Platform,
  { mayStop = Promise.resolve(), timeoutMs = patienceMs } = {},
): KeyStore {
  const calls = callsOf(safeStorage);
  const mayAsk = hasAsync(safeStorage) ? Promise.resolve() : mayStop;
  const backend = () => (platform === 'linux' ? safeStorage.getSelectedStorageBackend() : platform);

  const isAvailable = () => answerOf(calls.available(), timeoutMs);

  async function assertAvailable(): Promise<void> {
    await mayAsk;
    if (platform === 'linux' && ['basic_text', 'unknown'].includes(backend())) {
      throw new AppError('key-store-absent');
    }
    if (!(await isAvailable())) throw new AppError(unavailable[platform] ?? 'key-store-absent');
  }

  return {
    backend,
    async seal(key) {
      await assertAvailable();
      const sealed = await answerOf(calls.encrypt(Buffer.from(key).toString('base64')), timeoutMs);
      if (isHardCoded(sealed, platform)) throw new AppError('key-store-absent');
      return sealed;
    },
    async open(sealed) {
      await assertAvailable();
      if (isHardCoded(sealed, platform)) throw new AppError('key-store-absent');
      const opened = await answerOf(calls.decrypt(sealed), timeoutMs);
      // It may have gone away between the two questions: that is no changed key.
      if (opened === null) await assertAvailable();
      return opened && { key: Buffer.from(opened.text, 'base64'), stale: opened.stale };
    },
  };
}

/** What the store throws is its refusal; what it never answers is `key-store-hanging`. */
async function answerOf<T>(answer: Promise<T>, timeoutMs: number): Promise<T> {
  try {
    return await inTime(answer, timeoutMs, new AppError('key-store-hanging'));
  } catch (error) {
    throw error instanceof AppError ? error : new AppError('key-store-refused', { cause: error });
  }
}

/**
 * On Linux the prefix v10 means Chromium's hard-coded password, which protects nothing; the asynchronous
 * API reports itself available with it. On Windows and macOS v10 is the ordinary prefix.
 */
function isHardCoded(sealed: Buffer, platform: NodeJS.Platform): boolean {
  return platform === 'linux' && sealed.subarray(0, 3).toString('latin1') === 'v10';
}

type Calls = {
  available: () => Promise<boolean>;
  encrypt: (text: string) => Promise<Buffer>;
  decrypt: (sealed: Buffer) => Promise<{ text: string; stale: boolean } | null>;
};

function callsOf(storage: AnySafeStorage): Calls {
  if (hasAsync(storage)) return asyncCalls(storage);
  if (hasSync(storage)) return syncCalls(storage);
  throw new AppError('key-store-absent');
}

function hasAsync(storage: AnySafeStorage): storage is AnySafeStorage & AsyncSafeStorage {
  return typeof storage.encryptStringAsync === 'function';
}

function asyncCalls(storage: AsyncSafeStorage): Calls {
  return {
    available: () => storage.isAsyncEncryptionAvailable(),
    encrypt: (text) => storage.encryptStringAsync(text),
    async decrypt(sealed) {
      try {
        const { result, shouldReEncrypt } = await storage.decryptStringAsync(sealed);
        return { text: result, stale: shouldReEncrypt };
      } catch {
        // safeStorage gives no reason; the caller knows that the store was available a moment ago.
        return null;
      }
    },
  };
}

function hasSync(storage: AnySafeStorage): storage is AnySafeStorage & SyncSafeStorage {
  return typeof storage.encryptString === 'function';
}

function syncCalls(storage: SyncSafeStorage): Calls {
  return {
    available: async () => storage.isEncryptionAvailable(),
    encrypt: async (text) => storage.encryptString(text),
    async decrypt(sealed) {
      try {
        return { text: storage.decryptString(sealed), stale: false };
      } catch {
        // As above.
        return null;
      }
    },
  };
}
