/** A backup while the bank runs, the way back from it, and data folders that are no whole ones. */
import {
  copyFileSync,
  existsSync,
  readFileSync,
  readdirSync,
  rmSync,
  statSync,
  truncateSync,
} from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { openDatabase } from '../../../bank/service/storage/database.ts';
import { bankStore } from '../../../bank/storage/bank-store.ts';
import { startBank } from '../../../bank/server.ts';
import { codeAt, statusOf } from '../../fakes/bank/app.ts';
import { operator, testBank } from '../../fakes/bank/bank.ts';
import type { TestBank } from '../../fakes/bank/bank.ts';
import { bankCustomer } from '../../fakes/bank/customer.ts';
import { temporaryFolder } from '../../fakes/folder.ts';

const hour = 60 * 60_000;

/** A bank with a token in use and a copy of it, made while it runs. */
async function backedUp() {
  const bank = await testBank();
  const customer = await bankCustomer(bank);
  const token = await customer.becomeUser();
  const copy = join(temporaryFolder(), 'copy');
  const said = await operator(bank, 'backup', copy);
  return { bank, customer, token, copy, said };
}

/** Stops the bank, does something to its folder, and starts it again. */
async function restarted(bank: TestBank, meanwhile: () => unknown) {
  await bank.close();
  await meanwhile();
  return testBank({ ...bank.options, clock: bank.clock });
}

it('a backup holds what the running bank has, as three files for its owner alone', async () => {
  const { copy, said } = await backedUp();
  expect(said).toContain('1 tokens');
  expect(readdirSync(copy).toSorted()).toEqual(['bank.db', 'issuer.db', 'keys.json']);
  for (const file of readdirSync(copy)) expect(statSync(join(copy, file)).mode & 0o777).toBe(0o600);
});

it('what comes back from a backup is the bank as it was, and what was there is kept', async () => {
  const { bank, token, copy } = await backedUp();
  await operator(bank, 'release', 'akagi', 'akagi001', '--yes');
  const again = await restarted(bank, () => operator(bank, 'restore', copy, '--yes'));
  const customer = await bankCustomer(again);
  expect(await statusOf(customer.entry, token)).toBe('inUse');
  const replaced = readdirSync(bank.options.dataDir).find((name) => name.startsWith('replaced-'));
  expect(readdirSync(join(bank.options.dataDir, replaced ?? ''))).toContain('bank.db');
  again.clock.moveBy(2 * 60_000);
  expect((await customer.logIn(codeAt(token, again.clock.now()))).screenId).toBe('BPT001');
});

it('a code that was taken after the backup is not taken again after it was brought back', async () => {
  const { bank, customer, token, copy } = await backedUp();
  bank.clock.moveBy(hour);
  const code = codeAt(token, bank.clock.now());
  expect((await customer.logIn(code)).screenId).toBe('BPT001');
  const again = await restarted(bank, () => operator(bank, 'restore', copy, '--yes'));
  const back = await bankCustomer(again);
  expect((await back.logIn(code)).screenId).toBe('BLI023');
  again.clock.moveBy(2 * 60_000);
  expect((await back.logIn(codeAt(token, again.clock.now()))).screenId).toBe('BPT001');
});

it.each(['akagi001', 'haruna001'])(
  'the present step counts as used for a token that the backup knew as on its way, and for a clock that is ahead: %s',
  async (logInId) => {
    const bank = await testBank();
    const [user, starter] = [await bankCustomer(bank, logInId), await bankCustomer(bank, logInId)];
    const inUse = await user.becomeUser();
    await starter.logIn(codeAt(inUse, bank.clock.now()));
    await starter.applyForToken();
    const onItsWay = await starter.setUpApp();
    const copy = join(temporaryFolder(), 'copy');
    await operator(bank, 'backup', copy);

    // After the copy: by a PC whose clock is a minute ahead.
    bank.clock.moveBy(hour);
    await user.submit('/log-out');
    const logInCode = codeAt(inUse, bank.clock.now(), 1);
    expect((await user.logIn(logInCode)).screenId).toBe('BPT001');
    await starter.logIn(codeAt(inUse, bank.clock.now(), 2));
    const startCode = codeAt(onItsWay, bank.clock.now(), 1);
    expect((await user.startUsing(onItsWay, 1)).screenId).toBe('BOK002');

    const again = await restarted(bank, () => operator(bank, 'restore', copy, '--yes'));
    const back = await bankCustomer(again, logInId);
    expect((await back.logIn(logInCode)).screenId).toBe('BLI023');
    again.clock.moveBy(3 * 60_000);
    const present = codeAt(inUse, again.clock.now());
    expect((await back.logIn(present)).screenId).toBe('BPT001');
    await back.get('/otp/start');
    expect((await back.submit('/otp/start', { code: startCode })).screenId).toBe('BOK001');
    expect((await back.startUsing(onItsWay)).screenId).toBe('BOK002');
  },
);

/** Names, sizes and bytes of all that a folder holds, but the lock. */
const contentsOf = (folder: string) =>
  readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isFile() && !entry.name.startsWith('server.lock'))
    .map(({ name }) => [name, readFileSync(join(folder, name)).toString('base64')] as const)
    .toSorted(([one], [other]) => one.localeCompare(other));

