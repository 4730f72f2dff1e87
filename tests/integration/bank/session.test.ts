/** What belongs to one visit: two windows, forms that are sent late or twice, and when it is over. */
import { expect, it } from 'vitest';
import { codeAt } from '../../fakes/bank/app.ts';
import { setBack } from '../../fakes/bank/clock.ts';
import { activationPassword, bankCustomer, mailAddress } from '../../fakes/bank/customer.ts';
import type { BankCustomer } from '../../fakes/bank/customer.ts';
import { testBank } from '../../fakes/bank/bank.ts';
import type { TestBank } from '../../fakes/bank/bank.ts';

const minute = 60_000;
const wrongCode = '000000';
const confirmation = 'kakunin001';
const passwords = { password: activationPassword, passwordAgain: activationPassword };

async function loggedIn(options: Parameters<typeof testBank>[0] = {}) {
  const customer = await bankCustomer(await testBank(options));
  await customer.logIn();
  return customer;
}

const codeNow = (customer: BankCustomer<TestBank>, token: Parameters<typeof codeAt>[0]) =>
  codeAt(token, customer.bank.clock.now());

async function enterTransfer(customer: BankCustomer, payee: string, amountYen: string) {
  await customer.get('/transfer');
  return customer.submit('/transfer', { payee, amountYen });
}

/** What a form of an older page would send. */
function hiddenOf({ html }: { html: string }): Record<string, string> {
  const fields = html.matchAll(/name="(csrf|draft)" value="([^"]+)"/g);
  return Object.fromEntries([...fields].map(([, name, value]) => [name ?? '', value ?? '']));
}

it('a transfer that another window has changed is not made, but shown again', async () => {
  const customer = await loggedIn();
  const first = await enterTransfer(customer, '見本 太郎', '10000');
  await enterTransfer(customer, '見本 次郎', '900000');
  const page = await customer.post('/transfer/check', { ...hiddenOf(first), confirmation });
  expect(page.html).toContain('<strong>別の画面で内容が変更されました</strong>');
  expect(page.html).toContain('見本 次郎');
  expect((await customer.get('/account')).html).toContain('1,284,560 円');
});

it('an application that another window has changed is not made, but shown again', async () => {
  const customer = await loggedIn();
  const enter = async (mail: string) => {
    await customer.get('/otp/issue');
    return customer.submit('/otp/issue', { mail, mailAgain: mail, ...passwords });
  };
  const first = await enter(mailAddress);
  await enter('taro@example.jp');
  const page = await customer.post('/otp/issue/check', { ...hiddenOf(first), confirmation });
  expect(page.html).toContain('<strong>別の画面で内容が変更されました</strong>');
  expect(page.html).toContain('taro@example.jp');
  expect((await customer.get('/otp/application')).html).toContain('未申請');
});

it('利用開始する pressed twice is the same as once', async () => {
  const customer = await loggedIn();
  await customer.applyForToken();
  const token = await customer.setUpApp();
  await customer.startUsing(token);
  const again = await customer.startUsing(token);
  expect(again).toMatchObject({ screenId: 'BOP001', problem: null });
  expect(again.html).toContain('利用中');
});

it('after the fifth wrong code at 利用開始 there is no form for a sixth', async () => {
  const customer = await loggedIn();
  await customer.applyForToken();
  await customer.setUpApp();
  await customer.get('/otp/start');
  for (let i = 0; i < 5; i += 1) await customer.submit('/otp/start', { code: wrongCode });
  expect(customer.page().html).not.toContain('name="code"');
  expect(customer.page().html).toContain('/otp/application"');
});

it.each([
  ['/otp/issue/done', 'BOP001'],
  ['/otp/start/done', 'BOP001'],
  ['/otp/release/done', 'BOP001'],
  ['/transfer/done', 'BFR001'],
])('%s says nothing is done where nothing was', async (path, screenId) => {
  const customer = await loggedIn();
  expect((await customer.get(path)).screenId).toBe(screenId);
});

it('the form that is shown after 利用停止 can be used to log in', async () => {
  const customer = await bankCustomer(await testBank());
  await customer.becomeUser();
  await customer.submit('/log-out');
  await customer.logIn();
  for (let i = 0; i < 5; i += 1) await customer.submit('/log-in/otp', { code: wrongCode });
  expect(customer.page()).toMatchObject({ screenId: 'BLI001', status: 422 });
  const page = await customer.submit('/log-in', { logInId: 'akagi001', password: 'sample001' });
  expect(page.screenId).toBe('BLI023');
});

it('another size of letters on the page of the time-out keeps the way back to BOP001', async () => {
  const customer = await loggedIn();
  await customer.applyForToken();
  customer.bank.clock.moveBy(10 * minute);
  await customer.get('/otp/application');
  const larger = await customer.submit('/text-size', { size: 'large' });
  expect(larger.html).toContain('タイムアウトしました');
  expect(larger.html).toContain('href="/akagi/?return=otp"');
  await customer.get('/?return=otp');
  await customer.submit('/text-size', { size: 'medium' });
  const back = await customer.submit('/log-in', { logInId: 'akagi001', password: 'sample001' });
  expect(back.screenId).toBe('BOP001');
});

