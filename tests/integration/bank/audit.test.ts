/** Every kind of security event of the audit log comes to pass, with who and from where. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { auditEvents } from '../../../bank/service/storage/audit.ts';
import { writePskc } from '../../../bank/issuer/tokens/pskc.ts';
import type { IssuedToken } from '../../../shared/protocol.ts';
import { codeAt, confirm, newAttempt, newRenewal, readToken } from '../../fakes/bank/app.ts';
import { send, sendRenewal } from '../../fakes/bank/app.ts';
import { activationPassword, bankCustomer } from '../../fakes/bank/customer.ts';
import { operator, testBank } from '../../fakes/bank/bank.ts';
import type { TestBank } from '../../fakes/bank/bank.ts';
import { changeRows, isOnPostgres, rowsOf } from '../../fakes/bank/database.ts';
import { temporaryFolder } from '../../fakes/folder.ts';
import { fakeSmtp } from '../../fakes/bank/smtp.ts';
import type { SmtpManner } from '../../fakes/bank/smtp.ts';

const minute = 60_000;
const day = 24 * 60 * minute;
const wrongCode = '000000';

type Row = { event: string; institution: string; source: string };

/** Of both logs, the bank's and the service's. */
async function rowsIn({ database, issuerStorage }: TestBank): Promise<Row[]> {
  const text = `SELECT event, institution, source FROM audit WHERE institution = 'akagi' ORDER BY id`;
  return [...(database.prepare(text).all() as Row[]), ...(await rowsOf<Row>(issuerStorage, text))];
}

async function expectNamed(bank: TestBank): Promise<void> {
  for (const { institution, source } of await rowsIn(bank)) {
    expect(institution).toBe('akagi');
    expect(source).toMatch(
      /^((bank-akagi )?127\.0\.0\.1|operator|operator-akagi|bank-akagi|clock|mail|server|start)$/,
    );
  }
}

async function expectNone(secrets: string[], bank: TestBank): Promise<void> {
  const log = await operator(bank, 'audit');
  for (const secret of secrets) expect(log).not.toContain(secret);
}

/** What is done for the data itself, in the two files of the sample bank. */
const ofTheFiles: string[] = [
  'seeds-exported-by-operator',
  'token-imported-by-operator',
  'backup-made-by-operator',
  'restored-by-operator',
  'clock-repaired-by-operator',
  'token-clock-repaired-by-operator',
];

