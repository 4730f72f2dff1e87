/** What a copy of the bank's data is made of, and whether one is whole. */
import { existsSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { issuerStore } from '../issuer/storage/issuer-store.ts';
import type { Tenant } from '../issuer/tenant.ts';
import { findToken } from '../issuer/tokens/token.ts';
import { runWork } from '../service/storage/database.ts';
import type { Database } from '../service/storage/database.ts';
import { keyFile } from '../service/storage/keys.ts';
import { bankStore } from '../storage/bank-store.ts';
import { isCommon } from '../storage/split.ts';
import { Refused } from './in-words.ts';
import { withFiles } from './opened.ts';
import type { Files } from './opened.ts';
import { operatorText as t } from './text.ts';

/** What the bank's data is; the mails of the demo's mailbox are not. */
export const copied = [bankStore.file, issuerStore.file, keyFile];

/** Of one that was made while both services had one file, that file and the keys. Throws the Refused of one that is none. */
export function filesOf(folder: string): string[] {
  const isFile = (file: string) =>
    statSync(join(folder, file), { throwIfNoEntry: false })?.isFile() === true;
  const whole = copied.filter((file) => file !== issuerStore.file || !isOfBefore(folder));
  if (!whole.every(isFile)) throw new Refused(t.badBackup);
  return whole;
}

function isOfBefore(folder: string): boolean {
  if (existsSync(join(folder, issuerStore.file))) return false;
  try {
    return isCommon(join(folder, bankStore.file));
  } catch {
    return false;
  }
}

/** Throws a Refused unless both databases are whole and the keys open every secret in them; counts those. */
export async function verify(folder: string): Promise<number> {
  try {
    return await withFiles(folder, Date.now, ({ database, issuerDatabase, tenants }) => {
      for (const each of [database, issuerDatabase]) {
        const check = each.pragma('integrity_check', { simple: true });
        if (check !== 'ok') throw new Error('integrity_check');
        if ((each.pragma('foreign_key_check') as unknown[]).length > 0) throw new Error('foreign');
      }
      if (!database.prepare('SELECT 1 FROM customers').get()) throw new Error('no customers');
      const count = countTokens(issuerDatabase, tenants);
      inOneFileEach({ database, issuerDatabase });
      return count;
    });
  } catch (cause) {
    throw new Refused(t.badBackup, { cause });
  }
}

/** All in the one file that gets the data's name. */
export function inOneFileEach({ database, issuerDatabase }: Omit<Files, 'tenants'>): void {
  for (const each of [database, issuerDatabase]) each.pragma('journal_mode = DELETE');
}

/** Opens every secret, which throws where the keys do not fit. */
export function countTokens(database: Database, tenants: { issuer: Tenant }[]): number {
  const counts = tenants.map(({ issuer }) => {
    const ids = database
      .prepare('SELECT id FROM tokens WHERE institution = ?')
      .pluck()
      .all(issuer.institution.slug) as string[];
    return ids.filter((id) => runWork(database, findToken(issuer, id))).length;
  });
  return sum(counts);
}

export const sum = (numbers: number[]): number => numbers.reduce((all, one) => all + one, 0);
