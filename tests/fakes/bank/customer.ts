/** A sample customer who walks through the bank's pages as the manual says. */
import { demoCustomers } from '../../../bank/customers/demo-customers.ts';
import type { DirectoryEntry, IssuedToken } from '../../../shared/protocol.ts';
import { activate, codeAt, directoryEntry } from './app.ts';
import type { TestBank } from './bank.ts';
import { textOf, visitor } from './visitor.ts';
import type { Page, Visitor } from './visitor.ts';

export const activationPassword = '482135';
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

/** A sample customer's browser, and STEP 1 of the manual. */
export function siteCustomer(bankUrl: string, logInId: string) {
  const who = demoCustomers.find((candidate) => candidate.logInId === logInId);
  if (!who) throw new Error('no such sample customer');
  const web = visitor(`${bankUrl}/${who.slug}/`);

  /** Opens a page and sends a form from it, whether the page that came has that form or not. */
  async function fillIn(page: string, path: string, fields: Record<string, string>): Promise<Page> {
    const { html } = await web.get(page);
    const hidden = html.matchAll(/name="(csrf|draft)" value="([^"]+)"/g);
    const values = Object.fromEntries(
      [...hidden].map(([, name = '', value = '']) => [name, value]),
    );
    return web.post(path, { csrf: '', ...values, ...fields });
  }

  /** BOT001 to BOT003. Returns what BOP001 then shows. */
  const issueToken = async (password: string) => {
    const [mail, mailAgain, passwordAgain] = [mailAddress, mailAddress, password];
    await fillIn('/otp/issue', '/otp/issue', { mail, mailAgain, password, passwordAgain });
    const confirmation = who.confirmationPassword;
    await fillIn('/otp/issue/check', '/otp/issue/check', { confirmation });
    const page = await web.get('/otp/application');
    const serviceId = textOf(page, 'new-service-id') ?? textOf(page, 'service-id');
    const userId = textOf(page, 'new-user-id') ?? textOf(page, 'user-id');
    if (serviceId === null || userId === null) throw new Error('no token was issued');
    return { serviceId, userId };
  };

  return { web, who, fillIn, issueToken };
}

export async function bankCustomer<B extends AnyBank>(
  bank: B,
  logInId = 'akagi001',
): Promise<BankCustomer<B>> {
  const { web, who, fillIn, issueToken } = siteCustomer(bank.url, logInId);
  const entry = await directoryEntry(bank.url, who.slug === 'akagi' ? '10010017' : '10020025');
  let userId = '';

  const customer: BankCustomer<B> = {
    ...web,
    entry,
    bank,
    async logIn(code) {
      const { logInPassword: password } = who;
      const page = await fillIn('/', '/log-in', { logInId, password });
      return code === undefined ? page : web.submit('/log-in/otp', { code });
    },
    async applyForToken() {
      ({ userId } = await issueToken(activationPassword));
      return userId;
    },
    setUpApp: () => activate(entry, { userId, activationPassword }),
    startUsing: (token, stepsAway = 0) =>
      fillIn('/otp/start', '/otp/start', { code: codeAt(token, bank.clock.now(), stepsAway) }),
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
