/** The issuing service's SQLite file. */
/// <reference path="../../service/storage/raw-files.d.ts" />
import type { Store } from '../../service/storage/database.ts';
import records from '../../service/storage/records.sql?raw';
import tries from '../../service/storage/tries.sql?raw';
import retention from './retention.sql?raw';
import tables from './schema.sql?raw';

const addReason = 'ALTER TABLE audit ADD COLUMN reason TEXT;';

export const issuerStore: Store = {
  file: 'issuer.db',
  schema: {
    version: 3,
    statements: tables + tries + records + retention,
    migrations: { 1: addReason, 2: retention },
  },
  restore: 'npm run issuer -- restore <file>',
  repairClock: 'npm run issuer -- --clock-is-right',
};
