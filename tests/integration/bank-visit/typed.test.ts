/** What a customer typed is in its form again after the log-in, however the session ended; passwords and codes never are. */
import { expect, it, vi } from 'vitest';
import { startBank } from '../../../bank/server.ts';
import { day, offs, setBack } from '../../fakes/bank/clock.ts';
import { cutOffIssuer } from '../../fakes/bank/back-office.ts';
import { testBank } from '../../fakes/bank/bank.ts';
import type { TestBank } from '../../fakes/bank/bank.ts';
import { activationPassword, bankCustomer, mailAddress } from '../../fakes/bank/customer.ts';
import type { BankCustomer } from '../../fakes/bank/customer.ts';
import { shareCookies, valueIn, visitor } from '../../fakes/bank/visitor.ts';
import type { Page, Visitor } from '../../fakes/bank/visitor.ts';

const minute = 60_000;
const confirmation = 'kakunin001';

type Form = { path: string; fields: Record<string, string>; kept: string[]; secret: string };

const forms: Record<string, Form> = {
  '振込・振替': {
    path: '/transfer',
    fields: { payee: '見本 花子', amountYen: '１２，０００' },
    kept: ['payee', 'amountYen'],
    secret: confirmation,
  },
  トークン発行: {
    path: '/otp/issue',
    fields: {
      mail: mailAddress,
      mailAgain: mailAddress,
      password: activationPassword,
      passwordAgain: activationPassword,
    },
    kept: ['mail', 'mailAgain'],
    secret: activationPassword,
  },
};

const valuesIn = (page: Page, { kept }: Form) => kept.map((name) => valueIn(page, name));

/** Another window of the same browser. */
const windowOf = (customer: Visitor, bank: TestBank): Visitor => {
  const other = visitor(`${bank.url}/akagi/`);
  shareCookies(customer, other);
  return other;
};

async function logInAt(window: Visitor): Promise<Page> {
  return window.submit('/log-in', { logInId: 'akagi001', password: 'sample001' });
}

/** How the session ends after the form was opened; each returns the window in which it is then sent. */
const ends: Record<string, (customer: BankCustomer<TestBank>) => Promise<void> | void> = {
  'nobody did anything for ten minutes': ({ bank }) => bank.clock.moveBy(10 * minute),
  'the clock was set back': ({ bank }) => setBack(bank, 60 * minute),
  'another window was the first to learn that it is over': async (customer) => {
    customer.bank.clock.moveBy(10 * minute);
    const other = windowOf(customer, customer.bank);
    await other.get('/account');
    shareCookies(other, customer);
  },
  'another window opened the log-in page': async (customer) => {
    customer.bank.clock.moveBy(10 * minute);
    const other = windowOf(customer, customer.bank);
    await other.get('/');
    shareCookies(other, customer);
  },
  'another window has logged in again': async (customer) => {
    customer.bank.clock.moveBy(10 * minute);
    const other = windowOf(customer, customer.bank);
    await other.get('/');
    await logInAt(other);
    shareCookies(other, customer);
  },
  'another window has logged out': async (customer) => {
    const other = windowOf(customer, customer.bank);
    await other.get('/top');
    await other.submit('/log-out');
    shareCookies(other, customer);
  },
};

const cases = Object.keys(forms).flatMap((form) => Object.keys(ends).map((end) => [form, end]));

async function opened(form: Form) {
  const customer = await bankCustomer(await testBank());
  await customer.logIn();
  await customer.get(form.path);
  return customer;
}

/** Logs in wherever that is asked for. */
async function back(customer: Visitor, form: Form): Promise<Page> {
  const link = /class="button primary" href="\/akagi(\/[^"]*)"/.exec(customer.page().html)?.[1];
  if (/^(BLO|BER)/.test(customer.page().screenId)) await customer.get(link ?? '/');
  if (customer.page().screenId === 'BLI001') await logInAt(customer);
  expect(new URL(customer.page().url).pathname).toBe(`/akagi${form.path}`);
  return customer.page();
}

it.each(cases)('%s: what was typed is there again when %s', async (name, end) => {
  const form = forms[name ?? ''] as Form;
  const customer = await opened(form);
  const { html } = customer.page();
  await ends[end ?? '']?.(customer);
  const csrf = /name="csrf" value="([^"]+)"/.exec(html)?.[1] ?? '';
  await customer.post(form.path, { csrf, ...form.fields });
  const page = await back(customer, form);
  expect(valuesIn(page, form)).toEqual(form.kept.map((field) => form.fields[field]));
  expect(page.html).toContain('途中で手続きが中断したため');
  expect(page.html).not.toContain(form.secret);
});

it.each(Object.keys(forms))('%s: nor is it lost on the page that confirms it', async (name) => {
  const form = forms[name] as Form;
  const customer = await opened(form);
  await customer.submit(form.path, form.fields);
  customer.bank.clock.moveBy(10 * minute);
  await customer.submit(`${form.path}/check`, { confirmation });
  const page = await back(customer, form);
  expect(valuesIn(page, form)).toEqual(form.kept.map((field) => form.fields[field]));
  expect(page.html).not.toContain(confirmation);
});

it('nor by a bank that was started anew in between', async () => {
  const form = forms['振込・振替'] as Form;
  const customer = await opened(form);
  await customer.submit(form.path, form.fields);
  const { options } = customer.bank;
  const port = Number(new URL(customer.bank.url).port);
  await customer.bank.close();
  const again = await startBank({ ...options, port });
  try {
    await customer.submit(`${form.path}/check`, { confirmation });
    const page = await back(customer, form);
    expect(valuesIn(page, form)).toEqual(['見本 花子', '12000']);
  } finally {
    await again.close();
  }
});

