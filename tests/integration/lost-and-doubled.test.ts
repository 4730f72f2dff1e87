/**
 * Whatever gets lost, doubled, late or killed at any step of an activation, in the end both sides have
 * the same working token, or neither has one that stands in the customer's way.
 */
import { describe, expect, test } from 'vitest';
import { AppError } from '../../shared/errors.ts';
import type { FakeApp } from '../fakes/app.ts';
import { activationPassword, hour, scene } from '../fakes/scene.ts';
import type { Network, Scene } from '../fakes/scene.ts';

const timesEach = 3;

/** The numbers are those of docs/activation-protocol.md, "Steps". */
const steps = {
  '2 the request does not arrive': { route: '/activations', arrives: false },
  '4 the answer does not arrive': { route: '/activations', arrives: true },
  '6 the confirmation does not arrive': { route: '/confirmation', arrives: false },
  '8 its answer does not arrive': { route: '/confirmation', arrives: true },
};
const faults = [
  'the line fails',
  'the app is killed',
  'the bank is stopped',
  'the message is doubled',
  'it is sent again after a day',
  'the data folder is lost',
] as const;
type Fault = (typeof faults)[number];
type Step = (typeof steps)[keyof typeof steps];

type Ids = { serviceId: string; userId: string };
let pcs = 0;

/** Activates with one fault at one step, then does what a customer and her PC would do next. */
async function activateThrough(
  from: Scene,
  ids: Ids,
  password: string,
  { step, fault }: { step: Step; fault: Fault },
): Promise<FakeApp> {
  let pc = `pc ${(pcs += 1)}`;
  let happened = () => {};
  const over = new Promise<void>((resolve) => {
    happened = resolve;
  });
  let isArmed = true;
  const network: Network = (http) => async (request) => {
    if (!isArmed || !request.url.endsWith(step.route)) return http(request);
    isArmed = false;
    if (fault === 'the message is doubled') {
      const [one, two] = await Promise.all([http(request), http(request)]);
      happened();
      return step.arrives ? two : one;
    }
    if (step.arrives) await http(request);
    if (fault === 'the bank is stopped') await from.stopBank();
    if (fault === 'it is sent again after a day') from.time.now += 25 * hour;
    const isAppGone = fault === 'the app is killed' || fault === 'the data folder is lost';
    if (isAppGone) app.close();
    happened();
    if (isAppGone) return new Promise(() => {});
    throw new AppError('offline');
  };
  const app = await from.startApp({ pc, network });
  const sent = app.call('activate', { ...ids, activationPassword: password });
  await over;
  if (fault === 'the bank is stopped') await from.restartBank();
  if (fault === 'the app is killed') {
    const again = await from.startApp({ pc });
    await again.catchUp();
    return again;
  }
  if (fault === 'the data folder is lost') {
    pc = `pc ${(pcs += 1)}`;
    const other = await from.startApp({ pc });
    await other.call('activate', { ...ids, activationPassword: password });
    return other;
  }
  await sent;
  await expect
    .poll(async () => {
      await app.catchUp();
      const { pending } = await app.ready();
      return pending.every(({ code }) => code !== 'offline');
    })
    .toBe(true);
  return app;
}

const cells = Object.entries(steps).flatMap(([name, step]) =>
  faults.map((fault) => ({ name, step, fault })),
);

describe('with the right password both sides have the same token', () => {
  test.each(cells)('$name: $fault', async ({ step, fault }) => {
    const from = await scene();
    const hanako = from.customer();
    for (let time = 0; time < timesEach; time += 1) {
      await hanako.logIn();
      let ids = await hanako.issueToken(activationPassword);
      let app = await activateThrough(from, ids, activationPassword, { step, fault });
      // The bank was told that the token is stored, and then it was lost with its folder.
      const isLost =
        fault === 'the data folder is lost' && step.route === '/confirmation' && step.arrives;
      expect((await app.ready()).tokens).toHaveLength(isLost ? 0 : 1);
      if (isLost) {
        ids = await hanako.issueToken(activationPassword);
        app = await from.startApp({ pc: `pc ${(pcs += 1)}` });
        await app.call('activate', { ...ids, activationPassword });
      }
      const { tokens, pending } = await app.ready();
      expect(pending).toEqual([]);
      expect(tokens).toHaveLength(1);
      await hanako.logIn();
      expect(tokens[0]?.introduction?.checkNumber).toBe(await hanako.checkNumber());
      expect(await app.call('checkTokenStatus', { tokenId: tokens[0]?.id ?? '' })).toMatchObject({
        ok: true,
        value: { status: 'waiting' },
      });
      app.close();
    }
  });
});

describe('with a wrong password one try is counted, once', () => {
  const wrongCells = cells.filter(
    ({ step, fault }) => step.route === '/activations' && fault !== 'the data folder is lost',
  );
  test.each(wrongCells)('$name: $fault', async ({ step, fault }) => {
    const from = await scene();
    const hanako = from.customer();
    for (let time = 0; time < timesEach; time += 1) {
      await hanako.logIn();
      const ids = await hanako.issueToken(activationPassword);
      const app = await activateThrough(from, ids, '000000', { step, fault });
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
