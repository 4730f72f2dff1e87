/** What a command works on: the bank's file, and of the issuing service its back office, or for upkeep its file. */
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { openBackOffice } from '../back-office/client.ts';
import { readClientKey } from '../back-office/client-key.ts';
import { openBankTenant } from '../bank-tenant.ts';
import type { BankTenant, ServedTenant } from '../bank-tenant.ts';
import { openTenants } from '../issuer/service/tenants.ts';
import type { Tenant } from '../issuer/tenant.ts';
import {
  operatorClient,
  ownIssuerStore,
  runningBackOffice,
  startOwnIssuer,
} from '../own-issuer.ts';
import { institutions } from '../service/institution.ts';
import { consoleLog } from '../service/log.ts';
import { openAudit } from '../service/storage/audit.ts';
import { tellDamage } from '../service/storage/damage.ts';
import { DataFolderTaken, lockDataFolder, openDatabase } from '../service/storage/database.ts';
import type { Database } from '../service/storage/database.ts';
import { openKeys } from '../service/storage/keys.ts';
import type { BankKeys } from '../service/storage/keys.ts';
import { refuseMissingDatabase } from '../service/storage/recorded.ts';
import { createSharedCommit, sqliteStorage } from '../service/storage/shared-commit.ts';
import { bankStore } from '../storage/bank-store.ts';
import { isCommon, openBankDatabase } from '../storage/split.ts';
import { Refused } from './in-words.ts';
import { operatorText as t } from './text.ts';

export type Files = {
  database: Database;
  issuerDatabase: Database;
  tenants: (BankTenant & { issuer: Tenant })[];
};

/** Both files of a data folder, or of a copy of one, with the keys that stand beside them. */
export async function withFiles<T>(
  dataDir: string,
  now: () => number,
  work: (files: Files) => T,
): Promise<Awaited<T>> {
  const keys = await openKeys(dataDir, institutions, () => false, bankStore);
  const database = openOwn(dataDir);
  let issuerDatabase: Database | undefined;
  try {
    issuerDatabase = await tellDamage(dataDir, ownIssuerStore, async () => {
      refuseMissingDatabase(dataDir, ownIssuerStore);
      return openDatabase(dataDir, ownIssuerStore);
    });
    const issuers = openTenants({ institutions, now }, sqliteStorage(issuerDatabase), keys);
    const tenants = openBankTenants(database, keys, now).map((tenant) => {
      const { slug } = tenant.institution;
      const issuer = issuers.find(({ institution }) => institution.slug === slug);
      if (!issuer) throw new Error('an institution without its issuing service');
      return { ...tenant, issuer };
    });
    return await work({ database, issuerDatabase, tenants });
  } finally {
    issuerDatabase?.close();
    database.close();
  }
}

/** The bank's file, and the back office: of the running bank, or of a service that runs for as long as the work. */
export async function withBackOffice<T>(
  dataDir: string,
  now: () => number,
  startedBy: string,
  work: (database: Database, tenants: ServedTenant[]) => Promise<T>,
): Promise<T> {
  const keys = await openKeys(dataDir, institutions, () => false, bankStore);
  const database = openOwn(dataDir);
  try {
    const office = await backOfficeOf(dataDir, now, startedBy);
    try {
      const tenants = openBankTenants(database, keys, now).map((tenant) => {
        const key = readClientKey(operatorClient(dataDir, tenant.institution).keyFile);
        return { ...tenant, issuing: openBackOffice({ url: office.url, key, now }) };
      });
      return await work(database, tenants);
    } finally {
      await office.close();
    }
  } finally {
    database.close();
  }
}

/**
 * Without the bank the service is started for the one command: a clerk need not know whether it runs, and what is done is
 * done by the same rules, under the same lock. It listens at the machine's own address alone.
 */
async function backOfficeOf(dataDir: string, now: () => number, startedBy: string) {
  const log = { ...consoleLog, info: () => undefined };
  const office = await whenFree(async () => {
    const url = isTaken(dataDir) ? runningBackOffice(dataDir) : null;
    if (url !== null) return { url, close: async () => undefined };
    const issuer = await startOwnIssuer({ dataDir, now, log, startedBy });
    return { url: issuer.backOfficeUrl, close: issuer.close };
  });
  if (office === null) throw new Refused(t.noBackOffice);
  return office;
}

const lookAgainMs = 100;

/** Another command, or a bank that is starting or ending, has the data folder for a moment: it is waited for. Null after that. */
async function whenFree<T>(work: () => Promise<T>, waitMs = 15_000): Promise<T | null> {
  const last = performance.now() + waitMs;
  for (;;) {
    try {
      return await work();
    } catch (error) {
      if (!(error instanceof DataFolderTaken)) throw error;
      if (performance.now() > last) return null;
      await setTimeout(lookAgainMs);
    }
  }
}

function isTaken(dataDir: string): boolean {
  try {
    lockDataFolder(dataDir)();
    return false;
  } catch {
    return true;
  }
}

/** For what nothing else may run beside. */
export function lockOrRefuse(dataDir: string): () => void {
  try {
    return lockDataFolder(dataDir);
  } catch (cause) {
    if (!(cause instanceof DataFolderTaken)) throw cause;
    throw new Refused(t.folderInUse, { cause });
  }
}

/** Beside a running bank; one of before its parting from the issuing service's is parted first. */
function openOwn(dataDir: string): Database {
  if (!isCommon(join(dataDir, bankStore.file))) return openBankDatabase(dataDir);
  const unlock = lockOrRefuse(dataDir);
  try {
    return openBankDatabase(dataDir);
  } finally {
    unlock();
  }
}

function openBankTenants(database: Database, keys: BankKeys, now: () => number): BankTenant[] {
  const commit = createSharedCommit(database);
  const parts = { database, commit, keys, now, audit: openAudit(database, now) };
  return institutions.map((institution) => openBankTenant(institution, parts));
}
