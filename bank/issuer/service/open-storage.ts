/** Opens what the service stands on, and the keys to it: in its data folder, or in a PostgreSQL that it may share. */
import { makeNamedFolder } from '../../service/files/write-named.ts';
import { consoleLog } from '../../service/log.ts';
import type { Endings } from '../../service/server/end.ts';
import { databaseExists, lockDataFolder, openDatabase } from '../../service/storage/database.ts';
import type { Database } from '../../service/storage/database.ts';
import { openKeyFile, openKeys } from '../../service/storage/keys.ts';
import type { BankKeys } from '../../service/storage/keys.ts';
import { refuseMissingDatabase } from '../../service/storage/recorded.ts';
import { get } from '../../service/storage/work.ts';
import type { Storage } from '../../service/storage/work.ts';
import { issuerStore } from '../storage/issuer-store.ts';
import type { IssuerStorage } from '../storage/issuer-storage.ts';
import { openPostgresStorage } from '../storage/postgres-storage.ts';
import { sqliteIssuerStorage } from '../storage/sqlite-storage.ts';
import { ensureClient } from './add-client.ts';
import type { IssuerOptions } from './issuer-service.ts';

/** Nobody else may have the data folder then. */
const isAlone = ({ databaseUrl, prepare }: IssuerOptions): boolean =>
  databaseUrl === undefined || prepare !== undefined;

type Opened = { storage: IssuerStorage; database: Database | null };

/** For the service, which begins a file where there is none. Throws where what it had is missing, or others have it. */
export async function openStorage(options: IssuerOptions, endings: Endings): Promise<Opened> {
  const { dataDir, databaseUrl, store = issuerStore } = options;
  makeNamedFolder(dataDir);
  if (isAlone(options)) {
    endings.push(lockDataFolder(dataDir));
    await options.prepare?.();
    // One after the other: they are entered in one file.
    for (const client of options.ownClients ?? []) await ensureClient(dataDir, client);
  }
  if (databaseUrl === undefined) refuseMissingDatabase(dataDir, store);
  const opened = await openEither(options);
  endings.push(opened.storage.close);
  return opened;
}

/** For an operator's command, which begins none. Throws a sentence where `refuseUnseen` does. */
export async function openStored(at: StoredAt): Promise<IssuerStorage> {
  refuseUnseen(at);
  return (await openEither(at)).storage;
}

type StoredAt = Pick<IssuerOptions, 'dataDir' | 'databaseUrl'>;

/**
 * Throws a sentence where no database is in sight. That is no sign that nothing is stored: a service's address of PostgreSQL
 * stands in its own environment, which the shell of a command need not have.
 */
export function refuseUnseen({ dataDir, databaseUrl }: StoredAt): void {
  if (databaseUrl !== undefined || databaseExists(dataDir, issuerStore)) return;
  throw new Error(
    `no database in sight: there is no ${issuerStore.file} in ${dataDir}, and DATABASE_URL is not set. Give what the ` +
      'service itself has: its --data, or its DATABASE_URL',
  );
}

async function openEither({
  dataDir,
  databaseUrl,
  databaseConnections: connections,
  store = issuerStore,
  log = consoleLog,
}: StoredAt & Pick<IssuerOptions, 'databaseConnections' | 'store' | 'log'>): Promise<Opened> {
  if (databaseUrl !== undefined) {
    const storage = await openPostgresStorage(databaseUrl, log, { store, connections });
    return { storage, database: null };
  }
  const database = openDatabase(dataDir, store);
  return { storage: sqliteIssuerStorage(database, store, log), database };
}

/** In the file that is named, or in the data folder, where they are made as long as nothing is stored. */
export async function openItsKeys(options: IssuerOptions, storage: Storage): Promise<BankKeys> {
  const { dataDir, institutions, keyFile, store = issuerStore } = options;
  if (keyFile !== undefined) return openKeyFile(keyFile, institutions);
  if (!isAlone(options)) {
    throw new Error('with PostgreSQL a key file is needed that every process has: --key-file');
  }
  const known = new Set<string>();
  for (const { slug } of institutions) {
    if (await storage.look(() => get(seen, slug, slug))) known.add(slug);
  }
  return openKeys(dataDir, institutions, (slug) => !known.has(slug), store);
}

/** The audit log may have been shortened since it began. */
const seen = `SELECT 1 AS seen FROM contracts WHERE institution = ?
  UNION ALL SELECT 1 FROM audit WHERE institution = ? LIMIT 1`;
