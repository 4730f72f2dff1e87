/** The letter of an issue stands in the queue from the transaction that enters the issue, and leaves it with its end. */
import type { BankTenant } from '../bank-tenant.ts';
import { sql } from '../service/storage/database.ts';

type Issued = {
  issueId: string;
  customer: number;
  mailAddress: string;
  userId: string;
  expiresAt: number;
};

/** Queued twice it is one letter. Those of the customer's earlier issues are of no use any more. */
export function queueLetter({ database, institution, now }: BankTenant, issued: Issued): void {
  const { issueId, customer, mailAddress, userId, expiresAt } = issued;
  sql(
    database,
    `UPDATE mails SET state = 'dropped' WHERE customer = ? AND issue <> ? AND state = 'queued'`,
  ).run(customer, issueId);
  sql(
    database,
    `INSERT INTO mails (issue, institution, customer, mail_address, user_id, made_at, expires_at, next_attempt_at)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (issue) DO NOTHING`,
  ).run(issueId, institution.slug, customer, mailAddress, userId, now(), expiresAt, now());
}

export function hasLetter({ database }: BankTenant, issueId: string): boolean {
  return sql(database, 'SELECT 1 FROM mails WHERE issue = ?').get(issueId) !== undefined;
}

/**
 * The address of a token in use is the one that its letter went to. Says whether that is new. An issue that was opened
 * by somebody else, at the branch say, has no letter of ours.
 */
export function noteStart(
  { database, institution, now }: BankTenant,
  { issueId, customer, mailAddress }: Pick<Issued, 'issueId' | 'customer' | 'mailAddress'>,
): boolean {
  const { changes } = sql(
    database,
    `INSERT INTO mails (issue, institution, customer, mail_address, user_id, made_at, expires_at,
       started, state, next_attempt_at)
     VALUES (?, ?, ?, ?, '', ?, 0, 1, 'dropped', 0)
     ON CONFLICT (issue) DO UPDATE SET started = 1, mail_address = excluded.mail_address,
       state = iif(state = 'queued', 'dropped', state) WHERE started = 0`,
  ).run(issueId, institution.slug, customer, mailAddress, now());
  return changes > 0;
}
