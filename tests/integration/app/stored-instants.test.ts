/**
 * Every instant that the app keeps and compares with a clock: what it means on a PC whose clock is wrong
 * and whom nobody corrects, and when the clock is set right. The bank says which codes are right.
 */
import { describe, expect, test } from 'vitest';
import {
  codeOf,
  cut,
  day,
  activationPassword,
  scene,
  tokenInUse,
  tokenSetUp,
} from '../../fakes/app/scene.ts';
import type { Scene } from '../../fakes/app/scene.ts';
import type { FakeApp } from '../../fakes/app/app.ts';

const year = 365.25 * day;
const offline = cut(() => true);

/** The PC's clock is set right while the app runs. */
function setRight(from: Scene, app: FakeApp): void {
  from.time.pcIsFastMs = 0;
  from.time.now += 1000;
  expect(app.clock.checkForJump()).toBe(true);
}

const shown = async (app: FakeApp) => {
  const { tokens, clock } = await app.ready();
  return { condition: tokens[0]?.condition, doubt: clock.doubt };
};

type Row = [
  name: string,
  pcIsFastMs: number,
  condition: 'usable' | 'clockInDoubt',
  doubt: 'unchecked' | 'wrong',
];

describe('a token’s end and the last check of the clock, on a PC without the network', () => {
  const rows: Row[] = [
    ['a day ahead', day, 'usable', 'unchecked'],
    ['ten years ahead', 10 * year, 'clockInDoubt', 'unchecked'],
    ['in the year 2100', 74 * year, 'clockInDoubt', 'unchecked'],
    ['a day behind', -day, 'usable', 'wrong'],
    ['ten years behind', -10 * year, 'usable', 'wrong'],
  ];
  test.each(rows)('%s', async (_name, pcIsFastMs, condition, doubt) => {
    const from = await scene();
    const { app, customer, tokenId } = await tokenSetUp(from);
    app.close();
    from.time.pcIsFastMs = pcIsFastMs;
    const again = await from.startApp({ network: offline });
    await again.backgroundSync();
    expect(await shown(again)).toEqual({ condition, doubt });
    const facts = { pcClockAt: from.time.now + pcIsFastMs };
    expect(await again.call('openToken', { tokenId })).toEqual(
      condition === 'usable' ? { ok: true } : { ok: false, code: 'clock-in-doubt', facts },
    );
    setRight(from, again);
    expect(await shown(again)).toEqual({ condition: 'usable', doubt: 'unchecked' });
    await again.call('openToken', { tokenId });
    expect(await customer.startUsing(await codeOf(again))).toBe('BOK002');
  });

  test('ten years ahead, and then with the network: the question, and after it the code', async () => {
    const from = await scene();
    const { app, customer, tokenId } = await tokenSetUp(from);
    app.close();
    from.time.pcIsFastMs = 10 * year;
    const again = await from.startApp();
    expect((await shown(again)).condition).toBe('clockInDoubt');
    await again.backgroundSync();
    expect(await shown(again)).toEqual({ condition: 'clockInDoubt', doubt: 'wrong' });
    await again.call('acceptClock');
    expect(await shown(again)).toEqual({ condition: 'usable', doubt: 'none' });
    await again.call('openToken', { tokenId });
    expect(await customer.startUsing(await codeOf(again))).toBe('BOK002');
  });

  test('a token whose end has come by the institution’s own time is told as expired', async () => {
    const from = await scene();
    const { app, tokenId } = await tokenInUse(from);
    const { expiresAt } = (await app.ready()).tokens[0] ?? { expiresAt: 0 };
    app.close();
    from.time.now = expiresAt + day;
    const again = await from.startApp();
    expect((await shown(again)).condition).toBe('clockInDoubt');
    await again.backgroundSync();
    expect(await shown(again)).toEqual({ condition: 'expired', doubt: 'none' });
    expect(await again.call('openToken', { tokenId })).toMatchObject({ code: 'token-expired' });
  });
});

