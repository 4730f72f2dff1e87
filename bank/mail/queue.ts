/**
 * Sends what is queued in the database, until the mail server takes it, and never one mail twice:
 * a row is marked before the text leaves, and a row found marked at the start is left alone.
 */
import { sql } from '../issuer/storage/database.ts';
import type { Tenant } from '../issuer/tenant.ts';
import type { Log } from '../issuer/log.ts';
import { findIssue } from '../issuer/tokens/issue.ts';
import { rules } from '../issuer/rules.ts';
import { writeLetter } from './letter.tsx';
import { sendBySmtp } from './smtp.ts';
import type { Outcome } from './smtp.ts';

const lookEveryMs = 1000;

export type MailQueue = {
  /** Looks for mail at once instead of at the next second. */
  wake(): void;
  close(): Promise<void>;
};

export function startMailQueue(
  tenant: Tenant,
  options: { server: URL; siteUrl: () => string; log: Log },
): MailQueue {
  const { log } = options;
  let running: Promise<void> | null = null;
  let closed = false;

  giveUpUnknown(tenant);
  const run = () => {
    if (running || closed) return;
    running = sendDue(tenant, options)
      .catch((error: unknown) => log.error('mail-queue-failed', error))
      .finally(() => {
        running = null;
      });
  };
  const timer = setInterval(run, lookEveryMs);
  timer.unref();

  return {
    wake: run,
    async close() {
      closed = true;
      clearInterval(timer);
      await running;
    },
  };
}

/** The bank was killed while these were on the wire: nobody can say whether they arrived. */
function giveUpUnknown(tenant: Tenant): void {
  const { database, institution } = tenant;
  database
    .transaction(() => {
      const { changes } = sql(
        database,
        `UPDATE mails SET state = 'unknown' WHERE state = 'sending' AND institution = ?`,
      ).run(institution.slug);
      if (changes > 0) tenant.audit({ event: 'mail-outcome-unknown', source: 'start' });
    })
    .immediate();
}

async function sendDue(
  tenant: Tenant,
  { server, siteUrl, log }: { server: URL; siteUrl: () => string; log: Log },
): Promise<void> {
  for (;;) {
    const mail = takeDue(tenant);
    if (!mail) return;
    const issue = findIssue(tenant, mail.issue);
    if (!issue) return;
    const { institution } = tenant;
    const message = await writeLetter({
      institution,
      to: issue.mailAddress,
      issueId: issue.id,
      userId: issue.userId,
      expiresAt: issue.expiresAt,
      downloadUrl: `${siteUrl()}app`,
    });
    const envelope = { from: institution.mailFrom, to: issue.mailAddress };
    const { outcome, reason } = await sendBySmtp(server, envelope, message);
    if (outcome !== 'sent') log.info(`mail ${outcome}${reason === null ? '' : ` ${reason}`}`);
    enterOutcome(tenant, { ...mail, customer: issue.customer }, outcome);
  }
}

type Mail = { issue: string; attempts: number };

/**
 * Their IDs can no longer be used. An issue ends while its mail is on the wire, and its expiry is
 * entered only when the customer next comes.
 */
function dropUseless({ database, institution, now }: Tenant): void {
  sql(
    database,
    `UPDATE mails SET state = 'dropped'
     WHERE state = 'queued' AND institution = ? AND EXISTS
       (SELECT 1 FROM issues
        WHERE id = mails.issue AND (ended_by IS NOT NULL OR expires_at <= ?))`,
  ).run(institution.slug, now());
}

function takeDue(tenant: Tenant): Mail | undefined {
  const { database, institution, now } = tenant;
  return database
    .transaction(() => {
      dropUseless(tenant);
      const mail = sql(
        database,
        `SELECT issue, attempts FROM mails
         WHERE state = 'queued' AND institution = ? AND next_attempt_at <= ?
         ORDER BY next_attempt_at LIMIT 1`,
      ).get(institution.slug, now()) as Mail | undefined;
      if (!mail) return undefined;
      sql(
        database,
        `UPDATE mails SET state = 'sending', attempts = attempts + 1 WHERE issue = ?`,
      ).run(mail.issue);
      return mail;
    })
    .immediate();
}

function enterOutcome(tenant: Tenant, mail: Mail & { customer: number }, outcome: Outcome): void {
  const { database, now, audit } = tenant;
  const states = { sent: 'sent', 'not-sent': 'queued', refused: 'refused', unknown: 'unknown' };
  const events = {
    sent: 'mail-sent',
    'not-sent': null,
    refused: 'mail-refused',
    unknown: 'mail-outcome-unknown',
  } as const;
  const waits = rules.mailRetryMs;
  const wait = waits[Math.min(mail.attempts, waits.length - 1)] ?? 0;
  database
    .transaction(() => {
      sql(database, 'UPDATE mails SET state = ?, next_attempt_at = ? WHERE issue = ?').run(
        states[outcome],
        now() + wait,
        mail.issue,
      );
      dropUseless(tenant);
      const event = events[outcome];
      if (event) audit({ event, customer: mail.customer, source: 'mail' });
    })
    .immediate();
}
