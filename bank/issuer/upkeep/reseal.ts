/** Seals by the present key what an older one has sealed, row by row, while the service runs. */
import type { Log } from '../../service/log.ts';
import { all, run } from '../../service/storage/work.ts';
import type { Work } from '../../service/storage/work.ts';
import { isSealedByFirst, seal, unseal } from '../../service/storage/sealing.ts';
import type { Tenant } from '../tenant.ts';

/** Small enough that nobody waits for it. */
const rowsAtOnce = 200;
const pauseMs = 10;
const afterTroubleMs = 60_000;

type Row = { id: string; secret: Buffer };

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
  /** A later beginning, or the end, takes over from whatever is under way. */
  let turns = 0;

  async function turn(after: ReadonlyMap<Tenant, string>, mine: number): Promise<void> {
    const [tenant, id] = [...after][0] ?? [];
    if (mine !== turns) return;
    if (!tenant || id === undefined) {
      done = true;
      log.info('secrets-sealed-by-present-key');
      return;
    }
    const rest = new Map(after);
    try {
      const last = await tenant.storage.commit(() => resealRows(tenant, id));
      if (last === null) rest.delete(tenant);
      else rest.set(tenant, last);
    } catch (error) {
      log.error('not-resealed', error);
      if (mine === turns) next = setTimeout(() => void turn(after, mine), afterTroubleMs).unref();
      return;
    }
    if (mine === turns) next = setTimeout(() => void turn(rest, mine), pauseMs).unref();
  }

  return {
    begin() {
      turns += 1;
      clearTimeout(next);
      const waiting = tenants.filter(({ secretKey }) => secretKey.length > 1);
      done = waiting.length === 0;
      if (!done) void turn(new Map(waiting.map((tenant) => [tenant, ''])), turns);
    },
    isDone: () => done,
    stop() {
      turns += 1;
      clearTimeout(next);
    },
  };
}

/** The last row that was looked at, or null when there is none after `id`. */
function* resealRows({ institution, secretKey }: Tenant, after: string): Work<string | null> {
  const rows = yield* all<Row>(
    `SELECT id, secret FROM tokens
     WHERE id > ? AND institution = ? ORDER BY id LIMIT ${rowsAtOnce}`,
    after,
    institution.slug,
  );
  for (const { id, secret } of rows) {
    if (isSealedByFirst(secretKey, id, secret)) continue;
    const sealed = seal(secretKey, id, unseal(secretKey, id, secret));
    yield* run('UPDATE tokens SET secret = ? WHERE id = ?', sealed, id);
  }
  return rows.at(-1)?.id ?? null;
}