it('nor by another size of letters that was chosen too late', async () => {
  const form = forms['振込・振替'] as Form;
  const customer = await opened(form);
  customer.bank.clock.moveBy(10 * minute);
  const csrf = /name="csrf" value="([^"]+)"/.exec(customer.page().html)?.[1] ?? '';
  const fields = { csrf, ...form.fields, size: 'large' };
  await customer.post('/text-size?back=%2Fakagi%2Ftransfer', fields);
  const page = await back(customer, form);
  expect(valuesIn(page, form)).toEqual(form.kept.map((field) => form.fields[field]));
});

it.each(Object.keys(forms))('%s: nor while the issuing service is away', async (name) => {
  const form = forms[name] as Form;
  const customer = await opened(form);
  const spy = cutOffIssuer(/\/v1\/contracts\//);
  const page = await customer.submit(form.path, form.fields);
  spy.mockRestore();
  expect(page.screenId).toBe('BER008');
  expect(page.html).toContain('入力された内容は、パスワードと番号のほかは残してあります。');
  const link = /class="button primary" href="\/akagi(\/[^"]*)"/.exec(page.html)?.[1] ?? '';
  expect((await customer.get(link)).html).toContain(form.fields[form.kept[0] ?? '']);
});

/** What is sent while the clock is wrong: the form, the page that confirms it, the form for another size of letters. */
const sentThen = Object.keys(forms).flatMap((name) =>
  ['entry', 'check', 'text size'].flatMap((what) =>
    offs.map(([by, ms]) => ({ name, what, by, ms })),
  ),
);

it.each(sentThen)('$name, $what: nor by a clock that is behind by $by', async (sent) => {
  const { name, what, ms } = sent;
  const form = forms[name] as Form;
  const customer = await opened(form);
  if (what === 'check') await customer.submit(form.path, form.fields);
  const csrf = /name="csrf" value="([^"]+)"/.exec(customer.page().html)?.[1] ?? '';
  customer.bank.clock.moveBy(-ms);
  const fields = what === 'check' ? { confirmation } : form.fields;
  const paths: Record<string, string> = {
    check: `${form.path}/check`,
    'text size': `/text-size?back=${encodeURIComponent(`/akagi${form.path}`)}`,
  };
  const page = await customer.post(paths[what] ?? form.path, { csrf, size: 'large', ...fields });
  expect(page.screenId).toBe('BER007');
  expect(page.html).toContain('入力された内容は、パスワードと番号のほかは残してあります。');
  for (const value of Object.values(fields)) expect(page.html).not.toContain(value);
  customer.bank.clock.moveBy(ms);
  const again = await customer.get(form.path);
  expect(valuesIn(again, form)).toEqual(form.kept.map((field) => form.fields[field]));
  expect(again.html).not.toContain(form.secret);
});

it('while the clock is behind nothing is kept of a form that another site sends', async () => {
  const form = forms['振込・振替'] as Form;
  const customer = await opened(form);
  customer.bank.clock.moveBy(-day);
  const page = await customer.post(form.path, { csrf: 'made-up', ...form.fields });
  expect(page.html).not.toContain('残してあります');
  customer.bank.clock.moveBy(day);
  expect(valuesIn(await customer.get(form.path), form)).toEqual(['', '']);
});

it('another customer who logs in at the same PC sees nothing of it', async () => {
  const form = forms['振込・振替'] as Form;
  const customer = await opened(form);
  customer.bank.clock.moveBy(10 * minute);
  await customer.submit(form.path, form.fields);
  await customer.get('/');
  await customer.submit('/log-in', { logInId: 'akagi002', password: 'sample002' });
  expect(valuesIn(await customer.get('/transfer'), form)).toEqual(['', '']);
});

it('a transfer that is made takes only what it was made of; what another window has typed since stays', async () => {
  const form = forms['振込・振替'] as Form;
  const customer = await opened(form);
  const first = await customer.submit(form.path, { payee: '見本 太郎', amountYen: '1000' });
  const hidden = [...first.html.matchAll(/name="(csrf|draft)" value="([^"]+)"/g)];
  const draft = Object.fromEntries(hidden.map(([, name = '', value = '']) => [name, value]));
  const real = globalThis.fetch;
  let isFirst = true;
  // The other window is quicker than the service's answer.
  const spy = vi.spyOn(globalThis, 'fetch').mockImplementation(async (input, init) => {
    if (isFirst && String(input).includes('/v1/contracts/')) {
      isFirst = false;
      const csrf = draft['csrf'] ?? '';
      await customer.post(form.path, { csrf, ...form.fields });
    }
    return real(input, init);
  });
  const done = await customer.post('/transfer/check', { ...draft, confirmation });
  spy.mockRestore();
  expect(done.screenId).toBe('BFR003');
  const check = await customer.get('/transfer/check');
  expect(check.html).toContain('見本 花子');
  expect(valuesIn(await customer.get('/transfer'), form)).toEqual(['見本 花子', '１２，０００']);
});

it('after a transfer is made its form is empty', async () => {
  const form = forms['振込・振替'] as Form;
  const customer = await opened(form);
  await customer.submit(form.path, form.fields);
  await customer.submit('/transfer/check', { confirmation });
  expect(valuesIn(await customer.get('/transfer'), form)).toEqual(['', '']);
});
