/** Whatever keeps somebody of the staff from logging in, the ID that was typed stands in its field again; the password never does. */
import { join } from 'node:path';
import SqliteDatabase from 'better-sqlite3';
import { afterEach, expect, it, vi } from 'vitest';
import { branchStore } from '../../../bank/branch/service/branch-store.ts';
import { defaultLimits } from '../../../bank/service/rules.ts';
import { sampleStaff } from '../../../bank/branch/staff/sample-staff.ts';
import { cutOffIssuer } from '../../fakes/bank/back-office.ts';
import { clerkAt, clicks, testBranch } from '../../fakes/bank/branch-page.ts';
import type { Clerk, TestBranch } from '../../fakes/bank/branch-page.ts';
import { holdPasswords } from '../../fakes/held-passwords.ts';
import { screenIdsIn, shareCookies, valueIn } from '../../fakes/bank/visitor.ts';
import type { Page } from '../../fakes/bank/visitor.ts';

const { id, password } = sampleStaff;
const minute = 60_000;

afterEach(() => void vi.restoreAllMocks());

const idIn = (page: Page) => valueIn(page, 'id');

/** A window with the log-in form, and another one of the same browser. */
type Windows = { branch: TestBranch; window: Clerk; other: Clerk };
type Refusal = {
  why: string;
  screenId: string;
  status: number;
  /** What comes in between once the form is open. */
  before?: (windows: Windows) => unknown;
  /** Instead of what is right. */
  typed?: Record<string, string>;
  /** Ends what came in between. */
  after?: (windows: Windows) => unknown;
};

async function opened(): Promise<Windows> {
  // The sample's password stands on the page of a demo.
  const branch = await testBranch();
  const [window, other] = [clerkAt(branch), clerkAt(branch)];
  await window.get('/?back=%2Fcontracts');
  return { branch, window, other };
}

const cutOff = () => cutOffIssuer(/\/v1\/|\/token$/);

function inDatabase({ branch }: Windows, statement: string): void {
  const database = new SqliteDatabase(join(branch.options.dataDir, branchStore.file));
  database.exec(statement);
  database.close();
}

const refusals: Refusal[] = [
  {
    why: 'the password is wrong',
    screenId: 'SLI001',
    status: 422,
    typed: { password: 'wrong password' },
  },
  {
    why: 'the password is none that can be typed',
    screenId: 'SLI001',
    status: 422,
    typed: { password: '秘密の言葉' },
  },
  {
    why: 'too many wrong ones came before',
    screenId: 'SLI001',
    status: 422,
    async before({ other }) {
      for (let n = 0; n < 10; n += 1) await other.logIn({ password: 'wrong password' });
    },
    after: ({ branch }) => branch.issuer.clock.moveBy(16 * minute),
  },
  {
    why: 'the cookie of the page is gone',
    screenId: 'SER001',
    status: 403,
    before: ({ window }) => window.cookies.clear(),
  },
  {
    why: 'another window has begun a visit of its own',
    screenId: 'SER001',
    status: 403,
    async before(windows) {
      await windows.other.get('/');
      shareCookies(windows.other, windows.window);
    },
  },
  {
    why: 'another window has logged in and timed out',
    screenId: 'SER001',
    status: 403,
    async before(windows) {
      await windows.other.logIn();
      windows.branch.issuer.clock.moveBy(10 * minute);
      shareCookies(windows.other, windows.window);
    },
  },
  {
    why: 'the form is longer than anything that is read',
    screenId: 'SER002',
    status: 413,
    typed: { password: 'a'.repeat(17 * 1024 * 1024) },
  },
  {
    why: 'the issuing service is away',
    screenId: 'SER004',
    status: 503,
    before: cutOff,
    after: () => vi.restoreAllMocks(),
  },
  {
    why: 'too many have tried from there',
    screenId: 'SER005',
    status: 429,
    async before({ other }) {
      await other.get('/');
      for (let n = 0; n < defaultLimits.logInsPerAddress; n += 1) {
        await other.send('/log-in', { id: '', password: '' });
      }
    },
    after: ({ branch }) => branch.issuer.clock.moveBy(minute),
  },
  {
    why: 'the page itself fails',
    screenId: 'SER006',
    status: 500,
    before: (windows) => inDatabase(windows, 'ALTER TABLE tries RENAME TO lost'),
    after: (windows) => inDatabase(windows, 'ALTER TABLE lost RENAME TO tries'),
  },
];

it.each(refusals)('$screenId: $why', async ({ screenId, status, before, typed, after }) => {
  const windows = await opened();
  const { window } = windows;
  await before?.(windows);
  const page = await window.send('/log-in', { id, password, ...typed });
  expect([page.screenId, page.status, idIn(page)]).toEqual([screenId, status, id]);
  expect(page.problem).not.toBeNull();
  expect(Number(page.retryAfter) > 0).toBe(status === 429);
  expect(page.html).not.toContain(`value="${typed?.['password'] ?? password}"`);
  await after?.(windows);
  expect((await window.send('/log-in', { id, password })).screenId).toBe('SKC001');
});

it('no place is left to look at the password', async () => {
  const branch = await testBranch();
  const { release } = holdPasswords();
  const answers = Array.from({ length: defaultLimits.passwordPlaces + 1 }, async (_, n) => {
    const page = await clerkAt(branch).logIn({ id: `clerk${n}` });
    return { typed: `clerk${n}`, page };
  });
  const { typed, page } = await Promise.race(answers);
  expect([page.screenId, page.status, idIn(page)]).toEqual(['SLI001', 503, typed]);
  expect(Number(page.retryAfter)).toBeGreaterThan(0);
  release();
  await Promise.all(answers);
});

it('there is no other number that a log-in can end with', () => {
  const numbers = screenIdsIn(join(import.meta.dirname, '../../../bank/branch/service'), 'SER');
  // Of an address or a method that no form has.
  for (const number of ['SER003', 'SER007']) expect(numbers.delete(number)).toBe(true);
  const tried = new Set(refusals.map(({ screenId }) => screenId));
  tried.delete('SLI001');
  expect(tried).toEqual(numbers);
});

it('where somebody else is logged in by then, nobody is led to that desk unasked', async () => {
  const windows = await opened();
  await windows.other.logIn();
  shareCookies(windows.other, windows.window);
  const page = await windows.window.send('/log-in', { id, password });
  expect([page.status, page.screenId, idIn(page)]).toEqual([403, 'SER001', undefined]);
});

it('what another site sends is not repeated', async () => {
  const { branch } = await opened();
  const answer = await fetch(`${branch.url}/log-in`, {
    method: 'POST',
    headers: { origin: 'https://elsewhere.example' },
    body: new URLSearchParams({ id: 'somebody', password }),
  });
  expect(answer.status).toBe(403);
  expect(await answer.text()).not.toContain('somebody');
});

it('who opens the page anew after a time-out logs in at the first try', async () => {
  const branch = await testBranch();
  const clerk = clerkAt(branch);
  await clerk.logIn();
  branch.issuer.clock.moveBy(11 * minute);
  expect((await clerk.logIn()).screenId).toBe('SKC001');
});

it('a right password is no guess while the issuing service is away', async () => {
  const { branch, window } = await opened();
  cutOff();
  for (let n = 0; n < defaultLimits.logInTries; n += 1) {
    expect((await window.send('/log-in', { id, password })).screenId).toBe('SER004');
  }
  vi.restoreAllMocks();
  expect((await window.send('/log-in', { id, password })).screenId).toBe('SKC001');
  expect((await clicks(branch)).map(({ event }) => event)).toEqual(['staff-log-in']);
});
