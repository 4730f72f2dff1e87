/** After each change and at each start: repairs what a backup can repair, and takes a verified copy. */
import { dirname } from 'node:path';
import { AppError } from '../../../../shared/errors.ts';
import type { ErrorCode } from '../../../../shared/errors.ts';
import { readBackup } from './backups.ts';
import type { Backup, Backups } from './backups.ts';
import { generationOf, openConnection } from '../database/connection.ts';
import type { Connection } from '../database/connection.ts';
import type { VaultDatabase } from '../database/database.ts';
import { newQuarantine, putAside } from '../../files/durable-files.ts';
import { readSlot, readVaultId } from '../keys/key-slot.ts';
import { repairRecord, unreadableRecords } from '../records/record-seal.ts';
import type { RecordSeal } from '../records/record-seal.ts';
import { damagedSettings, repairSetting } from '../records/vault-settings.ts';
import { restoreBackup } from './vault-files.ts';
import type { Log } from '../../../core/log.ts';

// oxlint-disable-next-line max-lines-per-function -- what it returns shares one vault
export function keepCopies(ports: {
  path: string;
  vaultId: Buffer;
  backups: Backups;
  now: () => number;
  log: Log;
}) {
  const { path, vaultId, backups, now, log } = ports;

  const isOfThisVault = (database: VaultDatabase) => readVaultId(database).equals(vaultId);

  /** An older file was put in the place of this one: the newer copies are kept, the customer is told. */
  function noticeOlderCopy(connection: Connection): ErrorCode[] {
    const generation = connection.generation();
    const newer = backups.list().filter((backup) => backup.generation > generation);
    if (newer.length === 0) return [];
    putAside(
      newer.map((backup) => backup.path),
      newQuarantine(dirname(path), now()),
    );
    return ['older-copy'];
  }

  /** Returns the connection to go on with: another one where a whole backup was brought back. */
  function repair(
    connection: Connection,
    keys: RecordSeal,
  ): { told: ErrorCode[]; connection: Connection } {
    const broken = connection.read((open) => brokenParts(open, keys));
    if (broken.length === 0) return { told: [], connection };
    const generation = connection.generation();
    const whole = backups
      .list()
      .find((backup) => backup.generation === generation && isWhole(backup, keys));
    if (whole !== undefined) {
      connection.close();
      restoreBackup(path, whole, now());
      return { told: ['restored-copy'], connection: openConnection(path) };
    }
    for (const record of broken) repairOne(connection, keys, record);
    return { told: [], connection };
  }

  const isWhole = (backup: Backup, keys: RecordSeal): boolean =>
    readBackup(backup, (each) => isOfThisVault(each) && brokenParts(each, keys).length === 0) ??
    false;

  function repairOne(connection: Connection, keys: RecordSeal, record: string): void {
    for (const backup of backups.list()) {
      const repaired = readBackup(
        backup,
        (each) =>
          isOfThisVault(each) &&
          connection.change((open) =>
            record.startsWith('setting|')
              ? repairSetting(open, each, record)
              : repairRecord(open, each, keys, record),
          ),
      );
      if (repaired === true) return;
    }
  }

  function copy(connection: Connection, keys: RecordSeal, mode: 'changed' | 'for good'): void {
    const slot = connection.read(readSlot);
    const generation = connection.generation();
    const newest = backups.list()[0];
    const upToDate =
      newest !== undefined && newest.generation === generation && isSound(newest, connection, keys);
    if (!upToDate) {
      connection.read((open) =>
        backups.save(open, (draft) => {
          const same = brokenParts(draft, keys).join() === brokenParts(open, keys).join();
          if (!same) throw new AppError('database-damaged');
        }),
      );
    }
    const only = mode === 'for good' ? generation : null;
    backups.prune(
      (each) =>
        isOfThisVault(each) &&
        readSlot(each).wrapped_key.equals(slot.wrapped_key) &&
        (only === null || generationOf(each) === only),
    );
  }

  const isSound = (backup: Backup, connection: Connection, keys: RecordSeal): boolean => {
    const slot = connection.read(readSlot);
    return (
      readBackup(
        backup,
        (each) =>
          isOfThisVault(each) &&
          readSlot(each).check_value.equals(slot.check_value) &&
          brokenParts(each, keys).join() === connection.read((o) => brokenParts(o, keys).join()),
      ) ?? false
    );
  };

  return {
    /**
     * Nothing here may fail a change that is already kept: what goes wrong (a full disk, a read-only
     * folder) is logged, and tried again after the next change and at the next start.
     */
    run(
      connection: Connection,
      keys: RecordSeal,
      mode: 'changed' | 'for good',
    ): { reopened: Connection; told: ErrorCode[] } {
      if (connection.readOnly()) return { reopened: connection, told: [] };
      const told: ErrorCode[] = [];
      let current = connection;
      try {
        told.push(...noticeOlderCopy(current));
        const repaired = repair(current, keys);
        current = repaired.connection;
        told.push(...repaired.told);
        copy(current, keys, mode);
      } catch (error) {
        log('backup-not-made', error);
      }
      return { reopened: current, told };
    },
  };
}

function brokenParts(database: VaultDatabase, keys: RecordSeal): string[] {
  return [...unreadableRecords(database, keys), ...damagedSettings(database)];
}
