/** What the institution's staff do beside the running bank; seeds and codes are checked by other people's programs. */
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
import { runOperator } from '../../../bank/operator/operator.ts';
import type { IssuedToken } from '../../../shared/protocol.ts';
import { codeAt, newAttempt, readError, send, statusOf } from '../../fakes/bank/app.ts';
import { bankCustomer } from '../../fakes/bank/customer.ts';
import type { BankCustomer } from '../../fakes/bank/customer.ts';
import { eventsOf, testBank, testClock } from '../../fakes/bank/bank.ts';
import type { TestBank } from '../../fakes/bank/bank.ts';
import { changeRows, rowsOf } from '../../fakes/bank/database.ts';
import { built } from '../../fakes/built.ts';
import { temporaryFolder } from '../../fakes/folder.ts';

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

/** One try of a stranger, which an unlock forgets. */
async function wrongPassword(bank: TestBank): Promise<void> {
  const stranger = await bankCustomer(bank);
  await stranger.get('/');
  await stranger.submit('/log-in', { logInId: 'akagi001', password: 'wrong000' });
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

it.each([
  ['beside the running bank', false],
  ['after it was stopped', true],
])('two commands at once are both done, one after the other, %s', async (_, isStopped) => {
  const bank = await testBank();
  const customers = await Promise.all(
    ['akagi001', 'akagi002'].map((logInId) => bankCustomer(bank, logInId)),
  );
  for (const customer of customers) {
    await customer.logIn();
    await customer.applyForToken();
  }
  if (isStopped) await bank.close();
  const said = await Promise.all(
    ['akagi001', 'akagi002'].map((logInId) =>
      operator(bank, 'void-issue', 'akagi', logInId, '--yes'),
    ),
  );
  expect(said.every((text) => text.includes('void-issue: done'))).toBe(true);
  expect(await operator(bank, 'list')).not.toMatch(/akagi00[12]/);
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

it('after unlock wrong codes are counted from none again', async () => {
  const { bank, customer, token } = await user();
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
  ['repair-clock', ['repair-clock', 'akagi', 'akagi001']],
  ['void-issue', ['void-issue', 'akagi', 'akagi001', '--yes']],
  ['release', ['release', 'akagi', 'akagi002', '--yes']],
  ['export-pskc', ['export-pskc', 'haruna', 'seeds.xml', '--unencrypted']],
])('%s with nothing to do is refused, and no event', async (_what, args) => {
  const { bank } = await user();
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
  const { bank, customer, token } = await user();
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

it('the audit log has every event with its source, and neither secrets nor passwords', async () => {
  const { bank, customer, token } = await user();
  const code = codeAt(token, bank.clock.now());
  await customer.logIn(code);
  await wrongPassword(bank);
  await operator(bank, 'unlock', 'akagi', 'akagi001');
  const log = await operator(bank, 'audit');
  // What the pages asked of the issuing service names both, the client and whom it asked for.
  for (const [event, source] of [
    ['log-in', '127.0.0.1'],
    ['issue-made', 'bank-akagi 127.0.0.1'],
    ['token-delivered', '127.0.0.1'],
    ['token-confirmed', '127.0.0.1'],
  ]) {
    expect(log).toContain(`akagi  akagi001  ${event}  ${source}\n`);
  }
  expect(log).toContain('log-in-unlocked-by-operator  operator');
  for (const secret of [code, hex(token), token.otp.secret, 'sample001', '482135']) {
    expect(log).not.toContain(secret);
  }
});

it('the audit log can be neither changed nor shortened', async () => {
  const { bank } = await user();
  expect(() => bank.database.exec(`UPDATE audit SET event = 'log-out'`)).toThrow('append only');
  expect(() => bank.database.exec('DELETE FROM audit')).toThrow('append only');
  const columns = 'audit (id, at, institution, event, source)';
  const row = `VALUES (1, 0, 'akagi', 'log-out', 'thief')`;
  for (const verb of ['REPLACE', 'INSERT OR REPLACE', 'INSERT OR IGNORE']) {
    expect(() => bank.database.exec(`${verb} INTO ${columns} ${row}`)).toThrow('append only');
  }
});

it('no row of the audit log can stand where SQLite looks for one without a number', async () => {
  const { bank } = await user();
  // A BEFORE trigger sees −1 as the id of a row that has none yet: one at −1 would stop all others.
  const row = `(-1, 0, 'akagi', 'log-out', 'thief')`;
  const insert = `INSERT INTO audit (id, at, institution, event, source) VALUES ${row}`;
  expect(() => bank.database.exec(insert)).toThrow('CHECK');
});

it('the audit log is added to without a scan of it', async () => {
  const { bank } = await user();
  // EXPLAIN QUERY PLAN leaves triggers out; the program itself has them.
  const program = bank.database
    .prepare(`EXPLAIN INSERT INTO audit (at, institution, event, source) VALUES (0, '', '', '')`)
    .all() as { opcode: string }[];
  const opcodes = program.map(({ opcode }) => opcode);
  expect(opcodes).toContain('SeekRowid');
  expect(opcodes).not.toContain('Rewind');
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

const exportTo = (bank: TestBank, ...file: string[]) =>
  operator(bank, 'export-pskc', 'akagi', ...file, '--unencrypted');
const isExportAudited = async (bank: TestBank) =>
  (await operator(bank, 'audit', 'akagi')).includes('seeds-exported-by-operator');

it.each([
  ['no file name', []],
  ['an empty file name', ['']],
])('with %s nothing is exported, and nothing audited', async (_what, file) => {
  const { bank } = await user();
  // A folder of its own: others write into the project's meanwhile.
  const here = process.cwd();
  onTestFinished(() => process.chdir(here));
  process.chdir(temporaryFolder());
  await expect(exportTo(bank, ...file)).rejects.toThrow('file name is missing');
  expect(readdirSync('.')).toEqual([]);
  expect(await isExportAudited(bank)).toBe(false);
});

it('an export is its owner’s alone, whatever stands beside it or in its place', async () => {
  const { bank } = await user();
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
  const { bank } = await user();
  const folder = temporaryFolder();
  mkdirSync(join(folder, 'seeds.xml'));
  await expect(exportTo(bank, join(folder, 'seeds.xml'))).rejects.toThrow('seeds.xml');
  expect(readdirSync(folder)).toEqual(['seeds.xml']);
});

it('an export that was not written is not audited', async () => {
  const { bank } = await user();
  await expect(exportTo(bank, join(temporaryFolder(), 'none', 'seeds.xml'))).rejects.toThrow(
    'ENOENT',
  );
  expect(await isExportAudited(bank)).toBe(false);
});

it('no seeds are given out that the audit log knows nothing of', async () => {
  const { bank } = await user();
  await changeRows(
    bank.issuerStorage,
    `CREATE TRIGGER full BEFORE INSERT ON audit BEGIN SELECT raise(ABORT, 'disk full'); END`,
  );
  const folder = temporaryFolder();
  await expect(exportTo(bank, join(folder, 'seeds.xml'))).rejects.toThrow('disk full');
  expect(readdirSync(folder)).toEqual([]);
});

it.each([
  ['an unknown command', ['relaese', 'akagi', 'akagi001'], 'there is no command "relaese"'],
  ['an unknown option', ['list', '--yess'], 'an option is not right'],
  ['an unknown institution', ['list', 'myogi'], 'no such institution'],
  ['an unknown customer', ['unlock', 'akagi', 'nobody'], 'no such customer'],
  ['a customer who is not named', ['unlock', 'akagi'], 'no such customer'],
  ['a date that is none', ['audit', '--since', 'yesterday'], '--since and --until are like'],
  ['a day that is none', ['audit', '--until', '2026-02-31'], '--since and --until are like'],
  ['an event that is none', ['audit', '--event', 'log-inn'], '--event is none of the events'],
  ['nobody’s log-in ID', ['audit', '--customer', 'akagi999'], 'no such customer'],
  ['a second customer', ['unlock', 'akagi', 'akagi001', 'akagi002'], 'too many words'],
  ['a second institution', ['list', 'akagi', 'haruna'], 'too many words'],
  ['a second folder', ['restore', 'one', 'two', '--yes'], 'too many words'],
  ['a name with a line break', ['list', '--as', 'a\nb'], '--as takes'],
])('%s is refused with a sentence in both languages', async (_what, args, sentence) => {
  const bank = await testBank();
  const refused = operator(bank, ...args);
  await expect(refused).rejects.toThrow(sentence);
  await expect(refused).rejects.toThrow(/[ぁ-ん]/);
});

it.each([
  ['nobody can be asked', null, 'Add --yes'],
  ['the answer is no', false, 'nothing was done'],
])('a release is not done where %s', async (_what, answer, sentence) => {
  const { bank, customer, token } = await user();
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
  const { bank, customer, token } = await user();
  const said = await operator(bank, 'release', 'akagi', 'akagi001', '--dry-run');
  expect(said).toContain('would do: release akagi akagi001. Nothing was done');
  expect(said).toContain('inUse none → released none');
  expect(await statusOf(customer.entry, token)).toBe('inUse');
  expect(await operator(bank, 'audit')).not.toContain('token-released');
  await expect(operator(bank, 'release', 'akagi', 'akagi002', '--dry-run')).rejects.toThrow(
    'nothing to do',
  );
});

it('a dry run of the audit log says whose it would show, shows none of it and is no reading of it', async () => {
  const { bank } = await user();
  const said = await operator(bank, 'audit', '--event', 'token-started', '--dry-run');
  expect(said).toContain('would show the audit log: akagi, haruna');
  expect(said).not.toContain('akagi001');
  const readings = `SELECT id FROM audit WHERE source LIKE 'operator-%'`;
  expect(await rowsOf(bank.issuerStorage, readings)).toEqual([]);
});

it('a dry run of export-pskc tells file, size, seeds and what would be overwritten, and writes nothing', async () => {
  const { bank } = await user();
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

it('the audit log names log-in ID and person, tells Japan time, and can be narrowed and read by programs', async () => {
  const { bank } = await user();
  await wrongPassword(bank);
  await operator(bank, 'unlock', 'akagi', 'akagi001', '--as', '佐藤');
  const lines = (await operator(bank, 'audit', '--event', 'log-in-unlocked-by-operator')).split(
    '\n',
  );
  expect(lines.slice(1)).toEqual([
    '2026-06-15T03:01:30.000Z  2026-06-15T12:01:30+09:00  akagi  akagi001  log-in-unlocked-by-operator  operator 佐藤',
  ]);
  const json = await operator(bank, 'audit', 'akagi', '--customer', 'akagi001', '--json');
  expect(json.split('\n').map((line) => JSON.parse(line) as object)).toContainEqual(
    expect.objectContaining({ event: 'token-started', logInId: 'akagi001' }),
  );
  expect(await operator(bank, 'audit', '--until', '2026-06-14', '--json')).toBe('');
  expect(await operator(bank, 'audit', '--since', '2026-06-16', '--json')).toBe('');
  expect(await operator(bank, 'audit', '--since', '2026-06-15')).toContain('token-started');
});

it.each([
  ['an unknown command', ['relaese', 'akagi', 'akagi001'], 1],
  ['an unknown option', ['list', '--yess'], 1],
  ['nothing to do', ['unlock', 'akagi', 'akagi001'], 1],
  ['nothing to release', ['release', 'akagi', 'akagi001', '--yes'], 1],
  ['nobody to ask', ['void-issue', 'akagi', 'akagi001'], 1],
  ['a data folder without a bank', ['list', '--data', '/nowhere'], 1],
  ['a list', ['list'], 0],
  ['a dry run', ['audit', '--dry-run'], 0],
])('as a program: %s', async (_what, args, status) => {
  // By the time that the program goes by.
  const bank = await testBank({ dataDir: temporaryFolder(), now: Date.now });
  const main = built('bank/main.js');
  const program = [main, 'operator', '--data', bank.options.dataDir, ...args];
  const ended = await run(process.execPath, program).then(
    ({ stdout, stderr }) => ({ code: 0, stdout, stderr }),
    (error: unknown) => error as { code: number; stdout: string; stderr: string },
  );
  expect(ended.code).toBe(status);
  // What was refused is told in both languages, where it gets into no pipe.
  const [told, silent] = status === 0 ? [ended.stdout, ended.stderr] : [ended.stderr, ended.stdout];
  expect(silent).toBe('');
  expect(told).toMatch(status === 0 ? /[a-z]/ : /[ぁ-ん][^]*[a-z]{3}/);
  expect(told).not.toMatch(/^ +at /m);
});
