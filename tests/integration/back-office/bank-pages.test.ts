/** The bank's pages while the issuing service can't be reached, and what becomes of a deed whose answer is lost. */
import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it, onTestFinished, vi } from 'vitest';
import { startBank } from '../../../bank/server.ts';
import { codeAt } from '../../fakes/bank/app.ts';
import { eventsOf, operator, testBank } from '../../fakes/bank/bank.ts';
import type { TestBank } from '../../fakes/bank/bank.ts';
import { bankCustomer } from '../../fakes/bank/customer.ts';
import { mailsOf } from '../../fakes/bank/mail.ts';
import { temporaryFolder } from '../../fakes/folder.ts';

const confirmation = 'kakunin001';
const amount = { payee: '見本 太郎', amountYen: '1000' };

type Line = 'up' | 'down' | 'loses questions' | 'loses answers';

/** The line between the bank and the back office of its issuing service. */
function line(): { is(state: Line): void } {
  let state: Line = 'up';
  const real = globalThis.fetch;
  const spy = vi.spyOn(globalThis, 'fetch').mockImplementation(async (input, init) => {
    const isDeed = init?.method === 'POST' && String(input).includes('/v1/contracts/');
    const isAsked = String(input).includes('/v1/contracts/');
    if (state === 'down' && isAsked) throw new TypeError('fetch failed');
    if (state === 'loses questions' && isDeed) throw new TypeError('fetch failed');
    const answer = await real(input, init);
    if (state === 'loses answers' && isDeed) throw new TypeError('terminated');
    return answer;
  });
  onTestFinished(() => spy.mockRestore());
  return {
    is(next) {
      state = next;
    },
  };
}

const noticesOf = ({ database }: TestBank) =>
  database.prepare('SELECT kind FROM notices ORDER BY rowid').pluck().all();
const openDeedsOf = ({ database }: TestBank) =>
  database.prepare('SELECT count(*) FROM deeds').pluck().get();

async function userWithTransfer() {
  const lineToIssuer = line();
  const bank = await testBank();
  const customer = await bankCustomer(bank);
  const token = await customer.becomeUser();
  await customer.get('/transfer');
  await customer.submit('/transfer', amount);
  return { bank, customer, token, line: lineToIssuer };
}

it.each(['/otp/application', '/otp/issue', '/services', '/transfer/check'])(
  'while the service can’t be reached %s says so in words, and the rest of the bank is there',
  async (path) => {
    const { customer, line: lineToIssuer } = await userWithTransfer();
    lineToIssuer.is('down');
    const page = await customer.get(path);
    expect([page.status, page.screenId]).toEqual([503, 'BER008']);
    expect(page.html).toContain('お手続きは行っていません');
    expect((await customer.get('/account')).status).toBe(200);
    lineToIssuer.is('up');
    expect((await customer.get(path)).status).toBe(200);
  },
);

it('at the first start each institution gets a key of its own, and its customers can log in', async () => {
  const bank = await testBank({ dataDir: temporaryFolder() });
  for (const logInId of ['akagi001', 'haruna001']) {
    const customer = await bankCustomer(bank, logInId);
    expect((await customer.logIn()).screenId).toBe('BPT001');
  }
});

it('a key that was lost is made anew at the next start, and the old one is out', async () => {
  const bank = await testBank();
  const keyOf = () => readFileSync(join(bank.options.dataDir, 'bank-akagi.key.json'), 'utf8');
  const before = keyOf();
  await bank.close();
  rmSync(join(bank.options.dataDir, 'bank-akagi.key.json'));
  const again = await startBank(bank.options);
  onTestFinished(() => again.close());
  expect(keyOf()).not.toBe(before);
  const customer = await bankCustomer({ url: again.url, clock: bank.clock });
  expect((await customer.logIn()).screenId).toBe('BPT001');
});

it('a log-in while it can’t be reached costs no try', async () => {
  const { bank, line: lineToIssuer } = await userWithTransfer();
  lineToIssuer.is('down');
  const customer = await bankCustomer(bank);
  for (let times = 0; times < 11; times += 1) {
    expect((await customer.logIn()).screenId).toBe('BER008');
  }
  lineToIssuer.is('up');
  expect((await customer.logIn()).screenId).toBe('BLI023');
});

