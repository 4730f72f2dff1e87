/** A customer at the bank's site, by plain HTTP: forms, cookies and redirects as a browser has them. */
import { demoCustomers } from '../../bank/demo.ts';

export type Customer = ReturnType<typeof createCustomer>;

export function createCustomer(bankUrl: string, logInId = 'akagi001') {
  const who = demoCustomers.find((customer) => customer.logInId === logInId);
  if (who === undefined) throw new Error('no such sample customer');
  const base = `${bankUrl}/${who.slug}`;
  const cookies = new Map<string, string>();

  async function request(path: string, form?: Record<string, string>): Promise<string> {
    let url = new URL(path, `${base}/`);
    let body = form && new URLSearchParams(form).toString();
    for (;;) {
      const response = await fetch(url, {
        method: body === undefined ? 'GET' : 'POST',
        headers: {
          cookie: [...cookies].map(([name, value]) => `${name}=${value}`).join('; '),
          origin: url.origin,
          'sec-fetch-site': 'same-origin',
          ...(body === undefined ? {} : { 'content-type': 'application/x-www-form-urlencoded' }),
        },
        ...(body === undefined ? {} : { body }),
        redirect: 'manual',
      });
      for (const cookie of response.headers.getSetCookie()) {
        const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(cookie) ?? [];
        cookies.set(name, value);
      }
      const location = response.headers.get('location');
      if (location === null) return response.text();
      url = new URL(location, url);
      body = undefined;
    }
  }

  /** Fills the page's form in and sends it. */
  async function submit(page: string, path: string, fields: Record<string, string>) {
    const html = await request(page);
    const csrf = /name="csrf" value="([^"]+)"/.exec(html)?.[1] ?? '';
    return request(path, { csrf, ...fields });
  }

  const textOf = (html: string, id: string) =>
    new RegExp(`<dd id="${id}">([^<]*)<`).exec(html)?.[1] ?? null;
  const screenId = (html: string) => /画面ID : ([A-Z]{3}[0-9]{3})/.exec(html)?.[1] ?? null;

  return {
    /** Returns the 画面ID of the page that follows: BPT001, BLI023, or BLI001 again. */
    async logIn(): Promise<string | null> {
      const fields = { logInId: who.logInId, password: who.logInPassword };
      return screenId(await submit('./', './log-in', fields));
    },

    /** BLI023. */
    async logInWithCode(code: string): Promise<string | null> {
      return screenId(await submit('./log-in/otp', './log-in/otp', { code }));
    },

    async logOut(): Promise<void> {
      await submit('./top', './log-out', {});
    },

    /** BOT001 to BOT003. Returns what BOP001 then shows. */
    async issueToken(password: string): Promise<{ serviceId: string; userId: string }> {
      const mail = 'hanako@example.jp';
      await submit('./otp/issue', './otp/issue', {
        mail,
        mailAgain: mail,
        password,
        passwordAgain: password,
      });
      await submit('./otp/issue/check', './otp/issue/check', {
        confirmation: who.confirmationPassword,
      });
      const page = await request('./otp/application');
      const serviceId = textOf(page, 'service-id') ?? textOf(page, 'new-service-id');
      const userId = textOf(page, 'new-user-id') ?? textOf(page, 'user-id');
      if (serviceId === null || userId === null) throw new Error('no token was issued');
      return { serviceId, userId };
    },

    /** 照合番号 as BOP001 shows it. */
    async checkNumber(): Promise<string | null> {
      return textOf(await request('./otp/application'), 'check-number');
    },

    /** BOS001. */
    async release(code: string): Promise<string | null> {
      return screenId(await submit('./otp/release', './otp/release', { code }));
    },

    /** BOK001. Returns the 画面ID of the page that follows: BOK002 if the code was taken. */
    async startUsing(code: string): Promise<string | null> {
      return screenId(await submit('./otp/start', './otp/start', { code }));
    },
  };
}
