/** The sample customers with which the demo can be tried. Their passwords are public on purpose. */
import type { Database } from '../service/storage/database.ts';
import type { Passwords } from './password.ts';

export type DemoCustomer = {
  slug: string;
  logInId: string;
  name: string;
  logInPassword: string;
  confirmationPassword: string;
  accountNumber: string;
  balanceYen: number;
};

export const demoCustomers: readonly DemoCustomer[] = [
  {
    slug: 'akagi',
    logInId: 'akagi001',
    name: '見本 花子',
    logInPassword: 'sample001',
    confirmationPassword: 'kakunin001',
    accountNumber: '0000001',
    balanceYen: 1_284_560,
  },
  {
    slug: 'akagi',
    logInId: 'akagi002',
    name: '見本 一郎',
    logInPassword: 'sample002',
    confirmationPassword: 'kakunin002',
    accountNumber: '0000002',
    balanceYen: 302_118,
  },
  {
    slug: 'haruna',
    logInId: 'haruna001',
    name: '見本 梅子',
    logInPassword: 'sample001',
    confirmationPassword: 'kakunin001',
    accountNumber: '0000003',
    balanceYen: 560_000,
  },
];

/** Fills a database that has no customers. */
export async function addDemoCustomers(database: Database, passwords: Passwords): Promise<void> {
  if (database.prepare('SELECT 1 FROM customers LIMIT 1').get()) return;
  const rows = await Promise.all(
    demoCustomers.map(async (customer) => ({
      ...customer,
      logInHash: await passwords.hash(customer.logInPassword),
      confirmationHash: await passwords.hash(customer.confirmationPassword),
    })),
  );
  const insert = database.prepare(
    `INSERT INTO customers (institution, log_in_id, name, log_in_password, confirmation_password,
       account_number, balance_yen)
     VALUES (@slug, @logInId, @name, @logInHash, @confirmationHash, @accountNumber, @balanceYen)`,
  );
  database
    .transaction(() => {
      for (const { logInPassword: _a, confirmationPassword: _b, ...row } of rows) {
        insert.run(row);
      }
    })
    .immediate();
}
