/** The bank's clock was ahead by a day or by ten years, and is set right: every stored instant (docs/reference-bank.md). */
import { expect, it } from 'vitest';
import { codeAt, newAttempt, readError, send, statusOf } from '../../fakes/bank/app.ts';
import { operator, testBank } from '../../fakes/bank/bank.ts';
import type { TestBank } from '../../fakes/bank/bank.ts';
import { day, hour, minute, offs, setBack } from '../../fakes/bank/clock.ts';
import { bankCustomer } from '../../fakes/bank/customer.ts';
import { changeRows, isOnPostgres, rowsOf } from '../../fakes/bank/database.ts';
import { mailsOf } from '../../fakes/bank/mail.ts';
import { fakeSmtp } from '../../fakes/bank/smtp.ts';

/** A customer who logged in while the clock was ahead; it stands right again. The expiry of tokens is left out. */
async function loggedInAhead(aheadMs: number, correct = setBack) {
  const bank = await testBank();
  const customer = await bankCustomer(bank);
  const token = await customer.becomeUser();
  await changeRows(bank.issuerStorage, 'UPDATE tokens SET expires_at = expires_at * 2');
  bank.clock.moveBy(aheadMs);
  const codeAhead = codeAt(token, bank.clock.now());
  await customer.logIn(codeAhead);
  await correct(bank, aheadMs);
  return { bank, customer, token, codeAhead };
}

it.each(offs)(
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
  await setBack(bank, day);
  expect((await customer.logIn(code)).screenId).toBe('BLI023');
});

