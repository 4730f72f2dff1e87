/** The bank's clock was ahead by a day or by ten years, and is set right: every stored instant (docs/reference-bank.md). */
import { expect, it } from 'vitest';
import { runOperator } from '../../../bank/operator/operator.ts';
import { startBank } from '../../../bank/server.ts';
import { codeAt, newAttempt, readError, send } from '../../fakes/bank/app.ts';
import { testBank } from '../../fakes/bank/bank.ts';
import type { TestBank } from '../../fakes/bank/bank.ts';
import { bankCustomer } from '../../fakes/bank/customer.ts';
import { mailsOf } from '../../fakes/bank/mail.ts';
import { fakeSmtp } from '../../fakes/bank/smtp.ts';

const minute = 60_000;
const hour = 60 * minute;
const day = 24 * hour;

const aheads = [
  ['a day', day],
  ['ten years', 3653 * day],
] as const;

const operator = (bank: TestBank, ...args: string[]) =>
  runOperator([...args, '--data', bank.options.dataDir], bank.clock.now);

/** A customer who logged in while the clock was ahead; it is right again. The expiry of tokens is left out. */
async function loggedInAhead(aheadMs: number) {
  const bank = await testBank();
  const customer = await bankCustomer(bank);
  const token = await customer.becomeUser();
  bank.database.exec('UPDATE tokens SET expires_at = expires_at * 2');
  bank.clock.moveBy(aheadMs);
  const codeAhead = codeAt(token, bank.clock.now());
  await customer.logIn(codeAhead);
  bank.clock.moveBy(-aheadMs);
  return { bank, customer, token, codeAhead };
}

it.each(aheads)(
  'ahead by %s: right codes are taken again after the window',
  async (_what, aheadMs) => {
    const { bank, customer, token } = await loggedInAhead(aheadMs);
    const before = codeAt(token, bank.clock.now());
    expect((await customer.logIn(before)).screenId).toBe('BLI023');
    bank.clock.moveBy(2 * minute);
    expect((await customer.logIn(codeAt(token, bank.clock.now()))).screenId).toBe('BPT001');
  },
);

it('a code that was taken before the clock ran ahead is not taken again after its correction', async () => {
  const bank = await testBank();
  const customer = await bankCustomer(bank);
  const token = await customer.becomeUser();
  const code = codeAt(token, bank.clock.now());
  await customer.logIn(code);
  bank.clock.moveBy(day);
  await customer.logIn(codeAt(token, bank.clock.now()));
  bank.clock.moveBy(-day);
  expect((await customer.logIn(code)).screenId).toBe('BLI023');
});

it.each(aheads)(
  'ahead by %s: a code that was taken then is not taken again when its time comes',
  async (_what, aheadMs) => {
    const { bank, customer, token, codeAhead } = await loggedInAhead(aheadMs);
    bank.clock.moveBy(2 * minute);
    await customer.logIn(codeAt(token, bank.clock.now()));
    bank.clock.moveBy(aheadMs - 2 * minute);
    expect((await customer.logIn(codeAhead)).screenId).toBe('BLI023');
    bank.clock.moveBy(minute);
    expect((await customer.logIn(codeAt(token, bank.clock.now()))).screenId).toBe('BPT001');
  },
);

it.each(aheads)('ahead by %s: a lock of the password ends after its wait', async (_what, ms) => {
  const bank = await testBank();
  const customer = await bankCustomer(bank);
  bank.clock.moveBy(ms);
  for (let i = 0; i < 10; i += 1) {
    await customer.get('/');
    await customer.submit('/log-in', { logInId: 'akagi001', password: 'wrong000' });
  }
  bank.clock.moveBy(-ms);
  await customer.logIn();
  bank.clock.moveBy(15 * minute);
  expect((await customer.logIn()).screenId).toBe('BPT001');
});

