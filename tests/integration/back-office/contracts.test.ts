/** What an institution's own systems do with a contract over the back office, with a real app at the other address. */
import { expect, it, vi } from 'vitest';
import type { Statement } from '../../../bank/service/storage/work.ts';
import { codeAt, statusOf } from '../../fakes/bank/app.ts';
import { changeRows, rowsOf } from '../../fakes/bank/database.ts';
import { issueRequest, setUp, testIssuer } from '../../fakes/bank/issuer.ts';
import type { BackOffice, TestIssuer } from '../../fakes/bank/issuer.ts';
import type { IssuedToken } from '../../../shared/protocol.ts';

const contract = '/v1/contracts/4711';
const logIn = (code: string) => ({ code, purpose: 'log-in' });

async function inUse(issuer: TestIssuer, client: BackOffice): Promise<IssuedToken> {
  const { token } = await setUp(issuer, client, '4711');
  const code = codeAt(token, issuer.clock.now());
  expect((await client.post(`${contract}/start`, { code })).body['verdict']).toBe('accepted');
  issuer.clock.moveBy(60_000);
  return token;
}

it('an issue becomes a token, the token is used, and its state is told at each step', async () => {
  const issuer = await testIssuer();
  const client = await issuer.client('banking');
  const made = await client.post(`${contract}/issues`, issueRequest);
  expect([made.status, made.body['serviceId']]).toEqual([200, '10010017']);
  expect((await client.get(contract)).body).toMatchObject({
    current: 'none',
    next: 'issued',
    token: null,
    issue: { userId: made.body['userId'], deliveryAddress: 'hanako@example.jp', checkNumber: null },
  });
  const { token, entry } = await setUp(issuer, client, '4711');
  expect((await client.get(contract)).body).toMatchObject({
    next: 'confirmed',
    issue: { userId: token.sub, checkNumber: expect.stringMatching(/^\d{6}$/) as string },
  });
  const started = await client.post(`${contract}/start`, {
    code: codeAt(token, issuer.clock.now()),
  });
  expect(started.body).toEqual({ verdict: 'accepted', current: 'inUse', next: 'none' });
  expect((await client.get(contract)).body).toMatchObject({
    issue: null,
    token: { tokenId: token.tokenId },
  });
  expect(await statusOf(entry, token)).toBe('inUse');
});

it('a code is taken once, whatever it is for', async () => {
  const issuer = await testIssuer();
  const client = await issuer.client('banking');
  const token = await inUse(issuer, client);
  const code = codeAt(token, issuer.clock.now());
  const first = await client.post(`${contract}/codes`, logIn(code));
  const second = await client.post(`${contract}/codes`, logIn(code));
  const transfer = { code, purpose: 'transfer', transferReference: 't1' };
  const third = await client.post(`${contract}/codes`, transfer);
  expect([first, second, third].map(({ body }) => body['verdict'])).toEqual([
    'accepted',
    'wrong',
    'wrong',
  ]);
});

it('twenty clients at once have one code taken once', async () => {
  const issuer = await testIssuer({ limits: { wrongCodesBeforeStop: 100 } });
  const client = await issuer.client('banking');
  const token = await inUse(issuer, client);
  const code = codeAt(token, issuer.clock.now());
  const replies = await Promise.all(
    Array.from({ length: 20 }, () => client.post(`${contract}/codes`, logIn(code))),
  );
  expect(replies.filter(({ body }) => body['verdict'] === 'accepted')).toHaveLength(1);
});

it('the state says which operations it allows, and of each token its issue and its check number', async () => {
  const issuer = await testIssuer();
  const client = await issuer.client('banking');
  const state = async () => (await client.get(contract)).body;
  const { token } = await setUp(issuer, client, '4711');
  const delivered = await state();
  expect(delivered).toMatchObject({
    token: null,
    allowed: ['openIssue', 'startUse', 'voidIssue'],
  });
  const { issue } = delivered as { issue: { issueId: string; checkNumber: string } };
  const { issueId, checkNumber } = issue;
  expect(issue).toMatchObject({ token: { tokenId: token.tokenId, issueId, checkNumber } });
  await client.post(`${contract}/start`, { code: codeAt(token, issuer.clock.now()) });
  expect(await state()).toMatchObject({
    token: { tokenId: token.tokenId, issueId, checkNumber },
    issue: null,
    allowed: ['openIssue', 'release'],
  });
  const code = codeAt(token, issuer.clock.now() + 60_000);
  issuer.clock.moveBy(60_000);
  await client.post(`${contract}/codes`, { code, purpose: 'release' });
  expect(await state()).toMatchObject({ current: 'released', allowed: [] });
});

