/** The tables of vault.db, and how an older vault becomes a present one. */
import type Database from 'better-sqlite3';

/** "DTok" */
export const applicationId = 0x44546f6b;
const version = 1;

const tables = `
  CREATE TABLE meta (
    key TEXT PRIMARY KEY,
    value ANY NOT NULL
  ) STRICT, WITHOUT ROWID;

  CREATE TABLE key_slot (
    id TEXT PRIMARY KEY,
    kind TEXT NOT NULL CHECK (kind IN ('os', 'os+passcode')),
    backend TEXT NOT NULL,
    os_blob BLOB NOT NULL,
    check_value BLOB NOT NULL CHECK (length(check_value) = 32),
    wrapped_key BLOB NOT NULL,
    kdf TEXT,
    salt BLOB,
    failed_tries INTEGER NOT NULL DEFAULT 0,
    retry_at INTEGER NOT NULL DEFAULT 0,
    created_at INTEGER NOT NULL
  ) STRICT, WITHOUT ROWID;

  CREATE TABLE token (
    id TEXT PRIMARY KEY CHECK (length(id) = 32),
    state TEXT NOT NULL CHECK (state IN ('stored', 'confirmed', 'released')),
    version INTEGER NOT NULL,
    position INTEGER NOT NULL,
    institution TEXT NOT NULL,
    masked_user_id TEXT NOT NULL,
    expires_at INTEGER NOT NULL,
    created_at INTEGER NOT NULL,
    updated_at INTEGER NOT NULL,
    details BLOB NOT NULL,
    secret BLOB NOT NULL
  ) STRICT, WITHOUT ROWID;

  CREATE TABLE attempt (
    id TEXT PRIMARY KEY CHECK (length(id) = 32),
    state TEXT NOT NULL CHECK (state IN ('sending', 'confirming', 'refused')),
    version INTEGER NOT NULL,
    institution TEXT NOT NULL,
    masked_user_id TEXT NOT NULL,
    created_at INTEGER NOT NULL,
    details BLOB NOT NULL
  ) STRICT, WITHOUT ROWID;

  CREATE TABLE setting (
    key TEXT PRIMARY KEY,
    value TEXT NOT NULL
  ) STRICT, WITHOUT ROWID;

  PRAGMA application_id = ${applicationId};
  PRAGMA user_version = ${version};
`;

/**
 * Step `n` makes schema `n + 1` of schema `n`. All steps run in one transaction, after a copy. Every
 * schema that was ever released stays in tests/fixtures/ and must open for ever.
 */
const migrations: Schema['migrations'] = {};

export type Schema = {
  version: number;
  tables: string;
  migrations: Readonly<Record<number, (database: Database.Database) => void>>;
};

export const presentSchema: Schema = { version, tables, migrations };
