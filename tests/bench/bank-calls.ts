/** How the benchmark's browsers, apps and institutions ask. */
import { Agent, request } from 'node:http';
import { createAccessToken } from '../../bank/back-office/access-token.ts';
import type { ClientKey } from '../../bank/back-office/client-key.ts';
import { newDeedKey } from '../../bank/back-office/deed-key.ts';
import { createSend } from '../../bank/back-office/send.ts';

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

/**
 * How an institution's system asks for a deed: by an access token that it keeps, with a key of its own for each. Through the
 * same connections as all others: node's own fetch would be what is measured.
 */
export function clientOf(url: string, key: ClientKey) {
  const send = createSend({ url, timeoutMs: 15_000 });
  const access = createAccessToken({ key, audience: url, send, now: Date.now });
  return {
    async post(path: string, body: object): Promise<unknown> {
      const reply = await call(`${url}/v1${path}`, {
        body: JSON.stringify(body),
        type: 'application/json',
        headers: {
          authorization: `Bearer ${await access.get()}`,
          'idempotency-key': `"${newDeedKey()}"`,
          'audit-source': '192.0.2.1',
        },
      });
      expectStatus(reply, 200);
      return JSON.parse(reply.body);
    },
  };
}
