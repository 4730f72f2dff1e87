/** What is asked of the database, whichever it is. */
import SqliteDatabase from 'better-sqlite3';
import type { Statement } from 'better-sqlite3';
import { Client } from 'pg';
import { vi } from 'vitest';

/** The text of each statement that is run from now on in this process, those that open and end a transaction among them. */
export function watchStatements(): string[] {
  const seen: string[] = [];
  const database = new SqliteDatabase(':memory:');
  const ofSqlite = Object.getPrototypeOf(database.prepare('SELECT 1')) as Statement;
  database.close();
  for (const method of ['run', 'get', 'all'] as const) {
    const original = ofSqlite[method];
    vi.spyOn(ofSqlite, method).mockImplementation(function (this: Statement, ...values) {
      seen.push(this.source);
      return original.apply(this, values);
    });
  }
  const ofPostgres = Client.prototype as { query(...asked: unknown[]): unknown };
  const original = ofPostgres.query;
  vi.spyOn(ofPostgres, 'query').mockImplementation(function (this: Client, ...asked) {
    const [text] = asked as [string | { text?: string }];
    seen.push(typeof text === 'string' ? text : (text.text ?? ''));
    return original.apply(this, asked);
  });
  return seen;
}

/** A statement, and the lines of the plan by which it reads a table to its end. */
export type Scan = { text: string; lines: string[] };

const scansIn = (text: string, lines: string[]): Scan[] =>
  lines.length > 0 ? [{ text, lines }] : [];

/** Rows from one end, so many and no more, or the last one. */
const isFromOneEnd = (text: string) =>
  /FROM \w+ ORDER BY id( DESC)? LIMIT/.test(text) || /^SELECT \S*max\(id\).* FROM \w+$/.test(text);

/** Of these statements, those that read one of these tables to its end. An index of some rows alone is made to be read so. */
export function scansOnSqlite(
  database: SqliteDatabase.Database | null,
  texts: string[],
  tables: string[],
): Scan[] {
  if (!database) throw new Error('the issuing service has no file');
  const partial = new Set(
    database
      .prepare(`SELECT name FROM sqlite_schema WHERE type = 'index' AND sql LIKE '% WHERE %'`)
      .pluck()
      .all(),
  );
  return texts.flatMap((text) => {
    const plan = database.prepare(`EXPLAIN QUERY PLAN ${text}`);
    // The values decide nothing.
    const values = Array.from({ length: text.split('?').length - 1 }, () => null);
    const aliases = new RegExp(`\\b(?:${tables.join('|')}) (?:AS )?(\\w)\\b`, 'g');
    const names = new Set([...tables, ...Array.from(text.matchAll(aliases), ([, name]) => name)]);
    const lines = (plan.all(...values) as { detail: string }[])
      .map(({ detail }) => detail)
      .filter((line) => {
        // A SEARCH by nothing goes from one end to the first row that fits.
        const [, name, index] =
          /^SEARCH (\S+)$/.exec(line) ??
          /^SCAN (\S+)(?: USING (?:COVERING )?INDEX (\S+))?/.exec(line) ??
          [];
        if (name === undefined || !names.has(name)) return false;
        return !partial.has(index) && !isFromOneEnd(text);
      });
    return scansIn(text, lines);
  });
}

type Node = {
  'Node Type': string;
  'Relation Name'?: string;
  'Index Name'?: string;
  'Index Cond'?: string;
  Plans?: Node[];
};

const nodesOf = (node: Node): Node[] => [node, ...(node.Plans ?? []).flatMap(nodesOf)];

/** The same in PostgreSQL, which reads a small table to its end unless it is told not to. */
export async function scansOnPostgres(
  url: string,
  texts: string[],
  tables: string[],
): Promise<Scan[]> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    await client.query('SET enable_seqscan = off; SET plan_cache_mode = force_generic_plan');
    const { rows } = await client.query<{ name: string }>(
      'SELECT indexrelid::regclass::text AS name FROM pg_index WHERE indpred IS NOT NULL',
    );
    const partial = new Set(rows.map(({ name }) => name));
    const scans: Scan[] = [];
    for (const text of texts) {
      const lines = (await planOf(client, text))
        .filter((node) => {
          const { 'Relation Name': relation, 'Index Name': index } = node;
          if (!tables.some((table) => isOf(relation ?? '', table)) || isFromOneEnd(text))
            return false;
          return node['Node Type'] === 'Seq Scan' || isWhole(node, partial.has(index ?? ''));
        })
        .map((node) => `${node['Node Type']} on ${node['Relation Name']}`);
      scans.push(...scansIn(text, lines));
    }
    return scans;
  } finally {
    await client.end();
  }
}

/** Itself, or a piece of it. */
const isOf = (relation: string, table: string) =>
  relation === table || (table === 'audit' && /^audit_(beyond|from_\d+)$/.test(relation));

const isWhole = (node: Node, isPartial: boolean): boolean =>
  /^Index (Only )?Scan$/.test(node['Node Type']) && node['Index Cond'] === undefined && !isPartial;

async function planOf(client: Client, text: string): Promise<Node[]> {
  await client.query(`PREPARE explained AS ${text}`);
  try {
    const count = new Set(text.match(/\$\d+/g)).size;
    const values = count > 0 ? `(${Array.from({ length: count }, () => 'NULL').join(', ')})` : '';
    const { rows } = await client.query<{ 'QUERY PLAN': { Plan: Node }[] }>(
      `EXPLAIN (FORMAT JSON) EXECUTE explained${values}`,
    );
    return rows.flatMap((row) => row['QUERY PLAN'].flatMap(({ Plan }) => nodesOf(Plan)));
  } finally {
    await client.query('DEALLOCATE explained');
  }
}
