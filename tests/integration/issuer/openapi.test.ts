/** docs/issuer-api.yaml says what the issuing server does: its schemas are the protocol's, its routes answer so. */
import { randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { compactDecrypt } from 'jose';
import { load } from 'js-yaml';
import { expect, it, vi } from 'vitest';
import * as z from 'zod';
import * as protocol from '../../../shared/protocol.ts';
import type { DirectoryEntry, IssuedToken } from '../../../shared/protocol.ts';
import {
  askStatus,
  confirm,
  newAttempt,
  newRenewal,
  readToken,
  send,
  sendRenewal,
  verified,
} from '../../fakes/bank/app.ts';
import type { Attempt } from '../../fakes/bank/app.ts';
import { activationPassword, bankCustomer } from '../../fakes/bank/customer.ts';
import { testBank, testClock } from '../../fakes/bank/bank.ts';
import { changeRows } from '../../fakes/bank/database.ts';

type JsonSchema = z.core.JSONSchema.JSONSchema;

/** Becomes the name of what it refers to. */
const Ref = z.strictObject({ $ref: z.string() }).transform(({ $ref }) => $ref.split('/').at(-1)!);
const Described = z.strictObject({
  description: z.string(),
  headers: z.strictObject({ 'Retry-After': z.unknown() }).optional(),
  content: z.strictObject({
    [protocol.joseContentType]: z.strictObject({
      schema: Ref,
      'x-typ': z.string(),
      'x-payload': Ref,
    }),
  }),
});
const Operation = z.looseObject({
  operationId: z.string(),
  responses: z.record(z.string(), z.union([Described, Ref])),
});
const Api = z.looseObject({
  paths: z.record(
    z.string(),
    z.strictObject({
      parameters: z.unknown().optional(),
      post: Operation.optional(),
      get: Operation.optional(),
    }),
  ),
  components: z.looseObject({
    schemas: z.record(z.string(), z.custom<JsonSchema>()),
    responses: z.record(z.string(), Described),
  }),
});

const file = join(import.meta.dirname, '../../../docs/issuer-api.yaml');
const api = Api.parse(load(readFileSync(file, 'utf8')));
const { Jws, Jwe, ...payloads } = api.components.schemas;
const operations = Object.entries(api.paths).flatMap(([path, { post, get }]) =>
  [post, get].flatMap((operation) => (operation ? [{ path, ...operation }] : [])),
);

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

/** By the description's own schema; members that it does not have are an error here. */
function parseAs(name: string, value: unknown): unknown {
  const closed = JSON.stringify(api.components.schemas[name], (_key, part: unknown) =>
    typeof part === 'object' && part && 'type' in part && part.type === 'object'
      ? { ...part, additionalProperties: false }
      : part,
  );
  return z.fromJSONSchema(JSON.parse(closed) as JsonSchema).parse(value);
}

/** What was sent, and what came back. */
type Exchange = { sent: unknown; response: Response };

/** Runs what asks the issuing server, and says which answers it saw. `run` returns the attempts it made tokens by. */
async function answersSeen(
  entry: DirectoryEntry,
  run: () => Promise<Attempt[]>,
): Promise<string[]> {
  const seen: Exchange[] = [];
  const { fetch } = globalThis;
  globalThis.fetch = async (url, init) => {
    const response = await fetch(url, init);
    if (response.url.startsWith(entry.issuerUrl)) {
      seen.push({ sent: init?.body, response: response.clone() });
    }
    return response;
  };
  try {
    const attempts = await run();
    return await Promise.all(seen.map((exchange) => expectDescribed(entry, exchange, attempts)));
  } finally {
    globalThis.fetch = fetch;
  }
}

/** The JWS in an answer that only the attempt's own device key opens. */
async function unsealed(body: string, attempt: Attempt | undefined): Promise<string> {
  if (!attempt) throw new Error('a sealed answer to nobody');
  const { plaintext, protectedHeader } = await compactDecrypt(body, attempt.deviceKey);
  expect(protectedHeader.typ).toBe(protocol.messageType.activationAnswer);
  return Buffer.from(plaintext).toString('utf8');
}

/** An answer has the status, headers, content type and payload that the description gives it. Returns which. */
async function expectDescribed(
  entry: DirectoryEntry,
  { sent, response }: Exchange,
  attempts: Attempt[],
): Promise<string> {
  const { pathname } = new URL(response.url.slice(entry.issuerUrl.length), 'http://issuer');
  const path = pathname.replace(/^\/tokens\/[^/]+/, '/tokens/{tokenId}');
  const operation = operations.find((candidate) => candidate.path === path);
  const pair = `${operation?.operationId ?? path} ${response.status}`;
  const answer = operation?.responses[String(response.status)];
  const described = typeof answer === 'string' ? api.components.responses[answer] : answer;
  if (!described) throw new Error(`${pair} is not described`);
  const content = described.content[protocol.joseContentType];
  const body = await response.text();
  parseAs(content.schema, body);
  const attempt = attempts.find((candidate) => candidate.body === sent);
  const jws = content.schema === 'Jwe' ? await unsealed(body, attempt) : body;
  const payload = parseAs(content['x-payload'], await verified(entry, content['x-typ'], jws));
  const { retryAfterSeconds } = z
    .looseObject({ retryAfterSeconds: z.int().optional() })
    .parse(payload);
  const { headers } = response;
  expect([pair, headers.get('content-type'), headers.get('retry-after')]).toEqual([
    pair,
    protocol.joseContentType,
    described.headers ? String(retryAfterSeconds) : null,
  ]);
  return pair;
}

function askTime({ issuerUrl }: DirectoryEntry): Promise<Response> {
  return fetch(`${issuerUrl}/time?nonce=${randomBytes(16).toString('base64url')}`);
}

async function askEverything(entry: DirectoryEntry, token: IssuedToken): Promise<void> {
  await send(entry, await newAttempt(entry, { userId: token.sub, activationPassword }));
  await confirm(entry, token);
  await askStatus(entry, token);
  await sendRenewal(entry, token, await newRenewal(entry, token));
  await askTime(entry);
}

it('the running server answers every route as described, yes and no', async () => {
  const clock = testClock();
  const now = vi.fn<() => number>(clock.now);
  const bank = await testBank({
    oldestApp: '1.0.0',
    limits: { activationsPerAddress: 30, statusesPerAddress: 30, timesPerAddress: 30 },
    clock,
    now,
  });
  const customer = await bankCustomer(bank);
  const { entry } = customer;
  await customer.logIn();
  const replaced = { userId: await customer.applyForToken(), activationPassword };
  const right = { userId: await customer.applyForToken(), activationPassword };
  const wrong = { ...right, activationPassword: '00000' };
  const app = { version: '0.9.0', os: 'Windows 11' };
  const lost = await newAttempt(entry, right);
  const kept = await newAttempt(entry, right);

  const seen = await answersSeen(entry, async () => {
    await send(entry, await newAttempt(entry, wrong));
    await send(entry, await newAttempt(entry, replaced));
    await send(entry, await newAttempt(entry, wrong, { kid: 'old' }));
    await send(entry, await newAttempt(entry, wrong, { changes: { v: 9 } }));
    await send(entry, await newAttempt(entry, wrong, { changes: { app } }));
    for (let tries = 0; tries < 5; tries += 1) {
      await send(entry, await newAttempt(entry, { ...wrong, userId: '0000000000' }));
    }
    const replacedToken = await readToken(entry, lost, await send(entry, lost));
    const token = await readToken(entry, kept, await send(entry, kept));
    await confirm(entry, replacedToken);
    await confirm(entry, { ...token, attemptId: '0'.repeat(32) });
    await confirm(entry, token);
    await askStatus(entry, token);
    await askStatus(entry, { ...token, tokenId: '0'.repeat(32) });
    await askTime(entry);
    await fetch(`${entry.issuerUrl}/time`);

    await sendRenewal(entry, token, await newRenewal(entry, token));
    expect((await customer.startUsing(token)).screenId).toBe('BOK002');
    clock.moveBy((5 * 365 - 1) * 24 * 60 * 60_000);
    const renewal = await newRenewal(entry, token);
    await sendRenewal(entry, token, renewal);
    const typ = protocol.messageType.renewalRequest;
    await sendRenewal(entry, token, await newAttempt(entry, right, { typ, kid: 'old' }));
    const changes = { tokenId: token.tokenId, mac: 'A'.repeat(43), app };
    await sendRenewal(entry, token, await newAttempt(entry, right, { typ, changes }));
    clock.moveBy(2 * 24 * 60 * 60_000);
    await sendRenewal(entry, token, await newRenewal(entry, token));

    for (let requests = 0; requests < 30; requests += 1) {
      await askTime(entry);
      await askStatus(entry, token);
      await confirm(entry, { ...token, attemptId: '0'.repeat(32) });
    }
    await askEverything(entry, token);
    clock.moveBy(60_000);
    for (const table of ['answers', 'issues', 'tokens']) {
      await changeRows(bank.issuerStorage, `ALTER TABLE ${table} RENAME TO lost_${table}`);
    }
    await askEverything(entry, token);
    // The time needs no storage, but a clock; this one fails between the bank's look at it and the answer.
    now.mockImplementationOnce(clock.now).mockImplementationOnce(() => {
      throw new Error('the clock fails');
    });
    await askTime(entry);
    return [lost, kept, renewal];
  });

  const described = operations.flatMap(({ operationId, responses }) =>
    Object.keys(responses).map((status) => `${operationId} ${status}`),
  );
  expect(new Set(seen)).toEqual(new Set(described));
});
