/** What a request of the back office may look like, and what becomes of one that is sent twice. */
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { codeAt } from '../../fakes/bank/app.ts';
import { changeRows, rowsOf } from '../../fakes/bank/database.ts';
import { activationPassword, issueRequest, setUp, testIssuer } from '../../fakes/bank/issuer.ts';
import type { TestIssuer } from '../../fakes/bank/issuer.ts';
import { contentsOf } from '../../fakes/postgres/contents.ts';

const contract = '/v1/contracts/4711';

it('the same key with the same request has one issue made, also after a new start', async () => {
  const issuer = await testIssuer();
  const client = await issuer.client('banking');
  const replies = await Promise.all(
    [1, 2, 3].map(() => client.post(`${contract}/issues`, issueRequest, { key: 'one' })),
  );
  expect(new Set(replies.map(({ text }) => text)).size).toBe(1);
  const issues = ({ storage }: TestIssuer) => rowsOf(storage, 'SELECT id FROM issues');
  expect(await issues(issuer)).toHaveLength(1);
  await issuer.close();
  const next = await testIssuer({ ...issuer.options, clock: issuer.clock });
  const later = await next.client('banking');
  const again = await later.post(`${contract}/issues`, issueRequest, { key: 'one' });
  expect(again.text).toBe(replies[0]?.text);
  expect(await issues(next)).toHaveLength(1);
});

it('a key with another request is refused, and that of another client is another', async () => {
  const issuer = await testIssuer();
  const client = await issuer.client('banking');
  const other = await issuer.client('branch');
  await client.post(`${contract}/issues`, issueRequest, { key: 'one' });
  const changed = { ...issueRequest, deliveryAddress: 'other@example.jp' };
  const body = await client.post(`${contract}/issues`, changed, { key: 'one' });
  const path = await client.post('/v1/contracts/4712/issues', issueRequest, { key: 'one' });
  expect([body, path].map(({ status }) => status)).toEqual([422, 422]);
  expect((await other.post(`${contract}/issues`, changed, { key: 'one' })).status).toBe(200);
});

it('a refusal by the contract’s state is repeated as well, a request that was wrong in itself is not', async () => {
  const issuer = await testIssuer();
  const client = await issuer.client('banking');
  expect((await client.post(`${contract}/void-issue`, undefined, { key: 'v' })).status).toBe(404);
  const wrong = { ...issueRequest, activationPassword: 'abcd' };
  expect((await client.post(`${contract}/issues`, wrong, { key: 'i' })).status).toBe(400);
  expect((await client.post(`${contract}/issues`, issueRequest, { key: 'i' })).status).toBe(200);
  expect((await client.post(`${contract}/void-issue`, undefined, { key: 'v' })).status).toBe(404);
});

it('a wrong code that is sent twice with one key is one wrong code', async () => {
  const issuer = await testIssuer();
  const client = await issuer.client('banking');
  const { token } = await setUp(issuer, client, '4711');
  await client.post(`${contract}/start`, { code: codeAt(token, issuer.clock.now()) });
  const request = { code: '000000', purpose: 'log-in' };
  const replies = [1, 2].map(() => client.post(`${contract}/codes`, request, { key: 'k' }));
  expect((await Promise.all(replies)).map(({ body }) => body['verdict'])).toEqual([
    'wrong',
    'wrong',
  ]);
  expect((await client.get(contract)).body).toMatchObject({ token: { wrongCodes: 1 } });
});

it.each([
  ['no key', { key: null }, 400],
  ['a key with blanks', { key: 'a b' }, 400],
  ['a key that only begins with a quotation mark', { headers: { 'idempotency-key': '"abc' } }, 400],
  ['a key that only ends with one', { headers: { 'idempotency-key': 'abc"' } }, 400],
  ['a key in two of them', { headers: { 'idempotency-key': '""abc""' } }, 400],
  ['nothing in quotation marks', { headers: { 'idempotency-key': '""' } }, 400],
  ['a type that is not JSON', { headers: { 'content-type': 'text/plain' } }, 415],
  ['an address with controls in Audit-Source', { headers: { 'audit-source': 'a;b' } }, 400],
  ['an Audit-Source of blanks', { headers: { 'audit-source': '%20%20' } }, 400],
])('%s is refused', async (_what, request, status) => {
  const issuer = await testIssuer();
  const client = await issuer.client('banking');
  const reply = await client.post(`${contract}/issues`, issueRequest, request);
  expect([reply.status, reply.type]).toEqual([status, 'application/problem+json']);
});

