/** What the issuing service has in SQLite it has in PostgreSQL: a rule that stands on the one stands on the other. */
import SqliteDatabase from 'better-sqlite3';
import { expect, it } from 'vitest';
import { issuerStore } from '../../bank/issuer/storage/issuer-store.ts';
import { connectTo, emptyDatabase, openStorageAt } from './support/database.ts';

/** What several processes share, and which schema it is, for which SQLite has a place of its own (`user_version`). */
const tablesBesides = ['request_counts', 'schema_version'];
/** What a log of years is searched by. */
const indexesBesides = [
  'audit (customer, step) where some',
  'audit (id) where some',
  'audit (institution, id)',
];

/** Each a list of lines that begin with a table's name. */
type Described = Record<
  'tables' | 'columns' | 'keys' | 'indexes' | 'references' | 'words',
  string[]
>;

const types: Record<string, string> = { INTEGER: 'bigint', TEXT: 'text', BLOB: 'bytea' };

function onSqlite(): Described {
  const database = new SqliteDatabase(':memory:');
  database.exec(issuerStore.schema.statements);
  const rows = <Row>(text: string) => database.prepare(text).all() as Row[];
  const tables = rows<{ name: string; sql: string }>(
    `SELECT name, sql FROM sqlite_schema WHERE type = 'table'`,
  );
  const columns = tables.flatMap(({ name: table }) =>
    rows<{ name: string; type: string; notnull: number; pk: number; initial: string | null }>(
      `SELECT *, dflt_value AS initial FROM pragma_table_info('${table}')`,
    ).map((column) => ({ ...column, table })),
  );
  const indexes = tables.flatMap(({ name: table }) =>
    rows<{ kind: string; partial: number; list: string }>(
      `SELECT origin AS kind, partial, (SELECT group_concat(name, ', ') FROM pragma_index_info(l.name)) AS list
       FROM pragma_index_list('${table}') AS l`,
    ).map((index) => ({ ...index, table })),
  );
  return {
    tables: tables.map(({ name }) => name),
    // A STRICT table takes no NULL in its key.
    columns: columns.map(
      ({ table, name, type, notnull, pk, initial }) =>
        `${table}.${name} ${types[type]} ${notnull || pk ? 'NOT NULL' : 'NULL'} ${initial ?? ''}`,
    ),
    keys: [
      ...tables.map(({ name: table }) => {
        const key = columns.filter((column) => column.table === table && column.pk > 0);
        const names = key.toSorted((one, two) => one.pk - two.pk).map(({ name }) => name);
        return `${table} PRIMARY KEY (${names.join(', ')})`;
      }),
      ...indexes
        .filter(({ kind }) => kind === 'u')
        .map(({ table, list }) => `${table} UNIQUE (${list})`),
    ],
    indexes: indexes
      .filter(({ kind }) => kind === 'c')
      .map(({ table, list, partial }) => `${table} (${list})${partial ? ' where some' : ''}`),
    references: tables.flatMap(({ name: table }) =>
      rows<{ line: string }>(
        `SELECT "from" || ' to ' || "table" || ' (' || "to" || ')' AS line FROM pragma_foreign_key_list('${table}')`,
      ).map(({ line }) => `${table}.${line}`),
    ),
    words: tables.flatMap(({ name: table, sql }) =>
      Array.from(
        sql.matchAll(/CHECK \((\w+) IN \(([^)]*)\)\)/g),
        ([, column, list = '']) => `${table}.${column} ${wordsIn(list)}`,
      ),
    ),
  };
}

