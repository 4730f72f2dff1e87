/**
 * Brings a database to the present schema, forward only: a copy first, then every step in one
 * transaction, in which the outcome is compared with what a new database would be made as.
 */
import { existsSync, unlinkSync } from 'node:fs';
import SqliteDatabase from 'better-sqlite3';

type Database = SqliteDatabase.Database;

export type Schema = {
  version: number;
  /** What makes a new database. */
  statements: string;
  /** Step `n` makes schema `n + 1` of schema `n`. */
  migrations: Readonly<Record<number, string>>;
};

/** Throws if the file is a newer version's, or does not become what it should; it is then as before. */
export function bringUpToDate(database: Database, schema: Schema): void {
  if (versionOf(database) > 0 && versionOf(database) < schema.version) copyBefore(database);
  // A table that is made anew is gone for a moment to those that refer to it (SQLite, ALTER TABLE §7); each step is
  // checked instead. Within a transaction the setting can't be changed.
  const enforced = database.pragma('foreign_keys', { simple: true }) as number;
  database.pragma('foreign_keys = OFF');
  try {
    database.transaction(() => enter(database, schema)).immediate();
  } finally {
    database.pragma(`foreign_keys = ${enforced}`);
  }
}

function enter(database: Database, schema: Schema): void {
  const version = versionOf(database);
  if (version > schema.version) throw new Error('the database belongs to a newer version');
  if (version === schema.version) return;
  if (version === 0) database.exec(schema.statements);
  else for (let step = version; step < schema.version; step += 1) migrate(database, schema, step);
  if (!isMadeAs(database, schema.statements)) {
    throw new Error(`the database did not become one of version ${schema.version}`);
  }
  database.pragma(`user_version = ${schema.version}`);
}

function versionOf(database: Database): number {
  return database.pragma('user_version', { simple: true }) as number;
}

function migrate(database: Database, { migrations }: Schema, step: number): void {
  const work = migrations[step];
  if (work === undefined) throw new Error(`no way from version ${step} of the database`);
  database.exec(work);
  // What refers to nothing would come to light only when somebody needs it.
  if ((database.pragma('foreign_key_check') as unknown[]).length > 0) {
    throw new Error(`version ${step + 1} of the database would lose what rows refer to`);
  }
}

/** `bank.db.before-2`, say, beside the database, kept for good: it holds what the older version can open. */
function copyBefore(database: Database): void {
  const copy = `${database.name}.before-${versionOf(database) + 1}`;
  // One that an earlier try left may be older than what has happened since.
  if (existsSync(copy)) unlinkSync(copy);
  database.prepare('VACUUM INTO ?').run(copy);
}

/** Whether the database holds the tables, indexes and triggers that these statements make. */
function isMadeAs(database: Database, made: string): boolean {
  const model = new SqliteDatabase(':memory:');
  try {
    model.exec(made);
    return structureOf(database) === structureOf(model);
  } finally {
    model.close();
  }
}

type SchemaRow = { type: string; name: string; sql: string | null };

/** A column that a migration added stands at the end of its table's kept text, so their order is left out. */
function structureOf(database: Database): string {
  const rows = database
    .prepare('SELECT type, name, sql FROM sqlite_schema ORDER BY type, name')
    .all() as SchemaRow[];
  return JSON.stringify(
    rows.map(({ type, name, sql }) => {
      const text = (sql ?? '')
        .replaceAll(/--.*$/gm, '')
        .replaceAll(/["\s]+/g, ' ')
        .trim();
      return [type, name, type === 'table' ? partsOf(text) : text];
    }),
  );
}

/** Columns and conditions in alphabetical order, and what stands behind them (STRICT). */
function partsOf(table: string): string[] {
  const parts: string[] = [];
  let part = '';
  let depth = 0;
  for (const char of table.slice(table.indexOf('('))) {
    if (char === ')') depth -= 1;
    if (char === '(' && depth++ === 0) continue;
    if (depth === 0 || (char === ',' && depth === 1)) {
      parts.push(part);
      part = '';
    }
    if (char !== ',' || depth !== 1) part += char;
  }
  return [...parts, part].map((text) => text.replaceAll(/\s*([(),])\s*/g, '$1').trim()).toSorted();
}
