/** The issuing service alone, in this process, and an institution's system that talks to its back office. */
import { randomBytes, randomUUID } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { SignJWT, importJWK } from 'jose';
import type { JWK, JWTPayload } from 'jose';
import { expect, onTestFinished } from 'vitest';
import * as z from 'zod';
import { institutions } from '../../../bank/service/institution.ts';
import { keyFile, makeKeyFile, openKeys } from '../../../bank/service/storage/keys.ts';
import { issuerStore } from '../../../bank/issuer/storage/issuer-store.ts';
import { addClient } from '../../../bank/issuer/service/add-client.ts';
import { startIssuer } from '../../../bank/issuer/service/issuer-service.ts';
import type { Issuer, IssuerOptions } from '../../../bank/issuer/service/issuer-service.ts';
import { operations } from '../../../bank/issuer/back-office/operations.ts';
import { describeBackOffice } from '../../../bank/issuer/back-office/openapi.ts';
import { DirectoryEntry } from '../../../shared/protocol.ts';
import { temporaryFolder } from '../folder.ts';
import { activate } from './app.ts';
import { testClock } from './bank.ts';
import type { TestClock } from './bank.ts';
import { databaseOf } from './database.ts';

export const everyScope = ['banking', 'staff', 'seeds', 'audit'];

export type Reply = {
  status: number;
  type: string | null;
  headers: Headers;
  text: string;
  body: Record<string, unknown>;
};
type Request = {
  body?: unknown;
  key?: string | null;
  token?: string;
  headers?: Record<string, string>;
};

export type BackOffice = {
  /** An assertion of this client; `claims` replaces members, undefined leaves one out. */
  assertion(claims?: JWTPayload, signedBy?: JWK): Promise<string>;
  exchange(assertion: string): Promise<Reply>;
  get(path: string, request?: Request): Promise<Reply>;
  post(path: string, body?: unknown, request?: Request): Promise<Reply>;
};

export type TestIssuer = Issuer & {
  clock: TestClock;
  options: IssuerOptions;
  /** With a key of its own, made for it at its first time. */
  client(name: string, institution?: string, scopes?: string[]): Promise<BackOffice>;
  /** As an app finds it in the directory. */
  entryOf(slug: string): Promise<DirectoryEntry>;
};

const silent = { info: () => undefined, error: () => undefined };

export async function testIssuer(
  given: Partial<IssuerOptions> & { clock?: TestClock } = {},
): Promise<TestIssuer> {
  const { clock = testClock(), ...rest } = given;
  const options: IssuerOptions = {
    port: 0,
    backOfficePort: 0,
    managementPort: 0,
    dataDir: temporaryFolder(),
    institutions,
    now: clock.now,
    log: silent,
    limits: { activationsPerAddress: 1e9, activationsInAll: 1e9 },
    ...rest,
  };
  const databaseUrl = options.databaseUrl ?? (await databaseOf(options.dataDir));
  if (databaseUrl !== undefined) {
    const keys = options.keyFile ?? join(options.dataDir, keyFile);
    if (!existsSync(keys)) await makeKeyFile(keys, options.institutions);
    Object.assign(options, { databaseUrl, keyFile: keys });
  }
  const issuer = await startIssuer(options);
  let closed = false;
  const close = async () => {
    if (closed) return;
    closed = true;
    await issuer.close();
  };
  onTestFinished(close);
  const { dataDir } = options;
  return {
    ...issuer,
    close,
    clock,
    options,
    async client(name, institution = 'akagi', scopes = everyScope) {
      return clientOf(issuer.backOfficeUrl, dataDir, clock, name, institution, scopes);
    },
    ...issuerAt(issuer.url, dataDir),
  };
}

/** What apps need of one that runs somewhere else. */
export function issuerAt(url: string, dataDir: string): Pick<TestIssuer, 'entryOf'> {
  return {
    async entryOf(slug) {
      const keys = (await openKeys(dataDir, [], () => false, issuerStore)).of(slug);
      return DirectoryEntry.parse({
        ...institutions.find((candidate) => candidate.slug === slug),
        issuerUrl: `${url}/${slug}`,
        bankUrl: 'https://bank.example/',
        encryptionKeys: keys.encryption.map(({ publicJwk }) => publicJwk),
        signingKeys: keys.signing.map(({ publicJwk }) => publicJwk),
      });
    },
  };
}

