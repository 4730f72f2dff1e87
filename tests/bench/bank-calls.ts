/** How the benchmark's browsers and apps ask the bank. */
import { Agent, request } from 'node:http';

export type Reply = { status: number; body: string; cookie: string; location: string };
/** Keeps its connections: they are not what is measured. */
export const agent = new Agent({ keepAlive: true });

type Options = { body?: string; type?: string; cookie?: string };

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
