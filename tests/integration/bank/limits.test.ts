/** Limits: whose they are behind a proxy, what shares one, and what they never refuse. */
import { randomBytes, scryptSync } from 'node:crypto';
import { expect, it } from 'vitest';
import { readTrustedProxies } from '../../../bank/service/peer.ts';
import { defaultLimits } from '../../../bank/service/rules.ts';
import { activate, newAttempt, post, readError, send } from '../../fakes/bank/app.ts';
import { testBank } from '../../fakes/bank/bank.ts';
import type { TestBank } from '../../fakes/bank/bank.ts';
import { activationPassword, bankCustomer } from '../../fakes/bank/customer.ts';
import { rowsOf } from '../../fakes/bank/database.ts';
import { visitor } from '../../fakes/bank/visitor.ts';

const logInId = 'akagi001';
const right = { logInId, password: 'sample001' };
const wrong = { logInId, password: 'wrong000' };

const timePath = '/akagi/issuer/time?nonce=AAAAAAAAAAAAAAAAAAAAAA';

async function askTimeFrom(bank: TestBank, headers: Record<string, string>): Promise<number> {
  const reply = await fetch(bank.url + timePath, { headers });
  await reply.body?.cancel();
  return reply.status;
}

it('behind a trusted proxy each customer has a limit of their own', async () => {
  const trustedProxies = readTrustedProxies('127.0.0.1');
  const bank = await testBank({ trustedProxies, limits: { timesPerAddress: 1 } });
  expect(await askTimeFrom(bank, { 'x-forwarded-for': '192.0.2.1' })).toBe(200);
  expect(await askTimeFrom(bank, { forwarded: 'for=192.0.2.1' })).toBe(429);
  expect(await askTimeFrom(bank, { 'x-forwarded-for': '192.0.2.1, 192.0.2.2' })).toBe(200);
  expect(await askTimeFrom(bank, { forwarded: 'for="[2001:db8::1]"' })).toBe(200);
  expect(await askTimeFrom(bank, { forwarded: 'for="[2001:db8::2]"' })).toBe(429);
});

it('nobody gets a limit anew by a header that no trusted proxy wrote', async () => {
  const trustedProxies = readTrustedProxies('10.0.0.0/8');
  const bank = await testBank({ trustedProxies, limits: { timesPerAddress: 1 } });
  expect(await askTimeFrom(bank, { 'x-forwarded-for': '192.0.2.1' })).toBe(200);
  expect(await askTimeFrom(bank, { 'x-forwarded-for': '192.0.2.2' })).toBe(429);
  expect(await askTimeFrom(bank, { forwarded: 'for=192.0.2.3' })).toBe(429);
});

it('the audit log has the address that the trusted proxy saw', async () => {
  const bank = await testBank({ trustedProxies: readTrustedProxies('127.0.0.1') });
  const { entry } = await bankCustomer(bank);
  const attempt = await newAttempt(entry, { userId: '0000000000', activationPassword });
  await fetch(`${entry.issuerUrl}/activations`, {
    method: 'POST',
    body: attempt.body,
    headers: { 'content-type': 'application/jose', 'x-forwarded-for': '192.0.2.1' },
  });
  const sources = `SELECT source FROM audit WHERE event = 'activation-wrong'`;
  expect(await rowsOf(bank.issuerStorage, sources)).toEqual([{ source: '192.0.2.1' }]);
});

it('questions for the time take nothing from activations, nor activations from them', async () => {
  const bank = await testBank({ limits: { timesPerAddress: 2, activationsPerAddress: 2 } });
  const customer = await bankCustomer(bank);
  const { entry } = customer;
  await customer.logIn();
  const userId = await customer.applyForToken();
  const times = [];
  for (let i = 0; i < 3; i += 1) times.push(await askTimeFrom(bank, {}));
  expect(times).toEqual([200, 200, 429]);

  // The activation and its confirmation.
  await activate(entry, { userId, activationPassword });
  const attempt = await newAttempt(entry, { userId, activationPassword });
  expect((await readError(entry, await send(entry, attempt))).code).toBe('too-many-requests');

  bank.clock.moveBy(60_000);
  await Promise.all([send(entry, attempt), send(entry, attempt), send(entry, attempt)]);
  expect(await askTimeFrom(bank, {})).toBe(200);
});

it('200 customers behind one address may watch their last step, asking four times a minute', async () => {
  const bank = await testBank({ limits: defaultLimits });
  const { entry } = await bankCustomer(bank);
  const url = `${entry.issuerUrl}/tokens/${'0'.repeat(32)}/status`;
  const statuses = new Set<number>();
  for (let round = 0; round < 4; round += 1) {
    const replies = await Promise.all(Array.from({ length: 200 }, () => post(url, '{}')));
    for (const { status } of replies) statuses.add(status);
  }
  expect([...statuses]).toEqual([400]);
});

