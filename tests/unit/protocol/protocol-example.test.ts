/** The worked example of docs/activation-protocol.md, opened, checked and recomputed by the app's own code. */
import { calculateJwkThumbprint, compactDecrypt, importJWK } from 'jose';
import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import * as z from 'zod';
import { openDirectory } from '../../../electron/adapters/institution/directory.ts';
import { connectInstitutions } from '../../../electron/adapters/institution/client.ts';
import { readSigned } from '../../../electron/adapters/institution/jws.ts';
import { checkNumber, proof, totp } from '../../../electron/core/otp.ts';
import {
  ActivationRequest,
  Confirmation,
  ConfirmationRequest,
  Directory,
  IssuedToken,
  ProtocolError,
  RenewalRequest,
  Status,
  StatusRequest,
  Time,
  messageType,
  protocolErrorCodes,
} from '../../../shared/protocol.ts';
import type { DirectoryEntry } from '../../../shared/protocol.ts';
import { temporaryFolder } from '../../fakes/folder.ts';
import { publicHalf } from '../../fakes/app/issuer.ts';
import { attempt } from '../../fakes/app/records.ts';
import { document, json, key, text } from '../../vectors/worked-example.ts';

const derived = json('derived') as {
  request: string;
  deviceKeyThumbprint: string;
  confirmationMac: string;
  checkNumber: string;
  timeNonce: string;
  statusNonce: string;
  statusMac: string;
  renewalMac: string;
  renewalRequest: string;
  renewalConfirmationMac: string;
  codeAt: number;
  code: string;
};
const issued = IssuedToken.parse(json('issued-token'));
const secret = Buffer.from(issued.otp.secret, 'base64url');

/** The app's client, talking to a network that answers what the document says. */
function client(answers: { status: number; body: string }) {
  const seen: number[] = [];
  const sent: string[] = [];
  const institutions = connectInstitutions({
    http: async ({ body = '' }) => {
      sent.push(body);
      return { contentType: 'application/jose', ...answers };
    },
    wallMs: () => issued.serverTime,
    monotonicMs: () => 0,
    observeTime: ({ serverTime }) => seen.push(serverTime),
    app: { version: '0.1.0', os: 'test' },
  });
  return { institutions, seen, sent };
}

const entry: DirectoryEntry = Directory.parse(json('directory')).institutions[0] as DirectoryEntry;
const exampleAttempt = attempt({
  id: issued.attemptId,
  userId: issued.sub,
  requestBody: text('activation-request-body'),
  deviceKey: key('device-key'),
});

test('the directory is signed by the vendor and names the institution', async () => {
  const folder = temporaryFolder();
  const directory = openDirectory({
    roots: [publicHalf(key('vendor-root'))],
    paths: [],
    cachePath: join(folder, 'directory.jws'),
    url: 'https://vendor.example/directory.jws',
    http: async () => ({ status: 200, contentType: '', body: text('directory.jws') }),
    now: () => issued.issuedAt,
    log: () => 0,
  });
  await directory.refresh();
  expect(directory.find('10010017')).toEqual(entry);
  expect(directory.expired()).toBe(false);
});

test('the request opens with the encryption key and says what the document says', async () => {
  const { plaintext, protectedHeader } = await compactDecrypt(
    text('activation-request-body'),
    await importJWK(key('institution-encryption-key'), 'ECDH-ES'),
  );
  expect(protectedHeader).toMatchObject({
    alg: 'ECDH-ES',
    enc: 'A256GCM',
    typ: messageType.activationRequest,
  });
  const request: unknown = JSON.parse(new TextDecoder().decode(plaintext));
  expect(request).toEqual(json('activation-request'));
  expect(ActivationRequest.parse(request)).toEqual(request);
});

test('the app takes the answer: same token, same secret, same time', async () => {
  const { institutions, seen } = client({ status: 200, body: text('activation-answer-body') });
  const answer = await institutions.fetchToken(entry, exampleAttempt, true);
  expect(answer).toEqual({
    ok: true,
    value: { token: issued, secret: new Uint8Array(secret) },
  });
  expect(seen).toEqual([issued.serverTime]);
});

