/**
 * What others have done with a contract, at a branch or by a command, the bank learns from the issuing service's audit log,
 * and tells the customer as it tells its own: a release by mail, an issue by its letter.
 */
import { BackOfficeError } from '../back-office/back-office-error.ts';
import type { AuditLine } from '../back-office/client.ts';
import type { ServedTenant } from '../bank-tenant.ts';
import { hasLetter } from '../mail/letters.ts';
import { queueNotices } from '../mail/notices.ts';
import type { Log } from '../service/log.ts';
import { sql } from '../service/storage/database.ts';
import { customerOf, readContract } from './contract.ts';
import { enterIssue } from './issue.ts';
import { keepLooking } from './looking.ts';

/** A mail or a letter may wait so long, and each look is a request to the service. */
const lookEveryMs = 5000;

/** `entered` is called where there may be mail now. Returns how it is ended. */
export function startFollowing(
  tenant: ServedTenant,
  { entered, log }: { entered: () => void; log: Log },
): () => Promise<void> {
  return keepLooking(() => follow(tenant, entered), {
    everyMs: lookEveryMs,
    trouble: 'contracts-not-followed',
    log,
  });
}

async function follow(tenant: ServedTenant, entered: () => void): Promise<void> {
  try {
    let last = readMark(tenant);
    for await (const line of tenant.issuing.readAudit(last)) {
      last = line.number;
      const enter = await outcomeOf(tenant, line);
      if (enter === null) continue;
      tenant.database
        .transaction(() => {
          enter();
          setMark(tenant, line.number);
        })
        .immediate();
      entered();
    }
    if (last !== readMark(tenant)) setMark(tenant, last);
  } catch (error) {
    // That it is in trouble or not there the service says itself; what it has to tell waits in its log.
    const waits: unknown[] = ['no-answer', 'unavailable'];
    if (!(error instanceof BackOfficeError) || !waits.includes(error.code)) throw error;
  }
}

/** What is to be entered in a transaction; null where the event is nothing to be told. */
async function outcomeOf(
  tenant: ServedTenant,
  { event, reference, at }: AuditLine,
): Promise<(() => void) | null> {
  const customer = reference === null ? null : customerOf(tenant, reference);
  if (customer === null) return null;
  if (event === 'token-released-by-operator') {
    return () => queueNotices(tenant, customer, 'released', { at });
  }
  if (event !== 'issue-made') return null;
  // Those of the pages have theirs, or get it by their deed.
  const { issue } = await readContract(tenant, customer);
  if (!issue || hasLetter(tenant, issue.issueId)) return null;
  return () => enterIssue(tenant, customer, issue, issue.deliveryAddress);
}

const markOf = ({ institution }: ServedTenant): string => `issuer-audit ${institution.slug}`;

function readMark(tenant: ServedTenant): number {
  const find = sql(tenant.database, 'SELECT value FROM marks WHERE name = ?').pluck();
  return (find.get(markOf(tenant)) as number | undefined) ?? 0;
}

function setMark(tenant: ServedTenant, value: number): void {
  sql(
    tenant.database,
    `INSERT INTO marks (name, value) VALUES (?, ?)
     ON CONFLICT (name) DO UPDATE SET value = excluded.value`,
  ).run(markOf(tenant), value);
}
