/** What a network can do to an answer on its way: nothing is stored, nothing hangs, the next good try succeeds. */
import { brotliCompressSync, gzipSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { joseContentType, maxBodyBytes } from '../../../shared/protocol.ts';
import { hostileScene, input } from '../../fakes/app/hostile-scene.ts';
import { onScreen } from '../../fakes/app/on-screen.ts';
import type { Exchange, Misbehave } from '../../fakes/app/hostile-server.ts';

const jose = { 'content-type': joseContentType };

/** The right answer, changed on its way. */
const changed =
  (change: (answer: string) => string | Buffer, headers: Record<string, string> = {}): Misbehave =>
  async ({ response, right }) => {
    response.writeHead(200, { ...jose, ...headers }).end(change(await right()));
  };

const says =
  (status: number, headers: Record<string, string>, body: string | Buffer = ''): Misbehave =>
  ({ response }) => {
    response.writeHead(status, headers).end(body);
  };

const withStatus =
  (status: number): Misbehave =>
  async ({ response, right }) => {
    response.writeHead(status, jose).end(status === 204 || status === 304 ? '' : await right());
  };

describe('hung up or cut short', () => {
  const cases: [string, Misbehave][] = [
    ['before a word', ({ response }) => response.destroy()],
    [
      'after the headers',
      ({ response }) => {
        response.writeHead(200, jose).flushHeaders();
        response.destroy();
      },
    ],
    [
      'in the middle of the body',
      async ({ response, right }) => {
        const answer = await right();
        response.writeHead(200, { ...jose, 'content-length': answer.length });
        response.write(answer.slice(0, 200), () => response.destroy());
      },
    ],
    [
      'in the middle of a chunked body',
      async ({ response, right }) => {
        response.writeHead(200, jose);
        response.write((await right()).slice(0, 200), () => response.destroy());
      },
    ],
    ['with something that is not HTTP', ({ response }) => raw(response, 'SSH-2.0-OpenSSH_9.6\r\n')],
    [
      'with a header that never ends',
      ({ response }) => raw(response, `HTTP/1.1 200 OK\r\nx: ${'x'.repeat(40_000)}`),
    ],
    [
      'with two lengths',
      ({ response }) =>
        raw(response, 'HTTP/1.1 200 OK\r\ncontent-length: 4\r\ncontent-length: 9\r\n\r\nabcd'),
    ],
    [
      'with a length and chunks',
      ({ response }) =>
        raw(
          response,
          'HTTP/1.1 200 OK\r\ncontent-length: 4\r\ntransfer-encoding: chunked\r\n\r\nzz\r\n',
        ),
    ],
  ];
  test.each(cases)('%s', async (_name, misbehave) => {
    const { expectRefused } = await hostileScene();
    await expectRefused('offline', misbehave);
  });
});

function raw({ socket }: Exchange['response'], text: string): void {
  socket?.end(text);
}

describe('slow', () => {
  const cases: [string, Misbehave][] = [
    ['accepts and is silent', () => undefined],
    ['sends headers and no body', ({ response }) => response.writeHead(200, jose).flushHeaders()],
    ['one byte at a time', trickle],
    ['spaces without end', ({ response }) => pour(response, ' ', 50)],
  ];
  test.each(cases)('%s: given up in time', async (_name, misbehave) => {
    const { app, server } = await hostileScene({ timeoutMs: 700 });
    server.misbehave('/activations', misbehave);
    const sent = app.call('activate', input);
    expect((await app.ready()).tokens).toEqual([]);
    const reply = await sent;
    expect(reply).toMatchObject({ ok: false, code: 'offline' });
    expect(onScreen(reply)).toContain('通信エラーが発生しました。');
    server.behave();
    // A busy machine may need longer than this customer's patience for a good answer.
    await expect.poll(async () => (await app.call('activate', input)).ok).toBe(true);
    expect((await app.ready()).tokens).toHaveLength(1);
  });
});

async function trickle({ response, right }: Exchange): Promise<void> {
  const answer = await right();
  response.writeHead(200, { ...jose, 'content-length': answer.length });
  let sent = 0;
  const timer = setInterval(() => response.write(answer[sent++] ?? ''), 100);
  response.once('close', () => clearInterval(timer));
}

function pour(response: Exchange['response'], text: string, everyMs: number): void {
  response.writeHead(200, jose);
  const timer = setInterval(() => response.write(text), everyMs);
  response.once('close', () => clearInterval(timer));
}

/** A body that would go on for ever, as fast as it is taken. */
function flood({ response }: Exchange): void {
  response.writeHead(200, jose);
  const block = Buffer.alloc(65_536, 'A');
  const go = () => {
    while (!response.destroyed && response.write(block));
  };
  response.on('drain', go);
  go();
}

describe('too much', () => {
  const zeros = Buffer.alloc(64 * 1024 * 1024, '0');
  const cases: [string, Misbehave][] = [
    ['64 KiB and one byte', says(200, jose, 'A'.repeat(maxBodyBytes + 1))],
    ['10 MiB', says(200, jose, 'A'.repeat(10 * 1024 * 1024))],
    ['a body without end', flood],
    [
      '64 MiB in a gzip of 64 KiB',
      says(200, { ...jose, 'content-encoding': 'gzip' }, gzipSync(zeros)),
    ],
    [
      '64 MiB in a few bytes of brotli',
      says(200, { ...jose, 'content-encoding': 'br' }, brotliCompressSync(zeros)),
    ],
    [
      'a gzip in a gzip',
      says(200, { ...jose, 'content-encoding': 'gzip, gzip' }, gzipSync(gzipSync(zeros))),
    ],
    ['a refusal of 10 MiB', says(503, jose, 'A'.repeat(10 * 1024 * 1024))],
  ];
  test.each(cases)('%s', async (_name, misbehave) => {
    const { expectRefused } = await hostileScene();
    await expectRefused('offline', misbehave);
  });

  test('64 KiB to the byte is read, and is no answer', async () => {
    const { expectRefused } = await hostileScene();
    await expectRefused('unproven-answer', says(200, jose, 'A'.repeat(maxBodyBytes)));
  });
});

describe('broken coding', () => {
  const cases: [string, Misbehave][] = [
    ['gzip that is none', changed((answer) => answer, { 'content-encoding': 'gzip' })],
    ['bytes that are not UTF-8', says(200, jose, Buffer.from([0xff, 0xfe, 0xfa, 0xc3, 0x28]))],
    ['UTF-16', changed((answer) => Buffer.from(`\ufeff${answer}`, 'utf16le'))],
  ];
  test.each(cases)('%s', async (_name, misbehave) => {
    const { expectRefused } = await hostileScene();
    await expectRefused('offline', misbehave);
  });

  test('gzip cut short', async () => {
    const { expectRefused } = await hostileScene();
    const cutShort = changed((answer) => gzipSync(answer).subarray(0, 300), {
      'content-encoding': 'gzip',
    });
    await expectRefused('unproven-answer', cutShort);
  });

  test.each([
    ['a byte order mark in front', (answer: string) => `\ufeff${answer}`],
    ['a NUL in front', (answer: string) => `\0${answer}`],
    ['a line break behind', (answer: string) => `${answer}\r\n`],
    ['a space in the middle', (answer: string) => `${answer.slice(0, 50)} ${answer.slice(50)}`],
    ['nothing at all', () => ''],
  ])('%s', async (_name, change) => {
    const { expectRefused } = await hostileScene();
    await expectRefused('unproven-answer', changed(change));
  });
});

describe('redirects are not followed', () => {
  const stranger = 'http://127.0.0.1:1/elsewhere';
  test.each([
    [301, stranger],
    [302, stranger],
    [303, stranger],
    [307, stranger],
    [308, stranger],
    [302, '/issuer/activations?again'],
    [302, 'file:///etc/passwd'],
    [302, 'javascript:alert(1)'],
    [302, ''],
  ])('%i to %j', async (status, location) => {
    const { expectRefused, server } = await hostileScene();
    await expectRefused('offline', says(status, { location, ...jose }));
    expect(server.asked.filter((path) => path.includes('again'))).toEqual([]);
  });
});

describe('a status that is not 200 and an answer that is not signed', () => {
  test.each([
    201, 202, 204, 206, 300, 304, 400, 401, 403, 404, 405, 407, 408, 409, 410, 415, 418, 423, 426,
    429, 431, 451, 500, 501, 502, 503, 504, 511, 599,
  ])('%i', async (status) => {
    const { expectRefused } = await hostileScene();
    await expectRefused('offline', withStatus(status));
  });
});

describe('the right answer under another type', () => {
  test.each([
    'text/html',
    'application/json',
    'text/plain; charset=shift_jis',
    'application/octet-stream',
    'image/png',
    'application/jose+json',
    '',
  ])('%j', async (type) => {
    const { expectRefused } = await hostileScene();
    await expectRefused(
      'offline',
      changed((answer) => answer, { 'content-type': type }),
    );
  });

  test('a log-in page of a hotel is a fault of the network', async () => {
    const { expectRefused } = await hostileScene();
    const page = '<!doctype html><title>Wi-Fi</title><script>location="/"</script>';
    await expectRefused('offline', says(200, { 'content-type': 'text/html' }, page));
  });
});

test('a parameter behind the type makes no difference', async () => {
  const { app, server } = await hostileScene();
  const type = 'application/jose; charset=utf-8';
  server.misbehave(
    '/activations',
    changed((answer) => answer, { 'content-type': type }),
  );
  expect(await app.call('activate', input)).toMatchObject({ ok: true });
});

test('cookies are not kept and not sent', async () => {
  const { app, server } = await hostileScene();
  const cookies: (string | undefined)[] = [];
  server.misbehave('/', async ({ request, response, right }) => {
    cookies.push(request.headers.cookie);
    response.writeHead(200, { ...jose, 'set-cookie': 'who=me; Path=/' }).end(await right());
  });
  await app.call('activate', input);
  await app.backgroundSync();
  expect(cookies.length).toBeGreaterThan(3);
  expect(cookies.filter((cookie) => cookie !== undefined)).toEqual([]);
});
