/** The back office over HTTP, for the institution's own systems (docs/back-office-api.yaml). Never on the apps' address. */
import { isUtf8 } from 'node:buffer';
import { Hono } from 'hono';
import type { Context } from 'hono';
import type * as z from 'zod';
import { parseJson } from '../../../shared/strict-json.ts';
import { isBrokenOff, readBody } from '../body.ts';
import type { Log } from '../../service/log.ts';
import { peerNetwork } from '../../service/peer.ts';
import type { PeerBindings } from '../../service/peer.ts';
import type { SharedRateLimit } from '../storage/issuer-storage.ts';
import { rules } from '../../service/rules.ts';
import { answerWrongMethod } from '../../service/server/wrong-method.ts';
import { isStorageTrouble } from '../../service/storage/database.ts';
import { keyedHashes } from '../../service/storage/sealing.ts';
import { undoable } from '../../service/storage/work.ts';
import type { Work } from '../../service/storage/work.ts';
import type { Tenant } from '../tenant.ts';
import { NotAllowed } from '../tokens/token-contract.ts';
import { OAuthRefusal, whatIsNeeded } from './access.ts';
import type { Access } from './access.ts';
import { detailOf, faultsIn, standTwice } from './faults.ts';
import { findKept, keep } from './kept-answers.ts';
import type { Kept } from './kept-answers.ts';
import type { Asked, Deed, Operation, Reading } from './operation.ts';
import { describeBackOffice } from './openapi.ts';
import { operations } from './operations.ts';
import {
  Problem,
  answerHeaders as headers,
  problemBody,
  problemType,
  problems,
  refuse,
  retryAfter,
  wrongAddress,
} from './problem.ts';
import { Reference } from './schemas.ts';

export type BackOfficeParts = {
  tenants: readonly Tenant[];
  access: Access;
  /** Of the token endpoint, for each address. */
  tokenLimit: SharedRateLimit;
  log: Log;
};

export function backOfficeRoutes(parts: BackOfficeParts): Hono {
  const app = new Hono();
  app.onError((error) => refuse(problemOf(error, parts.log)));
  app.notFound(answerWrongMethod(app, wrongAddress));
  app.get('/openapi.json', (c) => c.json(describeBackOffice()));
  app.post('/token', (c) => giveToken(c, parts));
  for (const operation of operations) {
    const method = operation.kind === 'deed' ? 'post' : operation.method;
    app.on(method, `/v1${operation.path}`, async (c) => {
      const asked = await readAsked(c, operation, parts);
      return operation.kind === 'deed' ? carryOut(c, asked, operation) : read(c, asked, operation);
    });
  }
  return app;
}

async function readAsked(c: Context, operation: Operation, parts: BackOfficeParts): Promise<Asked> {
  const client = await parts.access.clientOf(headersOf(c).authorization);
  if (!operation.scopes.some((scope) => client.scopes.includes(scope))) {
    throw new Problem('forbidden');
  }
  const tenant = parts.tenants.find(({ institution }) => institution.slug === client.institution);
  if (!tenant) throw new Problem('forbidden');
  const reference = c.req.param('reference') ?? '';
  if (operation.path.includes(':reference') && !Reference.safeParse(reference).success) {
    throw new Problem('bad-request', [{ parameter: 'reference', detail: 'is no reference' }]);
  }
  const behind = decoded(headerOf(c, 'audit-source'));
  if (behind !== undefined && !/^(?! *$)[\p{L}\p{M}\p{N} _.:@-]{1,60}$/u.test(behind)) {
    const detail = 'must be 1 to 60 letters, digits, spaces and . : _ @ -, not blank';
    throw new Problem('bad-request', [{ parameter: 'Audit-Source', detail }]);
  }
  const source = behind === undefined ? client.id : `${client.id} ${behind}`;
  return { tenant, reference, source, client: client.id };
}

/** A header is ASCII: what is not is percent-encoded UTF-8 (RFC 3986 §2.1). */
function decoded(header: string | undefined): string | undefined {
  try {
    return header === undefined ? undefined : decodeURIComponent(header);
  } catch {
    return '';
  }
}

