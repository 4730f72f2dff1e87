/** What the institution refuses for reasons of its own, as the customer's app tells it. */
import { expect, test } from 'vitest';
import {
  activationPassword,
  codeOf,
  day,
  finishAndOpen,
  scene,
  tokenInUse,
} from '../../fakes/app/scene.ts';

const tooNew = '999.0.0';

test('the fourth set-up of one issue is told why, and the third goes on working', async () => {
  const { customer, startApp } = await scene(
    (http) => async (request) =>
      request.url.endsWith('/confirmation') ? new Promise(() => {}) : http(request),
  );
  const hanako = customer();
  await hanako.logIn();
  const ids = await hanako.issueToken(activationPassword);
  const input = { ...ids, activationPassword };
  const third = await (async () => {
    for (const pc of ['one', 'two']) await (await startApp({ pc })).call('activate', input);
    return startApp({ pc: 'three' });
  })();
  expect(await third.call('activate', input)).toMatchObject({ ok: true });
  const fourth = await startApp({ pc: 'four' });
  expect(await fourth.call('activate', input)).toMatchObject({ code: 'too-many-deliveries' });
  expect((await fourth.ready()).pending).toEqual([]);
  await finishAndOpen(third);
  expect(await hanako.startUsing(await codeOf(third))).toBe('BOK002');
});

test('with the user ID of an issue that a later one replaced, the customer is told to look it up', async () => {
  const { customer, startApp } = await scene();
  const hanako = customer();
  await hanako.logIn();
  const earlier = await hanako.issueToken(activationPassword);
  const later = await hanako.issueToken(activationPassword);
  const app = await startApp();
  expect(await app.call('activate', { ...earlier, activationPassword })).toMatchObject({
    code: 'issue-ended',
  });
  expect(await app.call('activate', { ...later, activationPassword })).toMatchObject({ ok: true });
});

test('an app too old for its institution sets nothing up, and a newer one does', async () => {
  const { customer, startApp, stopBank, restartBank } = await scene();
  await stopBank();
  await restartBank(undefined, { oldestApp: tooNew });
  const hanako = customer();
  await hanako.logIn();
  const ids = await hanako.issueToken(activationPassword);
  const app = await startApp();
  expect(await app.call('activate', { ...ids, activationPassword })).toMatchObject({
    code: 'app-too-old',
  });
  expect(await app.ready()).toMatchObject({ pending: [], tokens: [] });
  await stopBank();
  await restartBank();
  expect(await app.call('activate', { ...ids, activationPassword })).toMatchObject({ ok: true });
});

test('an app too old for its institution renews nothing, and its token works as before', async () => {
  const from = await scene();
  const { app, customer, tokenId } = await tokenInUse(from);
  await from.stopBank();
  await from.restartBank(undefined, { oldestApp: tooNew });
  from.time.now = ((await app.ready()).tokens[0]?.expiresAt ?? 0) - 20 * day;
  app.tick();
  await app.backgroundSync();
  expect(await app.call('renewToken', { tokenId })).toMatchObject({ code: 'app-too-old' });
  expect(await app.call('checkTokenStatus', { tokenId })).toMatchObject({
    value: { status: 'inUse' },
  });
  await customer.logIn();
  expect(await customer.logInWithCode(await codeOf(app))).toBe('BPT001');
});