it.each([
  [`${contract}/issues`, { ...issueRequest, activationPassword: '123' }, '/activationPassword'],
  [`${contract}/issues`, { ...issueRequest, more: 1 }, '/more'],
  [`${contract}/codes`, { code: '123 456', purpose: 'log-in' }, '/code'],
  [`${contract}/codes`, { code: '123456', purpose: 'transfer' }, '/transferReference'],
  [`${contract}/codes`, { code: '123456', purpose: 'gift' }, '/purpose'],
  [`${contract}/resynchronisation`, { codes: ['123456'] }, '/codes'],
  ['/v1/seeds', { passphrase: 'short' }, '/passphrase'],
  [
    `${contract}/issues`,
    { ...issueRequest, deliveryAddress: 'a\u0000@example.jp' },
    '/deliveryAddress',
  ],
])('%s names the place of what is wrong with %j', async (path, body, pointer) => {
  const issuer = await testIssuer();
  const client = await issuer.client('banking');
  const reply = await client.post(path, body);
  expect(reply.status).toBe(400);
  expect(reply.body['errors']).toMatchObject([{ pointer }]);
});

it.each([
  [`${contract}/issues`, ['is missing', 'is missing'], {}],
  [`${contract}/issues`, ['must be an object'], []],
  [`${contract}/issues`, ['is not known'], { ...issueRequest, [`a${'/'.repeat(99)}`]: 1 }],
  [
    `${contract}/issues`,
    ['must be a string', 'must be 4 to 8 digits'],
    { deliveryAddress: 5, activationPassword: '12a4' },
  ],
  [
    `${contract}/issues`,
    ['must have 1 character or more'],
    { ...issueRequest, deliveryAddress: '' },
  ],
  [
    `${contract}/issues`,
    ['must have 254 characters or fewer'],
    { ...issueRequest, deliveryAddress: 'x'.repeat(255) },
  ],
  [
    `${contract}/issues`,
    ['must be one line of text, not blank'],
    { ...issueRequest, deliveryAddress: 'a\nb' },
  ],
  [
    `${contract}/issues`,
    ['must be one line of text, not blank'],
    { ...issueRequest, deliveryAddress: 'half a surrogate pair: \uD800' },
  ],
  [`${contract}/codes`, ['must be 6 to 8 digits'], { code: '12345', purpose: 'log-in' }],
  [
    `${contract}/codes`,
    ['must be one of log-in, transfer, release'],
    { code: '123456', purpose: 'gift' },
  ],
  [
    `${contract}/codes`,
    ['must be 1 to 64 letters, digits and . _ ~ -'],
    { code: '123456', purpose: 'transfer', transferReference: 'a b' },
  ],
  [`${contract}/resynchronisation`, ['must be a list of two codes'], { codes: ['123456'] }],
  [`${contract}/resynchronisation`, ['must be a list of two codes'], { codes: '123456' }],
  [
    `${contract}/issues`,
    ['must be one line of text, not blank'],
    { ...issueRequest, deliveryAddress: ' ' },
  ],
  ...['a\nb', '', ' ', ' \u3000', '\u00a0'].map((reason): [string, string[], object] => [
    `${contract}/release`,
    ['must be one line of text, not blank'],
    { reason },
  ]),
  [
    '/v1/staff-events',
    ['must be one of staff-log-in, staff-log-in-wrong, staff-log-in-locked, staff-log-out'],
    { event: 'lunch' },
  ],
  [
    '/v1/seeds/import',
    ['must be 32, 48 or 64 hexadecimal digits'],
    { container: 'x', preSharedKey: 'zz' },
  ],
])('%s says in a sentence what is wrong: %j', async (path, sentences, body) => {
  const issuer = await testIssuer();
  const client = await issuer.client('banking');
  const reply = await client.post(path, body);
  expect(reply.body['errors']).toMatchObject(sentences.map((detail) => ({ detail })));
});

const noNumbers = [
  'abc',
  '1.5',
  '1.0',
  '1e2',
  '0x10',
  '0b1',
  '%2b5',
  '-5',
  '%205',
  '',
  '%EF%BC%95',
];

it.each<[path: string, pointer: string, detail: string]>([
  ...[...noNumbers, '9'.repeat(16)].map((number): [string, string, string] => [
    `/v1/contracts?limit=${number}`,
    '/limit',
    'must be 1 to 15 digits',
  ]),
  ['/v1/contracts?limit=0', '/limit', 'must be 1 or more'],
  ['/v1/contracts?limit=1001', '/limit', 'must be 1000 or less'],
  ['/v1/contracts?current=x', '/current', 'must be one of none, inUse, suspended, released'],
  ['/v1/contracts?after=-1', '/after', 'must be 1 to 15 digits'],
  ['/v1/contracts?after=0x10', '/after', 'must be 1 to 15 digits'],
  ['/v1/audit?after=1e2', '/after', 'must be 1 to 15 digits'],
  ['/v1/audit?after=1&after=2', '/after', 'stands twice'],
  ['/v1/audit?from=1', '/from', 'is not known'],
])('%s says the same of a query', async (path, pointer, detail) => {
  const issuer = await testIssuer();
  const client = await issuer.client('banking');
  const reply = await client.get(path);
  expect([reply.status, reply.body['errors']]).toEqual([400, [{ pointer, detail }]]);
});

