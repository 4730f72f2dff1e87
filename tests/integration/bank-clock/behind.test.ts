/** The bank was started and ran with its clock behind by a day or by ten years, and is set right: every stored instant (docs/reference-bank.md). */
import { expect, it } from 'vitest';
import { codeAt, newAttempt, readError, send, statusOf } from '../../fakes/bank/app.ts';
import { testBank, testClock } from '../../fakes/bank/bank.ts';
import { hour, offs } from '../../fakes/bank/clock.ts';
import { bankCustomer } from '../../fakes/bank/customer.ts';
import { changeRows } from '../../fakes/bank/database.ts';
import { mailsOf } from '../../fakes/bank/mail.ts';
import { fakeSmtp } from '../../fakes/bank/smtp.ts';
import { temporaryFolder } from '../../fakes/folder.ts';

const tokenLifeMs = 5 * 365 * 24 * hour;

/** A new bank, since one that had recorded anything would not start. */
async function startedBehind(ms: number, options: Parameters<typeof testBank>[0] = {}) {
  const clock = testClock(Date.UTC(2026, 5, 15, 3, 0, 30) - ms);
  const bank = await testBank({ dataDir: temporaryFolder(), clock, ...options });
  return { bank, customer: await bankCustomer(bank), correct: () => clock.moveBy(ms) };
}

it.each(offs)(
  'behind by %s: codes of then are not taken again, those of now are',
  async (_w, ms) => {
    const { bank, customer, correct } = await startedBehind(ms);
    const token = await customer.becomeUser();
    await changeRows(bank.issuerStorage, 'UPDATE tokens SET expires_at = expires_at * 2');
    const before = codeAt(token, bank.clock.now());
    await customer.logIn(before);
    // The app's clock is right, so its codes were wrong for the bank.
    await customer.logIn(codeAt(token, bank.clock.now() + ms));
    expect(customer.page().screenId).toBe('BLI023');
    correct();
    expect((await customer.logIn(before)).screenId).toBe('BLI023');
    expect((await customer.logIn(codeAt(token, bank.clock.now()))).screenId).toBe('BPT001');
  },
);

it.each(offs)(
  'behind by %s: a token made then ends on the day that its app was told',
  async (_w, ms) => {
    const { bank, customer, correct } = await startedBehind(ms);
    const token = await customer.becomeUser();
    correct();
    expect(token.expiresAt).toBeLessThanOrEqual(bank.clock.now() - ms + tokenLifeMs);
    const state = ms > tokenLifeMs ? 'expired' : 'inUse';
    expect(await statusOf(customer.entry, token)).toBe(state);
  },
);

it.each(offs)('behind by %s: the wait after wrong passwords is over', async (_what, ms) => {
  const { customer, correct } = await startedBehind(ms);
  for (let i = 0; i < 10; i += 1) {
    await customer.get('/');
    await customer.submit('/log-in', { logInId: 'akagi001', password: 'wrong000' });
  }
  expect((await customer.logIn()).screenId).toBe('BLI001');
  correct();
  expect((await customer.logIn()).screenId).toBe('BPT001');
});

it.each(offs)('behind by %s: an issue made then ends by the corrected clock', async (_what, ms) => {
  const { bank, customer, correct } = await startedBehind(ms);
  await customer.logIn();
  const userId = await customer.applyForToken();
  correct();
  bank.clock.moveBy(Math.max(0, 72 * hour - ms));
  const attempt = await newAttempt(customer.entry, { userId, activationPassword: '482135' });
  const { code } = await readError(customer.entry, await send(customer.entry, attempt));
  expect(code).toBe('issue-expired');
  await customer.logIn();
  expect(await customer.applyForToken()).not.toBe(userId);
});

it.each(offs)('behind by %s: the day of a release is over', async (_what, ms) => {
  const { bank, customer, correct } = await startedBehind(ms);
  const token = await customer.becomeUser();
  await customer.get('/otp/release');
  await customer.submit('/otp/release', { code: codeAt(token, bank.clock.now()) });
  correct();
  await customer.logIn();
  expect(await customer.applyForToken()).toMatch(/^[0-9A-Z]{10}$/);
});

it.each(offs)(
  'behind by %s: a mail that was put off goes out, unless its issue is over',
  async (_w, ms) => {
    const down = await fakeSmtp(() => 'busy');
    const { bank, customer, correct } = await startedBehind(ms, { smtpUrl: down.url });
    await customer.logIn();
    await customer.applyForToken();
    await expect.poll(() => mailsOf(bank)).toEqual([{ state: 'queued', attempts: 1 }]);
    correct();
    const expected = ms > 72 * hour ? { state: 'dropped' } : { attempts: 2 };
    await expect.poll(() => mailsOf(bank)[0]).toMatchObject(expected);
  },
);

it.each(offs)(
  'behind by %s: a refusal that was kept is forgotten after its time',
  async (_w, ms) => {
    const { bank, customer, correct } = await startedBehind(ms);
    const { entry } = customer;
    const credentials = { userId: '0000000000', activationPassword: '00000' };
    const attempt = await newAttempt(entry, credentials);
    const first = await send(entry, attempt);
    correct();
    bank.clock.moveBy(Math.max(0, 73 * hour - ms));
    // The next answer cleans up.
    await send(entry, await newAttempt(entry, credentials));
    expect((await send(entry, attempt)).body).not.toBe(first.body);
  },
);

it.each(offs)(
  'behind by %s: the directory is made anew, its number going up',
  async (_what, ms) => {
    const { bank, correct } = await startedBehind(ms);
    const directory = async () => {
      const jws = await (await fetch(`${bank.url}/directory.jws`)).text();
      const payload = Buffer.from(jws.split('.')[1] ?? '', 'base64url').toString('utf8');
      return JSON.parse(payload) as { seq: number; iat: number };
    };
    const behind = await directory();
    correct();
    const corrected = await directory();
    expect(corrected.iat).toBe(Math.floor(bank.clock.now() / 1000));
    expect(corrected.seq).toBeGreaterThan(behind.seq);
  },
);

it.each(offs)(
  'behind by %s: transfers stay in the order in which they were made',
  async (_w, ms) => {
    const { customer, correct } = await startedBehind(ms);
    const pay = async (payee: string) => {
      await customer.logIn();
      await customer.get('/transfer');
      await customer.submit('/transfer', { payee, amountYen: '1000' });
      await customer.submit('/transfer/check', { confirmation: 'kakunin001' });
    };
    await pay('一番目');
    correct();
    await pay('二番目');
    expect((await customer.get('/account')).html.match(/[一二]番目/g)).toEqual([
      '二番目',
      '一番目',
    ]);
  },
);

it.each(offs)(
  'behind by %s: sessions of then are over, and limits begin anew',
  async (_what, ms) => {
    const limits = { logInsPerAddress: 1 };
    const { customer, correct } = await startedBehind(ms, { limits });
    await customer.logIn();
    await customer.submit('/text-size', { size: 'medium', back: '/akagi/top' });
    correct();
    expect((await customer.get('/top')).screenId).toBe('BLO002');
    expect((await customer.logIn()).screenId).toBe('BPT001');
  },
);