it('whether a transfer was confirmed is told afterwards, to the client that had it confirmed', async () => {
  const issuer = await testIssuer();
  const client = await issuer.client('banking');
  const token = await inUse(issuer, client);
  const isConfirmed = async (transferReference: string, by = client) =>
    (await by.get(`${contract}/transfer?transferReference=${transferReference}`)).body['confirmed'];
  expect(await isConfirmed('t1')).toBe(false);
  const request = { code: '000000', purpose: 'transfer', transferReference: 't1' };
  await client.post(`${contract}/codes`, request);
  expect(await isConfirmed('t1')).toBe(false);
  await client.post(`${contract}/codes`, { ...request, code: codeAt(token, issuer.clock.now()) });
  expect([await isConfirmed('t1'), await isConfirmed('t2')]).toEqual([true, false]);
  expect(await isConfirmed('t1', await issuer.client('other'))).toBe(false);
});

it('the code that confirmed a transfer confirms it again after a crash, and nothing else', async () => {
  const issuer = await testIssuer();
  const client = await issuer.client('banking');
  const token = await inUse(issuer, client);
  const code = codeAt(token, issuer.clock.now());
  const ask = async (transferReference: string) => {
    const request = { code, purpose: 'transfer', transferReference };
    return (await client.post(`${contract}/codes`, request)).body['verdict'];
  };
  expect(await ask('t1')).toBe('accepted');
  expect(await ask('t1')).toBe('accepted');
  expect(await ask('t2')).toBe('wrong');
  issuer.clock.moveBy(73 * 60 * 60_000);
  // Whatever is kept next cleans up what is too old.
  const other = codeAt(token, issuer.clock.now());
  await client.post(`${contract}/codes`, {
    code: other,
    purpose: 'transfer',
    transferReference: 't3',
  });
  expect(await ask('t1')).toBe('wrong');
});

it('a code releases the token in the very transaction that takes it', async () => {
  const issuer = await testIssuer();
  const client = await issuer.client('banking');
  const token = await inUse(issuer, client);
  const code = codeAt(token, issuer.clock.now());
  const wrong = await client.post(`${contract}/codes`, { code: '000000', purpose: 'release' });
  expect(wrong.body).toMatchObject({ verdict: 'wrong', current: 'inUse' });
  const reply = await client.post(`${contract}/codes`, { code, purpose: 'release' });
  expect(reply.body).toMatchObject({ verdict: 'accepted', current: 'released' });
});

it('five wrong codes stop the token, and staff let it work again', async () => {
  const issuer = await testIssuer();
  const client = await issuer.client('banking');
  const token = await inUse(issuer, client);
  const verdicts = [];
  for (const code of ['000000', '000001', '000002', '000003', '000004']) {
    verdicts.push((await client.post(`${contract}/codes`, logIn(code))).body['verdict']);
  }
  expect(verdicts).toEqual(['wrong', 'wrong', 'wrong', 'wrong', 'stopped']);
  const code = codeAt(token, issuer.clock.now());
  expect((await client.post(`${contract}/codes`, logIn(code))).body['verdict']).toBe('stopped');
  const unlocked = await client.post(`${contract}/unlock`);
  expect(unlocked.body).toMatchObject({ current: 'inUse', token: { wrongCodes: 0 } });
  expect((await client.post(`${contract}/codes`, logIn(code))).body['verdict']).toBe('accepted');
});

it('two codes in a row of a PC that is eight minutes behind set it right, and cost no wrong one', async () => {
  const issuer = await testIssuer();
  const client = await issuer.client('banking');
  const token = await inUse(issuer, client);
  issuer.clock.moveBy(20 * 60_000);
  const codes = [-8, -7].map((steps) => codeAt(token, issuer.clock.now(), steps));
  const reply = await client.post(`${contract}/resynchronisation`, { codes });
  expect(reply.body['verdict']).toBe('accepted');
  expect((await client.get(contract)).body).toMatchObject({
    token: { driftSteps: -7, wrongCodes: 0 },
  });
  const swapped = codes.toReversed();
  const again = await client.post(`${contract}/resynchronisation`, { codes: swapped });
  expect(again.body['verdict']).toBe('wrong');
  expect((await client.get(contract)).body).toMatchObject({ token: { wrongCodes: 1 } });
  const code = codeAt(token, issuer.clock.now(), -6);
  expect((await client.post(`${contract}/codes`, logIn(code))).body['verdict']).toBe('accepted');
});

