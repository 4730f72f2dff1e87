/** The bank's one SQLite file: its own tables, and those of the issuing service in the same process. */
/// <reference path="../service/storage/raw-files.d.ts" />
import type { Store } from '../service/storage/database.ts';
import { addReason, issuerStore } from '../issuer/storage/issuer-store.ts';
import contracts from './contracts.sql?raw';
import letters from './letters.sql?raw';
import notices from './notices.sql?raw';
import ownTables from './schema.sql?raw';

const second = `
  ALTER TABLE audit ADD COLUMN step INTEGER;
  CREATE TABLE steps_taken_ahead (
    customer INTEGER NOT NULL REFERENCES customers (id),
    step INTEGER NOT NULL,
    PRIMARY KEY (customer, step)
  ) STRICT, WITHOUT ROWID;

  CREATE TABLE marks (
    name TEXT PRIMARY KEY,
    value INTEGER NOT NULL
  ) STRICT, WITHOUT ROWID;

  CREATE INDEX issues_by_customer ON issues (customer);

  ${notices}
`;

export const bankStore: Store = {
  file: 'bank.db',
  schema: {
    version: 5,
    statements: issuerStore.schema.statements + ownTables + notices,
    migrations: { 1: second, 2: contracts, 3: addReason, 4: letters },
  },
  restore: 'npm run bank -- operator restore <folder>',
  repairClock: 'npm run bank -- operator repair-clock',
};
