/** Seeds that are given out to another validator: read, and their codes verified, by other people's programs. */
import { execFile, spawn } from 'node:child_process';
import {
  mkdirSync,
  readFileSync,
  readdirSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { expect, it, onTestFinished } from 'vitest';
import type { IssuedToken } from '../../../shared/protocol.ts';
import { codeAt } from '../../fakes/bank/app.ts';
import { operator, testBank, testClock } from '../../fakes/bank/bank.ts';
import type { TestBank } from '../../fakes/bank/bank.ts';
import { bankCustomer } from '../../fakes/bank/customer.ts';
import { changeRows } from '../../fakes/bank/database.ts';
import { temporaryFolder } from '../../fakes/folder.ts';
import { newUser } from './new-user.ts';

const run = promisify(execFile);
const passphrase = 'a passphrase of the branch';

const hex = (token: IssuedToken) => Buffer.from(token.otp.secret, 'base64url').toString('hex');

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
  const { bank, token } = await newUser();
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
  const { bank } = await newUser();
  const file = join(temporaryFolder(), 'seeds.xml');
  await expect(operator(bank, 'export-pskc', 'akagi', file, ...args)).rejects.toThrow(message);
});

const exportTo = (bank: TestBank, ...file: string[]) =>
  operator(bank, 'export-pskc', 'akagi', ...file, '--unencrypted');
const isExportAudited = async (bank: TestBank) =>
  (await operator(bank, 'audit', 'akagi')).includes('seeds-exported-by-operator');

it.each([
  ['no file name', []],
  ['an empty file name', ['']],
])('with %s nothing is exported, and nothing audited', async (_what, file) => {
  const { bank } = await newUser();
  // A folder of its own: others write into the project's meanwhile.
  const here = process.cwd();
  onTestFinished(() => process.chdir(here));
  process.chdir(temporaryFolder());
  await expect(exportTo(bank, ...file)).rejects.toThrow('file name is missing');
  expect(readdirSync('.')).toEqual([]);
  expect(await isExportAudited(bank)).toBe(false);
});

it('an export is its owner’s alone, whatever stands beside it or in its place', async () => {
  const { bank } = await newUser();
  const folder = temporaryFolder();
  const [file, beside] = [join(folder, 'seeds.xml'), join(folder, 'elsewhere')];
  writeFileSync(file, 'an older one', { mode: 0o644 });
  writeFileSync(beside, 'untouched');
  symlinkSync(beside, `${file}.new`);
  await exportTo(bank, file);
  expect(statSync(file).mode & 0o777).toBe(0o600);
  expect(readFileSync(file, 'utf8')).toContain('pskc');
  expect(readFileSync(beside, 'utf8')).toBe('untouched');
  expect(readdirSync(folder).toSorted()).toEqual(['elsewhere', 'seeds.xml', 'seeds.xml.new']);
});

it('an export that cannot get its name leaves no seeds behind', async () => {
  const { bank } = await newUser();
  const folder = temporaryFolder();
  mkdirSync(join(folder, 'seeds.xml'));
  await expect(exportTo(bank, join(folder, 'seeds.xml'))).rejects.toThrow('seeds.xml');
  expect(readdirSync(folder)).toEqual(['seeds.xml']);
});

it('an export that was not written is not audited', async () => {
  const { bank } = await newUser();
  await expect(exportTo(bank, join(temporaryFolder(), 'none', 'seeds.xml'))).rejects.toThrow(
    'ENOENT',
  );
  expect(await isExportAudited(bank)).toBe(false);
});

it('no seeds are given out that the audit log knows nothing of', async () => {
  const { bank } = await newUser();
  await changeRows(
    bank.issuerStorage,
    `CREATE TRIGGER full BEFORE INSERT ON audit BEGIN SELECT raise(ABORT, 'disk full'); END`,
  );
  const folder = temporaryFolder();
  await expect(exportTo(bank, join(folder, 'seeds.xml'))).rejects.toThrow('disk full');
  expect(readdirSync(folder)).toEqual([]);
});

it('a dry run of export-pskc tells file, size, seeds and what would be overwritten, and writes nothing', async () => {
  const { bank } = await newUser();
  const folder = temporaryFolder();
  const file = join(folder, 'seeds.xml');
  const rehearse = (...args: string[]) =>
    operator(bank, 'export-pskc', 'akagi', ...args, '--unencrypted', '--dry-run');
  const said = await rehearse(file);
  expect(said).toContain('seeds: 1');
  expect(said).toContain('overwrites nothing');
  expect(said).toContain('readable for all');
  expect(readdirSync(folder)).toEqual([]);
  expect(await operator(bank, 'audit')).not.toContain('seeds-exported');

  await operator(bank, 'export-pskc', 'akagi', file, '--unencrypted');
  const { size } = statSync(file);
  expect(said).toContain(`would write: ${file} (${size} bytes)`);
  expect(await rehearse(file)).toContain(`would overwrite: ${file} (${size} bytes)`);
  await expect(rehearse(folder)).rejects.toThrow('is a folder');
  for (const nowhere of [file, join(folder, 'none')]) {
    await expect(rehearse(join(nowhere, 'seeds.xml'))).rejects.toThrow('is not a folder');
  }
  await expect(rehearse()).rejects.toThrow('the file name is missing');
  await expect(operator(bank, 'export-pskc', 'akagi', file, '--dry-run')).rejects.toThrow(
    '--passphrase-file is missing',
  );
});
