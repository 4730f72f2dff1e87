/** What is forgotten after a time that the institution chooses. Without one nothing is. */
import { all, run } from '../../service/storage/work.ts';
import type { Work } from '../../service/storage/work.ts';
import type { Log } from '../../service/log.ts';
import type { IssuerStorage } from '../storage/issuer-storage.ts';

export type Retention = {
  /** Days for which events of the audit log are kept. */
  auditDays?: number | undefined;
  /** Days for which an issue is kept that has ended, and a token beyond its expiry, with their answers. */
  endedDays?: number | undefined;
};

const dayMs = 24 * 60 * 60_000;
const everyMs = 60 * 60_000;
const afterTroubleMs = 60_000;
/** Small enough that nobody waits for it. */
const rowsAtOnce = 1000;

/** Forgets, and makes room for what comes, now and every hour. Returns what ends it. */
export function keepForgetting(
  storage: IssuerStorage,
  retention: Retention,
  now: () => number,
  log: Log,
): () => void {
  let ended = false;
  let next: NodeJS.Timeout | undefined;
  const turn = async () => {
    let waitMs = everyMs;
    try {
      await storage.makeRoom();
      if (await forget(storage, retention, now())) waitMs = 20;
    } catch (error) {
      log.error('not-forgotten', error);
      waitMs = afterTroubleMs;
    }
    if (ended) return;
    next = setTimeout(() => void turn(), waitMs);
    next.unref();
  };
  void turn();
  return () => {
    ended = true;
    clearTimeout(next);
  };
}

/** One piece of the work; says whether there may be more. */
export async function forget(
  storage: IssuerStorage,
  { auditDays, endedDays }: Retention,
  at: number,
): Promise<boolean> {
  const counts = [
    auditDays === undefined ? 0 : await storage.shortenAudit(at - auditDays * dayMs, rowsAtOnce),
    endedDays === undefined ? 0 : await storage.commit(() => forgetEnded(at - endedDays * dayMs)),
  ];
  return counts.some((count) => count >= rowsAtOnce);
}

/** Nothing that stands in use or on its way, nor what such a thing came of. */
function* forgetEnded(before: number): Work<number> {
  const tokens = yield* all<{ id: string }>(
    `SELECT id FROM tokens AS t WHERE state = 'ended' AND expires_at < ?
       AND NOT EXISTS (SELECT 1 FROM tokens WHERE renews = t.id)
       AND NOT EXISTS (SELECT 1 FROM contracts WHERE current_token = t.id)
     LIMIT ${rowsAtOnce}`,
    before,
  );
  for (const { id } of tokens) {
    yield* run('DELETE FROM answers WHERE token = ?', id);
    yield* run('DELETE FROM tokens WHERE id = ?', id);
  }
  const issues = yield* run(
    `DELETE FROM issues WHERE id IN (
       SELECT id FROM issues AS i WHERE ended_by IS NOT NULL AND created_at < ?
         AND NOT EXISTS (SELECT 1 FROM tokens WHERE issue = i.id)
         AND NOT EXISTS (SELECT 1 FROM contracts WHERE next_issue = i.id)
       LIMIT ${rowsAtOnce})`,
    before,
  );
  // Of an issue whose token is in use the address to which its letter went is of no use any more.
  const addresses = yield* run(
    `UPDATE issues SET mail_address = '' WHERE id IN (
       SELECT id FROM issues WHERE ended_by IS NOT NULL AND created_at < ?
         AND mail_address <> '' LIMIT ${rowsAtOnce})`,
    before,
  );
  return Math.max(tokens.length, issues, addresses);
}
