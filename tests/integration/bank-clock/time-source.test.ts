/** The clock of the issuing service, held against servers that tell the time. */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, it, onTestFinished } from 'vitest';
import { watchTimeSource } from '../../../bank/issuer/watch/time-source.ts';
import { testClock } from '../../fakes/bank/bank.ts';
import { testIssuer } from '../../fakes/bank/issuer.ts';

const silent = { info: () => undefined, error: () => undefined };

/** A server whose `Date` is what a function says. */
async function timeServer(now: () => number): Promise<{ url: string; stop(): void }> {
  const server = createServer((_request, response) => {
    response.sendDate = false;
    response.setHeader('date', new Date(now()).toUTCString()).end();
  });
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  const stop = () => {
    server.closeAllConnections();
    server.close();
  };
  onTestFinished(stop);
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`, stop };
}

/** Servers that are so many milliseconds ahead of the clock. */
async function judged(ahead: readonly number[]) {
  const clock = testClock();
  const servers = await Promise.all(ahead.map((ms) => timeServer(() => clock.now() + ms)));
  const urls = servers.map(({ url }) => url);
  const source = watchTimeSource(urls, clock.now, silent);
  onTestFinished(source.stop);
  await source.look();
  return { clock, source, servers };
}

it.each<[string, number[], boolean]>([
  ['agrees', [0], false],
  ['is off by less than a date can tell', [5000], false],
  ['is behind', [60_000], true],
  ['is ahead', [-60_000], true],
  ['is off by one of three', [0, 0, 3_600_000], false],
  ['is off by two of three', [0, 60_000, 60_000], true],
  ['is off by one of two: nobody knows which', [0, 3_600_000], false],
])('a clock that %s is judged by most', async (_what, ahead, off) => {
  expect((await judged(ahead)).source.isOff()).toBe(off);
});

it('while no source answers the last answers count, and a clock that was set right is believed again', async () => {
  const { clock, source, servers } = await judged([60_000]);
  const [server] = servers;
  expect(source.aheadMs()).toBeLessThan(-59_000);
  // Moves with the servers', so that only the answers count.
  server?.stop();
  await source.look();
  expect(source.isOff()).toBe(true);
  const right = await timeServer(clock.now);
  const again = watchTimeSource([right.url], clock.now, silent);
  onTestFinished(again.stop);
  await again.look();
  expect(again.isOff()).toBe(false);
});

it('a service whose clock is off answers neither apps nor the institution, and says why', async () => {
  const clock = testClock();
  const { url } = await timeServer(() => clock.now() + 45_000);
  const issuer = await testIssuer({ clock, timeSources: [url] });
  const client = await issuer.client('banking');
  const time = `${issuer.url}/akagi/time?nonce=AAAAAAAAAAAAAAAAAAAAAA`;
  expect((await fetch(time)).status).toBe(503);
  expect((await client.get('/v1/contracts/1', { token: 'any' })).status).toBe(503);
  const ready = await fetch(`${issuer.managementUrl}/ready`);
  expect([ready.status, ((await ready.json()) as { checks: object }).checks]).toMatchObject([
    503,
    { clock: false, database: true },
  ]);
  const metrics = await (await fetch(`${issuer.managementUrl}/metrics`)).text();
  expect(metrics).toMatch(/^issuer_clock_doubted 1$/m);
  expect(Number(/^issuer_clock_ahead_seconds (\S+)$/m.exec(metrics)?.[1])).toBeLessThan(-40);
});

it('a service without a time source, and one whose sources are silent, serve', async () => {
  const { url, stop } = await timeServer(Date.now);
  stop();
  const issuer = await testIssuer({ timeSources: [url] });
  const time = `${issuer.url}/akagi/time?nonce=AAAAAAAAAAAAAAAAAAAAAA`;
  expect((await fetch(time)).status).toBe(200);
});
