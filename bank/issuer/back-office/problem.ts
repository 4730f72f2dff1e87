/** Every "no" that nobody signs, as problem details (RFC 9457): all of the back office's, and those to apps that are none of the protocol's. */
import type { Unread } from '../../service/server/unread.ts';

export const problems = {
  'bad-request': [400, 'The request is not as the description has it; nothing was done.'],
  unauthorized: [401, 'There is no valid access token with the request.'],
  forbidden: [403, "The client's scopes do not allow this operation."],
  'not-found': [404, 'There is no such address.'],
  'unknown-contract': [404, 'The institution has no contract by this reference.'],
  'method-not-allowed': [405, 'The address does not take this method.'],
  'request-timeout': [408, 'The request did not come whole in time; nothing was done.'],
  'not-allowed-now': [409, "The contract's state does not allow it; nothing was done."],
  'body-too-large': [413, 'The body is larger than 64 KiB, or 1 MiB with seeds to import.'],
  'unsupported-media-type': [415, 'The body must be application/json.'],
  'idempotency-key-reused': [422, 'This Idempotency-Key came with another request before.'],
  'too-many-requests': [429, 'Too many requests; Retry-After says how many seconds to wait.'],
  'header-too-large': [431, 'The header is larger than the service takes; nothing was done.'],
  'internal-error': [500, 'The service failed; nothing was done.'],
  unavailable: [503, 'The storage or the clock is in trouble; nothing was done.'],
} as const satisfies Record<string, readonly [number, string]>;

export type ProblemCode = keyof typeof problems;

/** Where in the request something is wrong, as a JSON Pointer (RFC 6901) or the name of a parameter; never a value. */
export type Fault = { pointer?: string; parameter?: string; detail: string };

export class Problem extends Error {
  override readonly name = 'Problem';
  readonly code: ProblemCode;
  readonly errors: Fault[];
  readonly headers: Readonly<Record<string, string>>;

  constructor(code: ProblemCode, errors: Fault[] = [], headers: Record<string, string> = {}) {
    super(code);
    this.code = code;
    this.errors = errors;
    this.headers = headers;
  }
}

export const retryAfter = (seconds: number) => ({ 'retry-after': String(seconds) });

export const answerHeaders = { 'cache-control': 'no-store', 'x-content-type-options': 'nosniff' };

export const problemType = 'application/problem+json';

/** A problem's `type`: a name and no address; what it means stands in docs/back-office-api.yaml. */
export const problemUrn = (code: ProblemCode): string => `urn:desktop-token:problem:${code}`;

export function problemBody({ code, errors }: Pick<Problem, 'code' | 'errors'>): string {
  const [status, title] = problems[code];
  return JSON.stringify({
    type: problemUrn(code),
    title,
    status,
    ...(errors.length > 0 ? { errors } : {}),
  });
}

export function refuse({ code, errors, headers }: Problem): Response {
  return new Response(problemBody({ code, errors }), {
    status: problems[code][0],
    headers: {
      ...answerHeaders,
      'content-type': problemType,
      ...headers,
      // RFC 6750 §3
      ...(code === 'unauthorized' ? { 'www-authenticate': 'Bearer' } : {}),
      ...(code === 'forbidden' ? { 'www-authenticate': 'Bearer error="insufficient_scope"' } : {}),
    },
  });
}

/** What no route answers. */
export function wrongAddress(
  _c: unknown,
  status: 404 | 405,
  allow: Record<string, string>,
): Response {
  return refuse(new Problem(status === 404 ? 'not-found' : 'method-not-allowed', [], allow));
}

/** What could not be read as a request, or only in part. */
export const unread: Unread = (status) => {
  const codes = {
    400: 'bad-request',
    408: 'request-timeout',
    431: 'header-too-large',
    500: 'internal-error',
  } as const;
  const body = problemBody({ code: codes[status], errors: [] });
  return { headers: { ...answerHeaders, 'content-type': problemType }, body };
};