it('all that the log can tell is told, and neither passwords nor codes nor seeds are in it', async () => {
  let manner: SmtpManner = 'refuses';
  const smtp = await fakeSmtp(() => manner);
  let bank = await testBank({ smtpUrl: smtp.url });
  const { clock } = bank;
  const customer = await bankCustomer(bank);
  const { entry } = customer;
  const secrets = [activationPassword, 'sample001', 'kakunin001', 'wrong000'];
  const unlock = () => operator(bank, 'unlock', 'akagi', 'akagi001');
  const events = async () => new Set((await rowsIn(bank)).map(({ event }) => event));
  const repeat = async (times: number, run: () => Promise<unknown>) => {
    for (let i = 0; i < times; i += 1) await run();
  };
  const guess = async (userId: string) =>
    send(entry, await newAttempt(entry, { userId, activationPassword: '00000' }));
  const codeOf = (token: IssuedToken) => {
    const code = codeAt(token, clock.now());
    secrets.push(
      code,
      token.otp.secret,
      Buffer.from(token.otp.secret, 'base64url').toString('hex'),
    );
    return code;
  };

  await customer.get('/');
  const wrongLogIn = { logInId: 'akagi001', password: 'wrong000' };
  await repeat(10, () => customer.submit('/log-in', wrongLogIn));
  await unlock();
  await customer.logIn();

  await customer.applyForToken();
  await expect.poll(events).toContain('mail-refused');
  manner = 'breaks-off-after-text';
  const byTries = await customer.applyForToken();
  await expect.poll(events).toContain('mail-outcome-unknown');
  manner = 'takes';
  await repeat(5, () => guess(byTries));
  await guess(byTries);
  await customer.applyForToken();
  await expect.poll(events).toContain('mail-sent');
  await operator(bank, 'void-issue', 'akagi', 'akagi001', '--yes');
  await customer.applyForToken();
  await customer.setUpApp();
  await customer.get('/otp/start');
  await repeat(5, () => customer.submit('/otp/start', { code: wrongCode }));
  await customer.applyForToken();
  clock.moveBy(3 * day);
  await customer.logIn();
  await customer.get('/otp/application');

  await customer.get('/transfer');
  await customer.submit('/transfer', { payee: '見本 太郎', amountYen: '1000' });
  await repeat(5, () => customer.submit('/transfer/check', { confirmation: 'wrong000' }));
  await unlock();

  const first = await customer.becomeUser();
  codeOf(first);
  await customer.get('/transfer');
  await customer.submit('/transfer', { payee: '見本 太郎', amountYen: '1000' });
  const right = { confirmation: 'kakunin001', code: codeOf(first) };
  await customer.submit('/transfer/check', right);
  await customer.submit('/log-out');
  await customer.logIn();
  await repeat(5, () => customer.submit('/log-in/otp', { code: wrongCode }));
  await customer.logIn();
  await customer.submit('/log-in/otp', { code: wrongCode });
  await unlock();

  clock.moveBy(5 * 365 * day - 10 * day);
  const renewal = await newRenewal(entry, first);
  const renewed = await readToken(entry, renewal, await sendRenewal(entry, first, renewal));
  await confirm(entry, renewed);
  await customer.logIn(codeOf(renewed));
  await customer.applyForToken();
  clock.moveBy(minute);
  await customer.get('/otp/release');
  // Two windows: the second one's release comes when there is nothing in use any more.
  const release = customer.page();
  await customer.submit('/otp/release', { code: codeOf(renewed) });
  const csrf = /name="csrf" value="([^"]+)"/.exec(release.html)?.[1] ?? '';
  await customer.post('/otp/release', { csrf, code: wrongCode });
  clock.moveBy(2 * day);
  await customer.becomeUser();
  await operator(bank, 'release', 'akagi', 'akagi001', '--yes');
  await operator(bank, 'audit', 'akagi');
  await bank.close();
  bank = await testBank({ ...bank.options, clock: bank.clock });

  // What staff do at a branch's page is tried with it (tests/integration/branch), what was not booked in tests/integration/back-office.
  const atThisBank = auditEvents.filter(
    (event) => !/^(staff-|contracts?-|transfer-unclear|transfer-not-made)/.test(event),
  );
  const expected = atThisBank.filter((event) => !ofTheFiles.includes(event));
  expect([...(await events())].toSorted()).toEqual(expected.toSorted());
  await expectNamed(bank);
  await expectNone(secrets, bank);
});

it.skipIf(isOnPostgres)('what is done for the data itself is told in the same way', async () => {
  const bank = await testBank();
  const customer = await bankCustomer(bank);
  const token = await customer.becomeUser();
  await operator(bank, 'repair-clock', 'akagi');
  const folder = temporaryFolder();
  const passphrase = join(folder, 'passphrase');
  writeFileSync(passphrase, 'a passphrase of the branch\n', { mode: 0o600 });
  const file = join(folder, 'seeds.xml');
  await operator(bank, 'export-pskc', 'akagi', file, '--passphrase-file', passphrase);
  // As a clock that was ahead leaves it behind.
  await changeRows(
    bank.issuerStorage,
    `UPDATE tokens SET last_step = last_step * 2 WHERE state = 'inUse'`,
  );
  await operator(bank, 'repair-clock', 'akagi', 'akagi001');
  const other = join(folder, 'other.xml');
  const seed = { tokenId: 'K1', userId: 'akagi002', secret: Buffer.alloc(20, 7) };
  const rest = { algorithm: 'SHA1', digits: 6, driftSteps: 0 } as const;
  const expiresAt = bank.clock.now() + 365 * day;
  writeFileSync(other, await writePskc('見本', [{ ...seed, ...rest, expiresAt }], null));
  await operator(bank, 'import-pskc', 'akagi', other, '--yes');
  await bank.close();
  await operator(bank, 'backup', join(folder, 'backup'));
  await operator(bank, 'restore', join(folder, 'backup'), '--yes');

  const restored = await testBank({ ...bank.options, clock: bank.clock });
  const events = (await rowsIn(restored)).map(({ event }) => event);
  expect(events).toEqual(expect.arrayContaining(ofTheFiles));
  await expectNamed(restored);
  const { secret } = token.otp;
  const seeds = [secret, Buffer.from(secret, 'base64url').toString('hex')];
  await expectNone(
    [activationPassword, 'sample001', 'a passphrase of the branch', ...seeds],
    restored,
  );
});
