/** One request of Chromium's network that hands over a redirect: Electron's `fetch` goes along with it or fails. */
import { net } from 'electron';
import type { IncomingMessage, Session } from 'electron';
import { Readable } from 'node:stream';

/** Statuses of an answer without a body (Fetch standard). */
const bodiless = new Set([204, 205, 304]);

/** As `fetch` with `redirect: 'manual'`, without cookies and cache. Of `init` headers and signal count. */
export function askChromium(session: Session, url: string, init: RequestInit): Promise<Response> {
  return new Promise((resolve, reject) => {
    const { signal } = init;
    signal?.throwIfAborted();
    const request = net.request({
      session,
      url,
      redirect: 'manual',
      credentials: 'omit',
      cache: 'no-store',
    });
    new Headers(init.headers).forEach((value, name) => request.setHeader(name, value));
    const end = (reason: unknown) => {
      request.abort();
      reject(reason instanceof Error ? reason : new Error('aborted', { cause: reason }));
    };
    signal?.addEventListener('abort', () => end(signal.reason), { once: true });
    request.on('redirect', (status, _method, location) => {
      resolve(new Response(null, { status, headers: { location } }));
      request.abort();
    });
    request.on('response', (message) => {
      try {
        resolve(responseOf(message));
      } catch (error) {
        // A status that is none.
        end(error);
      }
    });
    request.on('error', reject);
    request.end();
  });
}

function responseOf(message: IncomingMessage): Response {
  const { statusCode: status } = message;
  const headers = new Headers();
  for (const [name, value] of Object.entries(message.headers)) {
    headers.set(name, Array.isArray(value) ? value.join(', ') : value);
  }
  // Electron's message is a stream, which its types do not say.
  const stream = message as unknown as Readable;
  const body = bodiless.has(status) ? null : (Readable.toWeb(stream) as ReadableStream<Uint8Array>);
  return new Response(body, { status, headers });
}
