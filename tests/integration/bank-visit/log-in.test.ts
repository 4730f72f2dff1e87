/** Whatever keeps somebody from logging in, the log-in ID that was typed stands in its field again; the password never does. */
import { join } from 'node:path';
import { afterEach, expect, it, vi } from 'vitest';
import type { BankOptions } from '../../../bank/server.ts';
import { cutOffIssuer } from '../../fakes/bank/back-office.ts';
import { testBank } from '../../fakes/bank/bank.ts';
import type { TestBank } from '../../fakes/bank/bank.ts';
import { bankCustomer } from '../../fakes/bank/customer.ts';
import type { BankCustomer } from '../../fakes/bank/customer.ts';
import { screenIdsIn, shareCookies, valueIn, visitor } from '../../fakes/bank/visitor.ts';
import type { Page, Visitor } from '../../fakes/bank/visitor.ts';

const entered = { logInId: 'akagi001', password: 'sample001' };
const minute = 60_000;
const day = 24 * 60 * minute;
const beyondAll = 'a'.repeat(17 * 1024 * 1024);

afterEach(() => void vi.restoreAllMocks());

const idIn = (page: Page) => valueIn(page, 'logInId');

/** A window with the log-in form, which leads back to a transfer, and another one of the same browser. */
type Windows = { window: Visitor; other: BankCustomer<TestBank> };
type Refusal = {
  why: string;
  screenId: string;
  status: number;
  options?: Partial<BankOptions>;
  /** What comes in between once the form is open. */
  before?: (windows: Windows) => unknown;
  /** Instead of what is right. */
  typed?: Record<string, string>;
  /** Ends what came in between. */
  after?: (windows: Windows) => unknown;
};

async function opened(options: Partial<BankOptions> = {}): Promise<Windows> {
  const other = await bankCustomer(await testBank(options));
  const window = visitor(`${other.bank.url}/akagi/`);
  await window.get('/?return=transfer');
  return { window, other };
}

const refusals: Refusal[] = [
  {
    why: 'the password is wrong',
    screenId: 'BLI001',
    status: 422,
    typed: { password: 'wrong0000' },
  },
  {
    why: 'the password is none that can be typed',
    screenId: 'BLI001',
    status: 422,
    typed: { password: '秘密の言葉' },
  },
  {
    why: 'too many wrong ones came before',
    screenId: 'BLI001',
    status: 422,
    async before({ other }) {
      for (let n = 0; n < 10; n += 1) {
        await other.get('/');
        await other.submit('/log-in', { ...entered, password: 'wrong0000' });
      }
    },
    after: ({ other }) => other.bank.clock.moveBy(16 * minute),
  },
  {
    why: 'the cookie of the page is gone',
    screenId: 'BER001',
    status: 403,
    before: ({ window }) => window.cookies.clear(),
  },
  {
    why: 'another window has begun a visit of its own',
    screenId: 'BER001',
    status: 403,
    async before(windows) {
      await windows.other.get('/');
      shareCookies(windows.other, windows.window);
    },
  },
  {
    why: 'another window has logged in and timed out',
    screenId: 'BER001',
    status: 403,
    async before(windows) {
      await windows.other.logIn();
      windows.other.bank.clock.moveBy(10 * minute);
      shareCookies(windows.other, windows.window);
    },
  },
  {
    why: 'the form is longer than anything that is read',
    screenId: 'BER002',
    status: 413,
    typed: { password: beyondAll },
  },
  {
    why: 'too many have tried from there',
    screenId: 'BER005',
    status: 429,
    options: { limits: { logInsPerAddress: 1 } },
    before: ({ other }) => other.logIn(),
    after: ({ other }) => other.bank.clock.moveBy(minute),
  },
  {
    why: 'the bank itself fails',
    screenId: 'BER006',
    status: 500,
    before: ({ other }) => other.bank.database.exec('ALTER TABLE tries RENAME TO lost'),
    after: ({ other }) => other.bank.database.exec('ALTER TABLE lost RENAME TO tries'),
  },
  {
    why: 'the bank’s clock is in doubt',
    screenId: 'BER007',
    status: 503,
    before: ({ other }) => other.bank.clock.moveBy(-day),
    after: ({ other }) => other.bank.clock.moveBy(day),
  },
  {
    why: 'the issuing service is away',
    screenId: 'BER008',
    status: 503,
    before: () => cutOffIssuer(/\/v1\/contracts\//),
    after: () => vi.restoreAllMocks(),
  },
];

it.each(refusals)(
  '$screenId: $why',
  async ({ screenId, status, options, before, typed, after }) => {
    const windows = await opened(options);
    const { window } = windows;
    await before?.(windows);
    const page = await window.submit('/log-in', { ...entered, ...typed });
    expect([page.screenId, page.status, idIn(page)]).toEqual([screenId, status, entered.logInId]);
    expect(page.problem).not.toBeNull();
    expect(Number(page.retryAfter) > 0).toBe(status === 429 || status === 503);
    expect(page.html).not.toContain(typed?.['password'] ?? entered.password);
    await after?.(windows);
    expect((await window.submit('/log-in', entered)).screenId).toBe('BFR001');
  },
);

it('there is no other number that a log-in can end with', () => {
  const numbers = screenIdsIn(join(import.meta.dirname, '../../../bank/site'), 'BER');
  // Of an address or a method that no form has.
  for (const number of ['BER003', 'BER004']) expect(numbers.delete(number)).toBe(true);
  const tried = new Set(refusals.map(({ screenId }) => screenId));
  tried.delete('BLI001');
  expect(tried).toEqual(numbers);
});

it('so is it after another size of letters that was chosen on a void page', async () => {
  const { window, other } = await opened();
  window.cookies.clear();
  const fields = { csrf: '', size: 'large', return: 'transfer', ...entered };
  const page = await window.post('/text-size?back=%2Fakagi%2F%3Freturn%3Dtransfer', fields);
  expect([page.screenId, idIn(page)]).toEqual(['BER001', entered.logInId]);
  expect(page.html).not.toContain(entered.password);
  expect((await other.get('/')).screenId).toBe('BLI001');
});

it('where somebody else is logged in by then, nobody is led to that account unasked', async () => {
  const windows = await opened();
  await windows.other.logIn();
  shareCookies(windows.other, windows.window);
  const page = await windows.window.submit('/log-in', entered);
  expect([page.status, page.screenId, idIn(page)]).toEqual([403, 'BER001', undefined]);
});

it('while the clock is in doubt nobody who is logged in is logged out by a log-in that is refused', async () => {
  const windows = await opened();
  const { other, window } = windows;
  await other.logIn();
  shareCookies(windows.other, windows.window);
  other.bank.clock.moveBy(-day);
  const page = await window.submit('/log-in', entered);
  expect([page.screenId, idIn(page)]).toEqual(['BER007', entered.logInId]);
  other.bank.clock.moveBy(day);
  expect((await window.get('/top')).screenId).toBe('BPT001');
});

it.each([0, day])(
  'what another site sends is not repeated (clock behind by %i)',
  async (behind) => {
    const { other } = await opened();
    other.bank.clock.moveBy(-behind);
    const answer = await fetch(`${other.bank.url}/akagi/log-in`, {
      method: 'POST',
      headers: { origin: 'https://elsewhere.example' },
      body: new URLSearchParams(entered),
    });
    expect(answer.ok).toBe(false);
    expect(await answer.text()).not.toContain(entered.logInId);
  },
);
