/** Somebody who has the mail, or guesses: what it brings them, and what the customer sees of it. */
import { expect, test } from 'vitest';
import { newAttempt, readError, send } from '../../fakes/bank/app.ts';
import {
  bankCustomer,
  activationPassword as customersPassword,
} from '../../fakes/bank/customer.ts';
import { testBank } from '../../fakes/bank/bank.ts';
import { activationPassword, codeOf, finishAndOpen, scene } from '../../fakes/app/scene.ts';
import type { Network } from '../../fakes/app/scene.ts';

test('a thief who activates first is noticed: E103 with the telephone, and another 照合番号', async () => {
  const from = await scene();
  const hanako = from.customer();
  await hanako.logIn();
  const ids = await hanako.issueToken(activationPassword);
  const thief = await from.startApp({ pc: 'of the thief' });
  await thief.call('activate', { ...ids, activationPassword });
  await thief.backgroundSync();
  const app = await from.startApp();
  await app.backgroundSync();
  const reply = await app.call('activate', { ...ids, activationPassword });
  expect(reply).toMatchObject({ ok: false, code: 'already-activated' });
  const known = await app.call('checkActivationInput', { ...ids, activationPassword });
  expect(known.ok && known.value.institution?.tel).toBe('0120-000-111');
  expect((await app.ready()).tokens).toEqual([]);

  const [stolen] = (await thief.ready()).tokens;
  expect(await hanako.checkNumber()).toBe(stolen?.introduction?.checkNumber);

  // The customer starts again, and what the thief has is worth nothing.
  const next = await hanako.issueToken(activationPassword);
  await app.call('activate', { ...next, activationPassword });
  const number = (await app.ready()).tokens[0]?.introduction?.checkNumber;
  expect(await hanako.checkNumber()).toBe(number);
  expect(number).not.toBe(stolen?.introduction?.checkNumber);
  await finishAndOpen(thief);
  expect(await hanako.startUsing(await codeOf(thief))).not.toBe('BOK002');
  await finishAndOpen(app);
  expect(await hanako.startUsing(await codeOf(app))).toBe('BOK002');
});

test('a thief between the app and its confirmation: the customer’s numbers differ', async () => {
  const from = await scene();
  const hanako = from.customer();
  await hanako.logIn();
  const ids = await hanako.issueToken(activationPassword);
  const app = await from.startApp({
    network: (http) => (request) =>
      request.url.endsWith('/confirmation') ? new Promise(() => {}) : http(request),
  });
  await app.call('activate', { ...ids, activationPassword });
  const thief = await from.startApp({ pc: 'of the thief' });
  await thief.call('activate', { ...ids, activationPassword });
  const shown = (await app.ready()).tokens[0]?.introduction?.checkNumber;
  expect(shown).toMatch(/^\d{6}$/);
  expect(await hanako.checkNumber()).not.toBe(shown);
});

test('two homes that set up one issue at once: one token is alive, and the other’s screen is told that it is not', async () => {
  const from = await scene();
  const hanako = from.customer();
  await hanako.logIn();
  const ids = await hanako.issueToken(activationPassword);
  // Neither has confirmed when the other one is set up.
  let isHeld = true;
  const open: (() => void)[] = [];
  const network: Network = (http) => async (request) => {
    if (isHeld && request.url.endsWith('/confirmation')) {
      await new Promise<void>((resolve) => open.push(resolve));
    }
    return http(request);
  };
  const homes = [await from.startApp({ network }), await from.startApp({ pc: 'other', network })];
  const replies = await Promise.all(
    homes.map((app) => app.call('activate', { ...ids, activationPassword })),
  );
  expect(replies).toMatchObject([{ ok: true }, { ok: true }]);
  isHeld = false;
  for (const go of open) go();
  const told = await Promise.all(
    homes.map(async (app) => {
      const tokenId = (await app.ready()).tokens[0]?.id ?? '';
      const reply = await app.call('checkTokenStatus', { tokenId });
      return reply.ok ? reply.value.status : reply.code;
    }),
  );
  expect(told.toSorted()).toEqual(['released', 'waiting']);
  const conditions = await Promise.all(homes.map(async (app) => (await app.ready()).tokens));
  expect(
    conditions
      .flat()
      .map(({ condition }) => condition)
      .toSorted(),
  ).toEqual(['released', 'usable']);
});

async function issued(options: Parameters<typeof testBank>[0] = {}) {
  const bank = await testBank(options);
  const customer = await bankCustomer(bank);
  await customer.logIn();
  return { bank, customer, entry: customer.entry, userId: await customer.applyForToken() };
}

const wrong = (userId: string, guess: number) => ({
  userId,
  activationPassword: String(guess).padStart(8, '0'),
});

test('a hundred guesses at once get five tries, and not one more', async () => {
  const { entry, userId, customer } = await issued();
  const attempts = await Promise.all(
    Array.from({ length: 100 }, (_, guess) => newAttempt(entry, wrong(userId, guess))),
  );
  const replies = await Promise.all(attempts.map((attempt) => send(entry, attempt)));
  const errors = await Promise.all(replies.map((reply) => readError(entry, reply)));
  const counted = errors.filter(({ code }) => code === 'wrong-credentials');
  expect(new Set(counted.map(({ triesLeft }) => triesLeft))).toEqual(new Set([1, 2, 3, 4]));
  expect(counted).toHaveLength(4);
  expect(errors.filter(({ code }) => code === 'issue-void')).toHaveLength(96);
  // Nothing else is locked: the customer issues a new token at once.
  const next = await customer.applyForToken();
  expect(next).not.toBe(userId);
  expect((await customer.setUpApp()).sub).toBe(next);
});

