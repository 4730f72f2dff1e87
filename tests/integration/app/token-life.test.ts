/** After the activation: how a token stands at the bank, its renewal, and keys that change under way. */
import { expect, test } from 'vitest';
import type { Http } from '../../../electron/adapters/institution/http.ts';
import {
  activationPassword,
  codeOf,
  cut,
  day,
  enterLastMonth,
  finishAndOpen,
  hour,
  logsIn,
  logsInWith,
  losing,
  scene,
  tokenInUse,
  tokenSetUp,
} from '../../fakes/app/scene.ts';
import type { Network } from '../../fakes/app/scene.ts';

/** A customer in the last month of her token, whose PC is on this network from then on. */
async function inLastMonth(network?: Network) {
  const from = await scene();
  const { app, customer, tokenId } = await tokenInUse(from);
  const expiresAt = await enterLastMonth(from, app);
  if (network === undefined) return { from, app, customer, tokenId, expiresAt };
  app.close();
  return { from, app: await from.startApp({ network }), customer, tokenId, expiresAt };
}

test('the bank tells how a token stands there: waiting, in use, released', async () => {
  const from = await scene();
  const { app, customer, tokenId } = await tokenSetUp(from);
  const status = async () => {
    const reply = await app.call('checkTokenStatus', { tokenId });
    return reply.ok ? reply.value.status : reply.code;
  };
  expect(await status()).toBe('waiting');
  await customer.startUsing(await codeOf(app));
  expect(await status()).toBe('inUse');
  from.time.now += 60_000;
  app.tick();
  await customer.release(await codeOf(app));
  expect(await status()).toBe('released');
  // Its code goes at once, not with its step.
  expect(await app.ready()).toMatchObject({
    tokens: [{ condition: 'released' }],
    openToken: null,
  });
});

test('until the bank says that a token is in use, 利用開始 is told as what comes next, over a restart too', async () => {
  const from = await scene();
  const { app, customer, tokenId } = await tokenSetUp(from);
  const firstUse = async (of: typeof app) => (await of.ready()).tokens[0]?.firstUse;
  const next = { checkNumber: expect.stringMatching(/^[0-9]{6}$/) as string };
  expect(await firstUse(app)).toEqual(next);
  await app.call('checkTokenStatus', { tokenId });
  app.close();
  const again = await from.startApp();
  expect(await firstUse(again)).toEqual(next);
  await again.call('openToken', { tokenId });
  await customer.startUsing(await codeOf(again));
  await again.call('checkTokenStatus', { tokenId });
  expect(await firstUse(again)).toBeNull();
});

test('what comes next is put away by the customer’s own word as well', async () => {
  const from = await scene();
  const { app, tokenId } = await tokenSetUp(from);
  await app.call('finishFirstUse', { tokenId });
  expect((await app.ready()).tokens[0]?.firstUse).toBeNull();
});

test('a token that was released at the bank is shown so after the next contact', async () => {
  const from = await scene();
  const { app, customer } = await tokenInUse(from);
  from.time.now += 60_000;
  app.tick();
  await customer.release(await codeOf(app));
  app.close();
  const again = await from.startApp();
  expect((await again.ready()).tokens[0]?.condition).toBe('usable');
  await again.backgroundSync();
  expect((await again.ready()).tokens[0]?.condition).toBe('released');
});

test('renewal is offered from 30 days before the end, and not before', async () => {
  const from = await scene();
  const { app, tokenId } = await tokenInUse(from);
  const { expiresAt } = (await app.ready()).tokens[0] ?? { expiresAt: 0 };
  from.time.now = expiresAt - 30 * day - 1000;
  expect((await app.ready()).tokens[0]?.renewal).toBeNull();
  expect(await app.call('renewToken', { tokenId })).toMatchObject({ code: 'renewal-refused' });
  from.time.now += 1000;
  expect((await app.ready()).tokens[0]?.renewal).toEqual({
    sending: false,
    unanswered: false,
    code: null,
  });
});

test('a renewal gives a new code and a new end, and keeps name, order and open screen', async () => {
  const { from, app, customer, tokenId, expiresAt } = await inLastMonth();
  await app.call('renameToken', { tokenId, addition: '本店用' });
  await app.call('openToken', { tokenId });
  const oldCode = await codeOf(app);
  expect(await app.call('renewToken', { tokenId })).toMatchObject({ ok: true });
  const state = await app.ready();
  expect(state.tokens[0]).toMatchObject({
    name: { ja: 'あかぎ信用組合 本店用' },
    condition: 'usable',
    renewal: null,
    introduction: null,
  });
  expect(state.tokens[0]?.expiresAt).toBeGreaterThan(expiresAt + 1000 * day);
  expect(state.openToken?.id).toBe(state.tokens[0]?.id);
  expect(state.openToken?.code).not.toBe(oldCode);
  await app.backgroundSync();
  expect(await logsInWith(customer, oldCode)).toBe(false);
  expect(await logsIn(from, customer, app)).toBe(true);
});

