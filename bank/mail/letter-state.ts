/** What has become of the mail of an issue, for the page that tells the customer. */
import { sql } from '../service/storage/database.ts';
import type { BankTenant } from '../bank-tenant.ts';

export type LetterState = 'waiting' | 'sent' | 'refused' | 'unknown';

const told: Record<string, LetterState> = {
  queued: 'waiting',
  sending: 'waiting',
  sent: 'sent',
  refused: 'refused',
  unknown: 'unknown',
};

/** Null where it was never to be sent, or no longer is. */
export function letterState(tenant: BankTenant, issueId: string): LetterState | null {
  const row = sql(
    tenant.database,
    'SELECT state FROM mails WHERE issue = ? AND institution = ?',
  ).get(issueId, tenant.institution.slug) as { state: string } | undefined;
  return row ? (told[row.state] ?? null) : null;
}
