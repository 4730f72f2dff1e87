/** The issuing service's SQLite file, where it runs alone. */
/// <reference path="../../service/storage/raw-files.d.ts" />
import type { Store } from '../../service/storage/database.ts';
import tables from './schema.sql?raw';

export const issuerStore: Store = {
  file: 'issuer.db',
  schema: { version: 1, statements: tables, migrations: {} },
  restore: 'npm run issuer -- --restored',
  repairClock: 'npm run issuer -- --clock-is-right',
};
