/** Opens the vault, or makes the first one: file, key slot, key store and records together. */
import { randomBytes } from 'node:crypto';
import { AppError } from '../../shared/errors.ts';
import { newDataKey, openDataKey } from './data-key.ts';
import { createDatabase, openDatabase, storageError, vaultExists } from './database.ts';
import type { VaultDatabase } from './database.ts';
import type { KeyStore } from './key-store.ts';
import { openStore } from './store.ts';
import type { Store } from './store.ts';

/**
 * Throws AppError with a code of storage or of the key store. A key and a file are made only where
 * nothing sealed exists, and only after the key store has sealed the key: until then nothing is written.
 */
export async function openVault(path: string, keyStore: KeyStore, now: number): Promise<Store> {
  if (!vaultExists(path)) await createVault(path, keyStore, now);
  const database = openDatabase(path);
  try {
    const vaultId = readVaultId(database);
    const dataKey = await openDataKey(database, keyStore, vaultId);
    return openStore(database, dataKey, vaultId);
  } catch (error) {
    database.close();
    throw storageError(error);
  }
}

async function createVault(path: string, keyStore: KeyStore, now: number): Promise<void> {
  const vaultId = randomBytes(16);
  const writeKeySlot = await newDataKey(keyStore, vaultId, now);
  createDatabase(path, (database) => {
    const insert = database.prepare('INSERT INTO meta (key, value) VALUES (?, ?)');
    insert.run('vault_id', vaultId);
    insert.run('created_at', BigInt(now));
    insert.run('generation', 0n);
    writeKeySlot(database);
  });
}

function readVaultId(database: VaultDatabase): Buffer {
  const id = database.prepare("SELECT value FROM meta WHERE key = 'vault_id'").pluck().get();
  if (!Buffer.isBuffer(id) || id.length !== 16) throw new AppError('database-damaged');
  return id;
}