test('the right password among a hundred guesses at once counts only within the five', async () => {
  const { entry, userId } = await issued();
  const guesses = Array.from({ length: 100 }, (_, guess) => wrong(userId, guess));
  for (const guess of guesses.slice(0, 5)) await send(entry, await newAttempt(entry, guess));
  const right = { userId, activationPassword: customersPassword };
  const late = await send(entry, await newAttempt(entry, right));
  expect((await readError(entry, late)).code).toBe('issue-void');
});

test('an unknown user and a wrong password have the same answer, byte for byte but for what must differ', async () => {
  const { entry, userId } = await issued();
  const shape = async (who: string) => {
    const reply = await send(entry, await newAttempt(entry, wrong(who, 1)));
    const { request: _, attemptId: __, serverTime: ___, ...error } = await readError(entry, reply);
    return { status: reply.status, length: reply.body.length, error };
  };
  expect(await shape(userId)).toEqual(await shape('0000000000'));
});

/** How long the bank takes for one and the other, each time one right after the other. */
async function timed(pairs: (() => Promise<[first: number, second: number]>)[]) {
  const differences: number[] = [];
  for (const [index, pair] of pairs.entries()) {
    const [first, second] = await pair();
    // Whatever the machine does meanwhile falls on both alike; so does who comes first.
    differences.push(index % 2 === 0 ? first - second : second - first);
  }
  return differences;
}

/**
 * The sign test: how many standard deviations the pairs are from "either may be the slower one". It asks
 * for no shape of the times, so a busy machine makes it blind rather than wrong.
 */
function deviations(differences: number[]): number {
  const slower = differences.filter((difference) => difference > 0).length;
  return (2 * slower - differences.length) / Math.sqrt(differences.length);
}

async function lasting(task: () => Promise<unknown>): Promise<number> {
  const startedAt = performance.now();
  await task();
  return performance.now() - startedAt;
}

/** A chance of one in 1.7 million that two alike are called different. */
const limit = 5;

test('an unknown user and a wrong password take the same time', { timeout: 300_000 }, async () => {
  const { entry, customer } = await issued();
  const pairs: (() => Promise<[number, number]>)[] = [];
  // Four tries an issue.
  for (let issue = 0; issue < 25; issue += 1) {
    const known: { userId: Promise<string> | null } = { userId: null };
    for (let guess = 0; guess < 4; guess += 1) {
      const stranger = String(issue * 4 + guess).padStart(10, '0');
      pairs.push(async () => {
        const userId = await (known.userId ??= customer.applyForToken());
        const isKnownFirst = (issue * 4 + guess) % 2 === 0;
        const [first, second] = isKnownFirst ? [userId, stranger] : [stranger, userId];
        const attempts = [
          await newAttempt(entry, wrong(first, guess)),
          await newAttempt(entry, wrong(second, guess)),
        ] as const;
        return [
          await lasting(() => send(entry, attempts[0])),
          await lasting(() => send(entry, attempts[1])),
        ];
      });
    }
  }
  const differences = await timed(pairs);
  expect(differences).toHaveLength(100);
  expect(Math.abs(deviations(differences))).toBeLessThan(limit);
});

test(
  'the same measure tells them apart where one does the work twice',
  { timeout: 300_000 },
  async () => {
    const { entry } = await issued();
    let stranger = 0;
    const guess = async () => {
      const attempt = await newAttempt(entry, wrong(String((stranger += 1)).padStart(10, '0'), 1));
      return () => send(entry, attempt);
    };
    const pairs = Array.from({ length: 100 }, (_, index) => async (): Promise<[number, number]> => {
      const [one, two, three] = [await guess(), await guess(), await guess()];
      const once = () => lasting(one);
      const twice = () => lasting(async () => (await two(), await three()));
      return index % 2 === 0 ? [await twice(), await once()] : [await once(), await twice()];
    });
    expect(deviations(await timed(pairs))).toBeGreaterThan(limit);
  },
);

test('beyond the limit of an address everybody is told to wait, and after it is let in again', async () => {
  const { bank, entry, userId } = await issued({
    limits: { activationsPerAddress: 10, activationsInAll: 1000 },
  });
  const codes = [];
  for (let guess = 0; guess < 12; guess += 1) {
    const stranger = String(guess).padStart(10, '0');
    const error = await readError(
      entry,
      await send(entry, await newAttempt(entry, wrong(stranger, 1))),
    );
    codes.push(error.code);
  }
  expect(codes).toEqual([
    ...Array.from({ length: 10 }, () => 'wrong-credentials'),
    ...Array.from({ length: 2 }, () => 'too-many-requests'),
  ]);
  const kept = await newAttempt(entry, { userId, activationPassword: customersPassword });
  const refused = await readError(entry, await send(entry, kept));
  expect(refused.retryAfterSeconds).toBeGreaterThan(0);
  bank.clock.moveBy((refused.retryAfterSeconds ?? 0) * 1000);
  expect((await send(entry, kept)).status).toBe(200);
});
