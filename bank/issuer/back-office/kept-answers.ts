/** Answers that are kept by the key that a client gave its request (IETF draft, The Idempotency-Key HTTP Header Field). */
import { sql, tidy } from '../../service/storage/database.ts';
import { rules } from '../../service/rules.ts';
import type { Asked } from './operation.ts';

export type Kept = { status: number; body: string };
type Row = Kept & { request: Buffer };

export function findKept({ tenant, client }: Asked, key: string): Row | undefined {
  return sql(
    tenant.database,
    'SELECT request, status, body FROM back_office_answers WHERE client = ? AND key = ?',
  ).get(client, key) as Row | undefined;
}

const deleteOld = 'DELETE FROM back_office_answers WHERE answered_at < ?';

/** Must run in the transaction of what is answered. `request` is a keyed hash: there may be a code in it. */
export function keep({ tenant, client }: Asked, key: string, request: Buffer, answer: Kept): void {
  const { database, now } = tenant;
  const at = now();
  tidy(database, deleteOld, at, at - rules.issueLifeMs);
  sql(
    database,
    `INSERT INTO back_office_answers (client, key, request, status, body, answered_at)
     VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT (client, key) DO UPDATE
       SET request = excluded.request, status = excluded.status, body = excluded.body,
         answered_at = excluded.answered_at`,
  ).run(client, key, request, answer.status, answer.body, at);
}
