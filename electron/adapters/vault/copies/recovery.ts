/** Brings a vault back whose file is broken: the newest backup that the key store opens takes its place. */
import { dirname } from 'node:path';
import { AppError } from '../../../../shared/errors.ts';
import { listBackups, readBackup } from './backups.ts';
import { openSlot, readSlot, readVaultId } from '../keys/key-slot.ts';
import type { KeySlot } from '../keys/key-slot.ts';
import type { KeyStore } from '../keys/key-store.ts';
import { isUnreadable } from '../../files/durable-files.ts';
import { newestIfCopied, restoreBackup, wasMigrated } from './vault-files.ts';

/**
 * True if a backup is in place now. Throws database-damaged where the disk fails at the file for good and no copy has
 * all of it. A broken slot looks like a changed key store, so that is tried too;
 * with a key store that has really changed no backup opens either, and nothing is moved.
 */
export async function recoverVault(
  ports: { path: string; keyStore: KeyStore; now: () => number },
  failure: AppError,
): Promise<boolean> {
  const { path, keyStore, now } = ports;
  const damaged = ['database-damaged', 'key-store-changed'].includes(failure.code);
  // A flipped bit can make any version of the file; only a migration leaves a copy of what was before.
  const notNewer = failure.code === 'database-newer' && !wasMigrated(path);
  const lost = failure.code === 'storage-failed' && isUnreadable(path);
  if (!damaged && !notNewer && !lost) return false;
  const proved = new Map<string, boolean>();
  // After a copy that is older than the vault something would be missing, without a word of it.
  const copies = lost ? newestIfCopied(path) : listBackups(dirname(path));
  for (const backup of copies) {
    const content = readBackup(backup, (copy) => ({
      slot: readSlot(copy),
      vaultId: readVaultId(copy),
    }));
    if (content === null) continue;
    const { slot, vaultId } = content;
    const name = [slot.os_blob, slot.check_value].map((each) => each.toString('hex')).join('|');
    const good = proved.get(name) ?? (await isProved(slot, vaultId, keyStore));
    proved.set(name, good);
    if (!good) continue;
    restoreBackup(path, backup, now());
    return true;
  }
  // What the disk never gives again is damaged, with the ways out that a damaged file has.
  if (lost) throw new AppError('database-damaged', { cause: failure });
  return false;
}

/** Throws where the key store can't answer now: then it is not the vault that needs mending. */
async function isProved(slot: KeySlot, vaultId: Buffer, keyStore: KeyStore): Promise<boolean> {
  try {
    (await openSlot(slot, vaultId, keyStore)).osKey.fill(0);
    return true;
  } catch (error) {
    const refused = error instanceof AppError && /changed|damaged/.test(error.code);
    if (refused) return false;
    throw error;
  }
}
