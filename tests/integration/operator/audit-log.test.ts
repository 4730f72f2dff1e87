/** The audit log of bank and service as staff read it, and that nobody can change it. */
import { expect, it } from 'vitest';
import type { IssuedToken } from '../../../shared/protocol.ts';
import { codeAt } from '../../fakes/bank/app.ts';
import { operator } from '../../fakes/bank/bank.ts';
import type { TestBank } from '../../fakes/bank/bank.ts';
import { bankCustomer } from '../../fakes/bank/customer.ts';
import { rowsOf } from '../../fakes/bank/database.ts';
import { newUser } from './new-user.ts';

const hex = (token: IssuedToken) => Buffer.from(token.otp.secret, 'base64url').toString('hex');

/** One try of a stranger, which an unlock forgets. */
async function wrongPassword(bank: TestBank): Promise<void> {
  const stranger = await bankCustomer(bank);
  await stranger.get('/');
  await stranger.submit('/log-in', { logInId: 'akagi001', password: 'wrong000' });
}

it('the audit log has every event with its source, and neither secrets nor passwords', async () => {
  const { bank, customer, token } = await newUser();
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
  const { bank } = await newUser();
  expect(() => bank.database.exec(`UPDATE audit SET event = 'log-out'`)).toThrow('append only');
  expect(() => bank.database.exec('DELETE FROM audit')).toThrow('append only');
  const columns = 'audit (id, at, institution, event, source)';
  const row = `VALUES (1, 0, 'akagi', 'log-out', 'thief')`;
  for (const verb of ['REPLACE', 'INSERT OR REPLACE', 'INSERT OR IGNORE']) {
    expect(() => bank.database.exec(`${verb} INTO ${columns} ${row}`)).toThrow('append only');
  }
});

it('no row of the audit log can stand where SQLite looks for one without a number', async () => {
  const { bank } = await newUser();
  // A BEFORE trigger sees −1 as the id of a row that has none yet: one at −1 would stop all others.
  const row = `(-1, 0, 'akagi', 'log-out', 'thief')`;
  const insert = `INSERT INTO audit (id, at, institution, event, source) VALUES ${row}`;
  expect(() => bank.database.exec(insert)).toThrow('CHECK');
});

it('the audit log is added to without a scan of it', async () => {
  const { bank } = await newUser();
  // EXPLAIN QUERY PLAN leaves triggers out; the program itself has them.
  const program = bank.database
    .prepare(`EXPLAIN INSERT INTO audit (at, institution, event, source) VALUES (0, '', '', '')`)
    .all() as { opcode: string }[];
  const opcodes = program.map(({ opcode }) => opcode);
  expect(opcodes).toContain('SeekRowid');
  expect(opcodes).not.toContain('Rewind');
});

it('the audit log names log-in ID and person, tells Japan time, and can be narrowed and read by programs', async () => {
  const { bank } = await newUser();
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

it('a dry run of the audit log says whose it would show, shows none of it and is no reading of it', async () => {
  const { bank } = await newUser();
  const said = await operator(bank, 'audit', '--event', 'token-started', '--dry-run');
  expect(said).toContain('would show the audit log: akagi, haruna');
  expect(said).not.toContain('akagi001');
  const readings = `SELECT id FROM audit WHERE source LIKE 'operator-%'`;
  expect(await rowsOf(bank.issuerStorage, readings)).toEqual([]);
});
