/** Opens what the service stands on, and the keys to it: in its data folder, or in a PostgreSQL that it may share. */
import { consoleLog } from '../../service/log.ts';
import type { Endings } from '../../service/server/end.ts';
import { lockDataFolder, openDatabase } from '../../service/storage/database.ts';
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

export async function openStorage(
  options: IssuerOptions,
  endings: Endings,
): Promise<{ storage: IssuerStorage; database: Database | null }> {
  const { dataDir, databaseUrl, databaseConnections, log = consoleLog } = options;
  const { store = issuerStore } = options;
  if (isAlone(options)) {
    endings.push(lockDataFolder(dataDir));
    await options.prepare?.();
    // One after the other: they are entered in one file.
    for (const client of options.ownClients ?? []) await ensureClient(dataDir, client);
  }
  if (databaseUrl !== undefined) {
    const storage = await openPostgresStorage(databaseUrl, log, {
      store,
      connections: databaseConnections,
    });
    endings.push(storage.close);
    return { storage, database: null };
  }
  refuseMissingDatabase(dataDir, store);
  const database = openDatabase(dataDir, store);
  const storage = sqliteIssuerStorage(database, store);
  endings.push(storage.close);
  return { storage, database };
}

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
