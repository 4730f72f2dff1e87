/**
 * Whether a copy was put in the database's place without a word: it may not know of a code that was taken. Nothing in the
 * database says it, for PostgreSQL's timeline changes with each standby that takes over, and not with each copy. So it is
 * the data folder that says it, and one that knows nothing is not believed.
 */
import { lastNumber } from '../../service/storage/audit.ts';
import { needsCopy } from '../../service/storage/damage.ts';
import type { Store } from '../../service/storage/database.ts';
import { keepLastEvent, keptLastEvent, refuseOlder } from '../../service/storage/recorded.ts';
import type { Storage } from '../../service/storage/work.ts';
import { issuerStore } from '../storage/issuer-store.ts';
import type { IssuerOptions } from './issuer-service.ts';

/** Its own tools bring a copy back. */
const postgresCopies = { file: 'DATABASE_URL', restore: 'npm run issuer -- --restored' };

/** Throws a sentence where the database knows less than the data folder, or holds events and the folder knows of none. */
export async function refuseBroughtBack(
  {
    dataDir,
    databaseUrl,
    joins = false,
    store = issuerStore,
  }: Pick<IssuerOptions, 'dataDir' | 'databaseUrl' | 'joins' | 'store'>,
  storage: Pick<Storage, 'look'>,
): Promise<void> {
  const look = async () => {
    const kept = keptLastEvent(dataDir, store);
    return { kept, found: await storage.look(lastNumber) };
  };
  let seen = await look();
  // Whoever has the same folder keeps a number before the first event is entered.
  if (seen.kept === null && seen.found > 0) seen = await look();
  if (seen.kept === null && seen.found > 0 && !joins) {
    throw databaseUrl === undefined ? unrecordedFile(store) : unrecordedDatabase();
  }
  refuseOlder(seen, databaseUrl === undefined ? store : postgresCopies);
  if (seen.kept === null) keepLastEvent(dataDir, seen.found, store);
}

function unrecordedFile({ file, restore }: Pick<Store, 'file' | 'restore'>): Error {
  return needsCopy(
    restore,
    `データベース（${file}）に記録があるのに、last-event がありません。`,
    `The database (${file}) has events, and last-event is missing beside it.`,
  );
}

function unrecordedDatabase(): Error {
  return new Error(
    'データベース（DATABASE_URL）には記録がありますが、このデータフォルダーには、それをどこまで見たか（last-event）がありません。' +
      '控えから戻したのなら --restored を、戻しておらず、ほかのサーバーと同じデータベースを使い始めるのなら --joins を付けて、一度だけ起動してください。\n' +
      'The database (DATABASE_URL) has events, and nothing in this data folder says how many it has seen (last-event). If a ' +
      'backup was brought back, start once with --restored; if none was, and this is one more server at it, start once with --joins.',
  );
}
