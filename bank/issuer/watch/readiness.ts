/** Whether a balancer should send requests here. */
import { randomUUID } from 'node:crypto';
import { isStorageTrouble } from '../../service/storage/database.ts';
import { get, run } from '../../service/storage/work.ts';
import type { Storage, Work } from '../../service/storage/work.ts';
import type { Log } from '../../service/log.ts';
import type { Tenant } from '../tenant.ts';
import { findToken } from '../tokens/token.ts';

export type Checks = Record<'started' | 'database' | 'keys' | 'clock', boolean> & {
  ending: boolean;
};

export type Readiness = {
  checks(): Promise<Checks>;
  /** From here on requests belong to another; those that come nevertheless are still answered. */
  beginEnd(): void;
  /** What can be looked at once all is open. */
  opened(service: Opened): void;
};

type Opened = {
  storage: Storage;
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
    checks: async () => ({
      started: service !== null,
      database: service !== null && (await isWritable(service)),
      keys: service !== null && (await opensSecret(service)),
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
function isWritable({ storage, log }: Opened): Promise<boolean> {
  return holds(log, () => storage.commit(writeAndDelete));
}

/** A row of this look alone: one of all processes would be held by whichever of them vanished in the middle of it. */
function* writeAndDelete(): Work<boolean> {
  const name = `readiness ${randomUUID()}`;
  yield* run('INSERT INTO marks (name, value) VALUES (?, 1)', name);
  return (yield* run('DELETE FROM marks WHERE name = ?', name)) === 1;
}

/** Keys of another database open nothing in this one. */
function opensSecret({ storage, tenants, log }: Opened): Promise<boolean> {
  return holds(log, () => storage.look(() => opensFirst(tenants)));
}

function* opensFirst(tenants: readonly Tenant[]): Work<boolean> {
  const first = yield* get<{ id: string; institution: string }>(
    'SELECT id, institution FROM tokens ORDER BY id LIMIT 1',
  );
  const owner = tenants.find(({ institution }) => institution.slug === first?.institution);
  return !first || !owner || (yield* findToken(owner, first.id)) !== undefined;
}

async function holds(log: Log, look: () => Promise<boolean>): Promise<boolean> {
  try {
    return await look();
  } catch (error) {
    log.error(isStorageTrouble(error) ? 'storage-trouble' : 'not-ready', error);
    return false;
  }
}
