/** The customers of one institution, as its internet banking knows them. */
import type { BankTenant } from '../bank-tenant.ts';
import { sql } from '../service/storage/database.ts';

export type Customer = {
  id: number;
  name: string;
  logInPassword: string;
  confirmationPassword: string;
  accountNumber: string;
  balanceYen: number;
  lastLogInAt: number | null;
};

const columns = `id, name, log_in_password AS logInPassword,
  confirmation_password AS confirmationPassword, account_number AS accountNumber,
  balance_yen AS balanceYen, last_log_in_at AS lastLogInAt`;

export function findByLogInId(tenant: BankTenant, logInId: string): Customer | undefined {
  return sql(
    tenant.database,
    `SELECT ${columns} FROM customers WHERE institution = ? AND log_in_id = ?`,
  ).get(tenant.institution.slug, logInId) as Customer | undefined;
}

export function findCustomer(tenant: BankTenant, id: number): Customer {
  const customer = sql(
    tenant.database,
    `SELECT ${columns} FROM customers WHERE institution = ? AND id = ?`,
  ).get(tenant.institution.slug, id) as Customer | undefined;
  if (!customer) throw new Error('no such customer');
  return customer;
}

export function isCustomer(tenant: BankTenant, id: number): boolean {
  const find = 'SELECT 1 FROM customers WHERE institution = ? AND id = ?';
  return sql(tenant.database, find).get(tenant.institution.slug, id) !== undefined;
}

export function noteLogIn(tenant: BankTenant, id: number): void {
  sql(tenant.database, 'UPDATE customers SET last_log_in_at = ? WHERE id = ?').run(
    tenant.now(),
    id,
  );
}
