/** Starts and ends are events, and the number of the last event is kept beside the database. */
import type { Log } from '../log.ts';
import type { AuditEntry } from '../storage/audit.ts';
import type { Database, Store } from '../storage/database.ts';
import { keepLastEvent } from '../storage/recorded.ts';

const keepLastEventEveryMs = 60_000;

type Recorded = { audit: (entry: Omit<AuditEntry, 'institution'>) => void };

/** Returns what is to be done at the end. */
export function recordRun(
  dataDir: string,
  database: Database,
  tenants: readonly Recorded[],
  log: Log,
  { source = 'server', store = {} }: { source?: string; store?: Pick<Store, 'lastEventFile'> } = {},
): () => void {
  const keep = () => keepLastEvent(dataDir, database, store);
  const record = (event: 'bank-started' | 'bank-stopped') => {
    for (const tenant of tenants) tenant.audit({ event, source });
    keep();
  };
  record('bank-started');
  const timer = setInterval(keep, keepLastEventEveryMs);
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
