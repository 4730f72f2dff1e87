/**
 * Whatever gets lost, doubled, late or killed at any step of an activation or a renewal, in the end both
 * sides have the same working token, or neither has one that stands in the customer's way.
 */
import { describe, expect, test } from 'vitest';
import { AppError } from '../../../shared/errors.ts';
import type { FakeApp } from '../../fakes/app/app.ts';
import {
  activationPassword,
  codeOf,
  enterLastMonth,
  finishAndOpen,
  hour,
  logsIn,
  scene,
  tokenInUse,
} from '../../fakes/app/scene.ts';
import type { Network, Scene } from '../../fakes/app/scene.ts';

const timesEach = 4;

/**
 * The numbers are those of docs/activation-protocol.md, "Steps". Who is killed while a message is on its
 * way has done the step before and not the one after: the app steps 1, 5 and 9, the bank 3 and 7.
 */
const steps = {
  '2 the request does not arrive': { message: 'request', arrives: false },
  '4 the answer does not arrive': { message: 'request', arrives: true },
  '6 the confirmation does not arrive': { message: 'confirmation', arrives: false },
  '8 its answer does not arrive': { message: 'confirmation', arrives: true },
} as const;
const faults = [
  'the line fails',
  'the app is killed',
  'the app is killed as the answer comes',
  'the bank is stopped',
  'the message is doubled',
  'it is sent again after a day',
  'the data folder is lost',
] as const;
type Fault = (typeof faults)[number];
type Step = (typeof steps)[keyof typeof steps];
type Cell = { step: Step; fault: Fault };

const routes = { request: /\/(activations|renewal)$/, confirmation: /\/confirmation$/ };

let pcs = 0;
const newPc = () => `pc ${(pcs += 1)}`;

/**
 * Does something in the app with one fault at one step. Returns the app as the customer has it then,
 * before anything was sent again: started anew where it was killed, on a new PC where its folder was lost.
 */
async function meet(
  from: Scene,
  pc: string,
  { step, fault }: Cell,
  act: (app: FakeApp) => Promise<unknown>,
): Promise<FakeApp> {
  let happened = () => {};
  const over = new Promise<void>((resolve) => {
    happened = resolve;
  });
  let isArmed = true;
  const network: Network = (http) => async (request) => {
    if (!isArmed || !routes[step.message].test(request.url)) return http(request);
    isArmed = false;
    if (fault === 'the message is doubled') {
      const [one, two] = await Promise.all([http(request), http(request)]);
      happened();
      return step.arrives ? two : one;
    }
    const answer = step.arrives ? await http(request) : null;
    if (fault === 'the bank is stopped') await from.stopBank();
    if (fault === 'it is sent again after a day') from.time.now += 25 * hour;
    if (isAppGone) app.close();
    happened();
    // Killed as the answer comes: it arrives at an app that can't write any more.
    if (fault === 'the app is killed as the answer comes' && answer !== null) return answer;
    if (isAppGone) return new Promise(() => {});
    throw new AppError('offline');
  };
  const isAppGone = fault.startsWith('the app is killed') || fault === 'the data folder is lost';
  const app = await from.startApp({ pc, network });
  const acted = act(app);
  await over;
  if (fault === 'the bank is stopped') await from.restartBank();
  if (fault === 'the data folder is lost') return from.startApp({ pc: newPc() });
  if (isAppGone) return from.startApp({ pc });
  await acted;
  return app;
}

/** Lets it send what is unanswered until there is nothing left to send. */
async function settled(app: FakeApp): Promise<void> {
  const done = () => app.events.filter((event) => event.endsWith('-postponed')).length;
  await expect
    .poll(async () => {
      const before = done();
      await app.backgroundSync();
      return done() - before;
    })
    .toBe(0);
}

const cells = Object.entries(steps).flatMap(([name, step]) =>
  faults.map((fault) => ({ name, step, fault })),
);
/** After it nobody is logged in at the bank's site any more. */
const endsSessions = ({ fault }: Cell) =>
  fault === 'the bank is stopped' || fault === 'it is sent again after a day';
/** The bank was told that the token is stored, and then it was lost with its folder. */
const isLostForGood = ({ step, fault }: Cell) =>
  fault === 'the data folder is lost' && step.message === 'confirmation' && step.arrives;

describe('an activation with the right password: both sides have the same token', () => {
  test.each(cells)('$name: $fault', { timeout: 240_000 }, async (cell) => {
    const from = await scene();
    const hanako = from.customer();
    await hanako.logIn();
    for (let time = 0; time < timesEach; time += 1) {
      let ids = await hanako.issueToken(activationPassword);
      const send = (app: FakeApp) => app.call('activate', { ...ids, activationPassword });
      let app = await meet(from, newPc(), cell, send);
      await settled(app);
      if (endsSessions(cell)) await hanako.logIn();
      if (isLostForGood(cell)) {
        const late = await send(app);
        if (late.ok || late.code !== 'already-activated') throw new Error('taken twice');
        ids = await hanako.issueToken(activationPassword);
        app = await from.startApp({ pc: newPc() });
      }
      if (cell.fault === 'the data folder is lost') await send(app);
      const { tokens, pending } = await app.ready();
      expect(pending).toEqual([]);
      expect(tokens).toHaveLength(1);
      expect(tokens[0]?.introduction?.checkNumber).toBe(await hanako.checkNumber());
      expect(await app.call('checkTokenStatus', { tokenId: tokens[0]?.id ?? '' })).toMatchObject({
        ok: true,
        value: { status: 'waiting' },
      });
      app.close();
    }
  });
});

