/** docs/vectors/refused.json: what must be refused, by the app's own code and by the issuer's. */
import { createPrivateKey } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test, vi } from 'vitest';
import * as z from 'zod';
import { openRequest } from '../../../bank/issuer/routes/message.ts';
import type { Tenant } from '../../../bank/issuer/tenant.ts';
import { connectInstitutions } from '../../../electron/adapters/institution/client.ts';
import { openDirectory } from '../../../electron/adapters/institution/directory.ts';
import type { DirectoryLookup } from '../../../electron/use-cases/institution-lookup.ts';
import { proof } from '../../../electron/core/otp.ts';
import { AppError, errorNumbers } from '../../../shared/errors.ts';
import {
  ActivationRequest,
  Directory,
  IssuedToken,
  messageType,
} from '../../../shared/protocol.ts';
import type { DirectoryEntry } from '../../../shared/protocol.ts';
import { publicHalf } from '../../fakes/app/issuer.ts';
import { attempt } from '../../fakes/app/records.ts';
import { temporaryFolder } from '../../fakes/folder.ts';
import { docs, json, key, text } from '../../vectors/worked-example.ts';

const Message = z.strictObject({ name: z.string(), reason: z.string(), body: z.string() });
const kinds = z
  .array(
    z.strictObject({
      kind: z.enum([
        'answer',
        'refusal',
        'confirmation',
        'status',
        'time',
        'renewal',
        'directory',
        'entry',
        'logo',
        'request',
      ]),
      what: z.string(),
      outcome: z.string(),
      messages: z.array(Message),
    }),
  )
  .parse(JSON.parse(readFileSync(join(docs, 'vectors/refused.json'), 'utf8')));

const issued = IssuedToken.parse(json('issued-token'));
const entry = Directory.parse(json('directory')).institutions[0] as DirectoryEntry;
const sent = attempt({
  id: issued.attemptId,
  userId: issued.sub,
  requestBody: text('activation-request-body'),
  deviceKey: key('device-key'),
});
const renewed = IssuedToken.parse(json('renewed-token'));
const renewal = attempt({
  id: renewed.attemptId,
  userId: renewed.sub,
  requestBody: text('renewal-request-body'),
  deviceKey: key('renewal-device-key'),
  renews: issued.tokenId,
});
const secret = Buffer.from(issued.otp.secret, 'base64url');

/** The app makes a nonce by chance; the worked example has its own. */
const nonce = vi.hoisted(() => ({ next: '' }));
vi.mock('node:crypto', async (original) => ({
  ...(await original<object>()),
  randomBytes: () => Buffer.from(nonce.next, 'base64url'),
}));
const nonces = json('derived') as { statusNonce: string; timeNonce: string };

/** The app's client, to which the institution answers this. */
function client(
  status: number,
  body: string,
  observeTime: (serverTime: number) => void = () =>
    expect.unreachable('what is not proved tells no time'),
) {
  return connectInstitutions({
    http: async () => ({ status, contentType: 'application/jose', body }),
    wallMs: () => issued.serverTime,
    monotonicMs: () => 0,
    observeTime: ({ serverTime }) => observeTime(serverTime),
    app: { version: '0.1.0', os: 'test' },
  });
}

function directoryOf(body: string): DirectoryLookup {
  return openDirectory({
    roots: [publicHalf(key('vendor-root'))],
    paths: [],
    cachePath: join(temporaryFolder(), 'directory.jws'),
    url: 'https://vendor.example/directory.jws',
    http: async () => ({ status: 200, contentType: '', body }),
    now: () => issued.issuedAt,
    log: () => 0,
  });
}

const pair = key('institution-encryption-key');
const tenant = {
  keys: {
    encryption: [{ kid: pair.kid, privateKey: createPrivateKey({ key: pair, format: 'jwk' }) }],
  },
} as unknown as Tenant;

/** The number of an error, as the customer sees it; the code of a refusal by the issuer. */
async function outcomeOf(work: Promise<unknown>): Promise<string> {
  try {
    await work;
    return 'taken';
  } catch (error) {
    if (error instanceof AppError) return errorNumbers[error.code];
    if (error instanceof z.ZodError) return 'bad-request';
    return (error as { code: string }).code;
  }
}

type Take = (body: string, observeTime?: (serverTime: number) => void) => Promise<unknown>;
const take: Record<(typeof kinds)[number]['kind'], Take> = {
  answer: (body, observe) => client(200, body, observe).fetchToken(entry, sent, true),
  refusal: (body) => client(401, body).fetchToken(entry, sent, true),
  confirmation: (body) =>
    client(200, body).confirm(
      entry,
      sent,
      issued.tokenId,
      proof(secret, 'confirm', issued.tokenId, issued.attemptId),
    ),
  status(body, observe) {
    nonce.next = nonces.statusNonce;
    return client(200, body, observe).askStatus(entry, issued.tokenId, () => secret);
  },
  time(body, observe) {
    nonce.next = nonces.timeNonce;
    return client(200, body, observe).askTime(entry);
  },
  renewal: (body, observe) => client(200, body, observe).fetchToken(entry, renewal, true),
  directory: async (body) => directoryOf(body).refresh(),
  async entry(body) {
    const directory = directoryOf(body);
    await directory.refresh();
    const [listed] = readEntries(body);
    if (directory.find(listed?.serviceId ?? '') === undefined)
      throw new AppError('unknown-service');
  },
  async logo(body) {
    const directory = directoryOf(body);
    await directory.refresh();
    const [listed] = readEntries(body);
    const found = directory.find(listed?.serviceId ?? '');
    if (found === undefined) throw new AppError('unknown-service');
    if (found.logo === undefined) throw Object.assign(new Error(), { code: 'no-logo' });
  },
  async request(body) {
    const { activationRequest } = messageType;
    return ActivationRequest.parse(openRequest(tenant, activationRequest, Buffer.from(body)));
  },
};

function readEntries(jws: string): { serviceId: string }[] {
  const payload = Buffer.from(jws.split('.')[1] ?? '', 'base64url').toString('utf8');
  return (JSON.parse(payload) as { institutions: { serviceId: string }[] }).institutions;
}

describe.each(kinds)('$kind ($what): $outcome', ({ kind, outcome, messages }) => {
  test.each(messages)('$name: $reason', async ({ body }) => {
    expect(await outcomeOf(take[kind](body))).toBe(outcome);
  });
});

test('there are forty and more, no two of one name in a kind', () => {
  expect(kinds.flatMap(({ messages }) => messages).length).toBeGreaterThanOrEqual(40);
  for (const { messages } of kinds) {
    expect(new Set(messages.map(({ name }) => name)).size).toBe(messages.length);
  }
});

test('the right ones are taken the same way, so that the others are refused for their reason', async () => {
  const told: [string, number][] = [];
  const answers = {
    answer: text('activation-answer-body'),
    status: text('status-answer'),
    time: text('time-answer'),
    renewal: text('renewal-answer-body'),
  } as const;
  for (const [kind, body] of Object.entries(answers) as [keyof typeof answers, string][]) {
    await take[kind](body, (serverTime) => told.push([kind, serverTime]));
  }
  expect(told).toEqual([
    ['answer', issued.serverTime],
    ['status', renewed.issuedAt],
    ['time', 1790000125000],
    ['renewal', renewed.serverTime],
  ]);
  await take.confirmation(text('confirmation-answer'));
  await take.directory(text('directory.jws'));
  await take.entry(text('directory.jws'));
  expect(await take.request(text('activation-request-body'))).toEqual(json('activation-request'));
});
