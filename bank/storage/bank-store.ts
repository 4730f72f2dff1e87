/** The bank's SQLite file, and each step from an older one. What the issuing service keeps is in a file of its own. */
/// <reference path="../service/storage/raw-files.d.ts" />
import type { Schema, Store } from '../service/storage/database.ts';
import records from '../service/storage/records.sql?raw';
import tries from '../service/storage/tries.sql?raw';
import contracts from './contracts.sql?raw';
import issuerTables from './issuer-2.sql?raw';
import letters from './letters.sql?raw';
import notices from './notices.sql?raw';
import ownTables from './schema.sql?raw';
import unclear from './unclear.sql?raw';

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

const addReason = 'ALTER TABLE audit ADD COLUMN reason TEXT;';

/** Of a log that both services wrote: what the bank itself has to tell. */
export const ownEvents = `event LIKE 'log-%' OR event LIKE 'mail-%' OR event LIKE 'confirmation-password-%'
  OR event LIKE 'transfer-%'`;
/** Of the numbers that never go down: the bank's own. */
export const ownMarks = `name = 'directory-sequence'`;

/** The issuing service's part is in its own file by then (split.ts). What its log told until then has been told. */
const partWithIssuer = `
  DROP TABLE answers;
  DROP TABLE steps_taken_ahead;
  DROP TABLE tokens;
  DROP TABLE issues;
  DROP TABLE contracts;
  DROP TABLE back_office_answers;
  DROP TABLE client_assertions;
  DELETE FROM marks WHERE NOT (${ownMarks});
  INSERT INTO marks (name, value)
    SELECT 'issuer-audit ' || institution, max(id) FROM audit GROUP BY institution;
  DROP TRIGGER audit_is_not_deleted;
  DELETE FROM audit WHERE NOT (${ownEvents} OR event = 'clock-repaired-by-operator');
  CREATE TRIGGER audit_is_not_deleted BEFORE DELETE ON audit BEGIN SELECT raise(ABORT, 'append only'); END;
  ${unclear}
`;

/** Transfers for which no code was taken are kept beside those of which that is not known. */
const addOutcome = `ALTER TABLE unclear_transfers ADD COLUMN outcome TEXT NOT NULL DEFAULT 'unclear'
  CHECK (outcome IN ('unclear', 'not-made'));`;

const migrations = {
  1: second,
  2: contracts,
  3: addReason,
  4: letters,
  5: partWithIssuer,
  6: addOutcome,
};

const words = {
  file: 'bank.db',
  lastEventFile: 'last-event-bank',
  restore: 'npm run bank -- operator restore <folder>',
  repairClock: 'npm run bank -- operator repair-clock',
};

/** Opened by `openBankDatabase` alone, which sees to it that nothing of the issuing service is lost. */
export const bankStore: Store = {
  ...words,
  schema: {
    version: 7,
    statements: ownTables + notices + tries + records + unclear + addOutcome,
    migrations,
  },
};

/** Until then both services had one file. */
export const lastCommon: Schema = {
  version: 5,
  statements: issuerTables + ownTables + notices,
  migrations,
};

/** The issuing service's tables as they were then; what came later are its own migrations. */
export const issuerThen: Schema = { version: 2, statements: issuerTables, migrations: {} };
