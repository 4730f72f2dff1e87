/** Whatever keeps somebody from logging in, the log-in ID that was typed stands in its field again; the password never does. */
import { expect, it, vi } from 'vitest';
import { testBank } from '../../fakes/bank/bank.ts';
import type { TestBank } from '../../fakes/bank/bank.ts';
import { bankCustomer } from '../../fakes/bank/customer.ts';
import type { BankCustomer } from '../../fakes/bank/customer.ts';
import { visitor } from '../../fakes/bank/visitor.ts';
import type { Page, Visitor } from '../../fakes/bank/visitor.ts';

const entered = { logInId: 'akagi001', password: 'sample001' };
const minute = 60_000;

const idIn = ({ html }: Page) => /<input id="logInId"[^>]* value="([^"]*)"/.exec(html)?.[1];

/** Sends the form of a window that was opened before, whatever another one has done since. */
async function sendLate(window: Visitor, customer: BankCustomer<TestBank>): Promise<Page> {
  const csrf = /name="csrf" value="([^"]+)"/.exec(window.page().html)?.[1] ?? '';
  window.cookies.clear();
  for (const [name, value] of customer.cookies) window.cookies.set(name, value);
  return window.post('/log-in', { csrf, return: 'transfer', ...entered });
}

async function openedInTwoWindows() {
  const customer = await bankCustomer(await testBank());
  const window = visitor(`${customer.bank.url}/akagi/`);
  await window.get('/?return=transfer');
  return { customer, window };
}

/** What happens to the visit that the form was opened in. */
const ends: Record<string, (customer: BankCustomer<TestBank>) => Promise<unknown> | void> = {
  'its cookie is gone': () => undefined,
  'another window has begun a visit of its own': (customer) => customer.get('/'),
  'another window has logged in and timed out': async (customer) => {
    await customer.logIn();
    customer.bank.clock.moveBy(10 * minute);
  },
};

it.each(Object.keys(ends))('the page is void since %s', async (end) => {
  const { customer, window } = await openedInTwoWindows();
  await ends[end]?.(customer);
  const page = await sendLate(window, customer);
  expect([page.status, page.screenId]).toEqual([403, 'BER001']);
  expect(page.problem).toContain('ログインはまだ行われていません');
  expect(idIn(page)).toBe(entered.logInId);
  expect(page.html).not.toContain(entered.password);
  expect((await window.submit('/log-in', entered)).screenId).toBe('BFR001');
});

it('so is it after another size of letters that was chosen on a void page', async () => {
  const { customer, window } = await openedInTwoWindows();
  window.cookies.clear();
  const fields = { csrf: '', size: 'large', return: 'transfer', ...entered };
  const page = await window.post('/text-size?back=%2Fakagi%2F%3Freturn%3Dtransfer', fields);
  expect([page.screenId, idIn(page)]).toEqual(['BER001', entered.logInId]);
  expect(page.html).not.toContain(entered.password);
  expect((await customer.get('/')).screenId).toBe('BLI001');
});

it('where somebody else is logged in by then, nobody is led to that account unasked', async () => {
  const { customer, window } = await openedInTwoWindows();
  await customer.logIn();
  const page = await sendLate(window, customer);
  expect([page.status, page.screenId, idIn(page)]).toEqual([403, 'BER001', undefined]);
});

it('what another site sends is not repeated', async () => {
  const { customer } = await openedInTwoWindows();
  const answer = await fetch(`${customer.bank.url}/akagi/log-in`, {
    method: 'POST',
    headers: { origin: 'https://elsewhere.example' },
    body: new URLSearchParams(entered),
  });
  expect(answer.status).toBe(403);
  expect(await answer.text()).not.toContain(entered.logInId);
});

it('too many have tried from there', async () => {
  const customer = await bankCustomer(await testBank({ limits: { logInsPerAddress: 1 } }));
  await customer.get('/');
  await customer.submit('/log-in', { ...entered, password: 'wrong0000' });
  const page = await customer.submit('/log-in', entered);
  expect([page.status, page.screenId, idIn(page)]).toEqual([429, 'BER005', entered.logInId]);
  expect(Number(page.retryAfter)).toBeGreaterThan(0);
});

it('the issuing service is away', async () => {
  const customer = await bankCustomer(await testBank());
  await customer.get('/?return=transfer');
  const real = globalThis.fetch;
  const spy = vi.spyOn(globalThis, 'fetch').mockImplementation(async (input, init) => {
    if (String(input).includes('/v1/contracts/')) throw new TypeError('fetch failed');
    return real(input, init);
  });
  const page = await customer.submit('/log-in', entered);
  spy.mockRestore();
  expect([page.status, page.screenId, idIn(page)]).toEqual([503, 'BER008', entered.logInId]);
  expect((await customer.submit('/log-in', entered)).screenId).toBe('BFR001');
});

it('the bank itself fails', async () => {
  const customer = await bankCustomer(await testBank());
  await customer.get('/');
  customer.bank.database.exec('DROP TABLE tries');
  const page = await customer.submit('/log-in', entered);
  expect([page.status, page.screenId, idIn(page)]).toEqual([500, 'BER006', entered.logInId]);
});