/** One of before a new start keeps its key. */
export async function clientOf(
  url: string,
  dataDir: string,
  clock: Pick<TestClock, 'now'>,
  name: string,
  institution = 'akagi',
  scopes = everyScope,
): Promise<BackOffice> {
  const file = join(dataDir, `${name}.key`);
  if (!existsSync(file)) await addClient(dataDir, { institution, client: name, scopes }, file);
  const key = JSON.parse(readFileSync(file, 'utf8')) as JWK & { clientId: string };
  return backOffice(url, key, clock);
}

function backOffice(
  url: string,
  key: JWK & { clientId: string },
  clock: Pick<TestClock, 'now'>,
): BackOffice {
  const { clientId } = key;
  let token = { value: '', until: 0 };

  async function send(path: string, init: RequestInit): Promise<Reply> {
    const response = await fetch(`${url}${path}`, init);
    const text = await response.text();
    const type = response.headers.get('content-type');
    const body = type?.endsWith('json') ? (JSON.parse(text) as Record<string, unknown>) : {};
    const reply = { status: response.status, type, headers: response.headers, text, body };
    expectDescribed(init.method ?? 'GET', path, reply);
    return reply;
  }

  const client: BackOffice = {
    async assertion(claims = {}, signedBy = key) {
      const at = Math.floor(clock.now() / 1000);
      const usual = {
        iss: clientId,
        sub: clientId,
        aud: url,
        exp: at + 60,
        jti: randomUUID(),
      };
      return new SignJWT({ ...usual, ...claims })
        .setProtectedHeader({ alg: 'ES256', kid: signedBy.kid ?? '' })
        .sign(await importJWK(signedBy, 'ES256'));
    },
    exchange(assertion) {
      return send('/token', {
        method: 'POST',
        body: new URLSearchParams({
          grant_type: 'client_credentials',
          client_assertion_type: 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer',
          client_assertion: assertion,
        }),
      });
    },
    async get(path, { token: other, headers } = {}) {
      return send(path, { headers: { authorization: await bearer(other), ...headers } });
    },
    async post(
      path,
      body,
      { key: named = randomBytes(8).toString('hex'), token: other, headers } = {},
    ) {
      return send(path, {
        method: 'POST',
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
        headers: {
          authorization: await bearer(other),
          'content-type': 'application/json',
          ...(named === null ? {} : { 'idempotency-key': `"${named}"` }),
          ...headers,
        },
      });
    },
  };

  async function bearer(other: string | undefined): Promise<string> {
    if (other !== undefined) return `Bearer ${other}`;
    if (clock.now() >= token.until) {
      const { body } = await client.exchange(await client.assertion());
      token = { value: String(body['access_token']), until: clock.now() + 240_000 };
    }
    return `Bearer ${token.value}`;
  }
  return client;
}

const described = z
  .object({
    paths: z.record(
      z.string(),
      z.record(z.string(), z.object({ responses: z.record(z.string(), z.unknown()) })),
    ),
  })
  .parse(describeBackOffice());

/** Every answer that a test sees has the status, the type and the members that the description gives it. */
function expectDescribed(method: string, target: string, { status, type, body }: Reply): void {
  const [path = ''] = target.split('?');
  const operation = operations.find(
    (each) =>
      (each.kind === 'deed' ? 'POST' : each.method.toUpperCase()) === method &&
      new RegExp(`^/v1${each.path.replace(':reference', '[^/]+')}$`).test(path),
  );
  if (!operation) return;
  const { responses } =
    described.paths[`/v1${operation.path.replace(':reference', '{reference}')}`]?.[
      method.toLowerCase()
    ] ?? {};
  expect(Object.keys(responses ?? {})).toContain(String(status));
  if (status >= 400) expect(type).toBe('application/problem+json');
  else if (operation.kind === 'deed') expect(operation.answer.parse(body)).toEqual(body);
  else expect(type).toBe(operation.answer.type);
}

export const activationPassword = '482135';
export const issueRequest = { deliveryAddress: 'hanako@example.jp', activationPassword };

/** Opens an issue and sets an app up by it. */
export async function setUp(
  issuer: Pick<TestIssuer, 'entryOf'>,
  client: BackOffice,
  reference: string,
  slug = 'akagi',
) {
  const made = await client.post(`/v1/contracts/${reference}/issues`, issueRequest);
  const entry = await issuer.entryOf(slug);
  const userId = String(made.body['userId']);
  return { entry, token: await activate(entry, { userId, activationPassword }) };
}
