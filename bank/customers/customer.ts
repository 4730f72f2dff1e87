/** The customers of one institution, as its internet banking knows them. */
import type { Branch } from '../issuer/tenant.ts';
import { sql } from '../issuer/storage/database.ts';

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

export function findByLogInId(branch: Branch, logInId: string): Customer | undefined {
  return sql(
    branch.database,
    `SELECT ${columns} FROM customers WHERE institution = ? AND log_in_id = ?`,
  ).get(branch.institution.slug, logInId) as Customer | undefined;
}

export function findCustomer(branch: Branch, id: number): Customer {
  const customer = sql(
    branch.database,
    `SELECT ${columns} FROM customers WHERE institution = ? AND id = ?`,
  ).get(branch.institution.slug, id) as Customer | undefined;
  if (!customer) throw new Error('no such customer');
  return customer;
}

export function noteLogIn(branch: Branch, id: number): void {
  sql(branch.database, 'UPDATE customers SET last_log_in_at = ? WHERE id = ?').run(
    branch.now(),
    id,
  );
}
