/**
 * Sends what is queued in the database, until the mail server takes it, and never one mail twice:
 * a row is marked before the text leaves, and a row found marked at the start is left alone.
 */
import { sql } from '../service/storage/database.ts';
import type { BankTenant, ServedTenant } from '../bank-tenant.ts';
import type { Log } from '../service/log.ts';
import { readContract } from '../contract/contract.ts';
import { rules } from '../service/rules.ts';
import { writeLetter } from './letter.tsx';
import { writeNotice } from './notice.ts';
import { findNotice } from './notices.ts';
import { sendBySmtp } from './smtp.ts';
import type { Outcome } from './smtp.ts';

const lookEveryMs = 1000;
/** A mail that is due later than that was put off while the clock was ahead. */
const longestWaitMs = Math.max(...rules.mailRetryMs);

/**
 * Notices tell what has been done. Letters go with an issue, and are of use only as long as it: they come last, since
 * they wait where the issuing service can't be asked.
 */
const boxes = [
  { table: 'notices', key: 'id' },
  { table: 'mails', key: 'issue' },
] as const;
type Box = (typeof boxes)[number];

export type MailQueue = {
  /** Looks for mail at once instead of at the next second. */
  wake(): void;
  close(): Promise<void>;
};

export function startMailQueue(
  tenant: ServedTenant,
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
function giveUpUnknown(tenant: BankTenant): void {
  const { database, institution } = tenant;
  database
    .transaction(() => {
      for (const { table } of boxes) {
        const { changes } = sql(
          database,
          `UPDATE ${table} SET state = 'unknown' WHERE state = 'sending' AND institution = ?`,
        ).run(institution.slug);
        if (changes > 0) tenant.audit({ event: 'mail-outcome-unknown', source: 'start' });
      }
    })
    .immediate();
}

async function sendDue(
  tenant: ServedTenant,
  { server, siteUrl, log }: { server: URL; siteUrl: () => string; log: Log },
): Promise<void> {
  for (;;) {
    const due = findDue(tenant);
    if (!due) return;
    const composed = await compose(tenant, due, siteUrl()).catch((error: unknown) => {
      putOff(tenant, due);
      throw error;
    });
    if (!composed) {
      drop(tenant, due);
      continue;
    }
    const mail = take(tenant, due);
    if (!mail) continue;
    const { customer, to, message } = composed;
    const envelope = { from: tenant.institution.mailFrom, to };
    const { outcome, reason } = await sendBySmtp(server, envelope, message);
    if (outcome !== 'sent') log.info(`mail ${outcome}${reason === null ? '' : ` ${reason}`}`);
    enterOutcome(tenant, { ...mail, customer }, outcome);
  }
}

type Mail = { box: Box; id: string; attempts: number };
type Composed = { customer: number; to: string; message: Buffer };

/** Null for a letter whose issue has ended at the issuing service meanwhile. Throws where that can't be known. */
async function compose(
  tenant: ServedTenant,
  { box, id }: Mail,
  siteUrl: string,
): Promise<Composed | null> {
  const { institution } = tenant;
  if (box.table === 'notices') {
    const notice = findNotice(tenant, id);
    if (!notice) throw new Error('a queued notice without its row');
    const message = await writeNotice(institution, notice);
    return { customer: notice.customer, to: notice.mailAddress, message };
  }
  const { customer, to } = sql(
    tenant.database,
    'SELECT customer, mail_address AS "to" FROM mails WHERE issue = ?',
  ).get(id) as Omit<Composed, 'message'>;
  const { issue } = await readContract(tenant, customer);
  if (issue?.issueId !== id) return null;
  const { issueId, userId, expiresAt } = issue;
  const downloadUrl = `${siteUrl}app`;
  const message = await writeLetter({ institution, to, issueId, userId, expiresAt, downloadUrl });
  return { customer, to, message };
}

/** Their IDs can no longer be used. A later issue may have been made while the mail of one was on the wire. */
function dropUseless({ database, institution, now }: BankTenant): void {
  sql(
    database,
    `UPDATE mails SET state = 'dropped'
     WHERE state = 'queued' AND institution = ? AND (expires_at <= ? OR EXISTS
       (SELECT 1 FROM mails m WHERE m.customer = mails.customer AND m.rowid > mails.rowid))`,
  ).run(institution.slug, now());
}

function findDue(tenant: BankTenant): Mail | undefined {
  const { database, institution, now } = tenant;
  return database
    .transaction((): Mail | undefined => {
      dropUseless(tenant);
      for (const box of boxes) {
        const row = sql(
          database,
          `SELECT ${box.key} AS id, attempts FROM ${box.table}
           WHERE state = 'queued' AND institution = ?
             AND (next_attempt_at <= ? OR next_attempt_at > ?)
           ORDER BY next_attempt_at LIMIT 1`,
        ).get(institution.slug, now(), now() + longestWaitMs) as Omit<Mail, 'box'> | undefined;
        if (row) return { box, ...row };
      }
      return undefined;
    })
    .immediate();
}

/** Marks it before its text leaves; undefined where it is no longer to be sent. */
function take({ database }: BankTenant, mail: Mail): Mail | undefined {
  const { table, key } = mail.box;
  const { changes } = sql(
    database,
    `UPDATE ${table} SET state = 'sending', attempts = attempts + 1 WHERE ${key} = ? AND state = 'queued'`,
  ).run(mail.id);
  return changes > 0 ? mail : undefined;
}

function drop({ database }: BankTenant, { box: { table, key }, id }: Mail): void {
  sql(database, `UPDATE ${table} SET state = 'dropped' WHERE ${key} = ? AND state = 'queued'`).run(
    id,
  );
}

/** The issuing service can't be asked now. */
function putOff({ database, now }: BankTenant, { box: { table, key }, id }: Mail): void {
  sql(database, `UPDATE ${table} SET next_attempt_at = ? WHERE ${key} = ?`).run(
    now() + rules.mailRetryMs[0],
    id,
  );
}

function enterOutcome(
  tenant: BankTenant,
  mail: Mail & { customer: number },
  outcome: Outcome,
): void {
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
      const { table, key } = mail.box;
      sql(database, `UPDATE ${table} SET state = ?, next_attempt_at = ? WHERE ${key} = ?`).run(
        states[outcome],
        now() + wait,
        mail.id,
      );
      dropUseless(tenant);
      const event = events[outcome];
      if (event) audit({ event, customer: mail.customer, source: 'mail' });
    })
    .immediate();
}
