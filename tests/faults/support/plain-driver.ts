/** What the vault would be with the library's own settings: the power-cut test must see this lose rows. */
import Database from 'better-sqlite3';
import { writeSync } from 'node:fs';
import { join } from 'node:path';

const [folder = '', rows = '0'] = process.argv.slice(2);
const database = new Database(join(folder, 'plain.db'));
database.pragma('journal_mode = WAL');
database.pragma('synchronous = NORMAL');
database.exec('CREATE TABLE row (id INTEGER PRIMARY KEY, filler BLOB NOT NULL)');
database.pragma('wal_checkpoint(TRUNCATE)');
writeSync(1, 'ready\n');
for (let id = 1; id <= Number(rows); id += 1) {
  database.prepare('INSERT INTO row VALUES (?, randomblob(600))').run(id);
  writeSync(1, `done ${id}\n`);
}
// Not closed: closing would write everything home.
process.exit(0);
