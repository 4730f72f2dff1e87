/**
 * The client's end of a back office that asks for certificates (`--back-office-tls` of the service). Node's fetch presents
 * none, so this is Node's https, as far as send.ts needs it.
 */
import { Agent, request } from 'node:https';
import type { ClientTls } from '../service/files/tls-folder.ts';

export type TlsAnswer = { status: number; headers: Headers; body: AsyncIterable<Uint8Array> };

/** As fetch asks; `signal` ends it with its own reason. */
export type TlsFetch = (url: string, init: RequestInit) => Promise<TlsAnswer>;

/** `read` is asked for each request: a certificate that was renewed counts from then on. */
export function createTlsFetch(read: () => ClientTls): TlsFetch {
  const agent = new Agent({ keepAlive: true });
  return async (url, { signal, ...init }) => {
    const asking = new Request(url, init);
    const body = Buffer.from(await asking.arrayBuffer());
    const { method } = asking;
    const headers = Object.fromEntries(asking.headers);
    return new Promise((resolve, reject) => {
      const asked = request(
        url,
        { ...read(), agent, method, headers, ...(signal ? { signal } : {}) },
        (response) => {
          const { statusCode: status = 0, headersDistinct } = response;
          const pairs = Object.entries(headersDistinct).flatMap(([name, values = []]) =>
            values.map((value): [string, string] => [name, value]),
          );
          resolve({ status, headers: new Headers(pairs), body: response });
        },
      );
      asked.once('error', (error) => reject(signal?.aborted ? asError(signal.reason) : error));
      asked.end(body);
    });
  };
}

const asError = (reason: unknown) => (reason instanceof Error ? reason : new Error('ended'));
