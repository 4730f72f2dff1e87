/**
 * The issuing service beside the pages, in the same process, with a file of its own that it alone opens. What apps ask comes
 * in at the bank's address; pages and staff ask it at the back office's, as an institution's systems do.
 */
import { existsSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { startIssuer } from './issuer/service/issuer-service.ts';
import type { Issuer, IssuerOptions } from './issuer/service/issuer-service.ts';
import { issuerStore } from './issuer/storage/issuer-store.ts';
import { institutions } from './service/institution.ts';
import type { Institution } from './service/institution.ts';
import type { Store } from './service/storage/database.ts';
import { writeFileDurably } from './service/storage/durable-file.ts';
import { bankStore } from './storage/bank-store.ts';

/** Where the running bank's back office is, for whoever may read the data folder. */
const addressFile = 'back-office';

/** With what the bank's staff type where something is wrong with it. */
export const ownIssuerStore: Store = {
  ...issuerStore,
  restore: bankStore.restore,
  repairClock: bankStore.repairClock,
};

/** Each institution is a client of its own, with a key that is made at the first start. */
export function bankClient(dataDir: string, institution: Institution) {
  return client(dataDir, institution, 'bank', ['banking', 'audit']);
}

/** Of the commands of the bank's staff. */
export function operatorClient(dataDir: string, institution: Institution) {
  return client(dataDir, institution, 'operator', ['staff', 'audit']);
}

/** Of the page of the branch's staff, which the demo has beside the bank (build/run/demo-bank.mjs). */
function branchClient(dataDir: string, institution: Institution) {
  return client(dataDir, institution, 'branch', ['staff']);
}

function client(dataDir: string, { slug }: Institution, name: string, scopes: string[]) {
  const keyFile = join(dataDir, `${name}-${slug}.key.json`);
  return { institution: slug, client: `${name}-${slug}`, scopes, keyFile };
}

export type OwnIssuerOptions = Pick<
  IssuerOptions,
  'dataDir' | 'databaseUrl' | 'limits' | 'now' | 'log' | 'oldestApp' | 'prepare' | 'startedBy'
>;

/**
 * Throws if another server has the data folder. That of one command (`startedBy`) is known to nobody else: it may end
 * while somebody is asking it.
 */
export async function startOwnIssuer(options: OwnIssuerOptions): Promise<Issuer> {
  const { dataDir, databaseUrl, limits, now, log, oldestApp, startedBy } = options;
  const file = join(dataDir, addressFile);
  // Under the lock: of a bank that was killed.
  const prepare = async () => {
    rmSync(file, { force: true });
    await options.prepare?.();
  };
  const issuer = await startIssuer({
    dataDir,
    institutions,
    port: null,
    appsPath: (slug) => `/${slug}/issuer`,
    backOfficePort: 0,
    store: ownIssuerStore,
    ownClients: institutions.flatMap((institution) => [
      bankClient(dataDir, institution),
      operatorClient(dataDir, institution),
      branchClient(dataDir, institution),
    ]),
    // Nobody asks there but the bank, which has ended by then.
    endWithinMs: 500,
    ...(databaseUrl === undefined ? {} : { databaseUrl }),
    ...(limits === undefined ? {} : { limits }),
    ...(now === undefined ? {} : { now }),
    ...(log === undefined ? {} : { log }),
    ...(oldestApp === undefined ? {} : { oldestApp }),
    prepare,
    ...(startedBy === undefined ? {} : { startedBy }),
  });
  if (startedBy !== undefined) return issuer;
  writeFileDurably(file, issuer.backOfficeUrl, 0o600);
  const close = async () => {
    rmSync(file, { force: true });
    await issuer.close();
  };
  return { ...issuer, close };
}

/** Null where none is running; one that was killed may have left its last. */
export function runningBackOffice(dataDir: string): string | null {
  const file = join(dataDir, addressFile);
  return existsSync(file) ? readFileSync(file, 'utf8') : null;
}