test('when the answer to a renewal is lost, the old code works, and the renewal goes on at the next start', async () => {
  const { from, app, customer, tokenId } = await inLastMonth(
    losing((url) => url.endsWith('/renewal')),
  );
  expect(await app.call('renewToken', { tokenId })).toMatchObject({ code: 'offline' });
  expect((await app.ready()).tokens).toMatchObject([
    { id: tokenId, renewal: { unanswered: true, sending: false, code: 'offline' } },
  ]);
  await finishAndOpen(app);
  expect(await logsIn(from, customer, app)).toBe(true);
  app.close();
  const again = await from.startApp();
  await again.backgroundSync();
  const { tokens } = await again.ready();
  expect(tokens).toMatchObject([{ renewal: null, condition: 'usable' }]);
  expect(tokens[0]?.id).not.toBe(tokenId);
  await finishAndOpen(again);
  expect(await logsIn(from, customer, again)).toBe(true);
});

test.each([
  ['does not arrive', cut],
  ['arrives, and its answer does not', losing],
])(
  'when the confirmation of a renewal %s, the code on screen is the one that works',
  async (_name, fault) => {
    const { from, app, customer, tokenId } = await inLastMonth(
      fault((url) => url.endsWith('/confirmation')),
    );
    await finishAndOpen(app);
    const oldCode = await codeOf(app);
    expect(await app.call('renewToken', { tokenId })).toMatchObject({ ok: true });
    expect(await logsIn(from, customer, app)).toBe(true);
    // From the first new code on, at the latest, the old token is dead.
    expect(await logsInWith(customer, oldCode)).toBe(false);
    app.close();
    const again = await from.startApp();
    await again.backgroundSync();
    await finishAndOpen(again);
    expect(await logsIn(from, customer, again)).toBe(true);
    expect((await again.ready()).tokens).toMatchObject([{ condition: 'usable', renewal: null }]);
  },
);

test('pressing twice renews once', async () => {
  const { app, tokenId } = await inLastMonth();
  const [one, two] = await Promise.all([
    app.call('renewToken', { tokenId }),
    app.call('renewToken', { tokenId }),
  ]);
  expect(one).toEqual(two);
  expect((await app.ready()).tokens).toHaveLength(1);
});

test('a token that is deleted takes its open requests with it: nothing is sent for it again', async () => {
  const asked: string[] = [];
  const { from, app, tokenId } = await inLastMonth((http) => (request) => {
    asked.push(request.url);
    return losing((url) => url.endsWith('/renewal'))(http)(request);
  });
  await app.call('renewToken', { tokenId });
  await app.call('removeToken', { tokenId });
  asked.length = 0;
  from.time.now += hour;
  await app.resend();
  await app.backgroundSync();
  expect(asked.filter((url) => url.includes('/tokens/'))).toEqual([]);
});

test('a token that is not in use at the bank is not renewed, and keeps working', async () => {
  const from = await scene();
  const { app, tokenId } = await tokenSetUp(from);
  await app.backgroundSync();
  await enterLastMonth(from, app);
  expect(await app.call('renewToken', { tokenId })).toMatchObject({ code: 'renewal-refused' });
  expect((await app.ready()).tokens).toMatchObject([
    { id: tokenId, condition: 'usable', renewal: { unanswered: false, code: null } },
  ]);
});

test('an expired token shows no code and can’t be renewed', async () => {
  const { from, app, tokenId, expiresAt } = await inLastMonth();
  from.time.now = expiresAt + 1000;
  app.tick();
  expect(await app.ready()).toMatchObject({
    openToken: null,
    tokens: [{ condition: 'expired', renewal: null }],
  });
  expect(await app.call('renewToken', { tokenId })).toMatchObject({ code: 'token-expired' });
  expect(await app.call('openToken', { tokenId })).toMatchObject({ code: 'token-expired' });
});

test('new keys beside the old ones make no difference to anybody', async () => {
  const from = await scene();
  const { app, tokenId } = await tokenInUse(from);
  await from.stopBank();
  await from.rotateKeys('beside');
  from.time.now += hour;
  await from.restartBank();
  // This app has the old directory still; the next one fetches the new one.
  expect(await app.call('checkTokenStatus', { tokenId })).toMatchObject({ ok: true });
  await app.backgroundSync();
  expect(await app.call('checkTokenStatus', { tokenId })).toMatchObject({ ok: true });
  const hanako = from.customer('haruna001');
  await hanako.logIn();
  const ids = await hanako.issueToken(activationPassword);
  expect(await app.call('activate', { ...ids, activationPassword })).toMatchObject({ ok: true });
});

test('keys that were replaced since the directory was fetched cost the customer nothing', async () => {
  const from = await scene();
  const hanako = from.customer();
  await hanako.logIn();
  const ids = await hanako.issueToken(activationPassword);
  const app = await from.startApp();
  await app.backgroundSync();
  await from.stopBank();
  await from.rotateKeys('beside');
  from.time.now += hour;
  await from.restartBank();
  const bodies: string[] = [];
  app.close();
  const again = await from.startApp({
    network: (http: Http) => (request) => {
      if (request.url.endsWith('/activations')) bodies.push(request.body ?? '');
      return http(request);
    },
  });
  await from.stopBank();
  from.retireOldKeys();
  await from.restartBank();
  expect(await again.call('activate', { ...ids, activationPassword })).toMatchObject({ ok: true });
  // The first could not be proved by the old keys, so it was sent again; then it was made anew.
  expect(new Set(bodies).size).toBe(2);
  expect((await again.ready()).pending).toEqual([]);
});
