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
