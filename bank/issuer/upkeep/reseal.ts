/** Seals by the present key what an older one has sealed, row by row, while the service runs. */
import type { Log } from '../../service/log.ts';
import { sql } from '../../service/storage/database.ts';
import { isSealedByFirst, seal, unseal } from '../../service/storage/sealing.ts';
import type { Tenant } from '../tenant.ts';

/** Small enough that nobody waits for it. */
const rowsAtOnce = 200;
const pauseMs = 10;

type Row = { rowid: number; id: string; secret: Buffer };

export type Resealing = {
  /** Begins with the first row again: for after another key has come first. */
  begin(): void;
  /** Tokens that are still to be looked at are none when this is true. */
  isDone(): boolean;
  stop(): void;
};

export function createResealing(tenants: readonly Tenant[], log: Log): Resealing {
  let next: NodeJS.Timeout | undefined;
  let done = false;

  function turn(after: ReadonlyMap<Tenant, number>): void {
    done = false;
    const [tenant, rowid] = [...after][0] ?? [];
    if (!tenant || rowid === undefined) {
      done = true;
      log.info('secrets-sealed-by-present-key');
      return;
    }
    const rest = new Map(after);
    try {
      const last = resealRows(tenant, rowid);
      if (last === null) rest.delete(tenant);
      else rest.set(tenant, last);
    } catch (error) {
      log.error('not-resealed', error);
      return;
    }
    next = setTimeout(() => turn(rest), pauseMs);
    next.unref();
  }

  return {
    begin() {
      clearTimeout(next);
      done = true;
      const waiting = tenants.filter(({ secretKey }) => secretKey.length > 1);
      if (waiting.length > 0) turn(new Map(waiting.map((tenant) => [tenant, 0])));
    },
    isDone: () => done,
    stop: () => clearTimeout(next),
  };
}

/** The last row that was looked at, or null when there is none after `rowid`. */
function resealRows({ database, institution, secretKey }: Tenant, rowid: number): number | null {
  const rows = sql(
    database,
    `SELECT rowid, id, secret FROM tokens
     WHERE rowid > ? AND institution = ? ORDER BY rowid LIMIT ${rowsAtOnce}`,
  ).all(rowid, institution.slug) as Row[];
  const older = rows.filter(({ id, secret }) => !isSealedByFirst(secretKey, id, secret));
  database
    .transaction(() => {
      for (const { id, secret } of older) {
        const sealed = seal(secretKey, id, unseal(secretKey, id, secret));
        sql(database, 'UPDATE tokens SET secret = ? WHERE id = ?').run(sealed, id);
      }
    })
    .immediate();
  return rows.at(-1)?.rowid ?? null;
}