it('a dry run of backup tells files, sizes and tokens, and writes nothing', async () => {
  const { bank, copy } = await backedUp();
  const next = join(temporaryFolder(), 'deep', 'next');
  const said = await operator(bank, 'backup', next, '--dry-run');
  expect(said).toMatch(/would write: \S+bank\.db \(\d{5,} bytes\)/);
  expect(said).toMatch(/would write: \S+issuer\.db \(\d{5,} bytes\)/);
  expect(said).toMatch(/would write: \S+keys\.json \(\d{3,} bytes\)/);
  expect(said).toContain('tokens: 1');
  expect(said).toContain('overwrites nothing');
  expect(existsSync(join(next, '..'))).toBe(false);
  const made = await operator(
    bank,
    'audit',
    'akagi',
    '--event',
    'backup-made-by-operator',
    '--json',
  );
  expect(made.split('\n')).toHaveLength(1);
  await expect(operator(bank, 'backup', copy, '--dry-run')).rejects.toThrow('exists already');
  await expect(operator(bank, 'backup', join(copy, 'keys.json', 'x'), '--dry-run')).rejects.toThrow(
    'is not a folder',
  );
  await expect(operator(bank, 'backup', '--dry-run')).rejects.toThrow('the folder name is missing');
});

it('a dry run of restore checks the copy, tells what would be moved aside, and leaves all as it is', async () => {
  const { bank, copy } = await backedUp();
  const { dataDir } = bank.options;
  await expect(operator(bank, 'restore', copy, '--dry-run')).rejects.toThrow('another server');
  await bank.close();
  const before = [contentsOf(dataDir), contentsOf(copy)];
  const said = await operator(bank, 'restore', copy, '--dry-run');
  expect(said).toContain('tokens: 1');
  for (const file of ['bank.db', 'issuer.db', 'keys.json']) {
    expect(said).toContain(`would write: ${join(dataDir, file)} (`);
    const { size } = statSync(join(dataDir, file));
    expect(said).toContain(`would move aside: ${join(dataDir, file)} (${size} bytes)`);
  }
  expect([contentsOf(dataDir), contentsOf(copy)]).toEqual(before);
  expect(readdirSync(dataDir).filter((name) => name.startsWith('checking-'))).toEqual([]);

  truncateSync(join(copy, 'bank.db'), 20_000);
  await expect(operator(bank, 'restore', copy, '--dry-run')).rejects.toThrow('not whole');
  expect(readdirSync(dataDir).filter((name) => name.startsWith('checking-'))).toEqual([]);
});

it('nothing is brought back into a running bank', async () => {
  const { bank, copy } = await backedUp();
  await expect(operator(bank, 'restore', copy, '--yes')).rejects.toThrow(
    'another server is running',
  );
});

it.each([
  ['cut short', (copy: string) => truncateSync(join(copy, 'bank.db'), 20_000)],
  ['cut short at the tokens', (copy: string) => truncateSync(join(copy, 'issuer.db'), 20_000)],
  ['without its tokens', (copy: string) => rmSync(join(copy, 'issuer.db'))],
  ['empty', (copy: string) => truncateSync(join(copy, 'bank.db'))],
  ['without its keys', (copy: string) => rmSync(join(copy, 'keys.json'))],
  ['without its database', (copy: string) => rmSync(join(copy, 'bank.db'))],
])('a backup that is %s is not used, and the data stays', async (_what, spoil) => {
  const { bank, copy } = await backedUp();
  await bank.close();
  spoil(copy);
  const before = readFileSync(join(bank.options.dataDir, 'bank.db'));
  await expect(operator(bank, 'restore', copy, '--yes')).rejects.toThrow('not whole');
  expect(readFileSync(join(bank.options.dataDir, 'bank.db'))).toEqual(before);
});

it('a backup does not write over anything', async () => {
  const { bank, copy } = await backedUp();
  await expect(operator(bank, 'backup', copy)).rejects.toThrow('exists already');
});

it.each([
  ['missing', 'bank.db', (path: string) => rmSync(path)],
  ['an empty file', 'bank.db', (path: string) => truncateSync(path)],
  ['gone with its tokens', 'issuer.db', (path: string) => rmSync(path)],
  ['empty of tokens', 'issuer.db', (path: string) => truncateSync(path)],
] as const)('keys whose database is %s are refused with what to do', async (_what, file, spoil) => {
  const { bank } = await backedUp();
  await bank.close();
  spoil(join(bank.options.dataDir, file));
  await expect(startBank(bank.options)).rejects.toThrow('operator restore');
});

it.each(['bank.db', 'issuer.db'])(
  'an older %s that was only copied into the folder is refused with what to do',
  async (file) => {
    const { bank, customer, copy } = await backedUp();
    await customer.submit('/log-out');
    await bank.close();
    copyFileSync(join(copy, file), join(bank.options.dataDir, file));
    await expect(startBank(bank.options)).rejects.toThrow(
      `The database (${file}) is older than what this bank has recorded`,
    );
  },
);

it('databases that were put into a new folder by hand are refused with what to do', async () => {
  const { bank, customer } = await backedUp();
  await customer.submit('/log-out');
  await bank.close();
  rmSync(join(bank.options.dataDir, 'last-event'));
  await expect(startBank(bank.options)).rejects.toThrow(
    'last-event is missing beside it. Bring a backup back: npm run bank -- operator restore <folder>',
  );
});

it('a first start that ended before the keys were written is begun again', async () => {
  const dataDir = join(temporaryFolder(), 'new');
  openDatabase(dataDir, bankStore).close();
  expect(existsSync(join(dataDir, 'keys.json'))).toBe(false);
  const bank = await testBank({ dataDir });
  expect(existsSync(join(dataDir, 'keys.json'))).toBe(true);
  await bankCustomer(bank);
});
