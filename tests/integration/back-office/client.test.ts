/** The bank's own client of the back office, against the real service. */
import { createServer } from 'node:http';
import type { RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { inspect } from 'node:util';
import { expect, it, onTestFinished } from 'vitest';
import { BackOfficeError } from '../../../bank/back-office/back-office-error.ts';
import { readClientKey } from '../../../bank/back-office/client-key.ts';
import { operations } from '../../../bank/issuer/back-office/operations.ts';
import { activate, codeAt } from '../../fakes/bank/app.ts';
import { backOfficeOf } from '../../fakes/bank/back-office.ts';
import { rowsOf } from '../../fakes/bank/database.ts';
import { activationPassword, issueRequest, testIssuer } from '../../fakes/bank/issuer.ts';
import { temporaryFolder } from '../../fakes/folder.ts';

const logIn = (code: string) => ({ code, purpose: 'log-in' as const });
const refusal = async (asked: Promise<unknown>) =>
  asked.then(
    () => 'no refusal',
    (error: unknown) => (error instanceof BackOfficeError ? error.code : error),
  );

async function allOf<T>(many: AsyncIterable<T>): Promise<T[]> {
  const all: T[] = [];
  for await (const one of many) all.push(one);
  return all;
}

/** Node's own fetch, with a look at each request, which may also stand in its way. */
function watchFetch(look: (path: string, ask: () => Promise<Response>) => Promise<Response>) {
  const { fetch } = globalThis;
  onTestFinished(() => {
    globalThis.fetch = fetch;
  });
  globalThis.fetch = async (url, init) =>
    look(new URL(String(url)).pathname, () => fetch(url, init));
}

async function serving(answer: RequestListener): Promise<string> {
  const server = createServer(answer);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

it('has a function for each operation, and none besides', async () => {
  const office = await backOfficeOf(await testIssuer());
  expect(Object.keys(office).toSorted()).toEqual(operations.map(({ id }) => id).toSorted());
});

it('does what an internet banking does, from the issue to the release', async () => {
  const issuer = await testIssuer();
  const office = await backOfficeOf(issuer);
  const { userId } = await office.openIssue('4711', issueRequest, { key: 'issue' });
  const entry = await issuer.entryOf('akagi');
  const token = await activate(entry, { userId, activationPassword });
  const code = () => codeAt(token, issuer.clock.now());
  expect(await office.startUse('4711', { code: code() }, { key: 'start' })).toEqual({
    verdict: 'accepted',
    current: 'inUse',
    next: 'none',
  });
  issuer.clock.moveBy(60_000);
  const taken = await office.takeCode('4711', logIn(code()), { key: 'code' });
  expect(taken.verdict).toBe('accepted');
  expect(await office.readContract('4711')).toMatchObject({ token: { tokenId: token.tokenId } });
  expect((await office.listContracts({ current: 'inUse', limit: 1 })).contracts).toHaveLength(1);
  const passphrase = 'correct horse battery';
  expect(await office.exportSeeds({ passphrase })).toContain(token.tokenId);
  issuer.clock.moveBy(60_000);
  const codes: [string, string] = [code(), codeAt(token, issuer.clock.now(), 1)];
  const set = await office.resynchronise('4711', { codes }, { key: 'set' });
  expect(set.verdict).toBe('accepted');
  expect((await office.release('4711', { key: 'end' })).current).toBe('released');
});

it('a clerk’s deeds are done, and who stands behind them is in the audit log', async () => {
  const issuer = await testIssuer();
  const office = await backOfficeOf(issuer, { name: 'branch' });
  await office.openIssue('4711', issueRequest, { key: 'one' });
  await office.noteStaff('staff-log-in', { key: 'in', source: '佐藤' });
  expect((await office.lookUp('4711', { source: '佐藤' })).next).toBe('issued');
  const reason = '誤って申請された';
  const contract = await office.voidIssue('4711', { key: 'two', source: '佐藤', reason });
  expect(contract).toMatchObject({ next: 'none', issue: null });
  const lines = await allOf(office.readAudit());
  const ended = lines.find(({ event }) => event === 'issue-ended-by-operator');
  expect(ended).toMatchObject({ reference: '4711', source: 'branch 佐藤', reason });
  const known = lines.at(-1)?.number ?? 0;
  expect(await allOf(office.readAudit(known))).toEqual([]);
  await office.noteStaff('staff-log-out', { key: 'out', source: '佐藤' });
  expect(await allOf(office.readAudit(known))).toMatchObject([
    { number: known + 1, event: 'staff-log-out' },
    { event: 'audit-read-by-operator' },
  ]);
});

it('one access token serves everybody who asks at once, until shortly before its end', async () => {
  const issuer = await testIssuer();
  const office = await backOfficeOf(issuer);
  let tokens = 0;
  watchFetch(async (path, ask) => {
    if (path === '/token') tokens += 1;
    return ask();
  });
  await Promise.all(Array.from({ length: 20 }, () => office.listContracts()));
  issuer.clock.moveBy(269_000);
  await office.listContracts();
  expect(tokens).toBe(1);
  issuer.clock.moveBy(2000);
  await office.listContracts();
  expect(tokens).toBe(2);
});

it('a token that the service does not know any more is asked for anew', async () => {
  const office = await backOfficeOf(await testIssuer());
  const seen: string[] = [];
  watchFetch(async (path, ask) => {
    seen.push(path);
    return seen.length === 2 ? new Response('', { status: 401 }) : ask();
  });
  expect((await office.listContracts()).contracts).toEqual([]);
  expect(seen).toEqual(['/token', '/v1/contracts', '/token', '/v1/contracts']);
});

it('a deed whose answer was lost is asked for again with its key, and done once', async () => {
  const issuer = await testIssuer();
  const office = await backOfficeOf(issuer);
  let lost = 0;
  watchFetch(async (path, ask) => {
    const response = await ask();
    if (!path.endsWith('/issues') || lost > 0) return response;
    lost += 1;
    throw new TypeError('fetch failed');
  });
  const made = await office.openIssue('4711', issueRequest, { key: 'one' });
  expect(lost).toBe(1);
  expect((await office.readContract('4711')).issue?.userId).toBe(made.userId);
  expect(await rowsOf(issuer.storage, 'SELECT id FROM issues')).toHaveLength(1);
});

it('each refusal has its name', async () => {
  const issuer = await testIssuer();
  const office = await backOfficeOf(issuer);
  const staff = await backOfficeOf(issuer, { name: 'branch', scopes: ['staff'] });
  expect(await refusal(office.readContract('4711'))).toBe('unknown-contract');
  await office.openIssue('4711', issueRequest, { key: 'one' });
  expect(await refusal(office.release('4711', { key: 'two' }))).toBe('not-allowed-now');
  expect(await refusal(office.voidIssue('4711', { key: 'one' }))).toBe('idempotency-key-reused');
  expect(await refusal(staff.takeCode('4711', logIn('123456'), { key: 'three' }))).toBe(
    'forbidden',
  );
  expect(await refusal(allOf(staff.readAudit()))).toBe('forbidden');
});

it.each(['', '.', '..', '../audit', 'a/b', 'a?b', '4711 ', '顧客'])(
  'what can’t be a reference is asked about nowhere: %j',
  async (reference) => {
    const office = await backOfficeOf(await testIssuer());
    watchFetch(() => Promise.reject(new Error('it was asked')));
    expect(await refusal(office.readContract(reference))).toBe('bad-request');
  },
);

it('what is wrong in a request is named by its place, and no error has the code in it', async () => {
  const office = await backOfficeOf(await testIssuer());
  const asked = office.takeCode('4711', logIn('123 456'), { key: 'one' });
  const error = await asked.catch((caught: unknown) => caught);
  expect(error).toMatchObject({ code: 'bad-request', faults: [{ pointer: '/code' }] });
  expect(inspect(error)).not.toContain('123 456');
});

it('while the service can do nothing it says when to ask again', async () => {
  const issuer = await testIssuer();
  const office = await backOfficeOf(issuer);
  await office.listContracts();
  issuer.clock.moveBy(-60 * 60_000);
  const error = await office.listContracts().catch((caught: unknown) => caught);
  expect(error).toMatchObject({ code: 'unavailable', retryAfterSeconds: 60 });
});

it('a client whose key the service does not know is refused as such', async () => {
  const issuer = await testIssuer();
  const other = await testIssuer({ clock: issuer.clock });
  const office = await backOfficeOf(other, { url: issuer.backOfficeUrl });
  expect(await refusal(office.listContracts())).toBe('client-refused');
});

it.each<[string, RequestListener, string]>([
  ['nobody is there', (_request, response) => void response.destroy(), 'no-answer'],
  ['nobody answers', () => undefined, 'no-answer'],
  ['it comes by half', (_request, response) => void response.write('{'), 'no-answer'],
  [
    'a proxy answers',
    (_request, response) => void response.writeHead(502).end('<html>'),
    'unreadable-answer',
  ],
  ['it is no JSON', (_request, response) => void response.end('{'), 'unreadable-answer'],
  [
    'it leads elsewhere',
    (_request, response) => void response.writeHead(307, { location: '/' }).end(),
    'no-answer',
  ],
])('where %s, the error says so', async (_what, answer, code) => {
  const url = await serving(answer);
  const office = await backOfficeOf(await testIssuer(), { url, timeoutMs: 200 });
  expect(await refusal(office.listContracts())).toBe(code);
});

it('an audit log that breaks off is not taken for its end', async () => {
  const issuer = await testIssuer();
  const office = await backOfficeOf(issuer);
  watchFetch(async (path, ask) => {
    const response = await ask();
    if (path !== '/v1/audit') return response;
    const text = await response.text();
    return new Response(text.slice(0, -2), { headers: response.headers });
  });
  expect(await refusal(allOf(office.readAudit()))).toBe('no-answer');
});

it('a key file that is none is named, without what stands in it', () => {
  const file = join(temporaryFolder(), 'client.key');
  writeFileSync(file, '{"clientId":"x","d":"secret"}');
  expect(() => readClientKey(file)).toThrow(`${file}: no private key of a client`);
  writeFileSync(file, 'secret');
  expect(() => readClientKey(file)).toThrow(
    new RegExp(`^${file}:1:1: This is no JSON: [\\w ,]+\\.$`),
  );
});
