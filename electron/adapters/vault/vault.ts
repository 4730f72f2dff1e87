/** The vault: file, key slot, key store, passcode, backups and records together. */
import { randomBytes } from 'node:crypto';
import { dirname } from 'node:path';
import * as z from 'zod';
import type { ErrorCode } from '../../../shared/errors.ts';
import type { Log } from '../../core/log.ts';
import type { PasscodeCost } from '../../core/stretch.ts';
import { keepBackup, openBackups } from './copies/backups.ts';
import { openConnection } from './database/connection.ts';
import type { Connection } from './database/connection.ts';
import { createDatabase } from './database/database.ts';
import type { VaultDatabase } from './database/database.ts';
import { newSlot, passcodeCost, readSlot, readVaultId, writeSlot } from './keys/key-slot.ts';
import type { KeyStore } from './keys/key-store.ts';
import { sealWhileLocked } from './keys/while-locked.ts';
import { readUnsealedSummary } from './unsealed-summary.ts';
import { openLock } from './lock.ts';
import { repairVault } from './copies/repair.ts';
import { recoverVault } from './copies/recovery.ts';
import { damagedParts } from './records/damage.ts';
import type { RecordSeal } from './records/record-seal.ts';
import { readSetting, writeSetting } from './records/vault-settings.ts';
import { storageError } from '../files/storage-error.ts';
import { openStore } from './records/record-store.ts';
import { clearBesideVault, putVaultAside, vaultExists } from './copies/vault-files.ts';

export type VaultPorts = {
  path: string;
  keyStore: KeyStore;
  now: () => number;
  log: Log;
  cost?: PasscodeCost;
  /** Runs what need not be done before the first code is there. At once where it is not given. */
  later?: (task: () => void) => void;
};

export type Vault = Awaited<ReturnType<typeof openVault>>;

/** What is told once: an older copy of the vault was found, or one had to be brought back. */
const Notices = z.array(z.enum(['older-copy', 'restored-copy']));

/**
 * Opens the vault, or makes the first one. Throws AppError with a code of storage or of the key store.
 * A key and a file are made only where nothing sealed exists, and only after the key store has sealed
 * the key: until then nothing is written. What can't be used is kept in `quarantine/`, and the newest
 * good backup takes its place.
 */