/** The same key gets the same answer, if the request is the same too. Both are one transaction with what is done. */
async function carryOut(c: Context, asked: Asked, operation: Deed): Promise<Response> {
  // A string of structured fields (RFC 9651 §3.3.3), or without its quotation marks: both of them or none.
  const [, , key] = /^("?)([\w.~:-]{1,128})\1$/.exec(headerOf(c, 'idempotency-key') ?? '') ?? [];
  if (key === undefined) {
    const detail = 'is needed: 1 to 128 letters, digits and . _ ~ : - in quotation marks';
    throw new Problem('bad-request', [{ parameter: 'Idempotency-Key', detail }]);
  }
  const text = await readJsonText(c, operation.maxBodyBytes);
  const given = parsed(operation.body, parse(text)) as never;
  const body = (operation.prepare ? await operation.prepare(asked, given) : given) as never;
  const { tenant } = asked;
  const [request, ...older] = keyedHashes(
    tenant.requestKey,
    `${c.req.method} ${c.req.path}\n${text}`,
  );
  if (!request) throw new Error('no key');
  const { status, body: answer } = await tenant.storage.commit(function* () {
    const kept = yield* findKept(asked, key);
    if (kept && ![request, ...older].some((hash) => kept.request.equals(hash)))
      return answerOf(new Problem('idempotency-key-reused'));
    if (kept) return kept;
    const made = yield* attempt(asked, operation, body);
    yield* keep(asked, key, request, made);
    return made;
  });
  const type = status < 400 ? 'application/json' : problemType;
  return new Response(answer, { status, headers: { ...headers, 'content-type': type } });
}

/** What the contract's state refuses is an answer too, and undone alone. */
function* attempt(asked: Asked, operation: Deed, body: never): Work<Kept> {
  try {
    const run = () => operation.run(asked, body);
    const answer = yield* operation.refusesFirst ? run() : undoable(run);
    return { status: 200, body: JSON.stringify(answer) };
  } catch (error) {
    const problem = error instanceof NotAllowed ? new Problem('not-allowed-now') : error;
    // A request that is wrong in itself leaves its key free for the right one.
    const isAnswer = problem instanceof Problem && problem.code !== 'bad-request';
    if (isAnswer && !operation.freesKey) return answerOf(problem);
    throw problem;
  }
}

async function read(c: Context, asked: Asked, operation: Reading): Promise<Response> {
  const given = operation.method === 'get' ? queryOf(c) : parse(await readJsonText(c));
  const input = parsed(operation.input, given) as never;
  const answer = await operation.run(asked, input);
  return new Response(answer, { headers: { ...headers, 'content-type': operation.answer.type } });
}

/** Of a parameter that stands twice nobody could say which one counts. */
function queryOf(c: Context): Record<string, string> {
  const twice = Object.entries(c.req.queries()).filter(([, values]) => values.length > 1);
  if (twice.length > 0) throw new Problem('bad-request', standTwice(twice.map(([name]) => name)));
  return c.req.query();
}

/** As node has read them: a look at one of them does not copy all. */
const headersOf = (c: Context) => (c.env as PeerBindings).incoming.headers;

/** Those of names that node does not know, which it joins where they stand twice. */
const headerOf = (c: Context, name: string) => headersOf(c)[name] as string | undefined;

async function readJsonText(c: Context, maxBytes?: number): Promise<string> {
  const text = await readText(c, maxBytes);
  const type = headersOf(c)['content-type'] ?? '';
  if (text !== '' && !/^application\/json\s*(;|$)/i.test(type)) {
    throw new Problem('unsupported-media-type');
  }
  return text;
}

async function readText(c: Context, maxBytes?: number): Promise<string> {
  const { bytes, complete } = await readBody(c, maxBytes);
  if (!complete) throw new Problem('body-too-large');
  // What is none would be kept with signs missing, and told apart from nothing.
  if (!isUtf8(bytes)) throw new Problem('bad-request', [{ pointer: '', detail: 'is no UTF-8' }]);
  return bytes.toString('utf8');
}

function parse(text: string): unknown {
  try {
    return text === '' ? {} : parseJson(text);
  } catch {
    const detail = 'is no JSON, is nested too deep, or has a member that stands twice';
    throw new Problem('bad-request', [{ pointer: '', detail }]);
  }
}

/** Says where and what kind of value is wanted, never what was given. */
function parsed(schema: z.ZodType, given: unknown): unknown {
  const { success, data, error } = schema.safeParse(given, {
    reportInput: false,
    error: detailOf,
  });
  if (success) return data;
  throw new Problem('bad-request', faultsIn(error));
}

async function giveToken(c: Context, { access, tokenLimit }: BackOfficeParts): Promise<Response> {
  const wait = await tokenLimit(peerNetwork(c));
  if (wait !== null) throw new Problem('too-many-requests', [], retryAfter(wait));
  try {
    return Response.json(await access.exchange(new URLSearchParams(await readText(c))), {
      headers,
    });
  } catch (error) {
    if (!(error instanceof OAuthRefusal)) throw error;
    const status = error.code === 'invalid_client' ? 401 : 400;
    const told = error.code === 'invalid_request' ? { error_description: whatIsNeeded } : {};
    return Response.json({ error: error.code, ...told }, { status, headers });
  }
}

function problemOf(error: unknown, log: Log): Problem {
  if (error instanceof Problem) return error;
  if (isBrokenOff(error)) return new Problem('bad-request');
  const trouble = isStorageTrouble(error);
  log.error(trouble ? 'storage-trouble' : 'back-office-failed', error);
  return trouble
    ? new Problem('unavailable', [], retryAfter(rules.maintenanceSeconds))
    : new Problem('internal-error');
}

const answerOf = (problem: Problem): Kept => ({
  status: problems[problem.code][0],
  body: problemBody(problem),
});
