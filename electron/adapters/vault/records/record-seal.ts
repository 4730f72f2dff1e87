/** Seals and opens the columns of a record: each bound to its vault, table, id, state and version. */
import * as z from 'zod';
import type { VaultDatabase } from '../database/database.ts';
import { deriveKey } from '../../../core/hkdf.ts';
import { seal, unseal } from '../keys/aes-gcm.ts';

export type Table = 'token' | 'attempt';
/** What a record's seal is bound to, besides its vault and column. */
export type RecordIdentity = { id: string; state: string; version: number };

export const sealedColumns = { token: ['details', 'secret'], attempt: ['details'] } as const;
const tables: Table[] = ['token', 'attempt'];

/** A setting is sealed where nobody but this vault may have written it. */
type Sealed = Table | 'setting';

export type RecordSeal = ReturnType<typeof recordSeal>;

export function recordSeal(dataKey: Buffer, vaultId: Buffer) {
  function withRecordKey<T>(table: Sealed, id: string, use: (key: Uint8Array) => T): T {
    const key = deriveKey(dataKey, vaultId, `desktop-token|record|${table}|${id}`);
    try {
      return use(key);
    } finally {
      key.fill(0);
    }
  }

  function context(table: Sealed, column: string, { id, state, version }: RecordIdentity): string {
    return [vaultId.toString('hex'), `${table}.${column}`, id, state, version].join('|');
  }

  return {
    seal: (table: Sealed, column: string, identity: RecordIdentity, plain: Uint8Array): Buffer =>
      withRecordKey(table, identity.id, (key) =>
        seal(key, context(table, column, identity), plain),
      ),

    /** The plain bytes, which the caller wipes, or null if anything is not as it was sealed. */
    open: (
      table: Sealed,
      column: string,
      identity: RecordIdentity,
      sealed: Buffer,
    ): Buffer | null =>
      withRecordKey(table, identity.id, (key) =>
        unseal(key, context(table, column, identity), sealed),
      ),

    /** All of a record by one key, as `open` each: null if one of them is not as it was sealed. */
    openRow(table: Table, row: Row): Map<string, Buffer> | null {
      return withRecordKey(table, row.id, (key) => {
        const opened = new Map<string, Buffer>();
        for (const column of sealedColumns[table]) {
          const sealed = row[column];
          const plain = Buffer.isBuffer(sealed)
            ? unseal(key, context(table, column, row), sealed)
            : null;
          if (plain === null) {
            wipe(opened);
            return null;
          }
          opened.set(column, plain);
        }
        return opened;
      });
    },
  };
}

const Row = z.looseObject({ id: z.string(), state: z.string(), version: z.number() });
type Row = z.infer<typeof Row>;

function rowsOf(database: VaultDatabase, table: Table): Row[] {
  return database
    .prepare(`SELECT * FROM ${table}`)
    .all()
    .map((row) => Row.parse(row));
}

function wipe(opened: Map<string, Buffer>): void {
  for (const plain of opened.values()) plain.fill(0);
}

export type RecordPlace = { table: Table; id: string };

/** Records that can't be opened. */
export function unreadableRecords(database: VaultDatabase, keys: RecordSeal): RecordPlace[] {
  return tables.flatMap((table) =>
    rowsOf(database, table).flatMap((row) => {
      const opened = keys.openRow(table, row);
      if (opened === null) return [{ table, id: row.id }];
      wipe(opened);
      return [];
    }),
  );
}

/** Puts a copy's readable record in the place of the same one that can't be read. True if it could. */
export function repairRecord(
  database: VaultDatabase,
  copy: VaultDatabase,
  keys: RecordSeal,
  { table, id }: RecordPlace,
): boolean {
  const row = rowsOf(copy, table).find((each) => each.id === id);
  const opened = row === undefined ? null : keys.openRow(table, row);
  if (row === undefined || opened === null) return false;
  wipe(opened);
  const columns = Object.keys(row);
  database
    .prepare(
      `INSERT OR REPLACE INTO ${table} (${columns.join(', ')})
       VALUES (${columns.map((column) => `@${column}`).join(', ')})`,
    )
    .run(row);
  return true;
}

/** Every readable record under a new data key, in the caller's transaction; others stay as they are. */
export function resealRecords(database: VaultDatabase, from: RecordSeal, to: RecordSeal): void {
  for (const table of tables) {
    for (const row of rowsOf(database, table)) {
      const opened = from.openRow(table, row);
      if (opened === null) continue;
      for (const [column, plain] of opened) {
        const sealed = to.seal(table, column, row, plain);
        database.prepare(`UPDATE ${table} SET ${column} = ? WHERE id = ?`).run(sealed, row.id);
      }
      wipe(opened);
    }
  }
}
