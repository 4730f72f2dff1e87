/** A sample customer who walks through the bank's pages as the manual says. */
import { demoCustomers } from '../../bank/demo.ts';
import type { DirectoryEntry, IssuedToken } from '../../shared/protocol.ts';
import { activate, codeAt, directoryEntry } from './bank-app.ts';
import type { TestBank } from './bank.ts';
import { textOf, visitor } from './bank-visitor.ts';
import type { Page, Visitor } from './bank-visitor.ts';

export const activationPassword = '48213';
export const mailAddress = 'hanako@example.jp';

/** What a customer needs to know of a bank; one in another process will do. */
type AnyBank = Pick<TestBank, 'url' | 'clock'>;

export type BankCustomer<B extends AnyBank = AnyBank> = Visitor & {
  entry: DirectoryEntry;
  bank: B;
  logIn(code?: string): Promise<Page>;
  /** STEP 1 of the manual: BOT001 to BOT003. Returns the user ID of BOP001. */
  applyForToken(): Promise<string>;
  /** STEP 2: what the app does. */
  setUpApp(): Promise<IssuedToken>;
  /** STEP 3: BOK001. */
  startUsing(token: IssuedToken, stepsAway?: number): Promise<Page>;
  /** STEP 1 to 3. */
  becomeUser(): Promise<IssuedToken>;
};

export async function bankCustomer<B extends AnyBank>(
  bank: B,
  logInId = 'akagi001',
): Promise<BankCustomer<B>> {
  const demo = demoCustomers.find((candidate) => candidate.logInId === logInId);
  if (!demo) throw new Error('no such sample customer');
  const serviceId = demo.slug === 'akagi' ? '10010017' : '10020025';
  const entry = await directoryEntry(bank.url, serviceId);
  const web = visitor(entry.bankUrl);
  let userId = '';

  const customer: BankCustomer<B> = {
    ...web,
    entry,
    bank,
    async logIn(code) {
      await web.get('/');
      const { logInPassword: password } = demo;
      const page = await web.submit('/log-in', { logInId, password });
      return code === undefined ? page : web.submit('/log-in/otp', { code });
    },
    async applyForToken() {
      await web.get('/otp/issue');
      const password = activationPassword;
      await web.submit('/otp/issue', {
        mail: mailAddress,
        mailAgain: mailAddress,
        password,
        passwordAgain: password,
      });
      await web.submit('/otp/issue/check', { confirmation: demo.confirmationPassword });
      const page = await web.get('/otp/application');
      userId = textOf(page, 'new-user-id') ?? textOf(page, 'user-id') ?? '';
      return userId;
    },
    setUpApp: () => activate(entry, { userId, activationPassword }),
    async startUsing(token, stepsAway = 0) {
      await web.get('/otp/start');
      return web.submit('/otp/start', { code: codeAt(token, bank.clock.now(), stepsAway) });
    },
    async becomeUser() {
      await customer.logIn();
      await customer.applyForToken();
      const token = await customer.setUpApp();
      await customer.startUsing(token);
      bank.clock.moveBy(60_000);
      return token;
    },
  };
  return customer;
}
