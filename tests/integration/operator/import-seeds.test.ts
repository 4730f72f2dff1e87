/** Seeds of another system: key containers that other people's programs write and check, and codes that those programs make. */
import { execFile } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { expect, it } from 'vitest';
import { runOperator } from '../../../bank/operator/operator.ts';
import { codeAt, statusOf } from '../../fakes/bank/app.ts';
import { eventsOf, operator, testBank } from '../../fakes/bank/bank.ts';
import type { TestBank } from '../../fakes/bank/bank.ts';
import { bankCustomer } from '../../fakes/bank/customer.ts';
import { rowsOf } from '../../fakes/bank/database.ts';
import { temporaryFolder } from '../../fakes/folder.ts';

const run = promisify(execFile);
const seedHex = '3132333435363738393031323334353637383930';
const passphrase = 'a passphrase of the branch';
const keyHex = '000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f';

const importInto = (bank: TestBank, file: string, ...options: string[]) =>
  operator(bank, 'import-pskc', 'akagi', file, '--yes', ...options);

/** python-pskc writes what it is told: the file, how it is protected, and a row of ID, seed and user for each key. */
const writer = `
import sys, pskc
file, kind, secret = sys.argv[1:4]
container = pskc.PSKC()
for row in sys.argv[4:]:
    key_id, seed, user = row.split(',')
    container.add_key(id=key_id, secret=bytes.fromhex(seed), key_userid=user or None, algorithm='totp',
        time_interval=60, response_length=6, response_encoding='DECIMAL')
if kind == 'passphrase':
    container.encryption.setup_pbkdf2(secret)
elif kind == 'key':
    container.encryption.setup_preshared_key(key=bytes.fromhex(secret), algorithm='aes256-cbc', key_name='of the branch')
container.write(file)
`;

async function container(rows: string[], kind = 'plain', secret = ''): Promise<string> {
  const file = join(temporaryFolder(), 'seeds.xml');
  // Debian's own, which has Debian's packages.
  await run('/usr/bin/python3', ['-c', writer, file, kind, secret, ...rows]);
  return file;
}

/** The code of oathtool at the bank's time. */
async function oathCode(bank: TestBank): Promise<string> {
  const now = `@${Math.floor(bank.clock.now() / 1000)}`;
  const { stdout } = await run('oathtool', ['--totp=SHA1', '-s', '60s', '-N', now, seedHex]);
  return stdout.trim();
}

function secretFile(text: string): string {
  const file = join(temporaryFolder(), 'secret');
  writeFileSync(file, `${text}\n`, { mode: 0o600 });
  return file;
}

it.each([
  ['plain', 'plain', '', () => []],
  [
    'under a passphrase',
    'passphrase',
    passphrase,
    () => ['--passphrase-file', secretFile(passphrase)],
  ],
  ['under a pre-shared key', 'key', keyHex, () => ['--key-file', secretFile(keyHex)]],
])(
  'keys of python-pskc, %s, are taken over, and codes of oathtool open the log-in',
  async (_what, kind, secret, options) => {
    const bank = await testBank();
    const file = await container([`K1,${seedHex},UID=akagi001`], kind, secret);
    expect((await run('pskctool', ['--validate', file])).stdout).toContain('OK');
    expect(await importInto(bank, file, ...options())).toContain('1件のトークン');

    const customer = await bankCustomer(bank);
    // The other system may have taken this one a moment ago.
    expect((await customer.logIn(await oathCode(bank))).screenId).toBe('BLI023');
    bank.clock.moveBy(120_000);
    const code = await oathCode(bank);
    expect((await customer.logIn(code)).screenId).toBe('BPT001');
    await customer.submit('/log-out');
    expect((await customer.logIn(code)).screenId).toBe('BLI023');
    expect(await eventsOf(bank)).toContain('token-imported-by-operator');
    const kept = ['bank.db', 'bank.db-wal'].map((name) =>
      readFileSync(join(bank.options.dataDir, name)),
    );
    expect(Buffer.concat(kept).includes(Buffer.from(seedHex, 'hex'))).toBe(false);
  },
);

it('a token that one bank has written out goes on in another, for its app too', async () => {
  const first = await testBank();
  const customer = await bankCustomer(first);
  const token = await customer.becomeUser();
  const file = join(temporaryFolder(), 'seeds.xml');
  const secret = ['--passphrase-file', secretFile(passphrase)];
  await operator(first, 'export-pskc', 'akagi', file, ...secret);

  const second = await testBank();
  await importInto(second, file, ...secret);
  const there = await bankCustomer(second);
  second.clock.moveBy(120_000);
  expect((await there.logIn(codeAt(token, second.clock.now()))).screenId).toBe('BPT001');
  expect(await statusOf(there.entry, token)).toBe('inUse');
});

it.each<[string, string[], RegExp]>([
  ['whose customer is none', [`K1,${seedHex},UID=akagi999`], /鍵 K1 のUserId/],
  ['without a customer', [`K1,${seedHex},`], /鍵 K1 のUserId/],
  ['of another institution’s customer', [`K1,${seedHex},UID=haruna001`], /鍵 K1 のUserId/],
  ['that is too short', [`K1,${seedHex},UID=akagi001`, `K2,3132,UID=akagi002`], /鍵 K2: 種が16/],
  [
    'that is the second of its customer',
    [`K1,${seedHex},UID=akagi001`, `K2,${seedHex},UID=akagi001`],
    /鍵 K2 のお客さまに/,
  ],
])('with a key %s nothing is taken over', async (_what, rows, sentence) => {
  const bank = await testBank();
  await expect(importInto(bank, await container(rows))).rejects.toThrow(sentence);
  expect(await rowsOf(bank.issuerStorage, 'SELECT id FROM tokens')).toEqual([]);
  expect(await eventsOf(bank)).not.toContain('token-imported-by-operator');
});

it('a token that is there is not replaced', async () => {
  const bank = await testBank();
  const customer = await bankCustomer(bank);
  const token = await customer.becomeUser();
  const file = await container([`K1,${seedHex},UID=akagi001`]);
  await expect(importInto(bank, file)).rejects.toThrow('もうトークンがあります');
  expect((await customer.logIn(codeAt(token, bank.clock.now()))).screenId).toBe('BPT001');
});

it('what is encrypted needs what it was encrypted with', async () => {
  const bank = await testBank();
  const file = await container([`K1,${seedHex},UID=akagi001`], 'passphrase', passphrase);
  await expect(importInto(bank, file)).rejects.toThrow('--passphrase-file');
  await expect(
    importInto(bank, file, '--passphrase-file', secretFile(`${passphrase}s`)),
  ).rejects.toThrow('合言葉か鍵が違うか');
  await expect(importInto(bank, file, '--key-file', secretFile('00'))).rejects.toThrow(
    '32・48・64桁',
  );
  await expect(importInto(bank, temporaryFolder())).rejects.toThrow('このファイルは読み取れません');
});

it('asks first, and a dry run changes nothing', async () => {
  const bank = await testBank();
  const file = await container([`K1,${seedHex},UID=akagi001`]);
  const args = ['import-pskc', 'akagi', file, '--data', bank.options.dataDir];
  await expect(runOperator(args, bank.clock.now, async () => null)).rejects.toThrow('--yes');
  const dryRun = () => operator(bank, 'import-pskc', 'akagi', file, '--dry-run');
  expect(await dryRun()).toContain('tokens: 1');
  expect(await rowsOf(bank.issuerStorage, 'SELECT id FROM tokens')).toEqual([]);
  await importInto(bank, file);
  await expect(dryRun()).rejects.toThrow('もうトークンがあります');
});
