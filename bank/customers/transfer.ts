/** Moves sample money: the balance and the record change together or not at all. */
import type { Tenant } from '../issuer/tenant.ts';
import { sql } from '../issuer/storage/database.ts';

export type TransferOutcome = 'made' | 'made-before' | 'balance-too-low';

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

export function isMade(tenant: Tenant, id: string): boolean {
  return sql(tenant.database, 'SELECT 1 FROM transfers WHERE id = ?').get(id) !== undefined;
}

export function lastTransfers(
  tenant: Tenant,
  customer: number,
): { payee: string; amountYen: number; madeAt: number }[] {
  return sql(
    tenant.database,
    `SELECT payee, amount_yen AS amountYen, made_at AS madeAt FROM transfers
     WHERE customer = ? AND institution = ? ORDER BY made_at DESC LIMIT 20`,
  ).all(customer, tenant.institution.slug) as {
    payee: string;
    amountYen: number;
    madeAt: number;
  }[];
}