describe('an activation with a wrong password: one try is counted, once', () => {
  const wrongCells = cells.filter(
    ({ step, fault }) => step.message === 'request' && fault !== 'the data folder is lost',
  );
  test.each(wrongCells)('$name: $fault', { timeout: 240_000 }, async (cell) => {
    const from = await scene();
    const hanako = from.customer();
    await hanako.logIn();
    for (let time = 0; time < timesEach; time += 1) {
      const ids = await hanako.issueToken(activationPassword);
      const app = await meet(from, newPc(), cell, (sending) =>
        sending.call('activate', { ...ids, activationPassword: '000000' }),
      );
      await settled(app);
      if (endsSessions(cell)) await hanako.logIn();
      expect((await app.ready()).tokens).toEqual([]);
      expect(await app.call('activate', { ...ids, activationPassword: '000001' })).toMatchObject({
        code: 'wrong-credentials',
        facts: { triesLeft: 3 },
      });
      expect(await app.call('activate', { ...ids, activationPassword })).toMatchObject({
        ok: true,
      });
      app.close();
    }
  });
});

describe('a renewal: at every moment the code on screen is one that the bank takes', () => {
  const keeping = cells.filter(({ fault }) => fault !== 'the data folder is lost');
  test.each(keeping)('$name: $fault', { timeout: 240_000 }, async (cell) => {
    const from = await scene();
    const { customer, app: first } = await tokenInUse(from);
    let app = first;
    for (let time = 0; time < timesEach / 2; time += 1) {
      const before = await enterLastMonth(from, app);
      app.close();
      app = await meet(from, 'first', cell, async (renewing) =>
        renewing.call('renewToken', { tokenId: (await renewing.ready()).tokens[0]?.id ?? '' }),
      );
      await finishAndOpen(app);
      // The bank may have been stopped, and then forgets who was logged in and on which lines.
      await expect.poll(() => logsIn(from, customer, app)).toBe(true);
      await settled(app);
      const { tokens, pending } = await app.ready();
      expect(pending).toEqual([]);
      expect(tokens).toMatchObject([{ condition: 'usable', renewal: null }]);
      expect(tokens[0]?.expiresAt).toBeGreaterThan(before);
      await finishAndOpen(app);
      expect(await logsIn(from, customer, app)).toBe(true);
    }
  });

  test.each(cells.filter(({ fault }) => fault === 'the data folder is lost'))(
    '$name: $fault, and a new token is in nobody’s way',
    { timeout: 240_000 },
    async (cell) => {
      const from = await scene();
      const { customer, app: first } = await tokenInUse(from);
      await enterLastMonth(from, first);
      await finishAndOpen(first);
      expect(await logsIn(from, customer, first)).toBe(true);
      first.close();
      const app = await meet(from, 'first', cell, async (renewing) =>
        renewing.call('renewToken', { tokenId: (await renewing.ready()).tokens[0]?.id ?? '' }),
      );
      expect((await app.ready()).tokens).toEqual([]);
      // She is still logged in; for whoever is not, the branch releases the old token.
      const ids = await customer.issueToken(activationPassword);
      expect(await app.call('activate', { ...ids, activationPassword })).toMatchObject({
        ok: true,
      });
      await finishAndOpen(app);
      expect(await customer.startUsing(await codeOf(app))).toBe('BOK002');
      expect(await logsIn(from, customer, app)).toBe(true);
    },
  );
});

test('sent a hundred times at once, the same bytes bring one token and one answer', async () => {
  const from = await scene();
  const hanako = from.customer();
  await hanako.logIn();
  const ids = await hanako.issueToken(activationPassword);
  const bodies = new Set<string>();
  const app = await from.startApp({
    network: (http) => async (request) => {
      if (!request.url.endsWith('/activations')) return http(request);
      const all = await Promise.all(Array.from({ length: 100 }, () => http(request)));
      for (const { body } of all) bodies.add(body);
      return all[50] ?? http(request);
    },
  });
  expect(await app.call('activate', { ...ids, activationPassword })).toMatchObject({ ok: true });
  expect(bodies.size).toBe(1);
  expect((await app.ready()).tokens[0]?.introduction?.checkNumber).toBe(await hanako.checkNumber());
});

test('a confirmation whose answer is slow is not sent a second time meanwhile', async () => {
  const from = await scene();
  const hanako = from.customer();
  await hanako.logIn();
  const ids = await hanako.issueToken(activationPassword);
  let sent = 0;
  let release = () => {};
  const released = new Promise<void>((resolve) => {
    release = resolve;
  });
  const app = await from.startApp({
    network: (http) => async (request) => {
      if (!request.url.endsWith('/confirmation')) return http(request);
      sent += 1;
      await released;
      return http(request);
    },
  });
  expect(await app.call('activate', { ...ids, activationPassword })).toMatchObject({ ok: true });
  const round = app.backgroundSync();
  await expect.poll(() => sent).toBe(1);
  // What a round has to send, it has sent when its first promises are through.
  await new Promise(setImmediate);
  release();
  await round;
  await settled(app);
  expect(sent).toBe(1);
  expect((await app.ready()).pending).toEqual([]);
});
