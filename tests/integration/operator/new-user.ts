/** Whom the tests of what staff type have before them. */
import { testBank } from '../../fakes/bank/bank.ts';
import { bankCustomer } from '../../fakes/bank/customer.ts';

/** A bank, and a customer with a token in use who is logged out. */
export async function newUser() {
  const bank = await testBank();
  const customer = await bankCustomer(bank);
  const token = await customer.becomeUser();
  await customer.submit('/log-out');
  return { bank, customer, token };
}