test('the app takes the refusal', async () => {
  const { institutions } = client({ status: 401, body: text('error-body') });
  expect(await institutions.fetchToken(entry, exampleAttempt, true)).toEqual({
    ok: false,
    refusal: { code: 'wrong-credentials', triesLeft: 4 },
  });
  const keys = entry.signingKeys;
  const error = await readSigned(text('error-body'), keys, messageType.error, ProtocolError);
  expect(error?.request).toBe(derived.request);
});

test('the app confirms with exactly these bytes and takes the answer', async () => {
  const { institutions, sent } = client({ status: 200, body: text('confirmation-answer') });
  const mac = proof(secret, 'confirm', issued.tokenId, issued.attemptId);
  expect(Buffer.from(mac).toString('base64url')).toBe(derived.confirmationMac);
  const answer = await institutions.confirm(entry, exampleAttempt, issued.tokenId, mac);
  expect(answer).toEqual({ ok: true, value: null });
  expect(sent).toEqual([text('confirmation-body')]);
  const signed = await readSigned(
    text('confirmation-answer'),
    entry.signingKeys,
    messageType.confirmation,
    Confirmation,
  );
  expect(signed?.tokenId).toBe(issued.tokenId);
});

test('hash, thumbprint, check number and code come out as written', async () => {
  const hash = createHash('sha256').update(text('activation-request-body')).digest('base64url');
  const { algorithm, digits, period } = issued.otp;
  expect({
    request: hash,
    deviceKeyThumbprint: await calculateJwkThumbprint(key('device-key')),
    checkNumber: checkNumber(secret, issued.tokenId),
    code: totp(secret, derived.codeAt, { algorithm, digits, periodSeconds: period }),
  }).toEqual({
    request: derived.request,
    deviceKeyThumbprint: derived.deviceKeyThumbprint,
    checkNumber: derived.checkNumber,
    code: derived.code,
  });
  expect(issued.request).toBe(hash);
});

test('an answer is not taken for another user, attempt, request or device', async () => {
  const { institutions, seen } = client({ status: 200, body: text('activation-answer-body') });
  const others = [
    { ...exampleAttempt, userId: '0000000000' },
    { ...exampleAttempt, id: 'a'.repeat(32) },
    { ...exampleAttempt, requestBody: `${exampleAttempt.requestBody}A` },
    { ...exampleAttempt, deviceKey: key('institution-encryption-key') },
  ];
  for (const other of others) {
    await expect(institutions.fetchToken(entry, other, true)).rejects.toMatchObject({
      code: 'unproven-answer',
    });
  }
  expect(seen).toEqual([]);
});

test('an error that is not signed, or not about this request, is a fault of the network', async () => {
  const answers = [
    { status: 401, body: '{"code":"wrong-credentials"}' },
    { status: 503, body: '<html>maintenance</html>' },
    { status: 401, body: text('time-answer') },
  ];
  for (const answer of answers) {
    const { institutions } = client(answer);
    await expect(institutions.fetchToken(entry, exampleAttempt, true)).rejects.toMatchObject({
      code: 'offline',
    });
  }
  const { institutions } = client({ status: 401, body: text('error-body') });
  const other = { ...exampleAttempt, requestBody: `${exampleAttempt.requestBody}A` };
  await expect(institutions.fetchToken(entry, other, true)).rejects.toMatchObject({
    code: 'offline',
  });
});

const sha256 = (body: string) => createHash('sha256').update(body).digest('base64url');
const renewed = IssuedToken.parse(json('renewed-token'));
const renewal = attempt({
  id: renewed.attemptId,
  userId: renewed.sub,
  requestBody: text('renewal-request-body'),
  deviceKey: key('renewal-device-key'),
  renews: issued.tokenId,
});

