/** What branch staff do with one customer's contract: asked of the issuing service, wherever it keeps its data. */
import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { expect, it } from 'vitest';
import { runOperator } from '../../../bank/operator/operator.ts';
import type { IssuedToken } from '../../../shared/protocol.ts';
import { codeAt, newAttempt, readError, send, statusOf } from '../../fakes/bank/app.ts';
import { eventsOf, operator, testBank } from '../../fakes/bank/bank.ts';
import type { TestBank } from '../../fakes/bank/bank.ts';
import { bankCustomer } from '../../fakes/bank/customer.ts';
import type { BankCustomer } from '../../fakes/bank/customer.ts';
import { isOnPostgres } from '../../fakes/bank/database.ts';
import { newUser } from './new-user.ts';

const run = promisify(execFile);

const hex = (token: IssuedToken) => Buffer.from(token.otp.secret, 'base64url').toString('hex');

async function wrongCodes(customer: BankCustomer, count: number): Promise<void> {
  await customer.logIn();
  for (let i = 0; i < count; i += 1) await customer.submit('/log-in/otp', { code: '000000' });
}

it('the list names every contract with a token and its state, and no other', async () => {
  const { bank } = await newUser();
  const list = await operator(bank, 'list');
  expect(list).toContain('akagi  akagi001  inUse  none');
  expect(list).not.toContain('akagi002');
});

// Without the bank a command starts the service by itself, on its file.
const moments = ['beside the running bank', 'after it was stopped'].slice(0, isOnPostgres ? 1 : 2);
it.each(moments)('two commands at once are both done, one after the other, %s', async (moment) => {
  const bank = await testBank();
  const customers = await Promise.all(
    ['akagi001', 'akagi002'].map((logInId) => bankCustomer(bank, logInId)),
  );
  for (const customer of customers) {
    await customer.logIn();
    await customer.applyForToken();
  }
  if (moment !== moments[0]) await bank.close();
  const said = await Promise.all(
    ['akagi001', 'akagi002'].map((logInId) =>
      operator(bank, 'void-issue', 'akagi', logInId, '--yes'),
    ),
  );
  expect(said.every((text) => text.includes('void-issue: done'))).toBe(true);
  expect(await operator(bank, 'list')).not.toMatch(/akagi00[12]/);
});

it('unlock lifts a suspension, and the next right code is accepted', async () => {
  const { bank, customer, token } = await newUser();
  await wrongCodes(customer, 5);
  expect(await statusOf(customer.entry, token)).toBe('suspended');
  await wrongCodes(customer, 1);
  expect(await operator(bank, 'audit', 'akagi')).toContain('code-while-suspended');
  await operator(bank, 'unlock', 'akagi', 'akagi001');
  expect(await statusOf(customer.entry, token)).toBe('inUse');
  const page = await customer.logIn(codeAt(token, bank.clock.now()));
  expect(page.screenId).toBe('BPT001');
});

it('after unlock wrong codes are counted from none again', async () => {
  const { bank, customer, token } = await newUser();
  await wrongCodes(customer, 5);
  await operator(bank, 'unlock', 'akagi', 'akagi001');
  await wrongCodes(customer, 4);
  expect(await statusOf(customer.entry, token)).toBe('inUse');
  await wrongCodes(customer, 1);
  expect(await statusOf(customer.entry, token)).toBe('suspended');
});

it('unlock ends the waiting time after wrong log-in passwords', async () => {
  const bank = await testBank();
  const customer = await bankCustomer(bank);
  for (let i = 0; i < 10; i += 1) {
    await customer.get('/');
    await customer.submit('/log-in', { logInId: 'akagi001', password: 'wrong000' });
  }
  expect((await customer.logIn()).problem).toContain('安全のために止めています');
  await operator(bank, 'unlock', 'akagi', 'akagi001');
  expect((await customer.logIn()).screenId).toBe('BPT001');
});

it.each([
  ['unlock', ['unlock', 'akagi', 'akagi001']],
  ['void-issue', ['void-issue', 'akagi', 'akagi001', '--yes']],
  ['release', ['release', 'akagi', 'akagi002', '--yes']],
])('%s with nothing to do is refused, and no event', async (_what, args) => {
  const { bank } = await newUser();
  const before = await eventsOf(bank);
  await expect(operator(bank, ...args)).rejects.toThrow('nothing to do');
  expect(await eventsOf(bank)).toEqual(before);
});

