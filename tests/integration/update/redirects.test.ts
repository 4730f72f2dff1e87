/** The server that the directory names may send on to one that has the file: a few times, and nowhere but by TLS. */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, onTestFinished, test } from 'vitest';
import { followRedirects } from '../../../electron/adapters/update/follow-redirects.ts';
import { breakOffAfter, newBytes, updateScene, wholeOrRest } from '../../fakes/app/update-scene.ts';

/** A network of copies: another server, which has the file. */
async function copies() {
  const ranges: (string | undefined)[] = [];
  const server = createServer((request, response) => {
    ranges.push(request.headers.range);
    wholeOrRest(request, response);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => {
    server.closeAllConnections();
    return new Promise<void>((resolve) => server.close(() => resolve()));
  });
  const { port } = server.address() as AddressInfo;
  return { ranges, url: `http://127.0.0.1:${port}/copy` };
}

test.each([301, 302, 303, 307, 308])(
  'sent on with %i, the file comes from there',
  async (status) => {
    const from = await updateScene();
    const { url, ranges } = await copies();
    from.lists(from.release());
    from.files.answers((_request, response) => response.writeHead(status, { location: url }).end());
    const app = await from.start();
    await app.backgroundSync();
    expect(await app.reaches('ready')).toMatchObject({ version: '0.2.0' });
    expect(ranges).toEqual([undefined]);
  },
);

test('what broke off there is gone on with by way of the first address', async () => {
  const from = await updateScene();
  const { url, ranges } = await copies();
  from.lists(from.release());
  from.files.answers(breakOffAfter(1_500_000));
  const app = await from.start();
  await app.backgroundSync();
  await app.reaches('failed');
  from.files.answers((_request, response) => response.writeHead(302, { location: url }).end());
  await app.call('fetchUpdate');
  await app.reaches('ready');
  expect(ranges).toEqual([expect.stringMatching(/^bytes=[1-9]\d*-$/)]);
});

test('what comes from there is that file to the byte, or is not taken', async () => {
  const from = await updateScene();
  const other = await updateScene();
  from.lists(from.release());
  other.files.answers((_request, response) => response.end(Buffer.alloc(newBytes.length, 'virus')));
  const location = other.files.url;
  from.files.answers((_request, response) => response.writeHead(302, { location }).end());
  const app = await from.start();
  await app.backgroundSync();
  expect(await app.reaches('failed')).toMatchObject({ code: 'update-refused' });
  expect(from.fetched()).toEqual([]);
});

/** Answers of a release's network, by address; what was asked is kept. */
function network(answers: Record<string, Response>) {
  const asked: string[] = [];
  const fetch = (url: string, init: RequestInit) => {
    asked.push(url);
    expect(init).toMatchObject({ redirect: 'manual', credentials: 'omit' });
    return Promise.resolve(answers[url] ?? new Response(null, { status: 404 }));
  };
  const follow = (url: string) =>
    followRedirects(url, { credentials: 'omit' }, { fetch, allowLoopback: false });
  return { asked, follow };
}
const sentTo = (location: string | null) =>
  new Response(null, { status: 302, headers: location === null ? {} : { location } });
const first = 'https://vendor.example/app.exe';

test.each([
  ['another server', 'https://copies.example/app.exe', 'https://copies.example/app.exe'],
  ['another place of the same', '/new/app.exe', 'https://vendor.example/new/app.exe'],
  ['the same by its name alone', '//copies.example/a', 'https://copies.example/a'],
])('by TLS, to %s', async (_where, location, reached) => {
  const file = new Response('app');
  const { follow, asked } = network({ [first]: sentTo(location), [reached]: file });
  expect(await follow(first)).toBe(file);
  expect(asked).toEqual([first, reached]);
});

test.each([
  ['to an address without TLS', 'http://copies.example/app.exe'],
  ['to this PC', 'http://127.0.0.1/app.exe'],
  ['to a file', 'file:///etc/passwd'],
  ['to a text', 'data:text/plain,app'],
  ['to what is no address', 'https://:0:/'],
  ['without an address', null],
])('nobody is asked %s', async (_where, location) => {
  const { follow, asked } = network({ [first]: sentTo(location) });
  await expect(follow(first)).rejects.toMatchObject({ code: 'update-unreachable' });
  expect(asked).toEqual([first]);
});

test('three times is far enough', async () => {
  const place = (count: number) => `https://vendor.example/${count}`;
  const chain = (length: number) =>
    Object.fromEntries(
      Array.from({ length }, (_each, count) => [place(count), sentTo(place(count + 1))]),
    );
  const file = new Response('app');
  const three = network({ ...chain(3), [place(3)]: file });
  expect(await three.follow(place(0))).toBe(file);
  const four = network({ ...chain(4), [place(4)]: file });
  await expect(four.follow(place(0))).rejects.toMatchObject({ code: 'update-unreachable' });
  expect(four.asked).not.toContain(place(4));
  const round = network({ [first]: sentTo(first) });
  await expect(round.follow(first)).rejects.toMatchObject({ code: 'update-unreachable' });
  expect(round.asked).toHaveLength(4);
});