it('a transfer whose answer is lost is booked once, and told once', async () => {
  const { bank, customer, token, line: lineToIssuer } = await userWithTransfer();
  const code = codeAt(token, bank.clock.now());
  lineToIssuer.is('loses answers');
  const page = await customer.submit('/transfer/check', { confirmation, code });
  expect([page.status, page.screenId]).toEqual([503, 'BER006']);
  lineToIssuer.is('up');
  await expect.poll(() => openDeedsOf(bank)).toBe(0);
  expect((await eventsOf(bank)).filter((event) => event === 'transfer-made')).toHaveLength(1);
  expect(noticesOf(bank)).toEqual(['started', 'transfer']);
  await customer.get('/transfer/check');
  const again = await customer.submit('/transfer/check', { confirmation, code });
  expect(again.screenId).toBe('BFR003');
  expect((await eventsOf(bank)).filter((event) => event === 'transfer-made')).toHaveLength(1);
});

it('a transfer that was confirmed as the bank stopped is booked at its next start', async () => {
  const { bank, customer, token, line: lineToIssuer } = await userWithTransfer();
  lineToIssuer.is('loses answers');
  const code = codeAt(token, bank.clock.now());
  await customer.submit('/transfer/check', { confirmation, code });
  lineToIssuer.is('down');
  await bank.close();
  lineToIssuer.is('up');
  const again = await startBank(bank.options);
  onTestFinished(() => again.close());
  await expect
    .poll(() => again.database.prepare('SELECT amount_yen FROM transfers').pluck().all())
    .toEqual([1000]);
});

/** A transfer for which no code was taken, long enough ago that its request can be under way no more. */
async function notMade(state: Line) {
  const user = await userWithTransfer();
  const { bank, customer, line: lineToIssuer } = user;
  await customer.get('/transfer/check');
  lineToIssuer.is(state);
  await customer.submit('/transfer/check', { confirmation, code: '000000' });
  lineToIssuer.is('up');
  expect(openDeedsOf(bank)).toBe(1);
  bank.clock.moveBy(61_000);
  await expect.poll(() => openDeedsOf(bank)).toBe(0);
  return user;
}

it.each(['loses questions', 'loses answers'] as const)(
  'a transfer for which no code was taken, since the line %s, is told to customer and staff as not carried out',
  async (state) => {
    const { bank, customer } = await notMade(state);
    const { html } = await customer.get('/account');
    expect(html).toMatch(/行われなかった振込.*残高も減っていません.*見本 太郎.*1,000 円/s);
    expect(html).not.toContain('結果を確認している振込');
    for (const path of ['/top', '/transfer']) {
      expect((await customer.get(path)).html).toContain('確認が必要な振込があります');
    }
    const list = await operator(bank, 'list');
    expect(list).toMatch(
      /行われなかった振込.*not carried out.*\nakagi {2}akagi001 {2}\d{8}-\w{8} {2}1000 {2}見本 太郎 {2}/s,
    );
    expect(list).not.toContain('結果を確かめられない振込');
    const told = (await eventsOf(bank)).filter((event) => event.startsWith('transfer-'));
    expect(told).toEqual(['transfer-not-made']);
  },
);

it('one that was not carried out and is then made by the next code stands among the transfers alone', async () => {
  const { bank, customer, token, line: lineToIssuer } = await notMade('loses questions');
  await customer.get('/transfer/check');
  lineToIssuer.is('loses answers');
  const code = codeAt(token, bank.clock.now());
  await customer.submit('/transfer/check', { confirmation, code });
  const inDoubt = await customer.get('/account');
  expect(inDoubt.html).toContain('結果を確認している振込');
  expect(inDoubt.html).not.toContain('>行われなかった振込<');
  lineToIssuer.is('up');
  await expect.poll(() => openDeedsOf(bank)).toBe(0);
  const { html } = await customer.get('/account');
  expect(html.match(/見本 太郎/g)).toHaveLength(1);
  expect(html).not.toContain('行われなかった振込');
  expect(await operator(bank, 'list')).not.toContain(amount.payee);
});

it('a transfer whose answer was lost for three days is not booked, and listed for the staff as unclear', async () => {
  const { bank, customer, line: lineToIssuer } = await userWithTransfer();
  const list = () => operator(bank, 'list');
  lineToIssuer.is('loses answers');
  await customer.submit('/transfer/check', { confirmation, code: '000000' });
  lineToIssuer.is('up');
  expect(await list()).not.toContain(amount.payee);
  bank.clock.moveBy(71 * 60 * 60_000);
  await expect.poll(() => openDeedsOf(bank)).toBe(0);
  expect(await list()).toMatch(/^akagi {2}akagi001 {2}\d{8}-\w{8} {2}1000 {2}見本 太郎 {2}/m);
  expect(await list()).toContain('結果を確かめられない振込');
  const told = (await eventsOf(bank)).filter((event) => event.startsWith('transfer-'));
  expect(told).toEqual(['transfer-unclear']);
});

