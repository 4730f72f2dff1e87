/** PCs whose clocks are wrong, from the start, between two starts and while the app runs; the bank says which codes are right. */
import { describe, expect, test } from 'vitest';
import {
  activationPassword,
  codeOf,
  day,
  finishAndOpen,
  hour,
  scene,
} from '../../fakes/app/scene.ts';
import type { Scene } from '../../fakes/app/scene.ts';

const year = 365.25 * day;
const offsets = [
  5000,
  -5000,
  3 * 60_000,
  -90 * 60_000,
  23 * hour,
  -25 * hour,
  30 * day,
  -400 * day,
  10 * year,
  -10 * year,
];
const named = offsets.map(
  (offsetMs) =>
    [`${offsetMs > 0 ? 'fast' : 'slow'} by ${Math.abs(offsetMs) / 1000} s`, offsetMs] as const,
);

/** At moments that clocks have trouble with; the app sees nothing but numbers there. */
const moments = [
  ['in summer time of Europe', Date.UTC(2027, 2, 28, 0, 59, 30)],
  ['on a leap day', Date.UTC(2028, 1, 29, 23, 59, 30)],
  ['at the end of 32 bits', Date.UTC(2038, 0, 19, 3, 14, 7)],
  ['in the year 2100', Date.UTC(2100, 0, 1)],
] as const;

async function activated(from: Scene) {
  const hanako = from.customer();
  await hanako.logIn();
  const ids = await hanako.issueToken(activationPassword);
  const app = await from.startApp();
  expect(await app.call('activate', { ...ids, activationPassword })).toMatchObject({ ok: true });
  await finishAndOpen(app);
  return { hanako, app };
}

describe('wrong from the start', () => {
  test.each(named)('%s: after one contact the code is accepted', async (_name, offsetMs) => {
    const from = await scene();
    from.time.pcIsFastMs = offsetMs;
    const { hanako, app } = await activated(from);
    const { clock } = await app.ready();
    expect(clock).toMatchObject({ doubt: 'none', question: null });
    expect(Math.abs((clock.offsetMs ?? 0) + offsetMs)).toBeLessThan(500);
    expect(await hanako.startUsing(await codeOf(app))).toBe('BOK002');
  });

  test.each(moments)('%s', async (_name, at) => {
    const from = await scene();
    from.time.now = at;
    const { hanako, app } = await activated(from);
    expect(await hanako.startUsing(await codeOf(app))).toBe('BOK002');
  });
});

describe('set wrong between two starts', () => {
  test.each(named)('%s: with the bank in reach the code is accepted', async (_name, offsetMs) => {
    const from = await scene();
    const { hanako, app } = await activated(from);
    app.close();
    from.time.pcIsFastMs = offsetMs;
    const again = await from.startApp();
    // Before the contact there is the old correction, and the screen says that it was not checked.
    expect((await again.ready()).clock.doubt).toBe(offsetMs < -60_000 ? 'wrong' : 'unchecked');
    await again.backgroundSync();
    const { question } = (await again.ready()).clock;
    expect(question !== null).toBe(Math.abs(offsetMs) > day);
    if (question !== null) await again.call('acceptClock');
    expect((await again.ready()).clock).toMatchObject({ doubt: 'none', question: null });
    await again.call('openToken', { tokenId: (await again.ready()).tokens[0]?.id ?? '' });
    expect(await hanako.startUsing(await codeOf(again))).toBe('BOK002');
  });

  test('a question that is not answered moves nothing, and is asked again at the next start', async () => {
    const from = await scene();
    const { app } = await activated(from);
    app.close();
    from.time.pcIsFastMs = 3 * day;
    for (let start = 0; start < 2; start += 1) {
      const again = await from.startApp();
      await again.backgroundSync();
      expect((await again.ready()).clock.question?.offsetMs).toBeCloseTo(-3 * day, -3);
      expect(again.clock.now()).toBe(from.time.now + 3 * day);
      again.close();
    }
  });

  test('until it is answered the screen says that the clock is wrong, and it can be answered later', async () => {
    const from = await scene();
    const { hanako, app } = await activated(from);
    app.close();
    from.time.pcIsFastMs = -2 * year;
    const again = await from.startApp();
    await again.backgroundSync();
    expect((await again.ready()).clock.doubt).toBe('wrong');
    from.time.now += hour;
    expect(await again.call('checkClock')).toMatchObject({ ok: true });
    expect((await again.ready()).clock).toMatchObject({ doubt: 'wrong' });
    await again.call('acceptClock');
    await again.call('openToken', { tokenId: (await again.ready()).tokens[0]?.id ?? '' });
    await hanako.logIn();
    expect(await hanako.startUsing(await codeOf(again))).toBe('BOK002');
  });

  test('a token that is added with the question open is refused for the clock, and added after the answer', async () => {
    const from = await scene();
    const { app } = await activated(from);
    app.close();
    const taro = from.customer('haruna001');
    await taro.logIn();
    const ids = await taro.issueToken(activationPassword);
    from.time.pcIsFastMs = 2 * year;
    const again = await from.startApp();
    expect(await again.call('activate', { ...ids, activationPassword })).toMatchObject({
      code: 'clock-far-off',
    });
    await again.call('acceptClock');
    expect(await again.call('activate', { ...ids, activationPassword })).toMatchObject({
      ok: true,
    });
  });

  test('a PC that was set right again is believed without a question', async () => {
    const from = await scene();
    from.time.pcIsFastMs = -10 * year;
    const { hanako, app } = await activated(from);
    app.close();
    from.time.pcIsFastMs = 0;
    const again = await from.startApp();
    await again.backgroundSync();
    expect((await again.ready()).clock).toMatchObject({ question: null, doubt: 'none' });
    await again.call('openToken', { tokenId: (await again.ready()).tokens[0]?.id ?? '' });
    expect(await hanako.startUsing(await codeOf(again))).toBe('BOK002');
  });
});