it('a body that is no UTF-8 is refused, so that no address and no reason is kept with signs missing', async () => {
  const issuer = await testIssuer();
  const client = await issuer.client('banking');
  const token = String((await client.exchange(await client.assertion())).body['access_token']);
  // 佐藤 in Shift_JIS
  const body = Buffer.from(
    '{"deliveryAddress":"\x8d\xb2\x93\xa1@example.jp","activationPassword":"1234"}',
    'latin1',
  );
  const send = () =>
    fetch(`${issuer.backOfficeUrl}${contract}/issues`, {
      method: 'POST',
      body,
      headers: {
        authorization: `Bearer ${token}`,
        'content-type': 'application/json; charset=Shift_JIS',
        'idempotency-key': 'k',
      },
    });
  const reply = await send();
  expect(reply.status).toBe(400);
  expect(await reply.json()).toMatchObject({ errors: [{ pointer: '', detail: 'is no UTF-8' }] });
  expect((await client.get(contract)).status).toBe(404);
});

it('a body beyond 64 KiB, a member that stands twice and a method that there is not are told apart', async () => {
  const issuer = await testIssuer();
  const client = await issuer.client('banking');
  const token = String((await client.exchange(await client.assertion())).body['access_token']);
  const send = (method: string, body?: string) =>
    fetch(`${issuer.backOfficeUrl}${contract}/issues`, {
      method,
      ...(body === undefined ? {} : { body }),
      headers: {
        authorization: `Bearer ${token}`,
        'content-type': 'application/json',
        'idempotency-key': 'k',
      },
    });
  const replies = [
    await send('POST', `"${'x'.repeat(70_000)}"`),
    await send('POST', '{"deliveryAddress":"a","deliveryAddress":"b","activationPassword":"1234"}'),
    await send('GET'),
  ];
  expect(replies.map(({ status }) => status)).toEqual([413, 400, 405]);
  expect(replies[2]?.headers.get('allow')).toBe('POST');
});

it('while the clock is doubted nothing is done', async () => {
  const issuer = await testIssuer();
  const client = await issuer.client('banking');
  await client.post(`${contract}/issues`, issueRequest);
  issuer.clock.moveBy(-60 * 60_000);
  const replies = [await client.get('/openapi.json'), await client.get(contract)];
  expect(replies.map(({ status }) => status)).toEqual([503, 503]);
  expect(replies[0]?.headers.get('retry-after')).toBe('60');
  expect((await fetch(`${issuer.url}/akagi/time?nonce=AAAAAAAAAAAAAAAAAAAAAA`)).status).toBe(503);
});

it('a storage that fails is told as such', async () => {
  const issuer = await testIssuer();
  const client = await issuer.client('banking');
  await client.get(contract);
  await changeRows(issuer.storage, 'DROP TABLE back_office_answers');
  const reply = await client.post(`${contract}/issues`, issueRequest);
  expect([reply.status, reply.body['type']]).toEqual([
    500,
    'urn:desktop-token:problem:internal-error',
  ]);
});

it('no log, no file and no table has a code, a password or a seed in it that can be read', async () => {
  const logged: string[] = [];
  const log = {
    info: (event: string) => void logged.push(event),
    error: (event: string, cause: unknown) => void logged.push(`${event} ${String(cause)}`),
  };
  const issuer = await testIssuer({ log });
  const client = await issuer.client('banking');
  const { token } = await setUp(issuer, client, '4711');
  const code = codeAt(token, issuer.clock.now());
  await client.post(`${contract}/start`, { code });
  await client.post(`${contract}/codes`, { code, purpose: 'transfer', transferReference: 't' });
  await client.post(`${contract}/codes`, { code: `${code} `, purpose: 'log-in' });
  await client.get('/v1/audit');
  const secret = Buffer.from(token.otp.secret, 'base64url');
  const { dataDir } = issuer.options;
  const files = readdirSync(dataDir)
    .filter((name) => name.startsWith('issuer.db'))
    .map((name) => readFileSync(join(dataDir, name)));
  const haystacks = [...files, await contentsOf(issuer), Buffer.from(logged.join('\n'))];
  for (const needle of [secret, token.otp.secret, `"${code}"`, `"${activationPassword}"`]) {
    expect(haystacks.filter((haystack) => haystack.includes(needle))).toEqual([]);
  }
});
