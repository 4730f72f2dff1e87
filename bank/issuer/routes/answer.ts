/** What goes back over HTTP, and the answers that are kept so that the same bytes get the same answer. */
import { messageType } from '../../../shared/protocol.ts';
import type { ProtocolError } from '../../../shared/protocol.ts';
import type { Tenant } from '../tenant.ts';
import { sql, tidy } from '../../service/storage/database.ts';
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
export function findAnswer(tenant: Tenant, request: string): Answer | undefined {
  const row = sql(
    tenant.database,
    'SELECT status, body, token FROM answers WHERE institution = ? AND request = ?',
  ).get(tenant.institution.slug, request) as Row | undefined;
  if (!row) return undefined;
  if (row.body !== null) return { status: row.status, body: row.body };
  const token = row.token === null ? undefined : findToken(tenant, row.token);
  const issue = token && findIssue(tenant, token.issue);
  const code = token?.renews ? 'token-released' : endedCodes[issue?.endedBy ?? 'started'];
  throw new Refusal(code, token ? { attemptId: token.attemptId } : {});
}

const deleteOldRefusals = 'DELETE FROM answers WHERE token IS NULL AND answered_at < ?';

/** Keeps an answer, unless the same request was answered in the meantime; returns the one that counts. */
export function keepAnswer(
  tenant: Tenant,
  request: string,
  answer: Answer,
  tokenId: string | null,
): Answer {
  const { database, institution, now } = tenant;
  // Refusals are of use only while the app may still send the same bytes again.
  const at = now();
  tidy(database, deleteOldRefusals, at, at - rules.issueLifeMs);
  const { changes } = sql(
    database,
    `INSERT INTO answers (institution, request, status, body, token, answered_at)
     VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING`,
  ).run(institution.slug, request, answer.status, answer.body, tokenId, at);
  return changes > 0 ? answer : (findAnswer(tenant, request) ?? answer);
}