it.each(offs)(
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

it.each(offs)('ahead by %s: a lock of the password ends after its wait', async (_what, ms) => {
  const bank = await testBank();
  const customer = await bankCustomer(bank);
  bank.clock.moveBy(ms);
  for (let i = 0; i < 10; i += 1) {
    await customer.get('/');
    await customer.submit('/log-in', { logInId: 'akagi001', password: 'wrong000' });
  }
  await setBack(bank, ms);
  await customer.logIn();
  bank.clock.moveBy(15 * minute);
  expect((await customer.logIn()).screenId).toBe('BPT001');
});

it.each(offs)('ahead by %s: an issue made then lives no longer than others', async (_w, ms) => {
  const bank = await testBank();
  const customer = await bankCustomer(bank);
  bank.clock.moveBy(ms);
  await customer.logIn();
  const userId = await customer.applyForToken();
  await setBack(bank, ms);
  await customer.logIn();
  await customer.get('/otp/application');
  bank.clock.moveBy(72 * hour);
  const attempt = await newAttempt(customer.entry, { userId, activationPassword: '482135' });
  const { code } = await readError(customer.entry, await send(customer.entry, attempt));
  expect(code).toBe('issue-expired');
});

it.each(offs)('ahead by %s: the day of a release ends with the next day', async (_w, ms) => {
  const bank = await testBank();
  const customer = await bankCustomer(bank);
  await customer.becomeUser();
  bank.clock.moveBy(ms);
  await operator(bank, 'release', 'akagi', 'akagi001', '--yes');
  await setBack(bank, ms);
  await customer.logIn();
  expect((await customer.get('/otp/application')).html).toContain('解除');
  bank.clock.moveBy(day);
  await customer.logIn();
  await customer.applyForToken();
  expect((await customer.setUpApp()).tokenId).toMatch(/^[0-9a-f]{32}$/);
});

it.each(offs)('ahead by %s: a mail put off then goes out at once', async (_what, ms) => {
  const down = await fakeSmtp(() => 'busy');
  const bank = await testBank({ smtpUrl: down.url });
  bank.clock.moveBy(ms);
  const customer = await bankCustomer(bank);
  await customer.logIn();
  await customer.applyForToken();
  await expect.poll(() => mailsOf(bank)).toEqual([{ state: 'queued', attempts: 1 }]);
  await setBack(bank, ms);
  const laterAttempts = () => {
    // The issuing service may have had no clock to answer by just then; the mail comes again after that.
    bank.clock.moveBy(1000);
    return mailsOf(bank)[0]?.attempts;
  };
  await expect.poll(laterAttempts).toBeGreaterThan(1);
});

it.each(offs)('ahead by %s: the directory is made anew, its number going up', async (_w, ms) => {
  const bank = await testBank();
  const directory = async () => {
    const jws = await (await fetch(`${bank.url}/directory.jws`)).text();
    const payload = Buffer.from(jws.split('.')[1] ?? '', 'base64url').toString('utf8');
    return JSON.parse(payload) as { seq: number; iat: number };
  };
  bank.clock.moveBy(2 * ms);
  const ahead = await directory();
  await setBack(bank, 2 * ms);
  const corrected = await directory();
  expect(corrected.iat).toBe(Math.floor(bank.clock.now() / 1000));
  expect(corrected.seq).toBeGreaterThan(ahead.seq);
});

// The bank's own command, for its file; the service on PostgreSQL repairs all tokens at a start.
it.skipIf(isOnPostgres).each([
  ['one customer', ['akagi', 'akagi001']],
  ['all', []],
])('repair-clock of %s lets codes be taken after the window', async (_who, args) => {
  const back = async ({ clock }: TestBank, ms: number) => clock.moveBy(-ms);
  const { bank, customer, token } = await loggedInAhead(3653 * day, back);
  expect(await operator(bank, 'repair-clock', ...args)).toContain('1 tokens');
  expect(await operator(bank, 'repair-clock')).toContain('0 tokens');
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

it('ahead by ten years: a token that seemed expired is in use again, and its date has stayed', async () => {
  const bank = await testBank();
  const customer = await bankCustomer(bank);
  const token = await customer.becomeUser();
  bank.clock.moveBy(3653 * day);
  expect(await statusOf(customer.entry, token)).toBe('expired');
  const refused = await customer.logIn(codeAt(token, bank.clock.now()));
  expect(refused.screenId).toBe('BLI023');
  await setBack(bank, 3653 * day);
  expect(await statusOf(customer.entry, token)).toBe('inUse');
  expect((await customer.logIn(codeAt(token, bank.clock.now()))).screenId).toBe('BPT001');
  const dates = 'SELECT expires_at AS "expiresAt" FROM tokens';
  expect(await rowsOf(bank.issuerStorage, dates)).toEqual([{ expiresAt: token.expiresAt }]);
});

it.each(offs)(
  'ahead by %s: a token made then ends on the day that its app was told',
  async (_w, ms) => {
    const bank = await testBank();
    const customer = await bankCustomer(bank);
    bank.clock.moveBy(ms);
    const token = await customer.becomeUser();
    await setBack(bank, ms);
    bank.clock.moveBy(token.expiresAt - bank.clock.now() - 1);
    expect(await statusOf(customer.entry, token)).toBe('inUse');
    bank.clock.moveBy(1);
    expect(await statusOf(customer.entry, token)).toBe('expired');
  },
);

it.each(offs)('ahead by %s: bytes that were answered then get the same answer', async (_w, ms) => {
  const bank = await testBank();
  const customer = await bankCustomer(bank);
  await customer.logIn();
  const userId = await customer.applyForToken();
  const { entry } = customer;
  const attempt = await newAttempt(entry, { userId, activationPassword: '00000' });
  bank.clock.moveBy(ms);
  await changeRows(bank.issuerStorage, 'UPDATE issues SET expires_at = expires_at * 2');
  const first = await send(entry, attempt);
  await setBack(bank, ms);
  expect(await send(entry, attempt)).toEqual(first);
  const next = await newAttempt(entry, { userId, activationPassword: '11111' });
  expect(await readError(entry, await send(entry, next))).toMatchObject({ triesLeft: 3 });
});

it.each(offs)(
  'ahead by %s: transfers and events stay in the order in which they happened',
  async (_w, ms) => {
    const bank = await testBank();
    const customer = await bankCustomer(bank);
    const pay = async (payee: string) => {
      await customer.logIn();
      await customer.get('/transfer');
      await customer.submit('/transfer', { payee, amountYen: '1000' });
      await customer.submit('/transfer/check', { confirmation: 'kakunin001' });
    };
    await pay('一番目');
    bank.clock.moveBy(ms);
    await pay('二番目');
    await setBack(bank, ms);
    await pay('三番目');
    const { html } = await customer.get('/account');
    expect(html.match(/[一二三]番目/g)).toEqual(['三番目', '二番目', '一番目']);
    const events = (await operator(bank, 'audit', 'akagi')).match(/transfer-made|clock-repaired/g);
    expect(events).toEqual(['transfer-made', 'transfer-made', 'clock-repaired', 'transfer-made']);
  },
);

it.each(offs)('ahead by %s: the last log-in is told as it was written', async (_what, ms) => {
  const bank = await testBank();
  const customer = await bankCustomer(bank);
  bank.clock.moveBy(ms);
  await customer.logIn();
  const year = new Date(bank.clock.now()).getUTCFullYear();
  await setBack(bank, ms);
  expect((await customer.logIn()).html).toContain(`${year}年`);
});

it.each(offs)('ahead by %s: sessions of then are over', async (_what, ms) => {
  const bank = await testBank();
  const customer = await bankCustomer(bank);
  bank.clock.moveBy(ms);
  await customer.logIn();
  await setBack(bank, ms);
  expect((await customer.get('/top')).screenId).toBe('BLO002');
  expect((await customer.logIn()).screenId).toBe('BPT001');
});

it.each(offs)('ahead by %s: limits that were used up then begin anew', async (_what, ms) => {
  const bank = await testBank({ limits: { logInsPerAddress: 2, issuesPerCustomer: 1 } });
  const customer = await bankCustomer(bank);
  bank.clock.moveBy(ms);
  await customer.logIn();
  await customer.applyForToken();
  await customer.logIn();
  expect((await customer.logIn()).status).toBe(429);
  await setBack(bank, ms);
  expect((await customer.logIn()).screenId).toBe('BPT001');
  expect(await customer.applyForToken()).toMatch(/^[0-9A-Z]{10}$/);
});
