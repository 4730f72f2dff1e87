/** The letter of an issue stands in the queue from the transaction that makes the issue, and leaves it with its end. */
import { sql } from '../service/storage/database.ts';
import type { Database } from '../service/storage/database.ts';
import type { IssueWatch } from '../issuer/tenant.ts';

export function queueLetters(
  database: Database,
  institution: string,
  now: () => number,
): IssueWatch {
  return {
    made(issueId) {
      sql(database, 'INSERT INTO mails (issue, institution, next_attempt_at) VALUES (?, ?, ?)').run(
        issueId,
        institution,
        now(),
      );
    },
    ended(issueId) {
      sql(database, `UPDATE mails SET state = 'dropped' WHERE issue = ? AND state = 'queued'`).run(
        issueId,
      );
    },
  };
}
