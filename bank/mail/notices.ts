/** Mails that tell the customer what was done with the contract, at the address before and after it. */
import { randomBytes } from 'node:crypto';
import { sql } from '../service/storage/database.ts';
import type { Tenant } from '../issuer/tenant.ts';

export const noticeKinds = ['released', 'started', 'new-pc', 'transfer'] as const;
export type NoticeKind = (typeof noticeKinds)[number];

export type Notice = {
  id: string;
  customer: number;
  kind: NoticeKind;
  mailAddress: string;
  happenedAt: number;
};

/** How long after a change of the address the old one is told of everything as well. */
const formerAddressMs = 30 * 24 * 60 * 60_000;

/**
 * Runs a deed that is told by mail if `kindOf` says so, in one transaction with the mails. After a change of
 * the address each deed is told at the old one as well: whoever changed it may be somebody else.
 */
export function withNotice<T>(
  tenant: Tenant,
  customer: number,
  deed: () => T,
  kindOf: (outcome: T) => NoticeKind | null,
): T {
  return tenant.database
    .transaction(() => {
      const before = addressesOf(tenant, customer);
      const outcome = deed();
      const kind = kindOf(outcome);
      if (kind === null) return outcome;
      const addresses = new Set([...before, ...addressesOf(tenant, customer)]);
      for (const address of addresses) queueNotice(tenant, customer, kind, address);
      return outcome;
    })
    .immediate();
}

/**
 * Where the letter of the token went that is in use, or was the last in use; and of those before it, as long as
 * the one that followed is not `formerAddressMs` old.
 */
function addressesOf(tenant: Tenant, customer: number): string[] {
  const settledAt = tenant.now() - formerAddressMs;
  return sql(
    tenant.database,
    `SELECT mail_address FROM issues
     WHERE customer = :customer AND ended_by = 'started' AND mail_address <> '' AND rowid >= coalesce(
       (SELECT max(rowid) FROM issues
        WHERE customer = :customer AND ended_by = 'started' AND created_at <= :settledAt), 0)
     ORDER BY rowid`,
  )
    .pluck()
    .all({ customer, settledAt }) as string[];
}

function queueNotice(tenant: Tenant, customer: number, kind: NoticeKind, address: string): void {
  const { database, institution, now } = tenant;
  sql(
    database,
    `INSERT INTO notices (id, institution, customer, kind, mail_address, happened_at, next_attempt_at)
     VALUES (?, ?, ?, ?, ?, ?, ?)`,
  ).run(randomBytes(16).toString('hex'), institution.slug, customer, kind, address, now(), now());
}

export function findNotice(tenant: Tenant, id: string): Notice | undefined {
  return sql(
    tenant.database,
    `SELECT id, customer, kind, mail_address AS mailAddress, happened_at AS happenedAt
     FROM notices WHERE id = ?`,
  ).get(id) as Notice | undefined;
}
