/** One address that is listened at. */
import { createServer as createTlsServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { serve } from '@hono/node-server';
import type { HttpBindings, ServerType } from '@hono/node-server';

export type Answerer = (request: Request, env: HttpBindings) => Response | Promise<Response>;

/** PEM. */
export type TlsFiles = {
  key: Buffer;
  cert: Buffer;
  /** Who signs the certificates of clients; whoever shows none of those gets no connection. */
  clientCa: Buffer;
};

/** `port` 0 takes any free one. Rejects if it is taken. */
export function listen(
  fetch: Answerer,
  port: number,
  hostname: string,
  tls?: TlsFiles,
): Promise<ServerType> {
  const secured = tls && {
    createServer: createTlsServer,
    serverOptions: {
      key: tls.key,
      cert: tls.cert,
      ca: tls.clientCa,
      requestCert: true,
      rejectUnauthorized: true,
      minVersion: 'TLSv1.2' as const,
    },
  };
  return new Promise((resolve, reject) => {
    const server = serve(
      { fetch: (request, env) => fetch(request, env as HttpBindings), port, hostname, ...secured },
      () => resolve(server),
    );
    server.once('error', reject);
  });
}

/** As whoever is on the same machine calls it. */
export function addressOf(server: ServerType, host: string, tls?: TlsFiles): string {
  const name = host.includes(':') ? `[${host}]` : host;
  return `${tls ? 'https' : 'http'}://${name}:${(server.address() as AddressInfo).port}`;
}