it.each([
  ['void-issue', undefined],
  ['release', undefined],
  ['unlock', undefined],
  ['start', { code: '123456' }],
])('%s is refused where the state does not allow it, and changes nothing', async (name, body) => {
  const issuer = await testIssuer();
  const client = await issuer.client('banking');
  await client.post(`${contract}/issues`, issueRequest);
  if (name === 'void-issue') await client.post(`${contract}/void-issue`);
  const before = await client.get(contract);
  const reply = await client.post(`${contract}/${name}`, body);
  expect([reply.status, reply.type]).toEqual([409, 'application/problem+json']);
  expect(reply.body['type']).toBe('urn:desktop-token:problem:not-allowed-now');
  expect((await client.get(contract)).body).toEqual(before.body);
});

it('an issue that was voided brings no token any more', async () => {
  const issuer = await testIssuer();
  const client = await issuer.client('banking');
  const { entry, token } = await setUp(issuer, client, '4711');
  expect((await client.post(`${contract}/void-issue`)).body).toMatchObject({
    next: 'none',
    issue: null,
  });
  expect(await statusOf(entry, token)).toBe('released');
});

it('the password of an issue is as long as the institution has it', async () => {
  const [sample] = (await testIssuer()).options.institutions;
  if (!sample) throw new Error('no institution');
  const policy = { ...sample.policy, passwordLength: { min: 7, max: 8 } };
  const issuer = await testIssuer({ institutions: [{ ...sample, policy }] });
  const client = await issuer.client('banking');
  const reply = await client.post(`${contract}/issues`, issueRequest);
  expect(reply.body).toMatchObject({
    status: 400,
    errors: [{ pointer: '/activationPassword', detail: 'must have 7 to 8 digits' }],
  });
  expect((await client.get(contract)).status).toBe(404);
});

it('lists page by page what is in use or on its way', async () => {
  const issuer = await testIssuer();
  const client = await issuer.client('banking');
  for (const reference of ['a', 'b', 'c']) {
    await client.post(`/v1/contracts/${reference}/issues`, issueRequest);
  }
  await client.post('/v1/contracts/b/void-issue');
  const first = await client.get('/v1/contracts?limit=1');
  expect(first.body['contracts']).toEqual([{ reference: 'a', current: 'none', next: 'issued' }]);
  const second = await client.get(`/v1/contracts?limit=1&after=${String(first.body['next'])}`);
  expect(second.body).toMatchObject({ contracts: [{ reference: 'c' }], next: null });
  expect((await client.get('/v1/contracts?current=inUse')).body['contracts']).toEqual([]);
});

it('exports the seeds in use, encrypted, and says so in the log', async () => {
  const issuer = await testIssuer();
  const client = await issuer.client('banking');
  const token = await inUse(issuer, client);
  const reply = await client.post('/v1/seeds', { passphrase: 'correct horse battery' });
  expect([reply.status, reply.type]).toEqual([200, 'application/pskc+xml']);
  expect(reply.text).toContain(`Id="${token.tokenId}"`);
  expect(reply.text).not.toContain(Buffer.from(token.otp.secret, 'base64url').toString('base64'));
  expect((await client.get('/v1/audit')).text).toContain('"seeds-exported-by-operator"');
});

it('who follows a quiet institution beside a busy one has no event read twice, and is told what comes', async () => {
  const issuer = await testIssuer();
  const [busy, client] = [await issuer.client('banking'), await issuer.client('quiet', 'haruna')];
  const read = async (after: number) => {
    const { text } = await client.get(`/v1/audit?after=${after}`);
    const lines = text.split('\n').filter((line) => line !== '');
    return lines.map((line) => JSON.parse(line) as { number: number; event: string });
  };
  const after = (await read(0)).at(-1)?.number ?? 0;
  await busy.post(`${contract}/issues`, issueRequest);
  const [last] = await rowsOf<{ id: number }>(issuer.storage, 'SELECT max(id) AS id FROM audit');
  expect(await read(after)).toEqual([]);

  const looks = vi.spyOn(issuer.storage, 'look');
  expect(await read(after)).toEqual([]);
  const asked = looks.mock.calls.map(([work]) => work().next().value as Statement);
  const ofLog = asked.filter(({ text }) => text.includes('FROM audit'));
  expect(ofLog.map(({ values }) => values)).toEqual([['haruna', last?.id]]);

  await client.post(`${contract}/issues`, issueRequest);
  const events = (await read(after)).map(({ event }) => event);
  expect(events).toEqual(['issue-made', 'audit-read-by-operator']);
});