it('a voided issue activates nothing', async () => {
  const bank = await testBank();
  const customer = await bankCustomer(bank);
  await customer.logIn();
  const userId = await customer.applyForToken();
  await operator(bank, 'void-issue', 'akagi', 'akagi001', '--yes');
  const attempt = await newAttempt(customer.entry, { userId, activationPassword: '482135' });
  const error = await readError(customer.entry, await send(customer.entry, attempt));
  expect(error.code).toBe('issue-ended');
});

it('release lets a customer whose PC is lost log in without a code', async () => {
  const { bank, customer, token } = await newUser();
  await operator(bank, 'release', 'akagi', 'akagi001', '--yes');
  expect((await customer.logIn()).screenId).toBe('BPT001');
  expect(await statusOf(customer.entry, token)).toBe('released');
});

it.each([
  [
    'the operator',
    ({ bank }: BankCustomer<TestBank>) => operator(bank, 'release', 'akagi', 'akagi001', '--yes'),
  ],
  [
    'the customer',
    async (customer: BankCustomer<TestBank>, token: IssuedToken) => {
      await customer.get('/otp/release');
      await customer.submit('/otp/release', { code: codeAt(token, customer.bank.clock.now()) });
    },
  ],
])('a release by %s also ends an issue that is on its way', async (_who, release) => {
  const bank = await testBank();
  const customer = await bankCustomer(bank);
  const token = await customer.becomeUser();
  const userId = await customer.applyForToken();
  const delivered = await customer.setUpApp();
  await release(customer, token);
  const { entry } = customer;
  expect(await statusOf(entry, token)).toBe('released');
  expect(await statusOf(entry, delivered)).toBe('released');
  const attempt = await newAttempt(entry, { userId, activationPassword: '482135' });
  expect((await readError(entry, await send(entry, attempt))).code).toBe('token-released');
  expect(await operator(bank, 'audit', 'akagi')).toContain('issue-released');
});

it('a command that does not fit the state of the contract changes nothing', async () => {
  const bank = await testBank();
  await expect(operator(bank, 'release', 'akagi', 'akagi001', '--yes')).rejects.toThrow(
    'nothing to do',
  );
});

it('codes of oathtool are accepted, of both institutions', async () => {
  const bank = await testBank();
  for (const [logInId, hash, digits] of [
    ['akagi001', 'SHA1', '6'],
    ['haruna001', 'SHA256', '8'],
  ] as const) {
    const customer = await bankCustomer(bank, logInId);
    const token = await customer.becomeUser();
    await customer.submit('/log-out');
    const now = `@${Math.floor(bank.clock.now() / 1000)}`;
    const args = [`--totp=${hash}`, '-s', '60s', '-d', digits, '-N', now, hex(token)];
    const { stdout } = await run('oathtool', args);
    expect((await customer.logIn(stdout.trim())).screenId).toBe('BPT001');
  }
});

it.each([
  ['nobody can be asked', null, 'Add --yes'],
  ['the answer is no', false, 'nothing was done'],
])('a release is not done where %s', async (_what, answer, sentence) => {
  const { bank, customer, token } = await newUser();
  const args = ['release', 'akagi', 'akagi001', '--data', bank.options.dataDir];
  const asked: string[] = [];
  const ask = async (question: string) => {
    asked.push(question);
    return answer;
  };
  await expect(runOperator(args, bank.clock.now, ask)).rejects.toThrow(sentence);
  expect(asked[0]).toContain('release akagi akagi001');
  expect(await statusOf(customer.entry, token)).toBe('inUse');
});

it('a dry run changes nothing, and refuses what would be refused', async () => {
  const { bank, customer, token } = await newUser();
  const said = await operator(bank, 'release', 'akagi', 'akagi001', '--dry-run');
  expect(said).toContain('would do: release akagi akagi001. Nothing was done');
  expect(said).toContain('inUse none → released none');
  expect(await statusOf(customer.entry, token)).toBe('inUse');
  expect(await operator(bank, 'audit')).not.toContain('token-released');
  await expect(operator(bank, 'release', 'akagi', 'akagi002', '--dry-run')).rejects.toThrow(
    'nothing to do',
  );
});
