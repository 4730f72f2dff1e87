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
/** Rows looked at, which may all have to stay: so few that nobody waits for it. */
const rowsAtOnce = 1000;

/** The last row that was looked at, by its instant and its ID; null when there are no more. */
type Place = readonly [at: number, id: string] | null;
/** Where the next piece of the work begins. */
export type Progress = { tokens: Place; issues: Place };

const beginning: Progress = { tokens: [0, ''], issues: [0, ''] };
const nothing: Progress = { tokens: null, issues: null };

/** Forgets, and makes room for what comes, now and every hour. Returns what ends it. */
export function keepForgetting(
  storage: IssuerStorage,
  retention: Retention,
  now: () => number,
  log: Log,
): () => void {
  let ended = false;
  let next: NodeJS.Timeout | undefined;
  let progress: Progress | null = null;
  const turn = async () => {
    let waitMs = everyMs;
    try {
      await storage.makeRoom();
      progress = await forget(storage, retention, now(), progress ?? beginning);
      if (progress) waitMs = 20;
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

/** One piece of the work; says where the next one begins, or null when there is none. */
export async function forget(
  storage: IssuerStorage,
  { auditDays, endedDays }: Retention,
  at: number,
  from = beginning,
): Promise<Progress | null> {
  const events =
    auditDays === undefined ? 0 : await storage.shortenAudit(at - auditDays * dayMs, rowsAtOnce);
  const ended =
    endedDays === undefined
      ? nothing
      : await storage.commit(() => forgetEnded(at - endedDays * dayMs, from));
  const isDone = events < rowsAtOnce && ended.tokens === null && ended.issues === null;
  return isDone ? null : ended;
}

/** Nothing that stands in use or on its way, nor what such a thing came of. Issues last, which tokens refer to. */
function* forgetEnded(before: number, { tokens, issues }: Progress): Work<Progress> {
  if (tokens) return { tokens: yield* forgetTokens(before, tokens), issues };
  return { tokens, issues: issues && (yield* forgetIssues(before, issues)) };
}

type Row = { at: number; id: string };

const placeAfter = (rows: Row[]): Place => {
  const last = rows.at(-1);
  return last && rows.length === rowsAtOnce ? [last.at, last.id] : null;
};

function* forgetTokens(before: number, after: readonly [number, string]): Work<Place> {
  const tokens = yield* all<Row & { isNeeded: number }>(
    `SELECT id, expires_at AS at, CAST(
       EXISTS (SELECT 1 FROM tokens WHERE renews = t.id)
       OR EXISTS (SELECT 1 FROM contracts WHERE current_token = t.id) AS INTEGER) AS "isNeeded"
     FROM tokens AS t WHERE state = 'ended' AND expires_at < ? AND (expires_at, id) > (?, ?)
     ORDER BY expires_at, id LIMIT ${rowsAtOnce}`,
    before,
    ...after,
  );
  for (const { id, isNeeded } of tokens) {
    if (isNeeded) continue;
    yield* run('DELETE FROM answers WHERE token = ?', id);
    yield* run('DELETE FROM tokens WHERE id = ?', id);
  }
  return placeAfter(tokens);
}

function* forgetIssues(before: number, after: readonly [number, string]): Work<Place> {
  const issues = yield* all<Row>(
    `SELECT id, created_at AS at FROM issues
     WHERE ended_by IS NOT NULL AND created_at < ? AND (created_at, id) > (?, ?)
     ORDER BY created_at, id LIMIT ${rowsAtOnce}`,
    before,
    ...after,
  );
  const last = issues.at(-1);
  if (!last) return null;
  const these = `ended_by IS NOT NULL AND (created_at, id) > (?, ?) AND (created_at, id) <= (?, ?)`;
  const ends = [...after, last.at, last.id];
  yield* run(
    `DELETE FROM issues WHERE ${these}
       AND NOT EXISTS (SELECT 1 FROM tokens WHERE issue = issues.id)
       AND NOT EXISTS (SELECT 1 FROM contracts WHERE next_issue = issues.id)`,
    ...ends,
  );
  // Of an issue whose token is in use the address to which its letter went is of no use any more.
  yield* run(`UPDATE issues SET mail_address = '' WHERE ${these} AND mail_address <> ''`, ...ends);
  return placeAfter(issues);
}
