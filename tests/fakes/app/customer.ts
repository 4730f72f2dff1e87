/** A customer at the bank's site for tests of the app: what she does there, and on which page she then is. */
import { siteCustomer } from '../bank/customer.ts';
import type { Page } from '../bank/visitor.ts';
import { textOf } from '../bank/visitor.ts';

export type Customer = ReturnType<typeof createCustomer>;

export function createCustomer(bankUrl: string, logInId = 'akagi001') {
  const { web, who, fillIn, issueToken } = siteCustomer(bankUrl, logInId);
  /** The 画面ID of the page that follows, or null where it has none. */
  const screenId = (page: Page) => /^[A-Z]{3}[0-9]{3}$/.exec(page.screenId)?.[0] ?? null;

  return {
    /** BPT001, BLI023, or BLI001 again. */
    async logIn(): Promise<string | null> {
      const fields = { logInId: who.logInId, password: who.logInPassword };
      return screenId(await fillIn('/', '/log-in', fields));
    },

    /** BLI023. */
    async logInWithCode(code: string): Promise<string | null> {
      return screenId(await fillIn('/log-in/otp', '/log-in/otp', { code }));
    },

    async logOut(): Promise<void> {
      await fillIn('/top', '/log-out', {});
    },

    issueToken,

    /** 照合番号 as BOP001 shows it. */
    async checkNumber(): Promise<string | null> {
      return textOf(await web.get('/otp/application'), 'check-number');
    },

    /** BOS001. */
    async release(code: string): Promise<string | null> {
      return screenId(await fillIn('/otp/release', '/otp/release', { code }));
    },

    /** BOK001; BOK002 if the code was taken. */
    async startUsing(code: string): Promise<string | null> {
      return screenId(await fillIn('/otp/start', '/otp/start', { code }));
    },
  };
}
