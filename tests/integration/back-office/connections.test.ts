/** What slow and many clients may hold open. */
import { connect } from 'node:net';
import type { Socket } from 'node:net';
import { once } from 'node:events';
import { expect, it, onTestFinished } from 'vitest';
import { usualConnections } from '../../../bank/service/server/listen.ts';
import { testIssuer } from '../../fakes/bank/issuer.ts';

/** To an address that reads what is sent, at either side. */
const head = (path: string) => `POST ${path} HTTP/1.1\r\nHost: issuer.example\r\n`;
const paths = ['/akagi/activations', '/token'];
const time = 'GET /akagi/time?nonce=AAAAAAAAAAAAAAAAAAAAAA HTTP/1.1\r\nHost: issuer.example\r\n';

async function opened(url: string): Promise<Socket> {
  const { port, hostname } = new URL(url);
  const socket = connect(Number(port), hostname);
  onTestFinished(() => void socket.destroy());
  socket.on('error', () => undefined);
  await once(socket, 'connect');
  return socket;
}

/** What is answered until the other side ends, be it in the middle of what is sent: `once` rejects at an error. */
async function untilClosed(socket: Socket): Promise<string> {
  let answer = '';
  socket.on('data', (chunk: Buffer) => {
    answer += chunk.toString('latin1');
  });
  await new Promise((resolve) => socket.once('close', resolve));
  return answer;
}

it.each([
  ['a header that does not end', { headerMs: 50 }, '', '408'],
  ['a body that does not come', { requestMs: 50 }, 'Content-Length: 9\r\n\r\n{', '408'],
  ['a header that is too large', { headerBytes: 1024 }, `X: ${'x'.repeat(2000)}\r\n\r\n`, '431'],
])('%s is sent away, at both addresses', async (_what, limits, sent, status) => {
  const logged: string[] = [];
  const log = { info: () => undefined, error: (event: string) => void logged.push(event) };
  const issuer = await testIssuer({ connections: { ...usualConnections, ...limits }, log });
  for (const [index, url] of [issuer.url, issuer.backOfficeUrl].entries()) {
    const socket = await opened(url);
    socket.write(`${head(paths[index] ?? '')}${sent}`);
    expect(await untilClosed(socket)).toContain(`HTTP/1.1 ${status}`);
  }
  expect(logged).toEqual([]);
});

/** Status, headers and JSON of one whole answer. */
function read(answer: string) {
  const [above = '', body = ''] = answer.split('\r\n\r\n');
  const [line = '', ...fields] = above.toLowerCase().split('\r\n');
  return { status: line.split(' ')[1], fields, body: JSON.parse(body) as unknown };
}

type Unread = [what: string, limits: object, sent: (path: string) => string, number, code: string];

it.each<Unread>([
  ['a header that does not end', { headerMs: 50 }, head, 408, 'request-timeout'],
  [
    'a body that does not come',
    { requestMs: 50 },
    (path) => `${head(path)}Content-Length: 9\r\n\r\n{`,
    408,
    'request-timeout',
  ],
  [
    'a header that is too large',
    {},
    (path) => `${head(path)}X: ${'x'.repeat(20_000)}\r\n\r\n`,
    431,
    'header-too-large',
  ],
  ['what is no request', {}, () => 'nonsense\r\n\r\n', 400, 'bad-request'],
  [
    'a body of two lengths',
    {},
    (path) => `${head(path)}Content-Length: 1\r\nContent-Length: 2\r\n\r\n`,
    400,
    'bad-request',
  ],
  ['a request without a host', {}, () => 'GET / HTTP/1.1\r\n\r\n', 400, 'bad-request'],
  ['a host that is none', {}, () => 'GET / HTTP/1.1\r\nHost: a/b@c\r\n\r\n', 400, 'bad-request'],
])(
  '%s is told as every other problem is, at both addresses',
  async (_what, limits, sent, status, code) => {
    const issuer = await testIssuer({ connections: { ...usualConnections, ...limits } });
    for (const [index, url] of [issuer.url, issuer.backOfficeUrl].entries()) {
      const socket = await opened(url);
      socket.write(sent(paths[index] ?? ''));
      const { fields, ...said } = read(await untilClosed(socket));
      const type = `urn:desktop-token:problem:${code}`;
      expect(said).toMatchObject({ status: String(status), body: { type, status } });
      expect(fields).toContain('content-type: application/problem+json');
      expect(fields).toContain('connection: close');
      expect(fields).toContain('cache-control: no-store');
    }
  },
);

/** No chunk of a body is one whose length is this. */
const badChunk = 'Transfer-Encoding: chunked\r\n\r\nzz\r\n';

it.each([
  ['no request', 'nonsense\r\n\r\n'],
  ['a request that breaks off', `${head('/token')}${badChunk}`],
])(
  '%s behind a request whose answer is under way is no answer to that one',
  async (_what, next) => {
    const issuer = await testIssuer();
    const socket = await opened(issuer.backOfficeUrl);
    // The log-in of a client waits for the storage: the rest is read before it is answered.
    const form = 'grant_type=client_credentials';
    const type = 'Content-Type: application/x-www-form-urlencoded';
    socket.write(
      `${head('/token')}${type}\r\nContent-Length: ${form.length}\r\n\r\n${form}${next}`,
    );
    expect(await untilClosed(socket)).not.toContain('urn:desktop-token:problem:bad-request');
  },
);

it('a request that breaks off behind its answer gets no second one', async () => {
  const issuer = await testIssuer();
  const socket = await opened(issuer.backOfficeUrl);
  const answer = untilClosed(socket);
  // Nobody is known by no token: the body is not waited for.
  socket.write(`${head('/v1/contracts/1/codes')}Transfer-Encoding: chunked\r\n\r\n`);
  await once(socket, 'data');
  socket.write('zz\r\n');
  expect((await answer).match(/HTTP\/1\.1 \d+/g)).toEqual(['HTTP/1.1 401']);
});

it('who goes away in the middle of a header that is too large leaves the others served', async () => {
  const logged: string[] = [];
  const log = { info: () => undefined, error: (event: string) => void logged.push(event) };
  const issuer = await testIssuer({ log });
  for (let times = 0; times < 20; times += 1) {
    const socket = await opened(issuer.backOfficeUrl);
    socket.write(`${head('/token')}X: ${'x'.repeat(40_000)}`);
    socket.resetAndDestroy();
  }
  expect((await fetch(`${issuer.backOfficeUrl}/openapi.json`)).status).toBe(200);
  expect(logged).toEqual([]);
});

it('who comes beyond the number of connections gets none, and the others go on', async () => {
  const issuer = await testIssuer({ connections: { ...usualConnections, connections: 2 } });
  const first = await opened(issuer.url);
  await opened(issuer.url);
  expect(await untilClosed(await opened(issuer.url))).toBe('');
  first.write(`${time}Connection: close\r\n\r\n`);
  expect(await untilClosed(first)).toContain('HTTP/1.1 200');
});

it('a body beyond the protocol’s 64 KiB is refused, at both addresses', async () => {
  const issuer = await testIssuer();
  const client = await issuer.client('banking');
  const body = 'x'.repeat(70_000);
  expect((await fetch(`${issuer.url}/akagi/activations`, { method: 'POST', body })).status).toBe(
    400,
  );
  const issue = { deliveryAddress: body, activationPassword: '1234' };
  expect((await client.post('/v1/contracts/1/issues', issue)).status).toBe(413);
});
