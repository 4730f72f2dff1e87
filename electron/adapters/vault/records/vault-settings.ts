/** Values of ours that are no secret, readable while the vault is locked unless sealed; each with a checksum against damage. */
import { createHash } from 'node:crypto';
import * as z from 'zod';
import type { VaultDatabase } from '../database/database.ts';
import type { RecordSeal } from './record-seal.ts';

export type SettingsPorts = {
  read: <T>(use: (database: VaultDatabase) => T) => T;
  change: <T>(write: (database: VaultDatabase) => T) => T;
  records: () => RecordSeal;
  /** The seal that the key store alone opens. */
  whileLocked: () => RecordSeal;
  hasPasscode: () => boolean;
};

/** Those of an open vault. Every function throws AppError with a code of storage, or `vault-locked` as records do. */
export function openSettings({ read, change, records, whileLocked, hasPasscode }: SettingsPorts) {
  return {
    setting: <T>(key: string, schema: z.ZodType<T>): T | null =>
      read((database) => readSetting(database, key, schema)),

    changeSetting(key: string, value: unknown): void {
      change((database) => writeSetting(database, key, value));
    },

    sealedSetting: <T>(key: string, schema: z.ZodType<T>): T | null =>
      read((database) => readSealedSetting(database, records(), key, schema)),

    /** The same of a vault with a passcode, by the key store alone: proved only to be what this vault has written. */
    settingWhileLocked: <T>(key: string, schema: z.ZodType<T>): T | null =>
      read((database) => readSealedSetting(database, whileLocked(), whileLockedKey(key), schema)),

    /** Nothing secret: what a locked vault may show too. */
    changeSealedSetting(key: string, value: unknown): void {
      change((database) => {
        writeSealedSetting(database, records(), key, value);
        if (hasPasscode()) writeSealedSetting(database, whileLocked(), whileLockedKey(key), value);
      });
    },
  };
}

const whileLockedKey = (key: string) => `${key}-while-locked`;

/** Null if it was never set, is damaged, or does not fit any more. */
export function readSetting<T>(
  database: VaultDatabase,
  key: string,
  schema: z.ZodType<T>,
): T | null {
  const stored = database.prepare('SELECT value FROM setting WHERE key = ?').pluck().get(key);
  const text = typeof stored === 'string' ? unpack(key, stored) : null;
  return text === null ? null : (schema.safeParse(JSON.parse(text)).data ?? null);
}

export function writeSetting(database: VaultDatabase, key: string, value: unknown): void {
  const text = JSON.stringify(value);
  database
    .prepare('INSERT OR REPLACE INTO setting (key, value) VALUES (?, ?)')
    .run(key, `${checksum(key, text)} ${text}`);
}

/** Of one that only this vault may have written. Null too after a change of the passcode, which makes another key. */
function readSealedSetting<T>(
  database: VaultDatabase,
  seals: RecordSeal,
  key: string,
  schema: z.ZodType<T>,
): T | null {
  const sealed = readSetting(database, key, z.base64());
  if (sealed === null) return null;
  const plain = seals.open('setting', 'value', identityOf(key), Buffer.from(sealed, 'base64'));
  if (plain === null) return null;
  return schema.safeParse(JSON.parse(plain.toString('utf8'))).data ?? null;
}

function writeSealedSetting(
  database: VaultDatabase,
  seals: RecordSeal,
  key: string,
  value: unknown,
): void {
  const plain = Buffer.from(JSON.stringify(value));
  const sealed = seals.seal('setting', 'value', identityOf(key), plain);
  writeSetting(database, key, sealed.toString('base64'));
}

const identityOf = (key: string) => ({ id: key, state: 'kept', version: 1 });

export function deleteSetting(database: VaultDatabase, key: string): void {
  database.prepare('DELETE FROM setting WHERE key = ?').run(key);
}

/** The keys of those that are not as they were written. */
export function damagedSettings(database: VaultDatabase): string[] {
  const rows = database.prepare('SELECT key, value FROM setting').raw().all() as string[][];
  return rows.flatMap(([key = '', value = '']) => (unpack(key, value) === null ? [key] : []));
}

/** Puts a copy's value in the place of one that is damaged. True if the copy has a good one. */
export function repairSetting(database: VaultDatabase, copy: VaultDatabase, key: string): boolean {
  const value = copy.prepare('SELECT value FROM setting WHERE key = ?').pluck().get(key);
  if (typeof value !== 'string' || unpack(key, value) === null) return false;
  database.prepare('UPDATE setting SET value = ? WHERE key = ?').run(value, key);
  return true;
}

function unpack(key: string, stored: string): string | null {
  const space = stored.indexOf(' ');
  const text = stored.slice(space + 1);
  return stored.slice(0, space) === checksum(key, text) ? text : null;
}

/** A wrong offset of the clock would make wrong codes, and a changed digit is valid JSON. */
function checksum(key: string, text: string): string {
  return createHash('sha256').update(`${key} ${text}`).digest('hex').slice(0, 16);
}
