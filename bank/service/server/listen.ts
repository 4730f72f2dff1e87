/** One address that is listened at. */
import { X509Certificate } from 'node:crypto';
import { createServer } from 'node:http';
import type { RequestListener } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { createSecureContext } from 'node:tls';
import { RequestError, getRequestListener } from '@hono/node-server';
import type { HttpBindings, ServerType } from '@hono/node-server';
import { answerUnread, unreadResponse } from './unread.ts';
import type { Unread } from './unread.ts';

export type Answerer = (request: Request, env: HttpBindings) => Response | Promise<Response>;

/** PEM. */
export type TlsFiles = {
  key: Buffer;
  cert: Buffer;
  /** Who signs the certificates of clients; whoever shows none of those gets no connection. */
  clientCa: Buffer;
};

/** What slow, idle and too many clients may hold open; a body's limit is the protocol's (`maxBodyBytes`). */
export type ConnectionLimits = {
  /** At once; whoever comes then gets none. */
  connections: number;
  headerMs: number;
  /** Of the whole request, its header included. */
  requestMs: number;
  headerBytes: number;
};

export const usualConnections: ConnectionLimits = {
  connections: 10_000,
  headerMs: 10_000,
  requestMs: 30_000,
  headerBytes: 16_384,
};

/** Longer than proxies keep a connection that nobody uses: one that is closed while they write on it is an error to a customer. */
const idleMs = 75_000;

/**
 * `port` 0 takes any free one. Rejects if it is taken. Without limits those of Node; without `unread` Node answers what it
 * can't read, with a status alone.
 */
export function listen(
  fetch: Answerer,
  port: number,
  hostname: string,
  tls?: TlsFiles,
  limits?: ConnectionLimits,
  unread?: Unread,
): Promise<ServerType> {
  const limited = limits && {
    headersTimeout: Math.min(limits.headerMs, limits.requestMs),
    requestTimeout: limits.requestMs,
    connectionsCheckingInterval: Math.min(1000, limits.headerMs),
    maxHeaderSize: limits.headerBytes,
    keepAliveTimeout: idleMs,
  };
  const options = {
    ...limited,
    // Node's own answer to a request without one could not be another.
    ...(unread && { requireHostHeader: false }),
  };
  const errorHandler =
    unread &&
    ((error: unknown) => unreadResponse(unread, error instanceof RequestError ? 400 : 500));
  const answer = getRequestListener(
    (request, env) => {
      const known = env as HttpBindings;
      // RFC 9112 §3.2
      const { httpVersion, headers } = known.incoming;
      const isNameless = httpVersion !== '1.0' && headers.host === undefined;
      return unread && isNameless ? unreadResponse(unread, 400) : fetch(request, known);
    },
    { hostname, ...(errorHandler && { errorHandler }) },
  );
  const secured = tls && {
    ...options,
    ...identityOf(tls),
    requestCert: true,
    rejectUnauthorized: true,
  };
  const listener: RequestListener = (incoming, outgoing) => void answer(incoming, outgoing);
  const server = secured ? createTlsServer(secured, listener) : createServer(options, listener);
  if (unread) answerUnread(server, unread);
  if (limits) server.maxConnections = limits.connections;
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, hostname, () => resolve(server));
  });
}

/** Throws where they are no certificates, or not those of the key. */
function identityOf({ key, cert, clientCa: ca }: TlsFiles) {
  const identity = { key, cert, ca, minVersion: 'TLSv1.2' as const };
  createSecureContext(identity);
  // Of what is none Node takes nothing, and nobody would get a connection.
  void new X509Certificate(ca);
  return identity;
}

/** For the connections that come from now on. Throws where they can't be used; then those of before stay. */
export function renewTls(server: ServerType, tls: TlsFiles): void {
  if ('setSecureContext' in server) server.setSecureContext(identityOf(tls));
}

/** As whoever is on the same machine calls it. */
export function addressOf(server: ServerType, host: string, tls?: TlsFiles): string {
  const name = host.includes(':') ? `[${host}]` : host;
  return `${tls ? 'https' : 'http'}://${name}:${(server.address() as AddressInfo).port}`;
}
