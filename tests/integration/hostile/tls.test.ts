/** TLS that is not as it must be is refused; behind TLS that is, everything works. */
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import type { AddressInfo, Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as tls from 'node:tls';
import type { SecureContextOptions } from 'node:tls';
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import { openHttp } from '../../../electron/adapters/institution/http.ts';
import { AppError } from '../../../shared/errors.ts';
import { startApp } from '../../fakes/app/app.ts';
import { temporaryFolder } from '../../fakes/folder.ts';
import { input } from '../../fakes/app/hostile-scene.ts';
import { startHostileServer } from '../../fakes/app/hostile-server.ts';
import { createIssuer, publicHalf } from '../../fakes/app/issuer.ts';
import { fakeSafeStorage } from '../../fakes/app/key-store.ts';
import { createTestCa } from '../../fakes/app/test-ca.ts';
import type { TestCa } from '../../fakes/app/test-ca.ts';

const day = 24 * 60 * 60 * 1000;
const folder = mkdtempSync(join(tmpdir(), 'desktop-token-ca-'));
let ca: TestCa;

beforeAll(() => {
  ca = createTestCa(folder);
  tls.setDefaultCACertificates([...tls.getCACertificates('default'), ca.certificate]);
});
afterAll(() => rmSync(folder, { recursive: true }));

const http = openHttp({ fetch, allowLoopback: false, timeoutMs: 10_000 });

async function codeOf(url: string): Promise<string> {
  try {
    return String((await http({ url, method: 'GET' })).status);
  } catch (error) {
    return error instanceof AppError ? error.code : String(error);
  }
}

async function serverWith(options: SecureContextOptions, host?: string) {
  const server = await startHostileServer(await createIssuer(), {
    tls: options,
    ...(host === undefined ? {} : { host }),
  });
  onTestFinished(server.close);
  return server;
}

describe('refused, with nothing sent', () => {
  const cases: [string, () => SecureContextOptions, string?][] = [
    ['a certificate by itself', () => ca.issue({ by: 'itself' })],
    ['an unknown CA', () => ca.issue({ by: 'unknown' })],
    ['expired', () => ca.issue({ from: Date.now() - 60 * day, until: Date.now() - day })],
    ['not valid yet', () => ca.issue({ from: Date.now() + day, until: Date.now() + 60 * day })],
    ['for another host', () => ca.issue({ names: 'DNS:other.example' })],
    ['for another address', () => ca.issue({ names: 'IP:127.0.0.2' })],
    ['for a name where an address is asked for', () => ca.issue({ names: 'DNS:127.0.0.1' })],
    ['for every host of a top-level domain', () => ca.issue({ names: 'DNS:*' }), 'localhost'],
    [
      'TLS 1.0',
      () => ({
        ...ca.issue(),
        minVersion: 'TLSv1',
        maxVersion: 'TLSv1',
        ciphers: 'ALL@SECLEVEL=0',
      }),
    ],
    [
      'TLS 1.1',
      () => ({
        ...ca.issue(),
        minVersion: 'TLSv1.1',
        maxVersion: 'TLSv1.1',
        ciphers: 'ALL@SECLEVEL=0',
      }),
    ],
  ];
  test.each(cases)('%s', async (_name, options, host) => {
    const server = await serverWith(options(), host);
    expect(await codeOf(`${server.url}/directory.jws`)).toBe('connection-unsafe');
    expect(server.asked).toEqual([]);
  });

  test('plain HTTP behind https:', async () => {
    const server = createServer((socket) => {
      socket.on('error', () => undefined);
      socket.once('data', () => socket.end('HTTP/1.1 200 OK\r\n\r\nhello'));
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    onTestFinished(() => void server.close());
    const { port } = server.address() as AddressInfo;
    expect(await codeOf(`https://127.0.0.1:${port}/`)).toBe('connection-unsafe');
  });
});

test('a server that is silent in the middle of the handshake is given up in time', async () => {
  const sockets: Socket[] = [];
  const server = createServer((socket) => {
    sockets.push(socket);
    socket.on('error', () => undefined);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => {
    sockets.forEach((socket) => socket.destroy());
    server.close();
  });
  const hurried = openHttp({ fetch, allowLoopback: false, timeoutMs: 500 });
  const url = `https://127.0.0.1:${(server.address() as AddressInfo).port}/`;
  await expect(hurried({ url, method: 'GET' })).rejects.toMatchObject({ code: 'offline' });
});

test.each([
  'http://127.0.0.1:1/',
  'http://bank.example/',
  'http://localhost.bank.example/',
  'ftp://127.0.0.1/',
  'file:///etc/passwd',
])('a release asks nothing of %s', async (url) => {
  expect(await codeOf(url)).toBe('offline');
});

test('behind a good certificate a token is activated, and a change of certificate makes no difference', async () => {
  const issuer = await createIssuer();
  const server = await startHostileServer(issuer, { tls: ca.issue() });
  onTestFinished(server.close);
  const app = await startApp({
    folder: temporaryFolder(),
    safeStorage: fakeSafeStorage({ api: 'sync' }).safeStorage,
    roots: [publicHalf(issuer.keys.root)],
    directoryUrl: `${server.url}/directory.jws`,
    now: () => Date.now(),
  });
  onTestFinished(() => app.close());
  await app.backgroundSync();
  expect(await app.call('activate', input)).toMatchObject({ ok: true });
  expect((await app.ready()).tokens).toHaveLength(1);
});
