/** The seal by the key store alone: of what the locked screen shows and nobody may forge, and of nothing that is secret. */
import { deriveKey } from '../../../core/hkdf.ts';
import { recordSeal } from '../records/record-seal.ts';
import type { RecordSeal } from '../records/record-seal.ts';
import { openSlot } from './key-slot.ts';
import type { KeySlot } from './key-slot.ts';
import type { KeyStore } from './key-store.ts';

/** Another one after each change of the passcode. Throws as `openSlot`, which it proves the slot by. */
export async function sealWhileLocked(
  slot: KeySlot,
  vaultId: Buffer,
  keyStore: KeyStore,
): Promise<RecordSeal> {
  const { osKey } = await openSlot(slot, vaultId, keyStore);
  try {
    const key = deriveKey(osKey, vaultId, 'desktop-token|while locked');
    return recordSeal(Buffer.from(key), vaultId);
  } finally {
    osKey.fill(0);
  }
}