it('the customer reads on three pages that a transfer is in doubt, and once it stays unclear what to do', async () => {
  const { bank, customer, token, line: lineToIssuer } = await userWithTransfer();
  const notice = '確認が必要な振込があります';
  const pages = async () => [
    (await customer.get('/top')).html.includes(notice),
    (await customer.get('/transfer')).html.includes(notice),
  ];
  expect(await pages()).toEqual([false, false]);
  await customer.get('/transfer/check');
  lineToIssuer.is('loses answers');
  await customer.submit('/transfer/check', { confirmation, code: '000000' });
  expect(await pages()).toEqual([true, true]);
  expect((await customer.get('/account')).html).toMatch(
    /結果を確認している振込.*同じ振込をもう一度行わずにお待ちください.*見本 太郎.*1,000 円/s,
  );
  lineToIssuer.is('up');
  bank.clock.moveBy(71 * 60 * 60_000);
  await expect.poll(() => openDeedsOf(bank)).toBe(0);
  await customer.logIn(codeAt(token, bank.clock.now()));
  expect(await pages()).toEqual([true, true]);
  const { html } = await customer.get('/account');
  expect(html).toMatch(/行われなかった振込.*残高も減っていません.*見本 太郎.*1,000 円/s);
  expect(html).not.toContain('結果を確認している振込');
  bank.clock.moveBy(30 * 24 * 60 * 60_000);
  await customer.logIn(codeAt(token, bank.clock.now()));
  expect(await pages()).toEqual([false, false]);
  expect((await customer.get('/account')).html).toContain('行われなかった振込');
});

it('a transfer whose answer is lost is not paid by the next code too', async () => {
  const { bank, customer, token, line: lineToIssuer } = await userWithTransfer();
  lineToIssuer.is('loses answers');
  const code = codeAt(token, bank.clock.now());
  await customer.submit('/transfer/check', { confirmation, code });
  lineToIssuer.is('up');
  await customer.get('/transfer/check');
  const again = await customer.submit('/transfer/check', { confirmation, code: '000000' });
  expect(again.screenId).toBe('BFR003');
  expect((await eventsOf(bank)).filter((event) => event === 'transfer-made')).toHaveLength(1);
  expect(await eventsOf(bank)).not.toContain('code-wrong');
});

it('a release that was asked for twice, and whose answers were both lost, is told once', async () => {
  const { bank, customer, token, line: lineToIssuer } = await userWithTransfer();
  for (const state of ['loses questions', 'loses answers'] as const) {
    await customer.get('/otp/release');
    lineToIssuer.is(state);
    const code = codeAt(token, bank.clock.now());
    expect((await customer.submit('/otp/release', { code })).screenId).toBe('BER006');
    lineToIssuer.is('up');
  }
  await expect.poll(() => openDeedsOf(bank)).toBe(0);
  expect(noticesOf(bank)).toEqual(['started', 'released']);
});

it('an issue, a start of use and a release whose answers are lost have their letter and their notices', async () => {
  const lineToIssuer = line();
  const bank = await testBank();
  const customer = await bankCustomer(bank);
  const settled = async () => {
    lineToIssuer.is('up');
    await expect.poll(() => openDeedsOf(bank)).toBe(0);
  };
  await customer.logIn();
  lineToIssuer.is('loses answers');
  await customer.applyForToken();
  await settled();
  await expect.poll(() => mailsOf(bank)).toMatchObject([{ state: 'sent' }]);
  expect((await customer.get('/otp/application')).html).toContain('トークン発行済');

  await customer.applyForToken();
  const token = await customer.setUpApp();
  lineToIssuer.is('loses answers');
  expect((await customer.startUsing(token)).screenId).toBe('BER006');
  await settled();
  expect(noticesOf(bank)).toEqual(['started']);

  bank.clock.moveBy(60_000);
  await customer.get('/otp/release');
  lineToIssuer.is('loses answers');
  const code = codeAt(token, bank.clock.now());
  expect((await customer.submit('/otp/release', { code })).screenId).toBe('BER006');
  await settled();
  expect(noticesOf(bank)).toEqual(['started', 'released']);
});
