/** docs/issuer-api.yaml says what the issuing server does: its schemas are the protocol's, its routes answer so. */
import { randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { load } from 'js-yaml';
import { expect, it } from 'vitest';
import * as z from 'zod';
import * as protocol from '../../shared/protocol.ts';
import {
  askStatus,
  confirm,
  newAttempt,
  newRenewal,
  readToken,
  send,
  sendRenewal,
} from '../fakes/bank-app.ts';
import { activationPassword, bankCustomer } from '../fakes/bank-customer.ts';
import { testBank } from '../fakes/bank.ts';

const Content = z.record(z.string(), z.looseObject({ 'x-typ': z.string().optional() }));
const Operation = z.looseObject({
  operationId: z.string(),
  requestBody: z.object({ content: Content }).optional(),
  responses: z.record(
    z.string(),
    z.looseObject({ content: Content.optional(), $ref: z.string().optional() }),
  ),
});
const Api = z.looseObject({
  paths: z.record(
    z.string(),
    z.looseObject({ post: Operation.optional(), get: Operation.optional() }),
  ),
  components: z.looseObject({
    schemas: z.record(z.string(), z.unknown()),
    responses: z.record(z.string(), z.looseObject({ content: Content })),
  }),
});

const file = join(import.meta.dirname, '../../docs/issuer-api.yaml');
const api = Api.parse(load(readFileSync(file, 'utf8')));
const { Jws, Jwe, ...payloads } = api.components.schemas;

const schemas = {
  ActivationRequest: protocol.ActivationRequest,
  IssuedToken: protocol.IssuedToken,
  ConfirmationRequest: protocol.ConfirmationRequest,
  Confirmation: protocol.Confirmation,
  StatusRequest: protocol.StatusRequest,
  Status: protocol.Status,
  RenewalRequest: protocol.RenewalRequest,
  Time: protocol.Time,
  ProtocolError: protocol.ProtocolError,
};

it('the description has every payload of the protocol, and no other', () => {
  const fromProtocol = Object.entries(schemas).map(([name, schema]) => {
    const { $schema: _draft, ...description } = z.toJSONSchema(schema, { io: 'input' });
    return [name, description];
  });
  expect(payloads).toEqual(Object.fromEntries(fromProtocol));
  expect([Jws, Jwe]).toMatchObject([{ type: 'string' }, { type: 'string' }]);
});

it('the description names the types of messages that the protocol has', () => {
  const text = readFileSync(file, 'utf8');
  const named = new Set([...text.matchAll(/x-typ: (\S+)/g)].map(([, typ]) => typ));
  const { directory: _directory, activationAnswer: _sealed, ...rest } = protocol.messageType;
  expect(named).toEqual(new Set(Object.values(rest)));
});

/** An answer has the status, the content type and the kind of message that the description gives it. */
async function expectDescribed(path: string, response: Response): Promise<string> {
  const operation = api.paths[path]?.post ?? api.paths[path]?.get;
  const described = operation?.responses[String(response.status)];
  expect(described, `${path} ${response.status}`).toBeDefined();
  const shared = described?.$ref?.split('/').at(-1) ?? '';
  const content = described?.content ?? api.components.responses[shared]?.content ?? {};
  const type = response.headers.get('content-type') ?? '';
  expect(Object.keys(content)).toEqual([type]);
  const body = await response.text();
  const header = z
    .object({ typ: z.string() })
    .parse(JSON.parse(Buffer.from(body.split('.')[0] ?? '', 'base64url').toString('utf8')));
  const sealed = body.split('.').length === 5;
  expect(header.typ).toBe(
    sealed ? protocol.messageType.activationAnswer : content[type]?.['x-typ'],
  );
  return operation?.operationId ?? '';
}

/** Lets what the helpers fetch from the issuing server be looked at whole. */
async function watching(issuerUrl: string, run: () => Promise<unknown>): Promise<Response[]> {
  const seen: Response[] = [];
  const { fetch } = globalThis;
  globalThis.fetch = async (...args) => {
    const response = await fetch(...args);
    if (response.url.startsWith(issuerUrl)) seen.push(response.clone());
    return response;
  };
  try {
    await run();
  } finally {
    globalThis.fetch = fetch;
  }
  return seen;
}

it('the running server answers every route as described, yes and no', async () => {
  const bank = await testBank({ oldestApp: '1.0.0' });
  const customer = await bankCustomer(bank);
  const old = { changes: { app: { version: '0.9.0', os: 'Windows 11' } } };
  const { entry } = customer;
  await customer.logIn();
  const userId = await customer.applyForToken();
  const seen = await watching(entry.issuerUrl, async () => {
    const wrong = { userId, activationPassword: '00000' };
    await send(entry, await newAttempt(entry, wrong));
    await send(entry, await newAttempt(entry, wrong, { kid: 'old' }));
    await send(entry, await newAttempt(entry, wrong, { changes: { v: 9 } }));
    await send(entry, await newAttempt(entry, wrong, old));
    for (let tries = 0; tries < 5; tries += 1) {
      const nobody = { ...wrong, userId: '0000000000' };
      await send(entry, await newAttempt(entry, nobody));
    }
    const attempt = await newAttempt(entry, { userId, activationPassword });
    const token = await readToken(entry, attempt, await send(entry, attempt));
    await confirm(entry, { ...token, attemptId: '0'.repeat(32) });
    await confirm(entry, token);
    await askStatus(entry, token);
    await askStatus(entry, { ...token, tokenId: '0'.repeat(32) });
    await sendRenewal(entry, token, await newRenewal(entry, token));
    await fetch(`${entry.issuerUrl}/time?nonce=${randomBytes(16).toString('base64url')}`);
    await fetch(`${entry.issuerUrl}/time`);
    const started = await customer.startUsing(token);
    expect(started.screenId).toBe('BOK002');
    bank.clock.moveBy((5 * 365 - 1) * 24 * 60 * 60_000);
    await sendRenewal(entry, token, await newRenewal(entry, token));
    bank.clock.moveBy(2 * 24 * 60 * 60_000);
    await sendRenewal(entry, token, await newRenewal(entry, token));
  });
  const covered = new Set<string>();
  for (const response of seen) {
    const { pathname } = new URL(response.url.slice(entry.issuerUrl.length), 'http://issuer');
    const path = pathname.replace(/^\/tokens\/[^/]+/, '/tokens/{tokenId}');
    covered.add(`${await expectDescribed(path, response)} ${response.status}`);
  }
  expect([...covered].toSorted()).toEqual([
    'activate 200',
    'activate 400',
    'activate 401',
    'activate 409',
    'activate 423',
    'activate 426',
    'confirm 200',
    'confirm 400',
    'renew 200',
    'renew 400',
    'renew 410',
    'tellStatus 200',
    'tellStatus 400',
    'tellTime 200',
    'tellTime 400',
  ]);
});