export async function openVault(ports: VaultPorts) {
  const { path, now, log, later = (task) => task() } = ports;
  try {
    if (!vaultExists(path)) await createVault(ports, () => {});
    const backups = openBackups(dirname(path), now);
    const found = await openWhole(ports);
    const { connection, vaultId, notices } = found;
    const noted = { ...connection, note };
    const lock = openLock({ ...ports, ...found, connection: noted, opened: protectSoon, protect });
    let copiesFail = false;
    let isToBeProtected = false;

    /**
     * After each change and at each start. Nothing here may fail a change that is already kept: what goes
     * wrong (a full disk, a read-only folder) is logged and told, and tried again the next time.
     */
    function protect(mode: 'changed' | 'for good'): void {
      const keys = lock.recordsOrNull();
      if (keys === null || connection.readOnly()) return;
      try {
        repairVault({ path, connection, vaultId, backups, now }, keys, tell);
        // Not after a repair that failed: a damaged copy would take the place of the one it needs.
        keepBackup({ connection, vaultId, backups }, keys, mode);
        copiesFail = false;
      } catch (error) {
        copiesFail = true;
        log('backup-not-made', error);
      }
    }

    /** As soon as the keys are there. What is damaged is mended before it is shown; the copies of what is whole can wait. */
    function protectSoon(): void {
      isToBeProtected = true;
      const damage = connection.read((open) => damagedParts(open, lock.records()));
      if (damage.length > 0) protectAtLast();
      else later(protectAtLast);
    }

    /** At the latest when the vault is closed. */
    function protectAtLast(): void {
      if (!isToBeProtected) return;
      isToBeProtected = false;
      protect('changed');
    }

    /** Else a vault with a counted try would be newer than all of its copies (copies/recovery.ts). */
    function note(write: (open: VaultDatabase) => void): void {
      connection.note(write);
      try {
        backups.note(connection.generation(), vaultId, write);
      } catch (error) {
        log('not-noted-in-copy', error);
      }
    }

    /** Kept until the customer has read it, as far as anything can be kept. */
    function tell(...told: ErrorCode[]): void {
      if (told.length === 0 || connection.readOnly()) return;
      note((open) => {
        const before = readSetting(open, 'notices', Notices) ?? [];
        writeSetting(open, 'notices', [...new Set([...before, ...told])]);
      });
    }

    const changing =
      (mode: 'changed' | 'for good') =>
      <T>(write: (open: VaultDatabase) => T): T => {
        const result = connection.change(write);
        protect(mode);
        return result;
      };

    try {
      tell(...notices);
      await lock.openWithoutPasscode();
    } catch (error) {
      connection.close();
      throw error;
    }

    return {
      ...openStore({
        read: (use) => connection.read(use),
        change: changing('changed'),
        changeForGood: changing('for good'),
        records: lock.records,
        whileLocked: lock.whileLocked,
        hasPasscode: lock.hasPasscode,
      }),
      lock,
      unsealed: () => connection.read(readUnsealedSummary),
      readOnly: () => connection.readOnly(),
      notices: (): ErrorCode[] => [
        ...(connection.read((open) => readSetting(open, 'notices', Notices)) ?? []),
        ...(copiesFail ? (['copies-not-made'] as const) : []),
      ],
      /** The customer has read it. */
      dismissNotice(code: ErrorCode): void {
        note((open) => {
          const before = readSetting(open, 'notices', Notices) ?? [];
          writeSetting(
            open,
            'notices',
            before.filter((each) => each !== code),
          );
        });
      },
      close(): void {
        protectAtLast();
        lock.lock();
        connection.close();
      },
    };
  } catch (error) {
    throw storageError(error);
  }
}

/** A new vault; whatever was there goes to `quarantine/`. Nothing is moved before the new one is whole. */
export async function startAnew(ports: VaultPorts): Promise<void> {
  try {
    await createVault(ports, () => putVaultAside(ports.path, ports.now()));
  } catch (error) {
    throw storageError(error);
  }
}

async function createVault(ports: VaultPorts, clear: () => void): Promise<void> {
  const { path, keyStore, cost = passcodeCost } = ports;
  const now = ports.now();
  clearBesideVault(path, now);
  const vaultId = randomBytes(16);
  const dataKey = randomBytes(32);
  const slot = await newSlot({ keyStore, vaultId, dataKey, passcode: null, cost, now });
  dataKey.fill(0);
  createDatabase(
    path,
    (database) => {
      const insert = database.prepare('INSERT INTO meta (key, value) VALUES (?, ?)');
      insert.run('vault_id', vaultId);
      insert.run('created_at', BigInt(now));
      insert.run('generation', 0n);
      writeSlot(database, slot);
    },
    clear,
  );
}

type Found = {
  connection: Connection;
  vaultId: Buffer;
  whileLocked: RecordSeal;
  notices: ErrorCode[];
};

/** The vault's file with a slot that the key store proves, brought back from a backup if need be. */
async function openWhole(ports: VaultPorts): Promise<Found> {
  try {
    return await openProved(ports);
  } catch (error) {
    const failure = storageError(error);
    if (!(await recoverVault(ports, failure))) throw failure;
    const found = await openProved(ports);
    return { ...found, notices: ['restored-copy'] };
  }
}

async function openProved(ports: VaultPorts): Promise<Found> {
  const backups = openBackups(dirname(ports.path), ports.now);
  clearBesideVault(ports.path, ports.now());
  const connection = openConnection(ports.path, (database) =>
    backups.saveBeforeMigration(database),
  );
  performance.mark('vault-open');
  try {
    const vaultId = connection.read(readVaultId);
    const slot = connection.read(readSlot);
    const whileLocked = await sealWhileLocked(slot, vaultId, ports.keyStore);
    performance.mark('key-store-answered');
    return { connection, vaultId, whileLocked, notices: [] };
  } catch (error) {
    connection.close();
    throw error;
  }
}
