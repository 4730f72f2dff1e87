/** Requests that the issuing server must refuse although a lenient reader would understand them. */
import { generateKeyPairSync, randomBytes } from 'node:crypto';
import { CompactEncrypt, importJWK } from 'jose';
import type { CompactJWEHeaderParameters, JWK } from 'jose';
import { expect, it } from 'vitest';
import { messageType } from '../../../shared/protocol.ts';
import {
  activate,
  mac,
  newAttempt,
  post,
  readError,
  readToken,
  send,
  sha256,
} from '../../fakes/bank/app.ts';
import { activationPassword, bankCustomer } from '../../fakes/bank/customer.ts';
import type { BankCustomer } from '../../fakes/bank/customer.ts';
import { testBank } from '../../fakes/bank/bank.ts';
import { rowsOf } from '../../fakes/bank/database.ts';

const newJwk = () => generateKeyPairSync('ec', { namedCurve: 'P-256' });

/** A right request in the clear, of a customer with an issue that no app has used yet. */
async function issued() {
  const bank = await testBank();
  const customer = await bankCustomer(bank);
  await customer.logIn();
  const userId = await customer.applyForToken();
  const credentials = { userId, activationPassword };
  const request = {
    v: 1,
    attemptId: randomBytes(16).toString('hex'),
    serviceId: customer.entry.serviceId,
    ...credentials,
    deviceKey: newJwk().publicKey.export({ format: 'jwk' }),
    app: { version: '1.0.0', os: 'Windows 11' },
  };
  return { customer, credentials, request };
}
type Request = Awaited<ReturnType<typeof issued>>['request'];

async function seal(
  { entry }: BankCustomer,
  plain: string | Uint8Array,
  header: Partial<CompactJWEHeaderParameters> = {},
): Promise<string> {
  const [key] = entry.encryptionKeys;
  const typ = messageType.activationRequest;
  const { kid = '' } = key ?? {};
  return new CompactEncrypt(typeof plain === 'string' ? Buffer.from(plain) : plain)
    .setProtectedHeader({ alg: 'ECDH-ES', enc: 'A256GCM', kid, typ, ...header })
    .encrypt(await importJWK(key as JWK, 'ECDH-ES'), { crit: { 'http://x.example': true } });
}

const text = (request: Request) => JSON.stringify(request);
const last = (jwe: string) => jwe.slice(0, -1);
/** The same bytes to a decoder that passes over the bits behind the last whole byte. */
const strayBits = (jwe: string) =>
  ['B', 'C', 'D'].map((end) => `${last(jwe)}${end}`).find((other) => other !== jwe) ?? '';

type Make = (customer: BankCustomer, request: Request) => Promise<string>;
it.each<[string, Make]>([
  [
    'a member twice',
    (to, request) => seal(to, text(request).replace('{', '{"userId":"0000000000",')),
  ],
  [
    'a member twice, once escaped',
    (to, request) => seal(to, text(request).replace('{', '{"\\u0076":1,')),
  ],
  [
    'nested too deep',
    (to, request) =>
      seal(to, text(request).replace('{', `{"x":${'['.repeat(99)}${']'.repeat(99)},`)),
  ],
  [
    'no UTF-8',
    (to, request) =>
      seal(
        to,
        Buffer.concat([
          Buffer.from(`${text(request).slice(0, -1)},"x":"`),
          Buffer.from([0xff]),
          Buffer.from('"}'),
        ]),
      ),
  ],
  [
    'a private half in the device key',
    (to, request) =>
      seal(to, text({ ...request, deviceKey: newJwk().privateKey.export({ format: 'jwk' }) })),
  ],
  ['compressed', (to, request) => seal(to, text(request), { zip: 'DEF' })],
  [
    'an extension that must be understood',
    (to, request) => seal(to, text(request), { crit: ['http://x.example'], 'http://x.example': 1 }),
  ],
  ['a line feed behind it', async (to, request) => `${await seal(to, text(request))}\n`],
  ['a space within', async (to, request) => (await seal(to, text(request))).replace('..', '. .')],
  ['padding', async (to, request) => `${await seal(to, text(request))}==`],
  ['stray bits at the end', async (to, request) => strayBits(await seal(to, text(request)))],
  ['signed by nobody, and not sealed', async (_to, request) => text(request)],
  ['nothing', async () => ''],
])('%s: bad-request, and no try is counted', async (_name, make) => {
  const { customer, credentials, request } = await issued();
  const body = await make(customer, request);
  const reply = await post(`${customer.entry.issuerUrl}/activations`, body);
  expect(reply.status).toBe(400);
  expect(await readError(customer.entry, reply)).toMatchObject({
    code: 'bad-request',
    request: sha256(body),
  });
  const attempt = await newAttempt(customer.entry, { ...credentials, activationPassword: '00000' });
  const wrong = await post(`${customer.entry.issuerUrl}/activations`, attempt.body);
  expect(await readError(customer.entry, wrong)).toMatchObject({ triesLeft: 4 });
});

it('without the fault the same request is answered', async () => {
  const { customer, request } = await issued();
  const { publicKey, privateKey } = newJwk();
  const deviceKey = publicKey.export({ format: 'jwk' });
  const body = await seal(customer, text({ ...request, deviceKey }));
  const reply = await post(`${customer.entry.issuerUrl}/activations`, body);
  const attempt = { body, attemptId: request.attemptId, deviceKey: privateKey };
  expect(await readToken(customer.entry, attempt, reply)).toMatchObject({ sub: request.userId });
});

it.each<[string, (body: string) => string]>([
  ['a member twice', (body) => body.replace('{', '{"v":1,')],
  ['a MAC with stray bits', (body) => body.replace(/.(?="}$)/, '~')],
  ['version 2', (body) => body.replace('"v":1', '"v":2')],
])('a status with %s is refused', async (_name, spoil) => {
  const { customer, credentials } = await issued();
  const { tokenId, otp } = await activate(customer.entry, credentials);
  const nonce = randomBytes(16).toString('base64url');
  const proof = mac(otp.secret, `status|${tokenId}|${nonce}`);
  const body = JSON.stringify({ v: 1, nonce, mac: proof });
  const url = `${customer.entry.issuerUrl}/tokens/${tokenId}/status`;
  expect((await post(url, body, 'application/json')).status).toBe(200);
  expect((await post(url, spoil(body), 'application/json')).status).toBe(400);
});

it('control characters in what an app calls its PC are left out, and the app gets its token', async () => {
  const { customer, credentials } = await issued();
  const app = { version: '1.0.0', os: 'Win\u0000dows\u0007 11' };
  const attempt = await newAttempt(customer.entry, credentials, { changes: { app } });
  const token = await readToken(customer.entry, attempt, await send(customer.entry, attempt));
  expect(token.sub).toBe(credentials.userId);
  const rows = await rowsOf(customer.bank.issuerStorage, 'SELECT device FROM tokens');
  expect(rows).toEqual([{ device: 'Windows 11' }]);
});
