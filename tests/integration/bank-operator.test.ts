/** What the institution's staff do beside the running bank; seeds and codes are checked by other people's programs. */
import { execFile, spawn } from 'node:child_process';
import { readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { expect, it } from 'vitest';
import { runOperator } from '../../bank/operator.ts';
import type { IssuedToken } from '../../shared/protocol.ts';
import { codeAt, newAttempt, readError, send, statusOf } from '../fakes/bank-app.ts';
import { bankCustomer } from '../fakes/bank-customer.ts';
import type { BankCustomer } from '../fakes/bank-customer.ts';
import { testBank, testClock } from '../fakes/bank.ts';
import type { TestBank } from '../fakes/bank.ts';
import { temporaryFolder } from '../fakes/folder.ts';

const run = promisify(execFile);
const passphrase = 'a passphrase of the branch';

const hex = (token: IssuedToken) => Buffer.from(token.otp.secret, 'base64url').toString('hex');

function operator(bank: TestBank, ...args: string[]): Promise<string> {
  return runOperator([...args, '--data', bank.options.dataDir], bank.clock.now);
}

async function wrongCodes(customer: BankCustomer, count: number): Promise<void> {
  await customer.logIn();
  for (let i = 0; i < count; i += 1) await customer.submit('/log-in/otp', { code: '000000' });
}

async function user(): Promise<{ bank: TestBank; customer: BankCustomer; token: IssuedToken }> {
  const bank = await testBank();
  const customer = await bankCustomer(bank);
  const token = await customer.becomeUser();
  await customer.submit('/log-out');
  return { bank, customer, token };
}

it('the list names every contract with a token and its state, and no other', async () => {
  const { bank } = await user();
  const list = await operator(bank, 'list');
  expect(list).toContain('akagi  akagi001  inUse  none');
  expect(list).not.toContain('akagi002');
});

it('unlock lifts a suspension, and the next right code is accepted', async () => {
  const { bank, customer, token } = await user();
  await wrongCodes(customer, 5);
  expect(await statusOf(customer.entry, token)).toBe('suspended');
  await wrongCodes(customer, 1);
  expect(await operator(bank, 'audit', 'akagi')).toContain('code-while-suspended');
  await operator(bank, 'unlock', 'akagi', 'akagi001');
  expect(await statusOf(customer.entry, token)).toBe('inUse');
  const page = await customer.logIn(codeAt(token, bank.clock.now()));
  expect(page.screenId).toBe('BPT001');
});

it('unlock ends the waiting time after wrong log-in passwords', async () => {
  const bank = await testBank();
  const customer = await bankCustomer(bank);
  for (let i = 0; i < 10; i += 1) {
    await customer.get('/');
    await customer.submit('/log-in', { logInId: 'akagi001', password: 'wrong000' });
  }
  expect((await customer.logIn()).problem).toContain('しばらくログインできません');
  await operator(bank, 'unlock', 'akagi', 'akagi001');
  expect((await customer.logIn()).screenId).toBe('BPT001');
});

it('a voided issue activates nothing', async () => {
  const bank = await testBank();
  const customer = await bankCustomer(bank);
  await customer.logIn();
  const userId = await customer.applyForToken();
  await operator(bank, 'void-issue', 'akagi', 'akagi001');
  const attempt = await newAttempt(customer.entry, { userId, activationPassword: '48213' });
  const error = await readError(customer.entry, await send(customer.entry, attempt));
  expect(error.code).toBe('issue-ended');
});

it('release lets a customer whose PC is lost log in without a code', async () => {
  const { bank, customer, token } = await user();
  await operator(bank, 'release', 'akagi', 'akagi001');
  expect((await customer.logIn()).screenId).toBe('BPT001');
  expect(await statusOf(customer.entry, token)).toBe('released');
});

it('a command that does not fit the state of the contract changes nothing', async () => {
  const bank = await testBank();
  expect(await operator(bank, 'release', 'akagi', 'akagi001')).toContain('nothing to do');
});

it('the audit log has every event with its source, and neither secrets nor passwords', async () => {
  const { bank, customer, token } = await user();
  const code = codeAt(token, bank.clock.now());
  await customer.logIn(code);
  await operator(bank, 'unlock', 'akagi', 'akagi001');
  const log = await operator(bank, 'audit');
  for (const event of ['log-in', 'issue-made', 'token-delivered', 'token-confirmed']) {
    expect(log).toMatch(new RegExp(`akagi  1  ${event}  127\\.0\\.0\\.1`));
  }
  expect(log).toContain('log-in-unlocked-by-operator  operator');
  for (const secret of [code, hex(token), token.otp.secret, 'sample001', '48213']) {
    expect(log).not.toContain(secret);
  }
});

it('the audit log can be neither changed nor shortened', async () => {
  const { bank } = await user();
  expect(() => bank.database.exec(`UPDATE audit SET event = 'log-out'`)).toThrow('append only');
  expect(() => bank.database.exec('DELETE FROM audit')).toThrow('append only');
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

it('exported seeds are read by pskctool and their codes verified by pam_oath', async () => {
  // pam_oath looks at the real clock.
  const bank = await testBank({ clock: testClock(Date.now()) });
  const customer = await bankCustomer(bank);
  const token = await customer.becomeUser();
  const folder = temporaryFolder();
  const file = join(folder, 'seeds.xml');
  await operator(bank, 'export-pskc', 'akagi', file, '--unencrypted');
  expect(statSync(file).mode & 0o777).toBe(0o600);

  expect((await run('pskctool', ['--validate', file])).stdout).toContain('OK');
  const { stdout: info } = await run('pskctool', ['--info', '--strict', file]);
  expect(info).toContain(`Id: ${token.tokenId}`);
  const seed = /Key Secret \(base64\): (\S+)/.exec(info)?.[1] ?? '';
  expect(Buffer.from(seed, 'base64').toString('hex')).toBe(hex(token));

  const users = join(folder, 'users.oath');
  const seedHex = Buffer.from(seed, 'base64').toString('hex');
  writeFileSync(users, `HOTP/T60/6 hanako - ${seedHex}\n`, { mode: 0o600 });
  const code = codeAt(token, Date.now());
  expect(await pamAccepts(users, code)).toBe(true);
  // pam_oath keeps the same rule: each code once.
  expect(await pamAccepts(users, code)).toBe(false);
});

/** PAM reads its services from /etc/pam.d alone: pamtester sees the test's own folder there, and nobody else does. */
async function pamAccepts(users: string, code: string): Promise<boolean> {
  const services = temporaryFolder();
  const rule = `required pam_oath.so usersfile=${users} window=5 digits=6`;
  writeFileSync(join(services, 'test'), `auth ${rule}\n`);
  const script = 'mount --bind "$1" /etc/pam.d && exec pamtester test hanako authenticate';
  return new Promise((resolve) => {
    const args = ['--user', '--map-root-user', '--mount', 'sh', '-c', script, 'sh', services];
    const pam = spawn('unshare', args);
    pam.on('exit', (status) => resolve(status === 0));
    pam.stdin.end(`${code}\n`);
  });
}

it('an encrypted export shows no seed, and opens with the passphrase alone', async () => {
  const { bank, token } = await user();
  const folder = temporaryFolder();
  const [file, secretFile] = [join(folder, 'seeds.xml'), join(folder, 'passphrase')];
  writeFileSync(secretFile, passphrase, { mode: 0o600 });
  await operator(bank, 'export-pskc', 'akagi', file, '--passphrase-file', secretFile);
  const xml = readFileSync(file, 'utf8');
  expect(xml).not.toContain(Buffer.from(token.otp.secret, 'base64url').toString('base64'));
  expect((await run('pskctool', ['--validate', file])).stdout).toContain('OK');

  // pskctool knows no encryption; python-pskc does, and checks each value's MAC.
  const columns = ['--columns', 'id,secret', '--secret-encoding', 'hex'];
  const read = (word: string) => run('pskc2csv', [...columns, '--password', word, file]);
  expect((await read(passphrase)).stdout).toContain(`${token.tokenId},${hex(token)}`);
  await expect(read(`${passphrase}s`)).rejects.toThrow('pskc2csv');
});

it.each([
  ['no passphrase', [], '--passphrase-file is missing'],
  ['too short a passphrase', ['--passphrase-file', '/dev/null'], 'too short'],
])('seeds are not exported with %s', async (_what, args, message) => {
  const { bank } = await user();
  const file = join(temporaryFolder(), 'seeds.xml');
  await expect(operator(bank, 'export-pskc', 'akagi', file, ...args)).rejects.toThrow(message);
});
