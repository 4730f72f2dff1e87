/** How the benchmark's browsers, apps and institutions ask. */
import { randomUUID } from 'node:crypto';
import { Agent, request } from 'node:http';
import { SignJWT, importJWK } from 'jose';
import type { JWK } from 'jose';

export type Reply = { status: number; body: string; cookie: string; location: string };
/** Keeps its connections: they are not what is measured. */
export const agent = new Agent({ keepAlive: true });

type Options = {
  body?: string;
  type?: string;
  cookie?: string;
  headers?: Record<string, string>;
};

export async function call(url: string, options: Options = {}): Promise<Reply> {
  try {
    return await ask(url, options);
  } catch (error) {
    // A connection that the server was just closing: it has read nothing of the request.
    if (error instanceof Error && 'code' in error && error.code === 'ECONNRESET') {
      return ask(url, options);
    }
    throw error;
  }
}

function ask(url: string, options: Options): Promise<Reply> {
  const { body, type = 'application/x-www-form-urlencoded', cookie = '' } = options;
  const headers = {
    cookie,
    origin: new URL(url).origin,
    'content-type': type,
    'content-length': Buffer.byteLength(body ?? ''),
    ...options.headers,
  };
  return new Promise((resolve, reject) => {
    const sent = request(
      url,
      { agent, method: body === undefined ? 'GET' : 'POST', headers },
      (reply) => {
        let text = '';
        reply.setEncoding('utf8');
        reply.on('data', (chunk: string) => (text += chunk));
        reply.on('end', () => {
          const set = reply.headers['set-cookie']?.[0]?.split(';')[0] ?? cookie;
          const { location = '' } = reply.headers;
          resolve({ status: reply.statusCode ?? 0, body: text, cookie: set, location });
        });
      },
    );
    sent.on('error', reject);
    sent.end(body);
  });
}

export function expectStatus(reply: Reply, status: number): void {
  if (reply.status !== status) throw new Error(`answered ${reply.status}, not ${status}`);
}

export const csrfOf = ({ body }: Reply) => /name="csrf" value="([^"]+)"/.exec(body)?.[1] ?? '';

export type Client = JWK & { clientId: string };

/** Shorter than an access token lives. */
const renewMs = 4 * 60_000;

/** How an institution's system asks for a deed: by an access token that it keeps, with a key of its own for each. */
export function clientOf(backOfficeUrl: string, key: Client) {
  let kept = { token: Promise.resolve(''), until: 0 };

  async function exchange(): Promise<string> {
    const assertion = await new SignJWT()
      .setProtectedHeader({ alg: 'ES256', kid: key.kid ?? '' })
      .setIssuer(key.clientId)
      .setSubject(key.clientId)
      .setAudience(backOfficeUrl)
      .setExpirationTime('1 minute')
      .setJti(randomUUID())
      .sign(await importJWK(key, 'ES256'));
    const form = new URLSearchParams({
      grant_type: 'client_credentials',
      client_assertion_type: 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer',
      client_assertion: assertion,
    });
    const reply = await call(`${backOfficeUrl}/token`, { body: form.toString() });
    expectStatus(reply, 200);
    return (JSON.parse(reply.body) as { access_token: string }).access_token;
  }

  function token(): Promise<string> {
    if (Date.now() >= kept.until) kept = { token: exchange(), until: Date.now() + renewMs };
    return kept.token;
  }

  return {
    async post(path: string, body: object): Promise<unknown> {
      const reply = await call(`${backOfficeUrl}/v1${path}`, {
        body: JSON.stringify(body),
        type: 'application/json',
        headers: {
          authorization: `Bearer ${await token()}`,
          'idempotency-key': `"${randomUUID()}"`,
          'audit-source': '192.0.2.1',
        },
      });
      expectStatus(reply, 200);
      return JSON.parse(reply.body);
    },
  };
}
