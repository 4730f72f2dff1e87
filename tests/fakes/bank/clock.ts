/** A bank whose clock was wrong for a while, and the operator who sets it right. */
import { expect } from 'vitest';
import { openTenants } from '../../../bank/issuer/service/tenants.ts';
import { issuerStore } from '../../../bank/issuer/storage/issuer-store.ts';
import { openPostgresStorage } from '../../../bank/issuer/storage/postgres-storage.ts';
import { repairClock } from '../../../bank/issuer/upkeep/repair.ts';
import { institutions } from '../../../bank/service/institution.ts';
import { consoleLog } from '../../../bank/service/log.ts';
import { ownIssuerStore } from '../../../bank/own-issuer.ts';
import { openDatabase } from '../../../bank/service/storage/database.ts';
import { openKeys } from '../../../bank/service/storage/keys.ts';
import { operator } from './bank.ts';
import type { TestBank } from './bank.ts';

export const minute = 60_000;
export const hour = 60 * minute;
export const day = 24 * hour;

/** By how much. Ten years is more than a token's life. */
export const offs = [
  ['a day', day],
  ['ten years', 3653 * day],
] as const;

/** What docs/reference-bank.md tells an operator to do about a clock that was ahead. */
export async function setBack(bank: TestBank, ms: number): Promise<void> {
  bank.clock.moveBy(-ms);
  await repairBoth(bank);
  const time = `${bank.url}/akagi/issuer/time?nonce=AAAAAAAAAAAAAAAAAAAAAA`;
  await expect.poll(async () => (await fetch(time)).status).toBe(200);
}

/** `repair-clock`; where the service is on PostgreSQL it is told by another process, started with `--clock-is-right`. */
export async function repairBoth(bank: TestBank): Promise<void> {
  const { dataDir, issuerDatabaseUrl, log = consoleLog } = bank.options;
  // The command works on both files, and there is none of the service.
  if (issuerDatabaseUrl !== undefined) openDatabase(dataDir, ownIssuerStore).close();
  await operator(bank, 'repair-clock');
  if (issuerDatabaseUrl === undefined) return;
  const keys = await openKeys(dataDir, institutions, () => false, issuerStore);
  const storage = await openPostgresStorage(issuerDatabaseUrl, log);
  for (const tenant of openTenants({ institutions, now: bank.clock.now }, storage, keys)) {
    await storage.commitAtLength(() => repairClock(tenant));
  }
  await storage.close();
}
