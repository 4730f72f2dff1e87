/** What a database is made of, whatever the order and the wording in which its tables came to be. */
import Database from 'better-sqlite3';
import * as z from 'zod';

const SchemaRow = z.object({ type: z.string(), name: z.string(), sql: z.string().nullable() });
type SchemaRow = z.infer<typeof SchemaRow>;

/** Whether the database holds the tables, columns, indexes and constraints that these statements make. */
export function isMadeAs(database: Database.Database, statements: string): boolean {
  const model = modelOf(statements);
  // What no migration has touched is told by its text, without a question for each column.
  return textOf(database) === model.text || structureOf(database) === model.structure;
}

type Model = { text: string; structure: string };
/** By statements: a start compares the vault and each of its copies with the same. */
const models = new Map<string, Model>();

function modelOf(statements: string): Model {
  const known = models.get(statements);
  if (known !== undefined) return known;
  const database = new Database(':memory:');
  try {
    database.exec(statements);
    const model = { text: textOf(database), structure: structureOf(database) };
    models.set(statements, model);
    return model;
  } finally {
    database.close();
  }
}

const readSchema = 'SELECT type, name, sql FROM sqlite_schema ORDER BY type, name';

const textOf = (database: Database.Database): string =>
  JSON.stringify(database.prepare(readSchema).raw().all());

/**
 * As SQLite itself reads it: a column that a migration has added is the same as one that stood in
 * `CREATE TABLE` from the beginning, though the kept text of the statement differs.
 */
function structureOf(database: Database.Database): string {
  const rows = database
    .prepare(readSchema)
    .all()
    .map((row) => SchemaRow.parse(row));
  return JSON.stringify(rows.map((row) => [row.type, row.name, partsOf(database, row)]));
}

function partsOf(database: Database.Database, { type, name, sql }: SchemaRow): unknown {
  // Views, triggers and indexes can't be altered, so their text is as it was written.
  if (type !== 'table') return sql?.replaceAll(/\s+/g, ' ');
  const ask = (pragma: string) => database.pragma(`${pragma}(${JSON.stringify(name)})`) as object[];
  const indexes = ask('index_list').map((index) => {
    const { name: indexName } = z.object({ name: z.string() }).parse(index);
    const columns = database.pragma(`index_xinfo(${JSON.stringify(indexName)})`) as object[];
    // The others only follow along: a primary key without row numbers carries the whole table.
    const keys = columns.filter((column) => 'key' in column && column.key === 1);
    return [without(index, 'seq'), keys.map((column) => without(column, 'cid'))];
  });
  return {
    // Kind, strictness and whether rows have a number of their own.
    table: ask('table_list'),
    columns: sorted(ask('table_xinfo').map((column) => without(column, 'cid'))),
    indexes: sorted(indexes),
    foreignKeys: sorted(ask('foreign_key_list').map((key) => without(key, 'id'))),
    checks: checksIn(sql ?? ''),
  };
}

/**
 * The conditions of a table. No pragma tells them, so they are read out of its statement, in which a
 * migration leaves each as it was written. Text in quotes is passed over as a whole.
 */
export function checksIn(statement: string): string[] {
  const words = statement.match(/'(?:[^']|'')*'|"(?:[^"]|"")*"|\w+|\s+|./g) ?? [];
  const checks: string[] = [];
  for (let at = 0; at < words.length; at += 1) {
    if (words[at]?.toUpperCase() !== 'CHECK') continue;
    let depth = 0;
    let text = '';
    for (at += 1; at < words.length; at += 1) {
      const word = words[at] ?? '';
      if (word === '(') depth += 1;
      if (word === ')') depth -= 1;
      text += /^\s+$/.test(word) ? ' ' : word;
      if (word === ')' && depth === 0) break;
    }
    checks.push(text.trim());
  }
  return checks.toSorted();
}

function without(row: object, column: string): object {
  return Object.fromEntries(Object.entries(row).filter(([name]) => name !== column));
}

const sorted = (rows: unknown[]): string[] => rows.map((row) => JSON.stringify(row)).toSorted();