it('the way back to BOP001 leads over BLI023 where a token is in use', async () => {
  const customer = await bankCustomer(await testBank());
  const token = await customer.becomeUser();
  customer.bank.clock.moveBy(10 * minute);
  await customer.get('/otp/application');
  await customer.get('/?return=otp');
  await customer.submit('/log-in', { logInId: 'akagi001', password: 'sample001' });
  const back = await customer.submit('/log-in/otp', { code: codeNow(customer, token) });
  expect(back.screenId).toBe('BOP001');
});

it('a clock that is set back does not keep an idle session alive', async () => {
  const customer = await loggedIn();
  await setBack(customer.bank, 60 * minute);
  expect((await customer.get('/top')).html).toContain('タイムアウトしました');
});

it('利用開始 ends the sessions that were opened without a code', async () => {
  const customer = await loggedIn();
  const other = await bankCustomer(customer.bank);
  await other.logIn();
  await customer.applyForToken();
  await customer.startUsing(await customer.setUpApp());
  expect((await customer.get('/top')).screenId).toBe('BPT001');
  expect((await other.get('/account')).screenId).not.toBe('BAC001');
});

it('so many applications an hour are taken from one customer, and others are not kept waiting', async () => {
  const customer = await loggedIn({ limits: { issuesPerCustomer: 2 } });
  const ids = [await customer.applyForToken(), await customer.applyForToken()];
  expect(await customer.applyForToken()).toBe(ids[1]);
  const other = await bankCustomer(customer.bank, 'akagi002');
  await other.logIn();
  await other.get('/otp/issue');
  await other.submit('/otp/issue', { mail: mailAddress, mailAgain: mailAddress, ...passwords });
  const done = await other.submit('/otp/issue/check', { confirmation: 'kakunin002' });
  expect(done.screenId).toBe('BOT003');
});

it('a suspended token lets no transfer through, neither with its code nor without', async () => {
  const customer = await bankCustomer(await testBank());
  const token = await customer.becomeUser();
  await enterTransfer(customer, '見本 太郎', '10000');
  for (let i = 0; i < 5; i += 1) {
    await customer.submit('/transfer/check', { confirmation, code: wrongCode });
  }
  for (const code of ['', codeNow(customer, token)]) {
    const page = await customer.submit('/transfer/check', { confirmation, code });
    expect(page.problem).toContain('停止');
  }
  expect((await customer.get('/account')).html).toContain('1,284,560 円');
});

it('the codes of a token that has expired are wrong', async () => {
  const customer = await bankCustomer(await testBank());
  const token = await customer.becomeUser();
  customer.bank.clock.moveBy(5 * 365 * 24 * 60 * minute);
  const page = await customer.logIn(codeNow(customer, token));
  expect(page).toMatchObject({ screenId: 'BLI023', status: 422 });
});

it('five wrong confirmation passwords close the way for fifteen minutes, over a new log-in too', async () => {
  const customer = await loggedIn();
  const enter = () => enterTransfer(customer, '見本 太郎', '10000');
  await enter();
  for (let i = 0; i < 5; i += 1) await customer.submit('/transfer/check', { confirmation: 'no' });
  await customer.logIn();
  await enter();
  const locked = await customer.submit('/transfer/check', { confirmation });
  expect(locked.html).toContain('ログアウトしました');
  customer.bank.clock.moveBy(15 * minute);
  await customer.logIn();
  await enter();
  expect((await customer.submit('/transfer/check', { confirmation })).screenId).toBe('BFR003');
});

it('a right log-in password forgets the wrong ones before it', async () => {
  const customer = await bankCustomer(await testBank());
  for (let round = 0; round < 2; round += 1) {
    for (let i = 0; i < 9; i += 1) {
      await customer.get('/');
      await customer.submit('/log-in', { logInId: 'akagi001', password: 'wrong000' });
    }
    expect((await customer.logIn()).screenId).toBe('BPT001');
    await customer.submit('/log-out');
  }
});

it('the log-ins of all addresses together have a limit', async () => {
  const bank = await testBank({ limits: { logInsInAll: 1 } });
  const customer = await bankCustomer(bank);
  expect((await customer.logIn()).screenId).toBe('BPT001');
  const other = await bankCustomer(bank, 'akagi002');
  expect((await other.logIn()).status).toBe(429);
});

it.each(['foo..bar@example.jp', 'foo.@example.jp', 'a/b@example.jp'])(
  'the mail address %s, as carriers gave out, is taken',
  async (mail) => {
    const customer = await loggedIn();
    await customer.get('/otp/issue');
    const page = await customer.submit('/otp/issue', { mail, mailAgain: mail, ...passwords });
    expect(page.screenId).toBe('BOT002');
  },
);
