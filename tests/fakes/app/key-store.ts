/**
 * A key store as Electron's safeStorage behaves on Linux with a key ring: AES-128-CBC with a fixed
 * vector and no authentication, so that a replaced ring now and then "decrypts" to garbage.
 */
import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import type { AnySafeStorage } from '../../../electron/adapters/vault/keys/key-store.ts';

const vector = Buffer.alloc(16, ' ');

export function fakeSafeStorage(options: { api: 'sync' | 'async' }) {
  const ring = {
    key: randomBytes(16),
    available: true,
    backend: 'gnome_libsecret' as ReturnType<AnySafeStorage['getSelectedStorageBackend']>,
    prefix: 'v11',
    shouldReEncrypt: false,
  };
  const encrypt = (text: string) => {
    const cipher = createCipheriv('aes-128-cbc', ring.key, vector);
    return Buffer.concat([Buffer.from(ring.prefix), cipher.update(text), cipher.final()]);
  };
  const decrypt = (sealed: Buffer) => {
    const decipher = createDecipheriv('aes-128-cbc', ring.key, vector);
    return decipher.update(sealed.subarray(3)).toString() + decipher.final().toString();
  };
  const common = { getSelectedStorageBackend: () => ring.backend };
  const safeStorage: AnySafeStorage =
    options.api === 'sync'
      ? {
          ...common,
          isEncryptionAvailable: () => ring.available,
          encryptString: encrypt,
          decryptString: decrypt,
        }
      : {
          ...common,
          isAsyncEncryptionAvailable: async () => ring.available,
          encryptStringAsync: async (text) => encrypt(text),
          decryptStringAsync: async (sealed) => ({
            result: decrypt(sealed),
            shouldReEncrypt: ring.shouldReEncrypt,
          }),
        };
  return { safeStorage, ring };
}