async function onPostgres(): Promise<Described> {
  const url = await emptyDatabase();
  await openStorageAt(url);
  const client = await connectTo(url);
  const rows = async <Row extends object>(text: string) => (await client.query<Row>(text)).rows;
  const lines = async (text: string) =>
    (await rows<{ line: string }>(text)).map(({ line }) => line);
  // The pieces of a table are as it is.
  const ours = `(SELECT oid FROM pg_class
    WHERE relnamespace = 'public'::regnamespace AND relkind IN ('r', 'p') AND NOT relispartition)`;
  const constraints = await rows<{ table: string; kind: string; text: string }>(
    `SELECT conrelid::regclass::text AS "table", contype AS kind, pg_get_constraintdef(oid) AS text
     FROM pg_constraint WHERE conrelid IN ${ours}`,
  );
  const linesOf = (kind: string, lineOf: (table: string, text: string) => string) =>
    constraints.filter((one) => one.kind === kind).map(({ table, text }) => lineOf(table, text));
  const asItIs = (table: string, text: string) => `${table} ${text}`;
  return {
    tables: await lines(`SELECT oid::regclass::text AS line FROM ${ours} AS ours`),
    columns: (
      await rows<{ line: string; initial: string | null }>(
        `SELECT table_name || '.' || column_name || ' ' || data_type ||
           CASE is_nullable WHEN 'NO' THEN ' NOT NULL ' ELSE ' NULL ' END AS line, column_default AS initial
         FROM information_schema.columns WHERE table_schema = 'public' AND table_name::regclass IN ${ours}`,
      )
    ).map(({ line, initial }) => line + defaultIn(initial ?? '')),
    keys: [...linesOf('p', asItIs), ...linesOf('u', asItIs)],
    indexes: await lines(
      `SELECT indrelid::regclass || ' (' ||
         (SELECT string_agg(attname, ', ' ORDER BY place)
          FROM unnest(indkey::int2[]) WITH ORDINALITY AS part (attnum, place)
          JOIN pg_attribute ON attrelid = indrelid AND pg_attribute.attnum = part.attnum) || ')' ||
         CASE WHEN indpred IS NULL THEN '' ELSE ' where some' END AS line
       FROM pg_index WHERE indrelid IN ${ours} AND NOT indisunique`,
    ),
    references: linesOf('f', (table, text) =>
      text.replace(/FOREIGN KEY \((\w+)\) REFERENCES (\w+)\((\w+)\).*/, `${table}.$1 to $2 ($3)`),
    ),
    words: linesOf('c', (table, text) =>
      text.replace(/CHECK \(\((\w+) = ANY.*/, `${table}.$1 ${wordsIn(text)}`),
    ).filter((line) => !line.startsWith('CHECK')),
  };
}

const wordsIn = (text: string) =>
  Array.from(text.matchAll(/'(\w+)'/g), ([, word]) => word).join(' ');

/** `'-1'::integer` is -1, and a text is a text. SQLite numbers its rows unasked. */
const defaultIn = (text: string) =>
  text
    .replace(/^'(-?\d+)'::\w+$/, '$1')
    .replace(/::\w+$/, '')
    .replace(/^nextval.*/, '');

async function compared(kind: keyof Described) {
  const [sqlite, postgres] = [onSqlite()[kind], (await onPostgres())[kind]];
  return {
    sqlite,
    missing: sqlite.filter((line) => !postgres.includes(line)),
    besides: postgres.filter((line) => !sqlite.includes(line)).toSorted(),
  };
}

/** Of these it says what it likes. */
const isOfOwnTable = (line: string) => tablesBesides.some((table) => line.startsWith(table));

it('has every table, and two besides', async () => {
  const { sqlite, missing, besides } = await compared('tables');
  expect(sqlite).toContain('contracts');
  expect(missing).toEqual([]);
  expect(besides).toEqual(tablesBesides);
});

it.each([
  [
    'column: its type, whether it is ever empty, what it begins with',
    'columns',
    'tokens.secret bytea NOT NULL ',
  ],
  [
    'primary key, and whatever else is there once',
    'keys',
    'answers PRIMARY KEY (institution, request)',
  ],
  ['reference', 'references', 'tokens.renews to tokens (id)'],
  ['word that a column takes', 'words', 'contracts.next none issued delivered confirmed'],
] as const)('has every %s, and no other', async (_, kind, example) => {
  const { sqlite, missing, besides } = await compared(kind);
  expect(sqlite).toContain(example);
  expect(missing).toEqual([]);
  expect(besides.filter((line) => !isOfOwnTable(line))).toEqual([]);
});

it('has every index, and some that many more rows ask for', async () => {
  const { sqlite, missing, besides } = await compared('indexes');
  expect(sqlite).toContain('tokens (renews) where some');
  expect(missing).toEqual([]);
  expect(besides).toEqual(indexesBesides);
});
