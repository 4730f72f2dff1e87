/** Starts and ends are events, and the number of the last event is kept beside the database. */
import type { Log } from '../log.ts';
import type { AuditEntry } from '../storage/audit.ts';
import type { Store } from '../storage/database.ts';
import { keepLastEvent } from '../storage/recorded.ts';
import type { Storage } from '../storage/work.ts';

const keepLastEventEveryMs = 60_000;

type Recorded = { audit: (entry: Omit<AuditEntry, 'institution'>) => Promise<void> };

/** Resolves to what is to be done at the end. */
export async function recordRun(
  dataDir: string,
  { lastEvent }: Pick<Storage, 'lastEvent'>,
  tenants: readonly Recorded[],
  log: Log,
  { source = 'server', store = {} }: { source?: string; store?: Pick<Store, 'lastEventFile'> } = {},
): Promise<() => Promise<void>> {
  const keep = async () => keepLastEvent(dataDir, await lastEvent(), store);
  const record = async (event: 'bank-started' | 'bank-stopped') => {
    for (const tenant of tenants) await tenant.audit({ event, source });
    await keep();
  };
  await record('bank-started');
  const keepNow = () =>
    void keep().catch((error: unknown) => log.error('last-event-not-kept', error));
  const timer = setInterval(keepNow, keepLastEventEveryMs);
  timer.unref();
  return async () => {
    clearInterval(timer);
    // A full disk must not keep the rest from ending.
    try {
      await record('bank-stopped');
    } catch (error) {
      log.error('end-not-recorded', error);
    }
  };
}
