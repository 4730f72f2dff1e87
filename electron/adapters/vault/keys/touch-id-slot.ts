/**
 * The second key slot, for Touch ID: the data key wrapped by the system's key store alone. It exists only by
 * the customer's choice, beside a passcode, and goes with the data key that it wraps.
 */
import * as z from 'zod';
import type { VaultDatabase } from '../database/database.ts';
import type { KeySlot } from './key-slot.ts';
import { deleteSetting, readSetting, writeSetting } from '../records/vault-settings.ts';

const key = 'second-slot';
const bytes = z.string().transform((text) => Buffer.from(text, 'base64'));
const Saved = z.object({
  id: z.string(),
  backend: z.string(),
  os_blob: bytes,
  check_value: bytes,
  wrapped_key: bytes,
  created_at: z.number(),
});

export function readTouchIdSlot(database: VaultDatabase): KeySlot | null {
  const saved = readSetting(database, key, Saved);
  return saved && { ...saved, kind: 'os', kdf: null, salt: null };
}

export function writeTouchIdSlot(database: VaultDatabase, slot: KeySlot): void {
  const { id, backend, created_at } = slot;
  const text = (blob: Buffer) => blob.toString('base64');
  writeSetting(database, key, {
    id,
    backend,
    created_at,
    os_blob: text(slot.os_blob),
    check_value: text(slot.check_value),
    wrapped_key: text(slot.wrapped_key),
  });
}

export const removeTouchIdSlot = (database: VaultDatabase): void => deleteSetting(database, key);
