/**
 * The key slot: the data key (DEK), wrapped by a key that the system's key store keeps and, where one
 * is set, by the passcode as well. Neither opens it alone.
 */
import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto';
import * as z from 'zod';
import { AppError } from '../../../../shared/errors.ts';
import type { VaultDatabase } from '../database/database.ts';
import type { KeyStore } from './key-store.ts';
import { deriveKey } from '../../../core/hkdf.ts';
import type { PasscodeCost } from '../../../core/stretch.ts';
import { seal, unseal } from './aes-gcm.ts';
import { stretchPasscode } from './stretch-passcode.ts';

const blob = z.instanceof(Buffer);
const KeySlot = z.object({
  id: z.string(),
  kind: z.enum(['os', 'os+passcode']),
  backend: z.string(),
  os_blob: blob,
  check_value: blob,
  wrapped_key: blob,
  kdf: z.string().nullable(),
  salt: blob.nullable(),
  created_at: z.number(),
});
export type KeySlot = z.infer<typeof KeySlot>;

/** Written beside each slot, so that it can grow. */
export const passcodeCost: PasscodeCost = { log2N: 17, r: 8, p: 1 };

/** Makes a slot for a data key. Throws AppError with a code of the key store. */
export async function newSlot(options: {
  keyStore: KeyStore;
  vaultId: Buffer;
  dataKey: Buffer;
  passcode: string | null;
  cost: PasscodeCost;
  now: number;
}): Promise<KeySlot> {
  const { keyStore, vaultId, passcode, cost } = options;
  const osKey = randomBytes(32);
  try {
    const salt = passcode === null ? null : randomBytes(16);
    const slot: KeySlot = {
      id: randomBytes(16).toString('hex'),
      kind: passcode === null ? 'os' : 'os+passcode',
      os_blob: await keyStore.seal(osKey),
      backend: keyStore.backend(),
      kdf: passcode === null ? null : `scrypt ${cost.log2N} ${cost.r} ${cost.p}`,
      salt,
      wrapped_key: Buffer.alloc(0),
      check_value: Buffer.alloc(0),
      created_at: options.now,
    };
    const wrappingKey = await keyEncryptionKey(slot, osKey, vaultId, passcode);
    slot.wrapped_key = seal(wrappingKey, slotContext(slot, vaultId), options.dataKey);
    wrappingKey.fill(0);
    slot.check_value = checkValue(slot, osKey, vaultId);
    return slot;
  } finally {
    osKey.fill(0);
  }
}

/** Puts the slot in the place of any other, as part of the caller's transaction. */
export function writeSlot(database: VaultDatabase, slot: KeySlot): void {
  database.prepare('DELETE FROM key_slot').run();
  database
    .prepare(
      `INSERT INTO key_slot
         (id, kind, backend, os_blob, check_value, wrapped_key, kdf, salt, created_at)
       VALUES (@id, @kind, @backend, @os_blob, @check_value, @wrapped_key, @kdf, @salt, @created_at)`,
    )
    .run(slot);
}

/** Throws AppError: database-damaged. */
export function readSlot(database: VaultDatabase): KeySlot {
  const slot = KeySlot.safeParse(database.prepare('SELECT * FROM key_slot').get());
  if (!slot.success) throw new AppError('database-damaged');
  return slot.data;
}

export function readVaultId(database: VaultDatabase): Buffer {
  const id = database.prepare("SELECT value FROM meta WHERE key = 'vault_id'").pluck().get();
  if (!Buffer.isBuffer(id) || id.length !== 16) throw new AppError('database-damaged');
  return id;
}

/**
 * The key store's part, proved to be what sealed this slot. Throws AppError: any code of the key store,
 * key-store-changed (it works, but keeps another key), database-damaged (the key is right, the slot is not).
 */
export async function openSlot(
  slot: KeySlot,
  vaultId: Buffer,
  keyStore: KeyStore,
): Promise<{ osKey: Buffer; stale: boolean }> {
  const opened = await keyStore.open(slot.os_blob);
  if (opened === null) throw new AppError('key-store-changed');
  const expected = checkValue(slot, opened.key, vaultId);
  if (!sameBytes(expected.subarray(0, 16), slot.check_value.subarray(0, 16))) {
    throw new AppError('key-store-changed');
  }
  if (!sameBytes(expected, slot.check_value)) throw new AppError('database-damaged');
  return { osKey: opened.key, stale: opened.stale };
}

/** The data key, or null if the passcode is not the one. The slot has been proved whole by `openSlot`. */
export async function unwrapDataKey(
  slot: KeySlot,
  vaultId: Buffer,
  osKey: Buffer,
  passcode: string | null,
): Promise<Buffer | null> {
  const wrappingKey = await keyEncryptionKey(slot, osKey, vaultId, passcode);
  try {
    return unseal(wrappingKey, slotContext(slot, vaultId), slot.wrapped_key);
  } finally {
    wrappingKey.fill(0);
  }
}

/** The same slot sealed by what the system seals with now, while it still reads what it sealed before. */
export async function resealSlot(
  slot: KeySlot,
  vaultId: Buffer,
  osKey: Buffer,
  keyStore: KeyStore,
): Promise<KeySlot> {
  const fresh = { ...slot, os_blob: await keyStore.seal(osKey) };
  return { ...fresh, check_value: checkValue(fresh, osKey, vaultId) };
}

/**
 * First half: the key is the right one. Second half: the slot is what was written with it. safeStorage on
 * Linux and macOS is unauthenticated, and with a replaced key ring 0.8 % of old ciphertexts "decrypt" to
 * garbage, so no key is used before this agrees; and a damaged slot is not taken for a wrong passcode.
 */
function checkValue(slot: KeySlot, osKey: Buffer, vaultId: Buffer): Buffer {
  const key = createHmac('sha256', osKey).update('check value|').update(vaultId).digest();
  const parts = [slotContext(slot, vaultId), slot.wrapped_key.toString('hex')];
  const whole = createHmac('sha256', osKey).update(parts.join('|')).digest();
  return Buffer.concat([key.subarray(0, 16), whole.subarray(0, 16)]);
}

function slotContext(slot: KeySlot, vaultId: Buffer): string {
  const { id, kind, backend, kdf, salt } = slot;
  const salted = salt?.toString('hex') ?? '';
  return ['slot', vaultId.toString('hex'), id, kind, backend, kdf ?? '', salted].join('|');
}

async function keyEncryptionKey(
  slot: KeySlot,
  osKey: Buffer,
  vaultId: Buffer,
  passcode: string | null,
): Promise<Uint8Array> {
  const purpose = `desktop-token|key encryption key|1|${slot.kind}`;
  if (slot.kind === 'os') return deriveKey(osKey, vaultId, purpose);
  const stretched = await stretch(passcode ?? '', slot);
  const both = Buffer.concat([osKey, stretched]);
  try {
    return deriveKey(both, vaultId, purpose);
  } finally {
    both.fill(0);
    stretched.fill(0);
  }
}

function stretch(passcode: string, slot: KeySlot): Promise<Uint8Array> {
  const [name, ...numbers] = (slot.kdf ?? '').split(' ');
  const [log2N = 0, r = 0, p = 0] = numbers.map(Number);
  const { salt } = slot;
  if (name !== 'scrypt' || salt === null) throw new AppError('database-damaged');
  return stretchPasscode(passcode, salt, { log2N, r, p });
}

function sameBytes(a: Buffer, b: Buffer): boolean {
  return a.length === b.length && timingSafeEqual(a, b);
}
