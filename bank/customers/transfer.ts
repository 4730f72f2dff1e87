/** Moves sample money: the balance and the record change together or not at all. */
import type { BankTenant } from '../bank-tenant.ts';
import { sql } from '../service/storage/database.ts';
import type { Contract } from '../back-office/client.ts';

export type TransferOutcome = 'made' | 'balance-too-low' | 'over-limit';

/** What was entered, under the number by which a form sent twice is known. */
export type TransferDraft = { id: string; payee: string; amountYen: number };

/** Must run in a transaction, in which it is known that the transfer is not made yet. */
export function makeTransfer(
  tenant: BankTenant,
  customer: number,
  { id, payee, amountYen }: TransferDraft,
  { source, limitYen }: { source: string; limitYen: number },
): TransferOutcome {
  const { database, institution, now } = tenant;
  if (amountYen > limitYen) return 'over-limit';
  const { changes } = sql(
    database,
    'UPDATE customers SET balance_yen = balance_yen - ? WHERE id = ? AND balance_yen >= ?',
  ).run(amountYen, customer, amountYen);
  if (changes === 0) return 'balance-too-low';
  sql(
    database,
    `INSERT INTO transfers (id, institution, customer, payee, amount_yen, made_at)
     VALUES (?, ?, ?, ?, ?, ?)`,
  ).run(id, institution.slug, customer, payee, amountYen, now());
  tenant.audit({ event: 'transfer-made', customer, source });
  return 'made';
}

/**
 * What may still be transferred, apart from the balance. Whoever got hold of one code can end the token
 * with it; until the day is over that alone must move no money.
 */
export function transferLimitYen(
  tenant: BankTenant,
  customer: number,
  { current, releasedAt }: Pick<Contract, 'current' | 'releasedAt'>,
): number {
  if (current !== 'released' || releasedAt === null) return Number.POSITIVE_INFINITY;
  const made = sql(
    tenant.database,
    'SELECT coalesce(sum(amount_yen), 0) FROM transfers WHERE customer = ? AND made_at >= ?',
  )
    .pluck()
    .get(customer, releasedAt) as number;
  return tenant.limits.releaseDayYen - made;
}

export function isMade(tenant: BankTenant, id: string): boolean {
  return sql(tenant.database, 'SELECT 1 FROM transfers WHERE id = ?').get(id) !== undefined;
}

/** `unclear`: a code may have been taken for it, and the staff ask the customer. `not-made`: none was. */
export type NotBooked = 'unclear' | 'not-made';

/** Must run in a transaction. Customer and staff are told of it. */
export function noteNotBooked(
  { database, institution, audit }: BankTenant,
  { customer, askedAt }: { customer: number; askedAt: number },
  { id, payee, amountYen, source }: TransferDraft & { source: string },
  outcome: NotBooked,
): void {
  sql(
    database,
    `INSERT INTO unclear_transfers (id, institution, customer, payee, amount_yen, asked_at, outcome)
     VALUES (?, ?, ?, ?, ?, ?, ?)
     ON CONFLICT (id) DO UPDATE SET asked_at = excluded.asked_at, outcome = excluded.outcome`,
  ).run(id, institution.slug, customer, payee, amountYen, askedAt, outcome);
  audit({ event: `transfer-${outcome}`, customer, source });
}

/** The same form may have been sent once more since, by the next code. */
const isStill = `NOT EXISTS (SELECT 1 FROM transfers WHERE transfers.id = t.id)
  AND NOT EXISTS (SELECT 1 FROM deeds WHERE deed ->> '$.id' = t.id)`;

/** In the order in which they were found to be so. `madeAt` is when they were asked for. */
export function notBooked(
  { database, institution }: BankTenant,
  outcome: NotBooked,
): (Transfer & { logInId: string })[] {
  const rows = sql(
    database,
    `SELECT t.id, log_in_id AS logInId, payee, amount_yen AS amountYen, asked_at AS madeAt
     FROM unclear_transfers t JOIN customers c ON c.id = t.customer
     WHERE t.institution = ? AND outcome = ? AND ${isStill} ORDER BY t.rowid`,
  ).all(institution.slug, outcome) as (TransferRow & { logInId: string })[];
  return rows.map(({ logInId, ...row }) => ({ logInId, ...withNumber(row) }));
}

/** Of one customer, the last first, whatever is known of them: to her they are all not made. */
export function notBookedOf({ database, institution }: BankTenant, customer: number): Transfer[] {
  const rows = sql(
    database,
    `SELECT id, payee, amount_yen AS amountYen, asked_at AS madeAt FROM unclear_transfers t
     WHERE customer = ? AND institution = ? AND ${isStill} ORDER BY rowid DESC LIMIT 20`,
  ).all(customer, institution.slug) as TransferRow[];
  return rows.map(withNumber);
}

export type Transfer = { number: string; payee: string; amountYen: number; madeAt: number };

const transferColumns = 'id, payee, amount_yen AS amountYen, made_at AS madeAt';
type TransferRow = { id: string; payee: string; amountYen: number; madeAt: number };

/** With a number to name it by: the day in Japan, and enough of the random ID to tell the day's transfers apart. */
export function withNumber({ id, ...transfer }: TransferRow): Transfer {
  const day = new Date(transfer.madeAt + 9 * 60 * 60_000).toISOString().slice(0, 10);
  return { number: `${day.replaceAll('-', '')}-${id.slice(0, 8).toUpperCase()}`, ...transfer };
}

export function findTransfer(tenant: BankTenant, id: string): Transfer | undefined {
  const row = sql(
    tenant.database,
    `SELECT ${transferColumns} FROM transfers WHERE id = ? AND institution = ?`,
  ).get(id, tenant.institution.slug) as TransferRow | undefined;
  return row && withNumber(row);
}

export function lastTransfers(tenant: BankTenant, customer: number): Transfer[] {
  const rows = sql(
    tenant.database,
    `SELECT ${transferColumns} FROM transfers
     WHERE customer = ? AND institution = ? ORDER BY rowid DESC LIMIT 20`,
  ).all(customer, tenant.institution.slug) as TransferRow[];
  return rows.map(withNumber);
}
