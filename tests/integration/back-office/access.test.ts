/** Who may ask the back office, and who may not. */
import { randomUUID } from 'node:crypto';
import { rmSync } from 'node:fs';
import { decodeProtectedHeader, exportJWK, generateKeyPair } from 'jose';
import type { JWTPayload } from 'jose';
import { expect, it } from 'vitest';
import { jwtBearer } from '../../../bank/issuer/back-office/access.ts';
import { issueRequest, testIssuer } from '../../fakes/bank/issuer.ts';

const contract = '/v1/contracts/4711';

it('an assertion is good for one access token, which is good for five minutes', async () => {
  const issuer = await testIssuer();
  const client = await issuer.client('banking');
  const assertion = await client.assertion();
  const first = await client.exchange(assertion);
  expect(first.body).toMatchObject({ token_type: 'Bearer', expires_in: 300 });
  expect(first.headers.get('cache-control')).toBe('no-store');
  const token = String(first.body['access_token']);
  expect((await client.get(contract, { token })).status).toBe(404);
  expect((await client.exchange(assertion)).body).toEqual({ error: 'invalid_client' });
  issuer.clock.moveBy(299_000);
  expect((await client.get(contract, { token })).status).toBe(404);
  issuer.clock.moveBy(2000);
  expect((await client.get(contract, { token })).status).toBe(401);
});

it('an assertion may end at a fraction of a second (RFC 7519 §2)', async () => {
  const issuer = await testIssuer();
  const client = await issuer.client('banking');
  const exp = issuer.clock.now() / 1000 + 60.123_456_7;
  expect((await client.exchange(await client.assertion({ exp }))).status).toBe(200);
});

it.each([
  ['nothing', []],
  ['no grant type', [['client_assertion', 'x']]],
  ['no assertion', [['grant_type', 'client_credentials']]],
  [
    'a parameter twice',
    [
      ['grant_type', 'client_credentials'],
      ['client_assertion_type', jwtBearer],
      ['client_assertion', 'x'],
      ['client_assertion', 'y'],
    ],
  ],
])('a question for a token with %s is told what is needed (RFC 6749 §5.2)', async (_what, form) => {
  const { backOfficeUrl } = await testIssuer();
  const reply = await fetch(`${backOfficeUrl}/token`, {
    method: 'POST',
    body: new URLSearchParams(form),
  });
  expect(reply.status).toBe(400);
  expect(await reply.json()).toEqual({
    error: 'invalid_request',
    error_description:
      'A form is needed with grant_type, client_assertion_type and client_assertion, each once.',
  });
});

/** The issuing service with a client, and what it has logged. */
async function logged() {
  const lines: string[] = [];
  const log = { info: (event: string) => void lines.push(event), error: () => undefined };
  const issuer = await testIssuer({ log });
  return { client: await issuer.client('banking'), lines };
}
const refusedFor = (reason: string) => `back-office: client refused: ${reason}`;

const now = Date.UTC(2026, 5, 15, 3, 0, 30) / 1000;
it.each([
  ['is meant for another server', { aud: 'https://other.example' }, 'audience'],
  ['is meant for several servers', { aud: ['https://other.example', 'here'] }, 'audience'],
  ['is meant for nobody', { aud: undefined }, 'claims'],
  ['is out of date', { exp: now - 60 }, 'expired'],
  ['lasts for an hour', { exp: now + 3600 }, 'too-long'],
  ['has no end', { exp: undefined }, 'claims'],
  ['can’t be told from another', { jti: undefined }, 'claims'],
  ['is not valid yet', { nbf: now + 120 }, 'claims'],
  ['speaks for somebody else', { sub: 'other' }, 'claims'],
  ['is by nobody known', { iss: 'nobody', sub: 'nobody' }, 'unknown'],
])('an assertion that %s is refused, and the log says why', async (_what, claims, reason) => {
  const { client, lines } = await logged();
  const assertion = await client.assertion(claims as JWTPayload);
  const reply = await client.exchange(assertion);
  expect([reply.status, reply.body]).toEqual([401, { error: 'invalid_client' }]);
  expect(lines).toContain(refusedFor(reason));
});

