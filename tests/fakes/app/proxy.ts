/** A proxy as companies and security software have them: it tunnels, asks for a password, or opens TLS and reads along. */
import { createServer, request as httpRequest } from 'node:http';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { request as httpsRequest } from 'node:https';
import { connect } from 'node:net';
import type { AddressInfo, Socket } from 'node:net';
import { createServer as createTlsServer } from 'node:https';
import type { Certificate } from './test-ca.ts';

export type ProxyKind = 'tunnel' | 'inspect';
export type Proxy = Awaited<ReturnType<typeof startProxy>>;

/** Whatever host is asked for, `upstream` is what it leads to. */
export async function startProxy(options: {
  kind: ProxyKind;
  upstream: string;
  inspectWith: Certificate;
}) {
  const asked: string[] = [];
  const seen: Buffer[] = [];
  const sockets = new Set<Socket>();
  let wantsPassword = false;
  const upstream = new URL(options.upstream);

  /** Reads a request in the clear, passes it on, and reads the answer. */
  async function passOn(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const body = Buffer.concat(chunks);
    seen.push(
      Buffer.from(`${request.method} ${request.url} ${JSON.stringify(request.headers)}\n`),
      body,
    );
    const send = upstream.protocol === 'https:' ? httpsRequest : httpRequest;
    const onward = send(
      new URL(request.url ?? '/', upstream),
      { method: request.method, headers: request.headers, rejectUnauthorized: false },
      (answer) => {
        response.writeHead(answer.statusCode ?? 502, answer.headers);
        answer.on('data', (chunk: Buffer) => seen.push(chunk));
        answer.pipe(response);
      },
    );
    onward.end(body);
  }

  const opened = createTlsServer(options.inspectWith, (request, response) => {
    passOn(request, response).catch(() => response.destroy());
  });
  const server = createServer((request, response) => {
    asked.push(`${request.method} ${request.url}`);
    if (request.url === '/proxy.pac') {
      response.setHeader('content-type', 'application/x-ns-proxy-autoconfig');
      response.end(`function FindProxyForURL() { return 'PROXY 127.0.0.1:${port}'; }`);
      return;
    }
    response.writeHead(502).end();
  });
  const onTcp = (socket: Socket) => {
    sockets.add(socket);
    socket.on('error', () => socket.destroy());
    socket.once('close', () => sockets.delete(socket));
  };
  server.on('connection', onTcp);
  server.on('connect', (request: IncomingMessage, client: Socket) => {
    asked.push(`CONNECT ${request.url}`);
    if (wantsPassword) {
      client.end(
        'HTTP/1.1 407 Proxy Authentication Required\r\n' +
          'Proxy-Authenticate: Basic realm="office"\r\nContent-Length: 0\r\n\r\n',
      );
      return;
    }
    client.write('HTTP/1.1 200 Connection Established\r\n\r\n');
    if (options.kind === 'inspect') {
      opened.emit('connection', client);
      return;
    }
    const onward = connect(Number(upstream.port), upstream.hostname);
    onTcp(onward);
    client.pipe(onward).pipe(client);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;

  return {
    url: `http://127.0.0.1:${port}`,
    pacUrl: `http://127.0.0.1:${port}/proxy.pac`,
    asked,
    /** All that went through in the clear, both ways. */
    seen: () => Buffer.concat(seen).toString('utf8'),
    /** From now on, also on connections that are open. */
    askForPassword(): void {
      wantsPassword = true;
      for (const socket of sockets) socket.destroy();
    },
    async close(): Promise<void> {
      for (const socket of sockets) socket.destroy();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
