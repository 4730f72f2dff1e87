/** The data key (DEK) and its slot: made once, wrapped by what the operating system's key store keeps. */
import { randomBytes, timingSafeEqual } from 'node:crypto';
import * as z from 'zod';
import { AppError } from '../../shared/errors.ts';
import type { VaultDatabase } from './database.ts';
import type { KeyStore } from './key-store.ts';
import { checkValue, deriveKey, seal, unseal } from './sealing.ts';

const blob = z.instanceof(Buffer);
const KeySlot = z.object({
  id: z.string(),
  kind: z.literal('os'),
  backend: z.string(),
  os_blob: blob,
  check_value: blob,
  wrapped_key: blob,
});

/** A new data key, and the function that writes its slot into the vault that is being created. */
export async function newDataKey(
  keyStore: KeyStore,
  vaultId: Buffer,
  createdAt: number,
): Promise<(database: VaultDatabase) => void> {
  const osKey = randomBytes(32);
  const dataKey = randomBytes(32);
  const id = randomBytes(16).toString('hex');
  const osBlob = await keyStore.seal(osKey);
  const backend = keyStore.backend();
  const wrapped = seal(
    keyEncryptionKey(osKey, vaultId),
    slotContext(id, vaultId, backend),
    dataKey,
  );
  const check = checkValue(osKey, vaultId);
  osKey.fill(0);
  dataKey.fill(0);
  return (database) => {
    database
      .prepare(
        `INSERT INTO key_slot (id, kind, backend, os_blob, check_value, wrapped_key, created_at)
         VALUES (?, 'os', ?, ?, ?, ?, ?)`,
      )
      .run(id, backend, osBlob, check, wrapped, createdAt);
  };
}

/**
 * The data key of an existing vault. Throws AppError: key-store-absent, key-store-locked,
 * key-store-changed (the store works but what it keeps is not what sealed this vault),
 * database-damaged (the slot itself is broken).
 */
export async function openDataKey(
  database: VaultDatabase,
  keyStore: KeyStore,
  vaultId: Buffer,
): Promise<Buffer> {
  const row = KeySlot.safeParse(database.prepare('SELECT * FROM key_slot').get());
  if (!row.success) throw new AppError('database-damaged');
  const slot = row.data;
  const opened = await keyStore.open(slot.os_blob);
  if (opened === null) throw new AppError('key-store-changed');
  const check = checkValue(opened.key, vaultId);
  if (check.length !== slot.check_value.length || !timingSafeEqual(check, slot.check_value)) {
    throw new AppError('key-store-changed');
  }
  const dataKey = unseal(
    keyEncryptionKey(opened.key, vaultId),
    slotContext(slot.id, vaultId, slot.backend),
    slot.wrapped_key,
  );
  if (dataKey === null) throw new AppError('database-damaged');
  if (opened.stale) await resealSlot(database, keyStore, slot.id, opened.key);
  opened.key.fill(0);
  return dataKey;
}

/** The system has changed its own key and still reads the old one: seal with the new while both work. */
async function resealSlot(
  database: VaultDatabase,
  keyStore: KeyStore,
  id: string,
  osKey: Buffer,
): Promise<void> {
  const osBlob = await keyStore.seal(osKey);
  database.prepare('UPDATE key_slot SET os_blob = ? WHERE id = ?').run(osBlob, id);
}

function keyEncryptionKey(osKey: Buffer, vaultId: Buffer): Buffer {
  return deriveKey(osKey, vaultId, 'desktop-token|key encryption key|1|os');
}

function slotContext(id: string, vaultId: Buffer, backend: string): string {
  return ['slot', vaultId.toString('hex'), id, 'os', backend].join('|');
}
