/** What goes back over HTTP, and the answers that are kept so that the same bytes get the same answer. */
import { messageType } from '../../../shared/protocol.ts';
import type { ProtocolError } from '../../../shared/protocol.ts';
import type { Tenant } from '../tenant.ts';
import { deleteSome, get, run, tidy } from '../../service/storage/work.ts';
import type { Work } from '../../service/storage/work.ts';
import { rules } from '../../service/rules.ts';
import { sign } from './message.ts';
import { findIssue } from '../tokens/issue.ts';
import { findToken } from '../tokens/token.ts';
import { Refusal, endedCodes, refusalStatus } from './refusal.ts';

export type Answer = { status: number; body: string; retryAfterSeconds?: number };

export function refuse(tenant: Tenant, refusal: Refusal, request: string): Answer {
  const { attemptId, ...facts } = refusal.facts;
  const error: ProtocolError = {
    iss: tenant.institution.serviceId,
    code: refusal.code,
    attemptId: attemptId ?? null,
    request,
    ...facts,
    serverTime: tenant.now(),
  };
  const { retryAfterSeconds } = facts;
  return {
    status: refusalStatus[refusal.code],
    body: sign(tenant, messageType.error, error),
    ...(retryAfterSeconds === undefined ? {} : { retryAfterSeconds }),
  };
}

type Row = { status: number; body: string | null; token: string | null };

/** What the same bytes were answered before. Throws a Refusal if they brought a token that is dead by now. */
export function* findAnswer(tenant: Tenant, request: string): Work<Answer | undefined> {
  const row = yield* get<Row>(
    'SELECT status, body, token FROM answers WHERE institution = ? AND request = ?',
    tenant.institution.slug,
    request,
  );
  if (!row) return undefined;
  if (row.body !== null) return { status: row.status, body: row.body };
  const token = row.token === null ? undefined : yield* findToken(tenant, row.token);
  const issue = token && (yield* findIssue(tenant, token.issue));
  const code = token?.renews ? 'token-released' : endedCodes[issue?.endedBy ?? 'started'];
  throw new Refusal(code, token ? { attemptId: token.attemptId } : {});
}

const deleteOldRefusals = deleteSome(
  'answers',
  'institution, request',
  'token IS NULL AND answered_at < ?',
);

/**
 * Keeps an answer. Must run in the transaction that has found none: where another one has kept one to the same bytes in
 * the meantime, the whole is undone and run anew.
 */
export function* keepAnswer(
  { storage, institution, now }: Tenant,
  request: string,
  answer: Answer,
  tokenId: string | null,
): Work<void> {
  // Refusals are of use only while the app may still send the same bytes again.
  const at = now();
  yield* tidy(storage, deleteOldRefusals, at, at - rules.issueLifeMs);
  yield* run(
    `INSERT INTO answers (institution, request, status, body, token, answered_at)
     VALUES (?, ?, ?, ?, ?, ?)`,
    institution.slug,
    request,
    answer.status,
    answer.body,
    tokenId,
    at,
  );
}