test('the status is asked for with exactly these bytes, and signed', async () => {
  const mac = proof(secret, 'status', issued.tokenId, derived.statusNonce);
  expect(Buffer.from(mac).toString('base64url')).toBe(derived.statusMac);
  const body = { v: 1, nonce: derived.statusNonce, mac: derived.statusMac };
  expect(text('status-body')).toBe(JSON.stringify(body));
  expect(StatusRequest.parse(body)).toEqual(body);
  const keys = entry.signingKeys;
  const status = await readSigned(text('status-answer'), keys, messageType.status, Status);
  expect(status).toEqual({
    iss: '10010017',
    tokenId: issued.tokenId,
    nonce: derived.statusNonce,
    state: 'inUse',
    expiresAt: issued.expiresAt,
    serverTime: renewed.issuedAt,
  });
});

test('the renewal request opens with the encryption key, and is proved by the old secret', async () => {
  const { plaintext, protectedHeader } = await compactDecrypt(
    renewal.requestBody,
    await importJWK(key('institution-encryption-key'), 'ECDH-ES'),
  );
  expect(protectedHeader.typ).toBe(messageType.renewalRequest);
  const request = RenewalRequest.parse(JSON.parse(new TextDecoder().decode(plaintext)));
  expect(request).toEqual(json('renewal-request'));
  const mac = proof(secret, 'renew', issued.tokenId, renewed.attemptId);
  expect(request.mac).toBe(derived.renewalMac);
  expect(Buffer.from(mac).toString('base64url')).toBe(derived.renewalMac);
  expect(sha256(renewal.requestBody)).toBe(derived.renewalRequest);
});

test('the app takes the renewed token, and not in the place of another renewal', async () => {
  const { institutions } = client({ status: 200, body: text('renewal-answer-body') });
  const newSecret = Buffer.from(renewed.otp.secret, 'base64url');
  expect(await institutions.fetchToken(entry, renewal, false)).toEqual({
    ok: true,
    value: { token: renewed, secret: new Uint8Array(newSecret) },
  });
  const mac = proof(newSecret, 'confirm', renewed.tokenId, renewed.attemptId);
  expect(Buffer.from(mac).toString('base64url')).toBe(derived.renewalConfirmationMac);
  const itself = { ...renewal, renews: renewed.tokenId };
  await expect(institutions.fetchToken(entry, itself, false)).rejects.toMatchObject({
    code: 'unproven-answer',
  });
});

test('maintenance is told with its time', async () => {
  const { institutions } = client({ status: 503, body: text('maintenance-body') });
  expect(await institutions.fetchToken(entry, renewal, true)).toEqual({
    ok: false,
    refusal: { code: 'maintenance', retryAfterSeconds: 1800 },
  });
});

test('an answer to bytes that were sent before says nothing about the time', async () => {
  const { institutions, seen } = client({ status: 200, body: text('activation-answer-body') });
  await institutions.fetchToken(entry, exampleAttempt, false);
  expect(seen).toEqual([]);
});

/** Names of members, at every depth. */
function membersOf(schema: z.ZodType): string[] {
  if (schema instanceof z.ZodArray) return membersOf(schema.element as z.ZodType);
  if (!(schema instanceof z.ZodObject)) return [];
  const shape = schema.shape as Record<string, z.ZodType>;
  return Object.entries(shape).flatMap(([name, inner]) => [name, ...membersOf(inner)]);
}

test.each(
  Object.entries({
    Directory,
    ActivationRequest,
    IssuedToken,
    ConfirmationRequest,
    Confirmation,
    StatusRequest,
    Status,
    RenewalRequest,
    Time,
    ProtocolError,
  }),
)('each member of %s is named in what the document says of the messages', (_name, schema) => {
  const [messages = ''] = document.split('## Worked example');
  const named = new Set(
    (messages.match(/`[^`]+`/g) ?? []).flatMap((code) => code.match(/[A-Za-z]+/g) ?? []),
  );
  expect(membersOf(schema).filter((member) => !named.has(member))).toEqual([]);
});

test('each code of refusal and each route stands in the document', () => {
  for (const code of protocolErrorCodes) expect(document).toContain(`\`${code}\``);
  for (const typ of Object.values(messageType)) expect(document).toContain(`\`${typ}\``);
});
