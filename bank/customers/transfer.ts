/** Moves sample money: the balance and the record change together or not at all. */
import type { Tenant } from '../issuer/tenant.ts';
import { sql } from '../service/storage/database.ts';
import { readContract } from '../issuer/tokens/token-contract.ts';

export type TransferOutcome = 'made' | 'made-before' | 'balance-too-low' | 'over-limit';

/** Must run in the transaction that takes the one-time password. A form sent twice is one transfer. */
export function makeTransfer(
  tenant: Tenant,
  customer: number,
  transfer: { id: string; payee: string; amountYen: number },
  source: string,
): TransferOutcome {
  const { database, institution, now } = tenant;
  const { id, payee, amountYen } = transfer;
  if (isMade(tenant, id)) return 'made-before';
  if (amountYen > transferLimitYen(tenant, customer)) return 'over-limit';
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
export function transferLimitYen(tenant: Tenant, customer: number): number {
  const { life, releasedAt } = readContract(tenant, customer);
  if (life.current !== 'released' || releasedAt === null) return Number.POSITIVE_INFINITY;
  const made = sql(
    tenant.database,
    'SELECT coalesce(sum(amount_yen), 0) FROM transfers WHERE customer = ? AND made_at >= ?',
  )
    .pluck()
    .get(customer, releasedAt) as number;
  return tenant.limits.releaseDayYen - made;
}

export function isMade(tenant: Tenant, id: string): boolean {
  return sql(tenant.database, 'SELECT 1 FROM transfers WHERE id = ?').get(id) !== undefined;
}

export type Transfer = { number: string; payee: string; amountYen: number; madeAt: number };

const transferColumns = 'id, payee, amount_yen AS amountYen, made_at AS madeAt';
type TransferRow = { id: string; payee: string; amountYen: number; madeAt: number };

/** With a number to name it by: the day in Japan, and enough of the random ID to tell the day's transfers apart. */
function withNumber({ id, ...transfer }: TransferRow): Transfer {
  const day = new Date(transfer.madeAt + 9 * 60 * 60_000).toISOString().slice(0, 10);
  return { number: `${day.replaceAll('-', '')}-${id.slice(0, 8).toUpperCase()}`, ...transfer };
}

export function findTransfer(tenant: Tenant, id: string): Transfer | undefined {
  const row = sql(
    tenant.database,
    `SELECT ${transferColumns} FROM transfers WHERE id = ? AND institution = ?`,
  ).get(id, tenant.institution.slug) as TransferRow | undefined;
  return row && withNumber(row);
}

export function lastTransfers(tenant: Tenant, customer: number): Transfer[] {
  const rows = sql(
    tenant.database,
    `SELECT ${transferColumns} FROM transfers
     WHERE customer = ? AND institution = ? ORDER BY rowid DESC LIMIT 20`,
  ).all(customer, tenant.institution.slug) as TransferRow[];
  return rows.map(withNumber);
}
