/**
 * Whether a copy was put in the database's place without a word: it may not know of a code that was taken. Nothing in the
 * database says it, for PostgreSQL's timeline changes with each standby that takes over, and not with each copy. So it is
 * the data folder that says which database it has seen, up to which event, and one that has seen none is not believed.
 */
import { randomInt } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { lastNumber } from '../../service/storage/audit.ts';
import { needsCopy } from '../../service/storage/damage.ts';
import type { Store } from '../../service/storage/database.ts';
import { writeFileDurably } from '../../service/storage/durable-file.ts';
import { keepLastEvent, keptLastEvent, refuseOlder } from '../../service/storage/recorded.ts';
import { get, run } from '../../service/storage/work.ts';
import type { Storage, Work } from '../../service/storage/work.ts';
import { issuerStore } from '../storage/issuer-store.ts';
import type { IssuerOptions } from './issuer-service.ts';

type Place = Pick<IssuerOptions, 'dataDir' | 'databaseUrl' | 'joins' | 'store'>;

/** Its own tools bring a copy back. */
const postgresCopies = { file: 'DATABASE_URL', restore: 'npm run issuer -- --restored' };

/** Throws a sentence where the database knows less than the data folder, or has events that the folder has not seen. */
export async function refuseBroughtBack(place: Place, storage: Storage): Promise<void> {
  const { dataDir, databaseUrl, joins = false, store = issuerStore } = place;
  let seen = await look(place, storage);
  // Another process that has the same folder keeps a number before it enters its first event: it may have begun meanwhile.
  if (seen.kept === null && seen.found > 0) seen = await look(place, storage);
  refuseOlder(seen, databaseUrl === undefined ? store : postgresCopies);
  if (seen.found === 0) return;
  if (databaseUrl === undefined) {
    if (seen.kept === null) throw copiedFile(store);
    return;
  }
  const known = keptIdentity(dataDir);
  const isSeen = seen.kept !== null && (known === null || known === (await identity(storage)));
  if (!isSeen && !joins) throw unseenDatabase();
}

/** From here on the folder has seen this database. To be called before the start is entered. */
export async function keepSeen(place: Place, storage: Storage): Promise<void> {
  const { dataDir, databaseUrl, store = issuerStore } = place;
  const { kept, found } = await look(place, storage);
  if (kept === null) keepLastEvent(dataDir, found, store);
  if (databaseUrl === undefined) return;
  const present = await identity(storage);
  if (keptIdentity(dataDir) !== present) {
    writeFileDurably(join(dataDir, identityFile), String(present), 0o600);
  }
}

async function look({ dataDir, store = issuerStore }: Place, storage: Pick<Storage, 'look'>) {
  const kept = keptLastEvent(dataDir, store);
  return { kept, found: await storage.look(lastNumber) };
}

const identityFile = 'database-id';

function keptIdentity(dataDir: string): number | null {
  const path = join(dataDir, identityFile);
  return existsSync(path) ? Number(readFileSync(path, 'utf8')) : null;
}

/** By chance, from the first start on it, and the same in each of its copies: it tells this database from one made anew. */
const identity = (storage: Pick<Storage, 'commit'>): Promise<number> => storage.commit(theIdentity);

function* theIdentity(): Work<number> {
  const enter = `INSERT INTO marks (name, value) VALUES ('database-id', ?) ON CONFLICT DO NOTHING`;
  yield* run(enter, randomInt(1, 2 ** 47));
  const row = yield* get<{ value: number }>(`SELECT value FROM marks WHERE name = 'database-id'`);
  if (!row) throw new Error('the database keeps no marks');
  return row.value;
}

function copiedFile({ file, restore }: Pick<Store, 'file' | 'restore'>): Error {
  return needsCopy(
    restore,
    `データベース（${file}）に記録があるのに、last-event がありません。`,
    `The database (${file}) has events, and last-event is missing beside it.`,
  );
}

function unseenDatabase(): Error {
  return new Error(
    'データベース（DATABASE_URL）には、このデータフォルダーが見たことのない記録があります（last-event がないか、別のデータベースのものです）。' +
      '控えから戻したのなら --restored を、戻しておらず、ほかのサーバーと同じデータベースを使い始めるのなら --joins を付けて、一度だけ起動してください。\n' +
      'The database (DATABASE_URL) has events that this data folder has not seen (last-event is missing, or is of another ' +
      'database). If a backup was brought back, start once with --restored; if none was, and this is one more server at it, ' +
      'start once with --joins.',
  );
}
