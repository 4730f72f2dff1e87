/** The service's storage in one SQLite file. */
import type { Log } from '../../service/log.ts';
import { createRateLimit } from '../../service/rate-limit.ts';
import { deleteFront } from '../../service/storage/audit.ts';
import { bytesOf, inTransaction, runWork } from '../../service/storage/database.ts';
import type { Database, Store } from '../../service/storage/database.ts';
import { watchClock } from '../../service/storage/recorded-clock.ts';
import { sqliteStorage } from '../../service/storage/shared-commit.ts';
import type { IssuerStorage } from './issuer-storage.ts';

export function sqliteIssuerStorage(
  database: Database,
  store: Pick<Store, 'repairClock'>,
  log: Log,
): IssuerStorage {
  const storage = sqliteStorage(database);
  return {
    ...storage,
    commitAtLength: storage.commit,
    bytes: async () => bytesOf(database),
    watchClock: async (now) => watchClock(database, now, log, store),
    rateLimit: (_kind, limits, now) => createRateLimit(limits, now),
    isBehind: () => false,
    makeRoom: async () => undefined,
    shortenAudit: async (before, atOnce) => shortenAudit(database, before, atOnce),
    close: async () => void database.close(),
  };
}

/** Nothing else may delete, so the trigger that says so is taken out and put back in the same transaction. */
function shortenAudit(database: Database, before: number, atOnce: number): number {
  return inTransaction(database, () => {
    const trigger = database
      .prepare(`SELECT sql FROM sqlite_schema WHERE name = 'audit_is_not_deleted'`)
      .pluck()
      .get() as string;
    database.exec('DROP TRIGGER audit_is_not_deleted');
    const count = runWork(database, deleteFront(before, atOnce));
    database.exec(trigger);
    return count;
  });
}
