/** What a copy can mend in an open vault: an older file in its place, records and settings that broke. */
import { dirname } from 'node:path';
import type { ErrorCode } from '../../../../shared/errors.ts';
import { readBackup } from './backups.ts';
import type { Backups } from './backups.ts';
import type { Connection } from '../database/connection.ts';
import { newQuarantine, putAside } from '../../files/durable-files.ts';
import { readVaultId } from '../keys/key-slot.ts';
import { damagedParts, repairPart } from '../records/damage.ts';
import type { RecordSeal } from '../records/record-seal.ts';
import { restoreBackup } from './vault-files.ts';

type OpenVault = {
  path: string;
  connection: Connection;
  vaultId: Buffer;
  backups: Backups;
  now: () => number;
};

/** `tell`: what the customer is to know. Throws AppError with a code of storage, or what file systems throw. */
export function repairVault(
  vault: OpenVault,
  keys: RecordSeal,
  tell: (code: ErrorCode) => void,
): void {
  if (putNewerCopiesAside(vault)) tell('older-copy');
  if (mendDamage(vault, keys)) tell('restored-copy');
}

/** An older file was put in the place of this one: the newer copies are kept. True if it was so. */
function putNewerCopiesAside({ path, connection, backups, now }: OpenVault): boolean {
  const generation = connection.generation();
  const newer = backups.list().filter((backup) => backup.generation > generation);
  if (newer.length === 0) return false;
  putAside(
    newer.map((backup) => backup.path),
    newQuarantine(dirname(path), now()),
  );
  return true;
}

/** By a whole copy of the same state (true) or, where there is none, part by part from any that has it. */
function mendDamage(vault: OpenVault, keys: RecordSeal): boolean {
  const { path, connection, vaultId, backups, now } = vault;
  const damage = connection.read((open) => damagedParts(open, keys));
  if (damage.length === 0) return false;
  const generation = connection.generation();
  const copies = backups
    .list()
    .filter((each) => readBackup(each, (copy) => readVaultId(copy).equals(vaultId)) === true);
  const whole = copies.find(
    (each) =>
      each.generation === generation &&
      readBackup(each, (copy) => damagedParts(copy, keys).length === 0) === true,
  );
  if (whole !== undefined) {
    connection.replaceFile(() => restoreBackup(path, whole, now()));
    return true;
  }
  for (const part of damage) {
    copies.some((each) =>
      readBackup(each, (copy) => connection.change((open) => repairPart(open, copy, keys, part))),
    );
  }
  return false;
}