describe('a correction that was measured while the clock was wrong, the clock being right now', () => {
  const rows: Row[] = [
    ['a day ahead', day, 'usable', 'wrong'],
    ['ten years ahead', 10 * year, 'usable', 'wrong'],
    ['a day behind', -day, 'usable', 'unchecked'],
    ['ten years behind', -10 * year, 'clockInDoubt', 'unchecked'],
  ];
  test.each(rows)('%s', async (_name, pcIsFastMs, condition, doubt) => {
    const from = await scene();
    from.time.pcIsFastMs = pcIsFastMs;
    const { app, customer, tokenId } = await tokenSetUp(from);
    app.close();
    from.time.pcIsFastMs = 0;
    const again = await from.startApp();
    from.time.now += 60_000;
    expect(await shown(again)).toEqual({ condition, doubt });
    await again.backgroundSync();
    expect(await shown(again)).toEqual({ condition: 'usable', doubt: 'none' });
    await again.call('openToken', { tokenId });
    expect(await customer.startUsing(await codeOf(again))).toBe('BOK002');
  });
});

describe('the day from which a token can be renewed, on a PC without the network', () => {
  test.each([
    ['a day ahead', day, 30.5, true, false],
    ['ten years ahead', 10 * year, 30.5, false, false],
    ['a day behind', -day, 29.5, false, true],
    ['ten years behind', -10 * year, 29.5, false, true],
  ])('%s', async (_name, pcIsFastMs, daysLeft, offered, offeredWhenRight) => {
    const from = await scene();
    const { app } = await tokenSetUp(from);
    const { expiresAt } = (await app.ready()).tokens[0] ?? { expiresAt: 0 };
    app.close();
    from.time.now = expiresAt - daysLeft * day;
    from.time.pcIsFastMs = pcIsFastMs;
    const again = await from.startApp({ network: offline });
    const isOffered = async () => (await again.ready()).tokens[0]?.renewal !== null;
    expect(await isOffered()).toBe(offered);
    setRight(from, again);
    expect(await isOffered()).toBe(offeredWhenRight);
  });
});

describe('the end of the list of institutions', () => {
  test.each([
    ['a day ahead', day, false],
    ['ten years ahead', 10 * year, true],
    ['a day behind', -day, false],
    ['ten years behind', -10 * year, false],
  ])('%s', async (_name, pcIsFastMs, expired) => {
    const from = await scene();
    const first = await from.startApp();
    await first.backgroundSync();
    first.close();
    from.time.pcIsFastMs = pcIsFastMs;
    const again = await from.startApp({ network: offline });
    expect(again.directory.expired()).toBe(expired);
    setRight(from, again);
    expect(again.directory.expired()).toBe(false);
  });
});

describe('a request without an answer, and the pause until it is sent again', () => {
  test.each([
    ['a day ahead', day],
    ['ten years ahead', 10 * year],
    ['a day behind', -day],
    ['ten years behind', -10 * year],
  ])(
    '%s: begun then, it is sent within seconds when the clock is right',
    async (_name, pcIsFastMs) => {
      const from = await scene();
      const hanako = from.customer();
      await hanako.logIn();
      const ids = await hanako.issueToken(activationPassword);
      from.time.pcIsFastMs = pcIsFastMs;
      let isDown = false;
      const app = await from.startApp({
        network: (http) => (request) =>
          cut((url) => isDown && url.endsWith('/activations'))(http)(request),
      });
      await app.call('checkActivationInput', { ...ids, activationPassword });
      isDown = true;
      expect(await app.call('activate', { ...ids, activationPassword })).toMatchObject({
        ok: false,
      });
      await app.resend();
      expect((await app.ready()).pending).toMatchObject([{ code: 'offline' }]);
      isDown = false;
      setRight(from, app);
      from.time.now += 20_000;
      await app.resend();
      expect(await app.ready()).toMatchObject({ pending: [], tokens: [{ condition: 'usable' }] });
    },
  );
});
