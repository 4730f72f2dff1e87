/** The description of the back office in OpenAPI 3.1, made of the very operations that are served. */
import * as z from 'zod';
import type { Deed, Operation } from './operation.ts';
import { operations } from './operations.ts';
import { problemType, problems } from './problem.ts';
import type { ProblemCode } from './problem.ts';
import { Reference } from './schemas.ts';

const ofEvery: readonly ProblemCode[] = [
  'bad-request',
  'unauthorized',
  'forbidden',
  'request-timeout',
  'header-too-large',
  'internal-error',
  'unavailable',
];
const ofBody: readonly ProblemCode[] = ['body-too-large', 'unsupported-media-type'];

const jsonOf = (schema: z.ZodType, io: 'input' | 'output') => {
  const { $schema: _draft, ...description } = z.toJSONSchema(schema, { io });
  return description;
};

export function describeBackOffice(): object {
  const paths: Record<string, Record<string, object>> = {
    '/token': { post: tokenEndpoint },
  };
  for (const operation of operations) {
    const path = `/v1${operation.path.replace(/:(\w+)/, '{$1}')}`;
    const method = operation.kind === 'deed' ? 'post' : operation.method;
    paths[path] = { ...paths[path], [method]: describe(operation) };
  }
  return {
    openapi: '3.1.0',
    info: {
      title: 'Back office of the issuing service',
      version: '1',
      description:
        "For the institution's own systems, never on the apps' address. Instants are epoch milliseconds. No answer and no " +
        'log has a secret, a code or a password in it. Audit-Source says for the audit log who stands behind the client: ' +
        "the customer's address, or the clerk.",
    },
    paths,
    components: {
      securitySchemes: {
        client: {
          type: 'oauth2',
          description:
            'private_key_jwt: an assertion of five minutes at most, taken once (RFC 7523).',
          flows: { clientCredentials: { tokenUrl: '/token', scopes: scopeTexts } },
        },
      },
      schemas: { Problem: problemSchema },
      responses: Object.fromEntries(
        Object.entries(problems).map(([code, [, title]]) => [
          code,
          {
            description: title,
            content: { [problemType]: { schema: { $ref: '#/components/schemas/Problem' } } },
          },
        ]),
      ),
    },
  };
}

const scopeTexts = {
  banking: 'issues, codes and the start of use: what customers do themselves',
  staff: 'look up, list, void, resynchronise, release and unlock: what a branch decides',
  seeds: 'export seeds for another system, and import those of one',
  audit: 'read the audit log',
};

const problemSchema = {
  type: 'object',
  description: 'RFC 9457. `type` is urn:desktop-token:problem: and the name of the response.',
  required: ['type', 'title', 'status'],
  properties: {
    type: { type: 'string' },
    title: { type: 'string' },
    status: { type: 'integer' },
    errors: {
      type: 'array',
      items: {
        type: 'object',
        required: ['detail'],
        properties: {
          pointer: { type: 'string', description: 'RFC 6901, in the body or the query' },
          parameter: { type: 'string' },
          detail: { type: 'string' },
        },
      },
    },
  },
};

const tokenEndpoint = {
  operationId: 'takeToken',
  summary:
    'Exchange an assertion for an access token of five minutes (RFC 6749 §4.4, RFC 7523 §2.2).',
  security: [],
  requestBody: {
    required: true,
    content: {
      'application/x-www-form-urlencoded': {
        schema: {
          type: 'object',
          required: ['grant_type', 'client_assertion_type', 'client_assertion'],
          properties: {
            grant_type: { const: 'client_credentials' },
            client_assertion_type: {
              const: 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer',
            },
            client_assertion: {
              type: 'string',
              description:
                'A JWT by ES256, ES384, PS256 or EdDSA with iss and sub (the client), aud (the address of the back ' +
                'office, alone), exp (five minutes at most) and jti; kid names the key.',
            },
            client_id: { type: 'string' },
          },
        },
      },
    },
  },
  responses: {
    200: { description: 'access_token, token_type, expires_in, scope' },
    400: {
      description:
        'error: invalid_request, with error_description, or unsupported_grant_type (RFC 6749 §5.2); problem details where it ' +
        'could not be read as a request',
    },
    401: { description: 'error: invalid_client' },
    408: { $ref: '#/components/responses/request-timeout' },
    429: { $ref: '#/components/responses/too-many-requests' },
    431: { $ref: '#/components/responses/header-too-large' },
  },
};

function describe(operation: Operation): object {
  const isDeed = operation.kind === 'deed';
  const sent = isDeed || operation.method === 'post';
  const codes = [
    ...ofEvery,
    ...(sent ? ofBody : []),
    ...(isDeed ? (['idempotency-key-reused'] as const) : []),
    ...operation.problems,
  ];
  const answer = isDeed ? { type: 'application/json', schema: operation.answer } : operation.answer;
  const parameters = [
    ...(operation.path.includes(':reference') ? [pathParameter] : []),
    ...(isDeed ? [keyParameter] : []),
    sourceParameter,
    ...(sent ? [] : queryParameters(operation.input)),
  ];
  return {
    operationId: operation.id,
    summary: operation.summary,
    security: operation.scopes.map((scope) => ({ client: [scope] })),
    parameters,
    ...(sent ? { requestBody: bodyOf(isDeed ? operation : { body: operation.input }) } : {}),
    responses: {
      200: {
        description: 'Done.',
        content: { [answer.type]: { schema: jsonOf(answer.schema, 'output') } },
      },
      ...responsesOf(codes),
    },
  };
}

/** A status that two problems have names both. */
function responsesOf(codes: readonly ProblemCode[]): Record<string, object> {
  const statuses = [...new Set(codes.map((code) => problems[code][0]))].toSorted((a, b) => a - b);
  return Object.fromEntries(
    statuses.map((status) => {
      const [code, ...others] = codes.filter((each) => problems[each][0] === status);
      if (others.length > 0) throw new Error(`two problems with ${status}`);
      return [status, { $ref: `#/components/responses/${code}` }];
    }),
  );
}

function bodyOf({ body }: Pick<Deed, 'body'>): object {
  const required = !body.safeParse({}).success;
  return { required, content: { 'application/json': { schema: jsonOf(body, 'input') } } };
}

const pathParameter = {
  name: 'reference',
  in: 'path',
  required: true,
  schema: jsonOf(Reference, 'input'),
};

const keyParameter = {
  name: 'Idempotency-Key',
  in: 'header',
  required: true,
  description:
    'A string that names this request: it gets the answer that it got before, for 72 hours; one that was wrong in itself (400), and a refused import of seeds, leaves it free. With another request it is refused. UUIDs of version 7 (RFC 9562) cost the service the least.',
  schema: { type: 'string', pattern: '^"[\\w.~:-]{1,128}"$' },
};

const sourceParameter = {
  name: 'Audit-Source',
  in: 'header',
  required: false,
  description:
    'Who stands behind the client: 1 to 60 letters, digits, spaces and . : _ @ -, no spaces alone, in percent-encoded UTF-8 where it is not ASCII.',
  schema: { type: 'string', pattern: '^([\\w .:@-]|%[0-9A-Fa-f]{2})+$' },
};

function queryParameters(input: z.ZodType): object[] {
  const { properties = {}, required = [] } = jsonOf(input, 'input') as {
    properties?: Record<string, object>;
    required?: string[];
  };
  return Object.entries(properties).map(([name, schema]) => ({
    name,
    in: 'query',
    required: required.includes(name),
    schema,
  }));
}
