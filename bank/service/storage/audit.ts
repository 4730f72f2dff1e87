/** The append-only record of security events. What it takes are names and numbers, so no secret can
 * get in; but for the reasons that staff write, which their page asks to keep short. */
import { runWork } from './database.ts';
import type { Database } from './database.ts';
import { get, run } from './work.ts';
import type { Work } from './work.ts';

export const auditEvents = [
  'bank-started',
  'bank-stopped',
  'log-in',
  'log-in-wrong',
  'log-in-locked',
  'log-in-code-asked',
  'log-out',
  'issue-made',
  'issue-ended-by-tries',
  'issue-ended-by-codes',
  'issue-ended-by-operator',
  'issue-expired',
  'issue-replaced',
  'issue-released',
  'activation-wrong',
  'activation-refused',
  'token-delivered',
  'token-confirmed',
  'token-started',
  'renewal-delivered',
  'token-renewed',
  'token-released',
  'token-released-by-operator',
  'code-accepted',
  'code-wrong',
  'code-suspended',
  'code-while-suspended',
  'code-while-not-in-use',
  'suspension-lifted-by-operator',
  'log-in-unlocked-by-operator',
  'confirmation-password-wrong',
  'confirmation-password-locked',
  'transfer-made',
  'transfer-unclear',
  'transfer-not-made',
  'mail-sent',
  'mail-refused',
  'mail-outcome-unknown',
  'seeds-exported-by-operator',
  'token-imported-by-operator',
  'audit-read-by-operator',
  'contract-read-by-operator',
  'contracts-listed-by-operator',
  'staff-log-in',
  'staff-log-in-wrong',
  'staff-log-in-locked',
  'staff-log-out',
  'backup-made-by-operator',
  'restored-by-operator',
  'clock-repaired-by-operator',
  'token-clock-repaired-by-operator',
] as const;

export type AuditEvent = (typeof auditEvents)[number];
export type AuditEntry = {
  institution: string;
  event: AuditEvent;
  /** Address of the peer, or what acted by itself. */
  source: string;
  customer?: number | null;
  /** Of a code that was taken. */
  step?: number;
  /** Why staff did it, in their own words. */
  reason?: string;
};
export type Audit = (entry: AuditEntry) => void;

/** Enters an event. */
export function* enter(
  { institution, customer, event, source, step, reason }: AuditEntry,
  at: number,
): Work<void> {
  yield* run(
    `INSERT INTO audit (at, institution, customer, event, source, step, reason)
     VALUES (?, ?, ?, ?, ?, ?, ?)`,
    at,
    institution,
    customer ?? null,
    event,
    source,
    step ?? null,
    reason ?? null,
  );
}

/** Deletes up to `atOnce` events from before `before` (epoch milliseconds) from the front, but never the last; says how many. */
export function deleteFront(before: number, atOnce: number): Work<number> {
  return run(
    `DELETE FROM audit WHERE id < (
       SELECT coalesce(min(CASE WHEN at >= ? THEN id END), max(id))
       FROM (SELECT id, at FROM audit ORDER BY id LIMIT ?) AS front)`,
    before,
    atOnce + 1,
  );
}

/** 0 where there is none. */
export function* lastNumber(): Work<number> {
  const row = yield* get<{ last: number }>('SELECT coalesce(max(id), 0) AS last FROM audit');
  return row?.last ?? 0;
}

/** The same on an SQLite file, at once. */
export function openAudit(database: Database, now: () => number): Audit {
  return (entry) => runWork(database, enter(entry, now()));
}