test.each(named)(
  'set while a code is shown, %s: the code stays the right one, offline too',
  async (_name, offsetMs) => {
    const from = await scene();
    const { hanako, app } = await activated(from);
    const before = await codeOf(app);
    from.time.pcIsFastMs = offsetMs;
    from.time.now += 1000;
    expect(app.clock.checkForJump()).toBe(true);
    expect(await codeOf(app)).toBe(before);
    // The page counts down on the PC's own clock.
    const { openToken, clock } = await app.ready();
    expect((openToken?.codeExpiresAt ?? 0) - (from.time.now + offsetMs)).toBeLessThanOrEqual(
      60_000,
    );
    expect((openToken?.codeExpiresAt ?? 0) - (from.time.now + offsetMs)).toBeGreaterThan(0);
    expect(clock.doubt).toBe('unchecked');
    expect(await hanako.startUsing(await codeOf(app))).toBe('BOK002');
  },
);

test('offline for months: codes and names work at once, and nothing waits for the network', async () => {
  const from = await scene();
  const { hanako, app } = await activated(from);
  const tokenId = (await app.ready()).tokens[0]?.id ?? '';
  app.close();
  from.time.now += 200 * day;
  const silent = await from.startApp({ network: () => () => new Promise(() => {}) });
  // It asks, and nobody answers for ever.
  void silent.backgroundSync();
  await silent.call('openToken', { tokenId });
  expect(await codeOf(silent)).toMatch(/^\d{6}$/);
  expect(await silent.call('renameToken', { tokenId, addition: '本店用' })).toMatchObject({
    ok: true,
  });
  expect((await silent.ready()).tokens[0]?.name.ja).toBe('あかぎ信用組合 本店用');
  await hanako.logIn();
  expect(await hanako.startUsing(await codeOf(silent))).toBe('BOK002');
});

test.each(['/time', '/status'])(
  'a signed time that was replayed is not taken: %s',
  async (route) => {
    const from = await scene();
    const { app } = await activated(from);
    app.close();
    const answers: string[] = [];
    const replaying = await from.startApp({
      network: (http) => async (request) => {
        const answer = await http(request);
        if (!request.url.includes(route)) return answer;
        answers.push(answer.body);
        return { ...answer, body: answers[0] ?? answer.body };
      },
    });
    await replaying.call('checkClock');
    await replaying.backgroundSync();
    const before = (await replaying.ready()).clock;
    from.time.now += hour;
    await replaying.call('checkClock').catch(() => undefined);
    await replaying.backgroundSync();
    const { clock } = await replaying.ready();
    expect(clock.question).toBeNull();
    expect(Math.abs((clock.offsetMs ?? 0) - (before.offsetMs ?? 0))).toBeLessThan(500);
  },
);
