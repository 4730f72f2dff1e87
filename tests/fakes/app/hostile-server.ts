/** A server on loopback that answers as an institution should, until a test makes it misbehave. */
import { createServer as createPlainServer } from 'node:http';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import type { SecureContextOptions } from 'node:tls';
import { messageType } from '../../../shared/protocol.ts';
import type { Issuer } from './issuer.ts';

export type Exchange = {
  request: IncomingMessage;
  response: ServerResponse;
  /** What the app sent. */
  body: string;
  /** What should be answered. */
  right: () => Promise<string>;
};
export type Misbehave = (exchange: Exchange) => unknown;
export type HostileServer = Awaited<ReturnType<typeof startHostileServer>>;

export async function startHostileServer(
  issuer: Issuer,
  options: { tls?: SecureContextOptions; host?: string } = {},
) {
  let bad: { route: string; misbehave: Misbehave } | null = null;
  const answers = new Map<string, Promise<string>>();
  const asked: string[] = [];
  const problems: unknown[] = [];

  async function answer(path: string, body: string): Promise<string> {
    const url = new URL(path, server.url);
    const [, tokenId = ''] = /\/tokens\/([0-9a-f]+)\//.exec(path) ?? [];
    if (path.endsWith('/directory.jws')) return issuer.directory(server.url);
    if (path.endsWith('/confirmation')) return issuer.confirmation(tokenId, body);
    if (url.pathname.endsWith('/time')) return issuer.time(url.searchParams.get('nonce') ?? '');
    if (path.endsWith('/status')) return status(tokenId, body);
    const known = answers.get(body) ?? activation(body);
    answers.set(body, known);
    return known;
  }

  async function activation(body: string): Promise<string> {
    const request = await issuer.open(body);
    const token = issuer.token(request, body);
    return issuer.seal(request.deviceKey, await issuer.sign(messageType.token, token));
  }

  async function status(tokenId: string, body: string): Promise<string> {
    const { nonce } = JSON.parse(body) as { nonce: string };
    const token = { tokenId, nonce, state: 'inUse', expiresAt: Date.now() + 1e10 };
    const payload = { iss: issuer.serviceId, serverTime: Date.now(), ...token };
    return issuer.sign(messageType.status, payload);
  }

  async function handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const body = Buffer.concat(chunks).toString('utf8');
    const path = request.url ?? '';
    asked.push(path);
    const right = () => answer(path, body);
    if (bad !== null && path.includes(bad.route)) {
      await bad.misbehave({ request, response, body, right });
      return;
    }
    response.setHeader('content-type', 'application/jose').end(await right());
  }

  const listener = (request: IncomingMessage, response: ServerResponse) => {
    handle(request, response).catch((problem: unknown) => {
      problems.push(problem);
      response.destroy();
    });
  };
  const { tls, host = '127.0.0.1' } = options;
  const http = tls === undefined ? createPlainServer(listener) : createTlsServer(tls, listener);
  // A client that hangs up on a bad certificate is what is wanted.
  http.on('tlsClientError', () => undefined);
  await new Promise<void>((resolve) => http.listen(0, '127.0.0.1', resolve));
  const { port } = http.address() as AddressInfo;
  const server = {
    url: `${tls === undefined ? 'http' : 'https'}://${host}:${port}`,
    asked,
    /** What went wrong in the server itself; a test that sees any has proved nothing. */
    problems,
    misbehave(route: string, how: Misbehave): void {
      bad = { route, misbehave: how };
    },
    behave(): void {
      bad = null;
    },
    async close(): Promise<void> {
      http.closeAllConnections();
      await new Promise((resolve) => http.close(resolve));
    },
  };
  return server;
}
