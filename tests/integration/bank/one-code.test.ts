/** One code, one deed; what is done with a contract is told by mail, at the address before and after it. */
import { setTimeout as delay } from 'node:timers/promises';
import { expect, it } from 'vitest';
import type { Limits } from '../../../bank/service/rules.ts';
import { codeAt } from '../../fakes/bank/app.ts';
import { eventsOf, operator, testBank } from '../../fakes/bank/bank.ts';
import type { TestBank } from '../../fakes/bank/bank.ts';
import { bankCustomer } from '../../fakes/bank/customer.ts';
import { changeRows } from '../../fakes/bank/database.ts';
import type { BankCustomer } from '../../fakes/bank/customer.ts';

const day = 24 * 60 * 60_000;
const amount = { payee: '見本 太郎', amountYen: '1000' };
const confirmation = 'kakunin001';

/** A customer with a token in use, in one window with a transfer ready and in another at the release. */
async function twoWindows(limits: Partial<Limits> = {}) {
  const bank = await testBank({ limits });
  const first = await bankCustomer(bank);
  const token = await first.becomeUser();
  const second = await bankCustomer(bank);
  await second.logIn(codeAt(token, bank.clock.now()));
  bank.clock.moveBy(60_000);
  await first.get('/otp/release');
  await second.get('/transfer');
  await second.submit('/transfer', amount);
  return { bank, first, second, token, code: codeAt(token, bank.clock.now()) };
}

const deedsOf = async (bank: TestBank) =>
  (await eventsOf(bank)).filter((event) => ['token-released', 'transfer-made'].includes(event));

type Deed = () => Promise<unknown>;
type Round = { release: Deed; transfer: Deed; round: number };

/** How the two come together, and how often. Looking at 確認用パスワード takes a transfer some time. */
const orders: [string, number, (round: Round) => Promise<unknown>][] = [
  [
    'one after the other, the release first',
    1,
    ({ release, transfer }) => release().then(transfer),
  ],
  [
    'one after the other, the transfer first',
    1,
    ({ release, transfer }) => transfer().then(release),
  ],
  [
    'at once, the release first',
    10,
    ({ release, transfer }) => Promise.all([release(), transfer()]),
  ],
  [
    'at once, the transfer first',
    10,
    ({ release, transfer }) => Promise.all([transfer(), release()]),
  ],
  [
    'the release while the transfer is looked at',
    10,
    ({ release, transfer, round }) => Promise.all([transfer(), delay(round * 8).then(release)]),
  ],
];

it.each(orders)(
  'a release and a transfer with one code, %s: exactly one goes through',
  { timeout: 120_000 },
  async (_what, rounds, inOrder) => {
    for (let round = 0; round < rounds; round += 1) {
      const { bank, first, second, code } = await twoWindows();
      const release = () => first.submit('/otp/release', { code });
      const transfer = () => second.submit('/transfer/check', { confirmation, code });
      await inOrder({ release, transfer, round });
      expect(await deedsOf(bank)).toHaveLength(1);
      expect(
        (await eventsOf(bank)).filter((event) => event === 'code-accepted'),
        // Start of use, the second window's log-in, and the one deed.
      ).toHaveLength(3);
      await bank.close();
    }
  },
);

it('on the day of a release no money can be moved, and on the next day it can', async () => {
  const { bank, first, code } = await twoWindows();
  await first.submit('/otp/release', { code });
  await first.get('/transfer');
  expect((await first.submit('/transfer', amount)).html).toContain('解除した日は');
  bank.clock.moveBy(day);
  await first.logIn();
  await first.get('/transfer');
  await first.submit('/transfer', amount);
  expect((await first.submit('/transfer/check', { confirmation })).screenId).toBe('BFR003');
});

it('the limit on the day of a release is for all transfers together, and for that day', async () => {
  const { bank, first, code } = await twoWindows({ releaseDayYen: 2500 });
  await first.submit('/otp/release', { code });
  const pay = async (amountYen: string) => {
    await first.get('/transfer');
    const checked = await first.submit('/transfer', { ...amount, amountYen });
    if (checked.screenId !== 'BFR002') return checked;
    return first.submit('/transfer/check', { confirmation });
  };
  expect((await pay('2501')).html).toContain('解除した日は');
  expect((await pay('1500')).screenId).toBe('BFR003');
  expect((await pay('1001')).html).toContain('解除した日は');
  expect((await pay('1000')).screenId).toBe('BFR003');
  expect((await pay('1')).html).toContain('解除した日は');
  bank.clock.moveBy(day);
  await first.logIn();
  expect((await pay('2501')).screenId).toBe('BFR003');
});

