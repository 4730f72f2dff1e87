/** Mails that tell the customer what was done with the contract, at the address before and after it. */
import { randomBytes } from 'node:crypto';
import { sql } from '../service/storage/database.ts';
import type { BankTenant } from '../bank-tenant.ts';

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
 * Must run in the transaction that enters the deed. After a change of the address each deed is told at the old one as
 * well (`before` the deed, where it is such a change): whoever changed it may be somebody else.
 */
export function queueNotices(
  tenant: BankTenant,
  customer: number,
  kind: NoticeKind,
  { before = [], at = tenant.now() }: { before?: readonly string[]; at?: number } = {},
): void {
  const addresses = new Set([...before, ...addressesOf(tenant, customer)]);
  for (const address of addresses)
    queueNotice(tenant, { customer, kind, mailAddress: address, happenedAt: at });
}

/**
 * Where the letter of the token went that is in use, or was the last in use; and of those before it, as long as
 * the one that followed is not `formerAddressMs` old.
 */
export function addressesOf(tenant: BankTenant, customer: number): string[] {
  const settledAt = tenant.now() - formerAddressMs;
  return sql(
    tenant.database,
    `SELECT mail_address FROM mails
     WHERE customer = :customer AND started = 1 AND mail_address <> '' AND rowid >= coalesce(
       (SELECT max(rowid) FROM mails
        WHERE customer = :customer AND started = 1 AND made_at <= :settledAt), 0)
     ORDER BY rowid`,
  )
    .pluck()
    .all({ customer, settledAt }) as string[];
}

function queueNotice(
  { database, institution, now }: BankTenant,
  { customer, kind, mailAddress, happenedAt }: Omit<Notice, 'id'>,
): void {
  sql(
    database,
    `INSERT INTO notices (id, institution, customer, kind, mail_address, happened_at, next_attempt_at)
     VALUES (?, ?, ?, ?, ?, ?, ?)`,
  ).run(
    randomBytes(16).toString('hex'),
    institution.slug,
    customer,
    kind,
    mailAddress,
    happenedAt,
    now(),
  );
}

export function findNotice(tenant: BankTenant, id: string): Notice | undefined {
  return sql(
    tenant.database,
    `SELECT id, customer, kind, mail_address AS mailAddress, happened_at AS happenedAt
     FROM notices WHERE id = ?`,
  ).get(id) as Notice | undefined;
}
