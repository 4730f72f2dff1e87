/** One code, one deed; what is done with a contract is told by mail, at the address before and after it. */
import { expect, it } from 'vitest';
import { codeAt } from '../../fakes/bank/app.ts';
import { testBank } from '../../fakes/bank/bank.ts';
import { bankCustomer, mailAddress } from '../../fakes/bank/customer.ts';
import type { BankCustomer } from '../../fakes/bank/customer.ts';
import { runOperator } from '../../../bank/operator/operator.ts';

const day = 24 * 60 * 60_000;
const amount = { payee: '見本 太郎', amountYen: '1000' };
const confirmation = 'kakunin001';

/** A customer with a token in use, in one window with a transfer ready and in another at the release. */
async function twoWindows() {
  const bank = await testBank();
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

const deedsOf = (bank: { database: Awaited<ReturnType<typeof testBank>>['database'] }) =>
  bank.database
    .prepare(`SELECT event FROM audit WHERE event IN ('token-released', 'transfer-made')`)
    .pluck()
    .all();

it.each([
  ['together', 'together'],
  ['the release first', 'release'],
  ['the transfer first', 'transfer'],
])('a release and a transfer with one code, %s: exactly one goes through', async (_what, order) => {
  const { bank, first, second, code } = await twoWindows();
  const release = () => first.submit('/otp/release', { code });
  const transfer = () => second.submit('/transfer/check', { confirmation, code });
  if (order === 'release') {
    await release();
    await transfer();
  } else if (order === 'transfer') {
    await transfer();
    await release();
  } else {
    await Promise.all([release(), transfer()]);
  }
  expect(deedsOf(bank)).toHaveLength(1);
  expect(
    bank.database.prepare(`SELECT count(*) FROM audit WHERE event = 'code-accepted'`).pluck().get(),
    // Start of use, the second window's log-in, and the one deed.
  ).toBe(3);
});

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

const noticesOf = ({ bank }: Pick<BankCustomer<Awaited<ReturnType<typeof testBank>>>, 'bank'>) =>
  bank.database.prepare('SELECT kind, mail_address AS to_ FROM notices ORDER BY rowid').all();

it('start of use, new PC, transfer and release are told, a new PC at the old address too', async () => {
  const bank = await testBank();
  const customer = await bankCustomer(bank);
  await customer.becomeUser();
  expect(noticesOf(customer)).toEqual([{ kind: 'started', to_: mailAddress }]);

  await customer.applyForToken();
  bank.database.exec(`UPDATE issues SET mail_address = 'thief@example.net' WHERE ended_by IS NULL`);
  const token = await customer.setUpApp();
  await customer.startUsing(token);
  const told = noticesOf(customer).slice(1);
  expect(told).toEqual([
    { kind: 'new-pc', to_: mailAddress },
    { kind: 'new-pc', to_: 'thief@example.net' },
  ]);

  bank.clock.moveBy(60_000);
  await customer.get('/transfer');
  await customer.submit('/transfer', amount);
  const code = codeAt(token, bank.clock.now());
  await customer.submit('/transfer/check', { confirmation, code });
  await runOperator(
    ['release', 'akagi', 'akagi001', '--yes', '--data', bank.options.dataDir],
    bank.clock.now,
  );
  expect(noticesOf(customer).slice(3)).toMatchObject([{ kind: 'transfer' }, { kind: 'released' }]);
});

it('the mail of a transfer says what to do and neither amount nor payee nor ID', async () => {
  const { bank, second, code } = await twoWindows();
  await second.submit('/transfer/check', { confirmation, code });
  const mails = async () => (await fetch(`${bank.url}/mailbox`)).text();
  await expect.poll(mails, { timeout: 5000 }).toContain('振込・振替を受け付けました');
  const text = await mails();
  expect(text).toContain('お心当たりがない場合は');
  for (const secret of ['1000', '見本 太郎', 'akagi001']) expect(text).not.toContain(secret);
});
