/** Requests of a minute, counted over all processes on one database. */
import { expect, it } from 'vitest';
import type { SharedRateLimit } from '../../bank/issuer/storage/issuer-storage.ts';
import { testClock } from '../fakes/bank/bank.ts';
import { issuerAt, testIssuer } from '../fakes/bank/issuer.ts';
import { emptyDatabase, openStorageAt } from './support/database.ts';

const limits = { each: 3, inAll: 5 };

/** By a clock that is so far behind, of a service that is a process of its own. */
async function limitOf(
  url: string,
  clock: { now(): number },
  behindMs = 0,
): Promise<SharedRateLimit> {
  const storage = await openStorageAt(url);
  return storage.rateLimit('activation', limits, () => clock.now() - behindMs);
}

async function twoServices(behindMs = 0) {
  const url = await emptyDatabase();
  const clock = testClock();
  return { clock, first: await limitOf(url, clock), second: await limitOf(url, clock, behindMs) };
}

/** How many of so many were let through. */
async function passed(limit: SharedRateLimit, subject: string, count: number): Promise<number> {
  const waits = await Promise.all(Array.from({ length: count }, async () => limit(subject)));
  return waits.filter((wait) => wait === null).length;
}

it('two services let through together what one address may ask, and tell it how long to wait', async () => {
  const { first, second } = await twoServices();
  const counts = await Promise.all([passed(first, 'a', 10), passed(second, 'a', 10)]);
  expect(counts[0] + counts[1]).toBe(3);
  // In the middle of a minute.
  expect(await first('a')).toBe(30);
  expect(await second('a')).toBe(30);
  expect(await second('b')).toBeNull();
});

it('two services let through together what all may ask', async () => {
  const { first, second } = await twoServices();
  expect((await passed(first, 'a', 3)) + (await passed(second, 'b', 1))).toBe(4);
  expect((await passed(first, 'c', 3)) + (await passed(second, 'd', 3))).toBe(1);
  expect(await first('e')).toBe(30);
});

it('who asks too much takes nothing from the others', async () => {
  const { first, second } = await twoServices();
  expect(await passed(first, 'a', 100)).toBe(3);
  expect(await passed(second, 'b', 2)).toBe(2);
});

it('when the minute is over they pass again', async () => {
  const { clock, first, second } = await twoServices();
  expect(await passed(first, 'a', 4)).toBe(3);
  clock.moveBy(29_000);
  expect(await second('a')).toBe(1);
  clock.moveBy(1000);
  expect(await passed(second, 'a', 4)).toBe(3);
  expect(await passed(first, 'b', 4)).toBe(2);
});

it('a service whose clock is seconds behind counts on in the minute that has begun', async () => {
  const { clock, first, second } = await twoServices(5000);
  clock.moveBy(31_000);
  expect(await passed(first, 'a', 2)).toBe(2);
  expect(await passed(second, 'a', 2)).toBe(1);
  expect(await first('a')).toBe(59);
  expect(await second('a')).toBe(4);
  expect(await passed(first, 'b', 4)).toBe(2);
});

it('what one kind of request uses up is not another kind’s', async () => {
  const storage = await openStorageAt(await emptyDatabase());
  const { now } = testClock();
  const [time, status] = ['time', 'status'].map((kind) => storage.rateLimit(kind, limits, now));
  expect(await passed(time ?? (() => 0), 'a', 5)).toBe(3);
  expect(await passed(status ?? (() => 0), 'a', 5)).toBe(3);
});

it('an app is told so by whichever service it comes to, with what to wait', async () => {
  const options = { databaseUrl: await emptyDatabase(), limits: { timesPerAddress: 2 } };
  const first = await testIssuer(options);
  const second = await testIssuer({
    ...options,
    dataDir: first.options.dataDir,
    clock: first.clock,
  });
  const ask = async ({ url }: typeof first) => {
    const { issuerUrl } = await issuerAt(url, first.options.dataDir).entryOf('akagi');
    return fetch(`${issuerUrl}/time?nonce=AAAAAAAAAAAAAAAAAAAAAA`);
  };
  expect((await ask(first)).status).toBe(200);
  expect((await ask(second)).status).toBe(200);
  const refused = await ask(first);
  expect(refused.status).toBe(429);
  expect(refused.headers.get('retry-after')).toBe('30');
});
