/** Answers that are kept by the key that a client gave its request (IETF draft, The Idempotency-Key HTTP Header Field). */
import { deleteSome, get, run, tidy } from '../../service/storage/work.ts';
import type { Work } from '../../service/storage/work.ts';
import { rules } from '../../service/rules.ts';
import type { Asked } from './operation.ts';

export type Kept = { status: number; body: string };
type Row = Kept & { request: Buffer };

export function findKept({ client }: Asked, key: string): Work<Row | undefined> {
  return get<Row>(
    'SELECT request, status, body FROM back_office_answers WHERE client = ? AND key = ?',
    client,
    key,
  );
}

const deleteOld = deleteSome('back_office_answers', 'client, key', 'answered_at < ?');
const insert = `INSERT INTO back_office_answers (client, key, request, status, body, answered_at)
  VALUES (?, ?, ?, ?, ?, ?)`;
const replace = `${insert} ON CONFLICT (client, key) DO UPDATE
  SET request = excluded.request, status = excluded.status, body = excluded.body,
    answered_at = excluded.answered_at`;

/**
 * Must run in the transaction that has found none: where another one has kept one by the same key in the meantime, the
 * whole is undone and run anew. `request` is a keyed hash: there may be a code in it.
 */
export function keep(asked: Asked, key: string, request: Buffer, answer: Kept): Work<void> {
  return keepBy(insert, asked, key, request, answer);
}

/** The same in the place of one by this key. */
export function keepInstead(asked: Asked, key: string, request: Buffer, answer: Kept): Work<void> {
  return keepBy(replace, asked, key, request, answer);
}

function* keepBy(
  text: string,
  { tenant, client }: Asked,
  key: string,
  request: Buffer,
  { status, body }: Kept,
): Work<void> {
  const at = tenant.now();
  yield* tidy(tenant.storage, deleteOld, at, at - rules.issueLifeMs);
  yield* run(text, client, key, request, status, body, at);
}