/** The log-in password as a hash that takes no time, for what is tried hundreds of times. */
async function bankWithCheapPassword(): Promise<TestBank> {
  const bank = await testBank();
  const hash = (password: string) => {
    const salt = randomBytes(16);
    const derived = scryptSync(password, salt, 32, { N: 2, r: 8, p: 1 });
    return ['scrypt', 2, 8, 1, salt.toString('base64url'), derived.toString('base64url')].join('$');
  };
  bank.database
    .prepare('UPDATE customers SET log_in_password = ? WHERE log_in_id = ?')
    .run(hash(right.password), logInId);
  return bank;
}

/** Everybody opens the page first, so that the tries come together. */
async function logInTogether(bank: TestBank, tries: (typeof right)[]) {
  const people = tries.map((fields) => ({ web: visitor(`${bank.url}/akagi/`), fields }));
  await Promise.all(people.map(({ web }) => web.get('/')));
  return Promise.all(people.map(({ web, fields }) => web.submit('/log-in', fields)));
}

/** How many wrong passwords were looked at, from each right one to the next. */
function wrongInARow(bank: TestBank): number[] {
  const rows = bank.database
    .prepare(`SELECT event FROM audit WHERE event LIKE 'log-in%' ORDER BY id`)
    .all() as { event: string }[];
  const counts = [0];
  for (const { event } of rows) {
    if (event === 'log-in') counts.push(0);
    if (event === 'log-in-wrong') counts.push((counts.pop() ?? 0) + 1);
  }
  return counts;
}

it('574 right log-ins of one ID at once are all let in', { timeout: 120_000 }, async () => {
  const bank = await bankWithCheapPassword();
  const pages = await logInTogether(
    bank,
    Array.from({ length: 574 }, () => right),
  );
  expect(pages.filter(({ screenId }) => screenId !== 'BPT001')).toEqual([]);
});

it('of 100 wrong log-ins of one ID at once ten are looked at, and then the ID is locked', async () => {
  const bank = await bankWithCheapPassword();
  const pages = await logInTogether(
    bank,
    Array.from({ length: 100 }, () => wrong),
  );
  const locked = pages.filter(({ html }) => html.includes('ログインできません'));
  // The tenth is looked at, and says that it was the last.
  expect({ wrong: wrongInARow(bank), locked: locked.length }).toEqual({ wrong: [9], locked: 91 });
  expect((await logInTogether(bank, [right]))[0]?.screenId).toBe('BLI001');
});

it('right and wrong log-ins at once: right ones are let in until ten wrong ones came in a row', async () => {
  const bank = await bankWithCheapPassword();
  const tries = Array.from({ length: 300 }, (_, i) => (i % 3 === 0 ? right : wrong));
  const pages = await logInTogether(bank, tries);
  const letIn = pages.filter(({ screenId }) => screenId === 'BPT001').length;
  expect(Math.max(...wrongInARow(bank))).toBeLessThan(10);
  const wasLocked = bank.database
    .prepare(`SELECT count(*) AS n FROM audit WHERE event = 'log-in-locked'`)
    .get() as { n: number };
  expect(wasLocked.n === 0 ? letIn : 100).toBe(100);
  expect(letIn).toBe(wrongInARow(bank).length - 1);
});

it('a right 確認用パスワード that is sent eight times at once locks nobody', async () => {
  const customer = await bankCustomer(await testBank());
  await customer.logIn();
  await customer.get('/otp/issue');
  const [mail, password] = ['hanako@example.jp', activationPassword];
  const fields = { mail, mailAgain: mail, password, passwordAgain: password };
  const { html } = await customer.submit('/otp/issue', fields);
  const hidden = [...html.matchAll(/name="(csrf|draft)" value="([^"]+)"/g)];
  const form = Object.fromEntries(hidden.map(([, name = '', value = '']) => [name, value]));
  const confirm = () => customer.post('/otp/issue/check', { ...form, confirmation: 'kakunin001' });
  await Promise.all(Array.from({ length: 8 }, confirm));
  const locked = customer.bank.database
    .prepare(`SELECT count(*) AS n FROM audit WHERE event LIKE 'confirmation-password-%'`)
    .get();
  expect(locked).toEqual({ n: 0 });
  expect((await customer.get('/otp/application')).html).toContain('id="user-id"');
});

it.each([
  ['/', 'GET, HEAD'],
  ['/directory.jws', 'GET, HEAD'],
  ['/mailbox', 'GET, HEAD'],
  ['/mailbox/x/html', 'GET, HEAD'],
  ['/assets/style.css', 'GET, HEAD'],
  ['/assets/text-size.js', 'GET, HEAD'],
  ['/akagi', 'GET, HEAD'],
  ['/akagi/issuer/time', 'GET, HEAD'],
  ['/akagi/issuer/activations', 'POST'],
  ['/akagi/issuer/tokens/x/status', 'POST'],
])('%s takes %s and answers 405 to the others', async (path, allowed) => {
  const bank = await testBank();
  for (const method of ['GET', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS', 'QUERY']) {
    if (allowed.includes(method)) continue;
    const reply = await fetch(bank.url + path, { method });
    expect([method, reply.status, reply.headers.get('allow')]).toEqual([method, 405, allowed]);
  }
});

it.each(['/assets/none.js', '/mailbox/none/html', '/none'])('%s is not found', async (path) => {
  const bank = await testBank();
  expect((await fetch(bank.url + path)).status).toBe(404);
});