it('an assertion by another key, by no key or by a public key as a secret is refused', async () => {
  const { client, lines } = await logged();
  const { privateKey } = await generateKeyPair('ES256', { extractable: true });
  const jwk = await exportJWK(privateKey);
  const unnamed = await client.assertion({}, { ...jwk, kid: 'other' });
  const { kid = '' } = decodeProtectedHeader(await client.assertion());
  const named = await client.assertion({}, { ...jwk, kid });
  const [, payload = ''] = (await client.assertion({ jti: randomUUID() })).split('.');
  const unsigned = (alg: string) =>
    `${Buffer.from(JSON.stringify({ alg })).toString('base64url')}.${payload}.`;
  for (const assertion of [unnamed, named, unsigned('none'), unsigned('HS256'), 'nonsense']) {
    expect((await client.exchange(assertion)).body).toEqual({ error: 'invalid_client' });
  }
  const told = lines.filter((line) => line.startsWith('back-office'));
  expect(told).toEqual(
    ['key', 'key', 'malformed', 'malformed', 'malformed'].map((reason) => refusedFor(reason)),
  );
});

it.each([
  ['no token', ''],
  ['a token of its own making', 'eyJhbGciOiJub25lIn0.eyJzdWIiOiJiYW5raW5nIn0.'],
])('%s opens nothing', async (_what, token) => {
  const issuer = await testIssuer();
  const client = await issuer.client('banking');
  const reply = await client.get(contract, { token });
  expect([reply.status, reply.type]).toEqual([401, 'application/problem+json']);
  expect(reply.headers.get('www-authenticate')).toBe('Bearer');
});

it('a client does what its scopes say, and no more', async () => {
  const issuer = await testIssuer();
  const client = await issuer.client('banking', 'akagi', ['banking']);
  expect((await client.post(`${contract}/issues`, issueRequest)).status).toBe(200);
  const refused = [
    await client.post(`${contract}/release`),
    await client.get('/v1/contracts'),
    await client.get('/v1/audit'),
    await client.post('/v1/seeds', { passphrase: 'correct horse battery' }),
  ];
  expect(refused.map(({ status }) => status)).toEqual([403, 403, 403, 403]);
});

it('one institution’s client sees and changes nothing of another’s', async () => {
  const issuer = await testIssuer();
  const akagi = await issuer.client('akagi-banking');
  const haruna = await issuer.client('haruna-banking', 'haruna');
  await akagi.post(`${contract}/issues`, issueRequest);
  expect((await haruna.get(contract)).status).toBe(404);
  expect((await haruna.post(`${contract}/void-issue`)).status).toBe(404);
  expect((await haruna.get('/v1/contracts')).body['contracts']).toEqual([]);
  expect((await haruna.get('/v1/audit')).text).not.toContain('issue-made');
  await haruna.post(`${contract}/issues`, issueRequest);
  const [one, other] = [await akagi.get(contract), await haruna.get(contract)];
  expect(one.body['issue']).not.toEqual(other.body['issue']);
});

it('a client that is taken out of the file is out, without a new start', async () => {
  const issuer = await testIssuer();
  const client = await issuer.client('banking');
  expect((await client.get(contract)).status).toBe(404);
  rmSync(`${issuer.options.dataDir}/clients.json`);
  await expect.poll(async () => (await client.get(contract)).status).toBe(401);
});

it('the apps’ address knows nothing of the back office, nor the other way round', async () => {
  const issuer = await testIssuer();
  const client = await issuer.client('banking');
  const token = String((await client.exchange(await client.assertion())).body['access_token']);
  const headers = { authorization: `Bearer ${token}` };
  for (const path of ['/token', contract, '/openapi.json', '/v1/audit']) {
    expect((await fetch(`${issuer.url}${path}`, { headers })).status).toBe(404);
  }
  expect((await client.get('/akagi/time?nonce=AAAAAAAAAAAAAAAAAAAAAA')).status).toBe(404);
});