it('two transfers at once on the day of a release do not get past its limit', async () => {
  const { bank, first, code } = await twoWindows({ releaseDayYen: 1500 });
  await first.submit('/otp/release', { code });
  const windows = [first, await bankCustomer(bank)];
  await windows[1]?.logIn();
  for (const window of windows) {
    await window.get('/transfer');
    await window.submit('/transfer', amount);
  }
  const sent = windows.map((window) => window.submit('/transfer/check', { confirmation }));
  const pages = await Promise.all(sent);
  expect(pages.map(({ screenId }) => screenId).toSorted()).toEqual(['BFR002', 'BFR003']);
});

it('what was transferred before the release counts nothing against its limit', async () => {
  const { bank, first, second, token, code } = await twoWindows({ releaseDayYen: 1000 });
  await second.submit('/transfer/check', { confirmation, code });
  bank.clock.moveBy(60_000);
  await first.get('/otp/release');
  await first.submit('/otp/release', { code: codeAt(token, bank.clock.now()) });
  await first.get('/transfer');
  await first.submit('/transfer', amount);
  expect((await first.submit('/transfer/check', { confirmation })).screenId).toBe('BFR003');
});

const noticesOf = ({ bank }: Pick<BankCustomer<Awaited<ReturnType<typeof testBank>>>, 'bank'>) =>
  bank.database.prepare('SELECT kind, mail_address AS to_ FROM notices ORDER BY rowid').all();

it('start of use, new PC, transfer and release are told, for thirty days after a change of the address at the old one too', async () => {
  const bank = await testBank();
  const { clock } = bank;
  const customer = await bankCustomer(bank);
  let seen = 0;
  const told = () => {
    const notices = noticesOf(customer).slice(seen);
    seen += notices.length;
    return notices;
  };
  /** Applies, with another address than usual, up to the code that puts the token in use. */
  const startAt = async (address: string) => {
    await customer.applyForToken();
    const change = `UPDATE issues SET mail_address = ? WHERE ended_by IS NULL`;
    await changeRows(bank.issuerStorage, change, address);
    const token = await customer.setUpApp();
    expect((await customer.startUsing(token)).screenId).toBe('BOK002');
    clock.moveBy(60_000);
    return token;
  };
  const [first, second, third] = ['a@example.jp', 'b@example.jp', 'c@example.jp'] as const;

  await customer.logIn();
  await startAt(first);
  expect(told()).toEqual([{ kind: 'started', to_: first }]);

  const token = await startAt(second);
  expect(told()).toEqual([
    { kind: 'new-pc', to_: first },
    { kind: 'new-pc', to_: second },
  ]);

  await customer.get('/transfer');
  await customer.submit('/transfer', amount);
  await customer.submit('/transfer/check', { confirmation, code: codeAt(token, clock.now()) });
  expect(told()).toEqual([
    { kind: 'transfer', to_: first },
    { kind: 'transfer', to_: second },
  ]);

  clock.moveBy(60_000);
  await customer.get('/otp/release');
  await customer.submit('/otp/release', { code: '000000' });
  expect(told()).toEqual([]);
  await customer.submit('/otp/release', { code: codeAt(token, clock.now()) });
  expect(told()).toEqual([
    { kind: 'released', to_: first },
    { kind: 'released', to_: second },
  ]);

  clock.moveBy(day);
  await customer.logIn();
  await startAt(third);
  expect(told()).toEqual([
    { kind: 'started', to_: first },
    { kind: 'started', to_: second },
    { kind: 'started', to_: third },
  ]);

  clock.moveBy(30 * day);
  await operator(bank, 'release', 'akagi', 'akagi001', '--yes');
  // The bank reads of it in the service's log.
  await expect.poll(() => noticesOf(customer).length).toBeGreaterThan(seen);
  expect(told()).toEqual([{ kind: 'released', to_: third }]);
});

it('the mail of a transfer says what to do and neither amount nor payee nor ID', async () => {
  const { bank, second, code } = await twoWindows();
  await second.submit('/transfer/check', { confirmation, code });
  const mails = async () => (await fetch(`${bank.url}/mailbox`)).text();
  await expect.poll(mails).toContain('振込・振替を受け付けました');
  const text = await mails();
  expect(text).toContain('お心当たりがない場合は');
  expect(text).toContain('日時: 2026年6月15日 12:02（日本時間）');
  for (const secret of ['1000', '見本 太郎', 'akagi001']) expect(text).not.toContain(secret);
});
