/** A version of the app that does not exist yet: the present schema, a column and a table more. For a process of its own. */
import { presentSchema } from '../../../electron/adapters/vault/database/schema.ts';

const table = 'CREATE TABLE note (id INTEGER PRIMARY KEY, text BLOB NOT NULL) STRICT';
const column = "color TEXT NOT NULL DEFAULT 'none' CHECK (color <> '')";
/** Enough to write for a kill to find the migration at work. */
const rows = `
  WITH RECURSIVE number(id) AS (SELECT 1 UNION ALL SELECT id + 1 FROM number WHERE id < 1500)
  INSERT INTO note SELECT id, randomblob(1000) FROM number`;

export function becomeNextVersion(): void {
  const { version, tables } = presentSchema;
  Object.assign(presentSchema, {
    version: version + 1,
    tables: `${tables.replace('position INTEGER', `${column}, position INTEGER`)}; ${table};`,
    migrations: {
      ...presentSchema.migrations,
      [version]: (database: { exec: (sql: string) => void }) =>
        database.exec(`ALTER TABLE token ADD COLUMN ${column}; ${table}; ${rows}`),
    },
  });
}