it.each(aheads)('ahead by %s: an issue made then lives no longer than others', async (_w, ms) => {
  const bank = await testBank();
  const customer = await bankCustomer(bank);
  bank.clock.moveBy(ms);
  await customer.logIn();
  const userId = await customer.applyForToken();
  bank.clock.moveBy(-ms);
  await customer.logIn();
  await customer.get('/otp/application');
  bank.clock.moveBy(72 * hour);
  const attempt = await newAttempt(customer.entry, { userId, activationPassword: '48213' });
  const { code } = await readError(customer.entry, await send(customer.entry, attempt));
  expect(code).toBe('issue-expired');
});

it.each(aheads)('ahead by %s: the day of a release ends with the next day', async (_w, ms) => {
  const bank = await testBank();
  const customer = await bankCustomer(bank);
  await customer.becomeUser();
  bank.clock.moveBy(ms);
  await operator(bank, 'release', 'akagi', 'akagi001', '--yes');
  bank.clock.moveBy(-ms);
  await customer.logIn();
  expect((await customer.get('/otp/application')).html).toContain('解除');
  bank.clock.moveBy(day);
  await customer.logIn();
  await customer.applyForToken();
  expect((await customer.setUpApp()).tokenId).toMatch(/^[0-9a-f]{32}$/);
});

it.each(aheads)('ahead by %s: a mail put off then goes out at once', async (_what, ms) => {
  const down = await fakeSmtp(() => 'busy');
  const bank = await testBank({ smtpUrl: down.url });
  bank.clock.moveBy(ms);
  const customer = await bankCustomer(bank);
  await customer.logIn();
  await customer.applyForToken();
  await expect.poll(() => mailsOf(bank)).toEqual([{ state: 'queued', attempts: 1 }]);
  bank.clock.moveBy(-ms);
  await expect.poll(() => mailsOf(bank)[0]?.attempts, { timeout: 5000 }).toBe(2);
});

it.each(aheads)('ahead by %s: the directory is made anew, its number going up', async (_w, ms) => {
  const bank = await testBank();
  const directory = async () => {
    const jws = await (await fetch(`${bank.url}/directory.jws`)).text();
    const payload = Buffer.from(jws.split('.')[1] ?? '', 'base64url').toString('utf8');
    return JSON.parse(payload) as { seq: number; iat: number };
  };
  bank.clock.moveBy(2 * ms);
  const ahead = await directory();
  bank.clock.moveBy(-2 * ms);
  const corrected = await directory();
  expect(corrected.iat).toBe(Math.floor(bank.clock.now() / 1000));
  expect(corrected.seq).toBeGreaterThan(ahead.seq);
});

it('the bank does not start before what it has recorded, until an operator says that the clock is right', async () => {
  const { bank } = await loggedInAhead(day);
  await bank.close();
  await expect(startBank(bank.options)).rejects.toThrow('repair-clock');
  await operator(bank, 'repair-clock');
  const again = await startBank(bank.options);
  expect(again.url).toContain('http');
  await again.close();
});

it.each([
  ['one customer', ['akagi', 'akagi001']],
  ['all', []],
])('repair-clock of %s lets codes be taken after the window', async (_who, args) => {
  const { bank, customer, token } = await loggedInAhead(3653 * day);
  expect(await operator(bank, 'repair-clock', ...args)).toContain('1 tokens');
  expect(await operator(bank, 'repair-clock', ...args)).toContain('0 tokens');
  bank.clock.moveBy(2 * minute);
  expect((await customer.logIn(codeAt(token, bank.clock.now()))).screenId).toBe('BPT001');
});

it('unlock repairs the token of a customer whose right codes were refused', async () => {
  const { bank, customer, token } = await loggedInAhead(day);
  await customer.logIn();
  for (let i = 0; i < 5; i += 1) await customer.submit('/log-in/otp', { code: '000000' });
  await operator(bank, 'unlock', 'akagi', 'akagi001');
  bank.clock.moveBy(2 * minute);
  expect((await customer.logIn(codeAt(token, bank.clock.now()))).screenId).toBe('BPT001');
});