it('the audit log is read from an event on, each line once, with who stands behind the client; to find nothing new is no event', async () => {
  const issuer = await testIssuer();
  const client = await issuer.client('banking');
  const headers = { 'audit-source': '192.0.2.7' };
  await client.post(`${contract}/issues`, issueRequest, { headers });
  const read = async (after: number) =>
    (await client.get(`/v1/audit?after=${after}`)).text
      .split('\n')
      .filter((line) => line !== '')
      .map((line) => JSON.parse(line) as { number: number });
  const lines = await read(0);
  expect(lines.at(-2)).toMatchObject({
    event: 'issue-made',
    reference: '4711',
    source: 'banking 192.0.2.7',
  });
  const known = lines.at(-1)?.number ?? 0;
  for (let times = 0; times < 2; times += 1) expect(await read(known)).toEqual([]);
  await client.post(`${contract}/issues`, issueRequest, { headers });
  const [first, ...others] = await read(known);
  expect([first?.number, others.at(-1)]).toMatchObject([
    known + 1,
    { event: 'audit-read-by-operator' },
  ]);
});

it('why staff did it stands in each event that they brought about, in their own words', async () => {
  const issuer = await testIssuer();
  const client = await issuer.client('branch');
  await inUse(issuer, client);
  await client.post(`${contract}/issues`, issueRequest);
  const reason = '紛失（窓口でご本人確認済み）';
  const headers = { 'audit-source': encodeURIComponent('佐藤 花') };
  await client.post(`${contract}/release`, { reason }, { headers });
  const lines = (await client.get('/v1/audit')).text.trimEnd().split('\n');
  const given = lines
    .map((line) => JSON.parse(line) as Record<string, unknown>)
    .filter(({ reason: why }) => why !== null)
    .map(({ event, source, reason: why }) => ({ event, source, why }));
  expect(given).toEqual([
    { event: 'issue-released', source: 'branch 佐藤 花', why: reason },
    { event: 'token-released-by-operator', source: 'branch 佐藤 花', why: reason },
  ]);
});

it.each([
  ['empty', ''],
  ['of several lines', 'a\nb'],
  ['written from right to left by a control', 'a\u202eb'],
  ['too long', 'あ'.repeat(121)],
])('a reason that is %s is refused, and nothing is done', async (_what, reason) => {
  const issuer = await testIssuer();
  const client = await issuer.client('branch');
  await client.post(`${contract}/issues`, issueRequest);
  const reply = await client.post(`${contract}/void-issue`, { reason });
  expect(reply.body).toMatchObject({ status: 400, errors: [{ pointer: '/reason' }] });
  expect((await client.get(contract)).body['next']).toBe('issued');
});

it('whatever staff look at is an event, and so are their log-ins', async () => {
  const issuer = await testIssuer();
  const client = await issuer.client('branch', 'akagi', ['staff']);
  const auditor = await issuer.client('auditor', 'akagi', ['audit']);
  await client.post('/v1/staff-events', { event: 'staff-log-in' });
  expect((await client.post(`${contract}/look-up`)).status).toBe(404);
  await client.post(`${contract}/issues`, issueRequest);
  const seen = await client.post(`${contract}/look-up`);
  expect(seen.body).toEqual((await client.get(contract)).body);
  await client.get('/v1/contracts');
  expect((await client.post('/v1/staff-events', { event: 'token-released' })).status).toBe(400);
  const lines = (await auditor.get('/v1/audit')).text.trimEnd().split('\n');
  const events = lines
    .map((line) => JSON.parse(line) as Record<string, unknown>)
    .filter(({ source }) => source === 'branch')
    .map(({ event, reference }) => [event, reference]);
  expect(events).toEqual([
    ['staff-log-in', null],
    ['contract-read-by-operator', null],
    ['issue-made', '4711'],
    ['contract-read-by-operator', '4711'],
    ['contracts-listed-by-operator', null],
  ]);
});

it('a log of thousands of events is read whole', async () => {
  const issuer = await testIssuer();
  const client = await issuer.client('banking');
  await changeRows(
    issuer.storage,
    `INSERT INTO audit (at, institution, event, source)
     WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 2000)
     SELECT 1, 'akagi', 'log-in', 'x' FROM n`,
  );
  const numbers = (await client.get('/v1/audit')).text
    .trimEnd()
    .split('\n')
    .map((line) => (JSON.parse(line) as { number: number }).number);
  expect(numbers.length).toBeGreaterThan(2000);
  expect(numbers).toEqual([...new Set(numbers)].toSorted((a, b) => a - b));
});
