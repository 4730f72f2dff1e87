/** Starts and ends are events, and the number of the last event is kept beside the database. */
import type { Log } from '../log.ts';
import type { Database } from '../storage/database.ts';
import { keepLastEvent } from '../storage/recorded.ts';
import type { Tenant } from '../tenant.ts';

const keepLastEventEveryMs = 60_000;

/** Returns what is to be done at the end. */
export function recordRun(
  dataDir: string,
  database: Database,
  tenants: readonly Tenant[],
  log: Log,
): () => void {
  const record = (event: 'bank-started' | 'bank-stopped') => {
    for (const tenant of tenants) tenant.audit({ event, source: 'server' });
    keepLastEvent(dataDir, database);
  };
  record('bank-started');
  const timer = setInterval(() => keepLastEvent(dataDir, database), keepLastEventEveryMs);
  timer.unref();
  return () => {
    clearInterval(timer);
    // A full disk must not keep the rest from ending.
    try {
      record('bank-stopped');
    } catch (error) {
      log.error('end-not-recorded', error);
    }
  };
}
