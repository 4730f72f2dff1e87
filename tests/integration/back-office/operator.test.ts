/** The operator's commands over the back office alone, against the real service. */
import { existsSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { readPskc } from '../../../bank/issuer/pskc/read-pskc.ts';
import { codeAt } from '../../fakes/bank/app.ts';
import { backOfficeOf, typing } from '../../fakes/bank/back-office.ts';
import { issueRequest, setUp, testIssuer } from '../../fakes/bank/issuer.ts';
import { temporaryFolder } from '../../fakes/folder.ts';

const passphrase = 'a passphrase of the branch';

/** With a token in use under 4711. */
async function withToken() {
  const issuer = await testIssuer();
  const { token } = await setUp(issuer, await issuer.client('banking'), '4711');
  const office = await backOfficeOf(issuer);
  const code = (later = 0) => codeAt(token, issuer.clock.now(), later);
  await office.startUse('4711', { code: code() }, { key: 'start' });
  issuer.clock.moveBy(60_000);
  return { issuer, office, token, code, type: await typing(issuer) };
}

it('a contract is listed, read and released with a reason, which the audit log has with the clerk', async () => {
  const { token, type } = await withToken();
  expect(await type('list')).toContain('\n4711  inUse  none\n');
  const state = await type('state', '4711');
  expect(state).toContain('in use: inUse');
  expect(state).toContain(token.tokenId);
  const release = ['release', '4711', '--as', '佐藤', '--reason', 'パソコンを紛失'];
  expect(await type(...release, '--dry-run')).toContain('inUse none → released none');
  expect(await type('list', '--json')).toContain('"current":"inUse"');
  expect(await type(...release, '--yes')).toContain('release: done.');
  expect(await type('state', '4711', '--json')).toContain('"current":"released"');
  const event = ['audit', '--event', 'token-released-by-operator'];
  expect((await type(...event)).trim()).toMatch(/4711 {2}\S+ {2}\S+ 佐藤 {2}パソコンを紛失$/);
});

it('an issue that nobody uses is ended, once', async () => {
  const issuer = await testIssuer();
  const office = await backOfficeOf(issuer);
  await office.openIssue('4711', issueRequest, { key: 'issue' });
  const type = await typing(issuer);
  expect(await type('void-issue', '4711', '--yes')).toContain('void-issue: done.');
  await expect(type('void-issue', '4711', '--yes')).rejects.toThrow('nothing to do');
  await expect(type('void-issue', '4712', '--yes')).rejects.toThrow('no such contract');
});

it('a token that was stopped by wrong codes is unlocked, and works again', async () => {
  const { office, code, type } = await withToken();
  const takeCode = (one: string, key: string) =>
    office.takeCode('4711', { code: one, purpose: 'log-in' }, { key });
  const wrong = code() === '000000' ? '000001' : '000000';
  let tries = 0;
  while ((await takeCode(wrong, `wrong-${(tries += 1)}`)).verdict !== 'stopped');
  expect(await type('list')).toContain('4711  suspended');
  expect(await type('unlock', '4711', '--reason', '本人を確認した')).toContain('unlock: done.');
  expect((await takeCode(code(), 'right')).verdict).toBe('accepted');
});

it('two codes in a row set the drift anew, and wrong ones do not', async () => {
  const { code, type } = await withToken();
  const set = ['resynchronise', '4711'];
  expect(await type(...set, code(), code(1), '--dry-run')).toContain('drift in steps: 0');
  await expect(type(...set, code(1), code())).rejects.toThrow('the drift was not set');
  expect(await type(...set, code(), code(1))).toContain('resynchronise: done.');
});

it('the seeds in use are written into a file for its owner alone, under the passphrase', async () => {
  const { issuer, token, type } = await withToken();
  const folder = temporaryFolder();
  const [secret, file] = [join(folder, 'passphrase'), join(folder, 'seeds.xml')];
  writeFileSync(secret, `${passphrase}\n`, { mode: 0o600 });
  const words = ['export-pskc', file, '--passphrase-file', secret];
  expect(await type(...words, '--dry-run')).toContain('overwrites nothing');
  expect(existsSync(file)).toBe(false);
  expect(await type(...words)).toContain('1 seeds written.');
  expect(statSync(file).mode & 0o777).toBe(0o600);
  const seeds = await readPskc(readFileSync(file, 'utf8'), { passphrase }, issuer.clock.now());
  expect(seeds.map(({ keyId }) => keyId)).toEqual([token.tokenId]);
});

it('seeds that could not be kept are not asked for', async () => {
  const { type } = await withToken();
  const secret = join(temporaryFolder(), 'passphrase');
  writeFileSync(secret, `${passphrase}\n`, { mode: 0o600 });
  const nowhere = join(temporaryFolder(), 'none', 'seeds.xml');
  const asked = type('export-pskc', nowhere, '--passphrase-file', secret);
  await expect(asked).rejects.toThrow('is not a folder');
  expect(await type('audit')).not.toContain('seeds-exported-by-operator');
});

it('the audit log comes line by line, as far as it is wanted', async () => {
  const { type } = await withToken();
  const json = async (...words: string[]) =>
    (await type('audit', '--json', ...words))
      .split('\n')
      .filter((line) => line !== '')
      .map((line) => JSON.parse(line) as { number: number; event: string; atInJapan: string });
  const all = await json();
  expect(all.map(({ event }) => event)).toContain('token-started');
  expect(all[0]?.atInJapan).toMatch(/\+09:00$/);
  const last = all.at(-1);
  expect((await json('--after', String(last?.number))).map(({ event }) => event)).toEqual([]);
  expect((await json('--contract', '4711')).length).toBeGreaterThan(0);
  expect(await json('--contract', '4712')).toEqual([]);
  expect(await json('--since', '2999-01-01')).toEqual([]);
  await expect(json('--event', 'token-startd')).rejects.toThrow('none of the events');
});

it('what can’t be taken back is not done where nobody can be asked', async () => {
  const { type } = await withToken();
  await expect(type('release', '4711')).rejects.toThrow('nobody could be asked');
  expect(await type('list')).toContain('4711  inUse');
});

it('a client without the scope, or of another service, is told so', async () => {
  const issuer = await testIssuer();
  const audit = await typing(issuer, ['audit']);
  await expect(audit('list')).rejects.toThrow('this client may not do it');
  const elsewhere = await testIssuer();
  const type = await typing({ ...issuer, backOfficeUrl: elsewhere.backOfficeUrl });
  await expect(type('list')).rejects.toThrow('the service refuses this client');
});

it('--help lists the commands, whatever else is typed', async () => {
  const type = await typing(await testIssuer());
  expect(await type('release', '--help')).toBe(await type());
});

it.each([
  [['release'], 'words are missing'],
  [['relase', '--polcy', '4711'], 'There is no option --polcy; --help lists them.'],
  [['release', '4711', '4712'], 'too many words'],
  [['relase', '4711'], 'there is no command'],
  [['state', '47/11'], 'reference is no reference'],
  [['list', '--reason', 'so'], 'takes no --reason'],
  [['audit', '--after', 'x'], 'a number of the audit log, of 1 to 15 digits'],
  [['audit', '--after', '1000000000000000'], 'a number of the audit log, of 1 to 15 digits'],
])('%j is refused in a sentence', async (words, sentence) => {
  const type = await typing(await testIssuer());
  await expect(type(...words)).rejects.toThrow(sentence);
});
