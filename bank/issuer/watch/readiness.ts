/** Whether a balancer should send requests here. */
import { isStorageTrouble, sql } from '../../service/storage/database.ts';
import type { Database } from '../../service/storage/database.ts';
import type { Log } from '../../service/log.ts';
import type { Tenant } from '../tenant.ts';
import { findToken } from '../tokens/token.ts';

export type Checks = Record<'started' | 'database' | 'keys' | 'clock', boolean> & {
  ending: boolean;
};

export type Readiness = {
  checks(): Checks;
  /** From here on requests belong to another; those that come nevertheless are still answered. */
  beginEnd(): void;
  /** What can be looked at once all is open. */
  opened(service: Opened): void;
};

type Opened = {
  database: Database;
  tenants: readonly Tenant[];
  clock: { isDoubted(): boolean };
  log: Log;
};

export const isReady = ({ ending, ...rest }: Checks): boolean =>
  !ending && Object.values(rest).every(Boolean);

export function createReadiness(): Readiness {
  let service: Opened | null = null;
  let ending = false;
  return {
    checks: () => ({
      started: service !== null,
      database: service !== null && isWritable(service),
      keys: service !== null && opensNewestSecret(service),
      clock: service !== null && !service.clock.isDoubted(),
      ending,
    }),
    beginEnd() {
      ending = true;
    },
    opened(parts) {
      service = parts;
    },
  };
}

/** By a commit: a full disk and a lost one are told by nothing less. */
function isWritable({ database, log }: Opened): boolean {
  const text = `INSERT INTO marks (name, value) VALUES ('readiness', 1)
    ON CONFLICT (name) DO UPDATE SET value = value + 1`;
  return holds(log, () => sql(database, text).run().changes === 1);
}

/** Keys of another database open nothing in this one. */
function opensNewestSecret({ database, tenants, log }: Opened): boolean {
  const text = 'SELECT id, institution FROM tokens ORDER BY rowid DESC LIMIT 1';
  return holds(log, () => {
    const newest = sql(database, text).get() as { id: string; institution: string } | undefined;
    const owner = tenants.find(({ institution }) => institution.slug === newest?.institution);
    return !newest || !owner || findToken(owner, newest.id) !== undefined;
  });
}

function holds(log: Log, look: () => boolean): boolean {
  try {
    return look();
  } catch (error) {
    log.error(isStorageTrouble(error) ? 'storage-trouble' : 'not-ready', error);
    return false;
  }
}
