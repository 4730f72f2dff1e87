/** A customer for whom a mail is due, and what has become of the bank's mails. */
import { bankCustomer } from './customer.ts';
import type { BankCustomer } from './customer.ts';
import type { TestBank } from './bank.ts';

export type MailRow = { state: string; attempts: number };

export const mailsOf = ({ database }: Pick<TestBank, 'database'>) =>
  database.prepare('SELECT state, attempts FROM mails ORDER BY rowid').all() as MailRow[];

export async function applied(
  bank: Pick<TestBank, 'url' | 'clock'>,
): Promise<{ customer: BankCustomer; userId: string }> {
  const customer = await bankCustomer(bank);
  await customer.logIn();
  return { customer, userId: await customer.applyForToken() };
}
