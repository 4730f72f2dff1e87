/** Activations that meet, are withdrawn, or are refused while nobody looks: one issue, one token, no false word. */
import Database from 'better-sqlite3';
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import type { Http } from '../../../electron/adapters/institution/http.ts';
import { AppError } from '../../../shared/errors.ts';
import { activationPassword, scene } from '../../fakes/app/scene.ts';
import type { FakeApp } from '../../fakes/app/app.ts';

/** A network that can be cut, and that can lose answers after the institution has given them. */
function weather() {
  const state = { isCut: false, losesAnswers: false };
  const network =
    (http: Http): Http =>
    async (request) => {
      if (state.isCut) throw new AppError('offline');
      const answer = await http(request);
      if (state.losesAnswers && request.url.endsWith('/activations')) throw new AppError('offline');
      return answer;
    };
  return { state, network };
}

async function issued(logInId?: string) {
  const place = await scene();
  const customer = place.customer(logInId);
  await customer.logIn();
  const ids = await customer.issueToken(activationPassword);
  return { ...place, someone: customer, ids, input: { ...ids, activationPassword } };
}

const pendingOf = async (app: FakeApp) => (await app.ready()).pending;

test('a first start without a network is a fault of the network, not of the service ID', async () => {
  const { startApp, input } = await issued();
  const { state, network } = weather();
  state.isCut = true;
  const app = await startApp({ network });
  expect(await app.call('checkActivationInput', input)).toMatchObject({
    ok: true,
    value: { institution: null, isUnknown: false },
  });
  expect(await app.call('activate', input)).toMatchObject({ ok: false, code: 'offline' });
  state.isCut = false;
  expect(await app.call('checkActivationInput', input)).toMatchObject({
    ok: true,
    value: { institution: { serviceId: input.serviceId }, isUnknown: false },
  });
  expect(await app.call('activate', input)).toMatchObject({ ok: true });
});

test('with the list of institutions there, a number that is nobody’s is called unknown', async () => {
  const { startApp, input } = await issued();
  const app = await startApp();
  expect(await app.call('checkActivationInput', { ...input, serviceId: '99999999' })).toMatchObject(
    { ok: true, value: { institution: null, isUnknown: true } },
  );
});

test('送信 twice at once gives one token', async () => {
  const { startApp, input } = await issued();
  const app = await startApp();
  const [first, second] = await Promise.all([
    app.call('activate', input),
    app.call('activate', input),
  ]);
  expect(first).toEqual(second);
  expect(first).toMatchObject({ ok: true });
  expect((await app.ready()).tokens).toHaveLength(1);
});

test('送信 twice at once with a wrong password costs one try', async () => {
  const { startApp, input } = await issued();
  const app = await startApp();
  const wrong = { ...input, activationPassword: '000000' };
  await Promise.all([app.call('activate', wrong), app.call('activate', wrong)]);
  expect(await app.call('activate', wrong)).toMatchObject({
    code: 'wrong-credentials',
    facts: { triesLeft: 3 },
  });
});

test('what was refused while nobody looked can be read, and not sent again', async () => {
  const { startApp, input } = await issued();
  const { state, network } = weather();
  state.losesAnswers = true;
  const app = await startApp({ network });
  await app.call('activate', { ...input, activationPassword: '000000' });
  state.losesAnswers = false;
  await app.backgroundSync();
  const [notice] = await pendingOf(app);
  expect(notice).toMatchObject({ isRefused: true, code: 'wrong-credentials', triesLeft: 4 });
  expect(await app.call('retryActivation', { id: notice?.id ?? '' })).toMatchObject({
    ok: false,
    code: 'token-missing',
  });
});

test('a request whose record can’t be read is shown and kept, and another one is in nobody’s way', async () => {
  const { startApp, input, folderOf } = await issued();
  const { state, network } = weather();
  state.losesAnswers = true;
  const app = await startApp({ network });
  await app.call('activate', input);
  app.close();
  const folder = folderOf('first');
  const database = new Database(join(folder, 'vault.db'));
  database.exec('UPDATE attempt SET details = zeroblob(length(details))');
  database.close();
  rmSync(join(folder, 'backup'), { recursive: true });
  state.losesAnswers = false;
  const again = await startApp({ network });
  await again.backgroundSync();
  const shown = { isUnreadable: true, isRefused: false, sending: false, code: 'record-unreadable' };
  expect(await pendingOf(again)).toMatchObject([{ ...shown, serviceId: '10010017' }]);
  expect(await again.call('activate', input)).toMatchObject({ ok: true });
  expect(await pendingOf(again)).toMatchObject([shown]);
  expect((await again.ready()).tokens).toHaveLength(1);
});

test('a refusal from the past goes when the corrected password brings the token', async () => {
  const { startApp, input } = await issued();
  const { state, network } = weather();
  state.losesAnswers = true;
  const app = await startApp({ network });
  await app.call('activate', { ...input, activationPassword: '000000' });
  state.losesAnswers = false;
  const [, reply] = await Promise.all([app.backgroundSync(), app.call('activate', input)]);
  expect(reply).toMatchObject({ ok: true });
  expect(await pendingOf(app)).toEqual([]);
});

test('a request that was withdrawn is not sent again by a round that had begun before', async () => {
  const place = await issued();
  const other = place.customer('haruna001');
  await other.logIn();
  const second = await other.issueToken(activationPassword);
  const { state, network } = weather();
  const held: { release: () => void } = { release: () => {} };
  let isHolding = false;
  const app = await place.startApp({
    network: (http) => {
      const rained = network(http);
      return async (request) => {
        if (isHolding && request.url.includes('/akagi/') && request.url.endsWith('/activations')) {
          await new Promise<void>((resolve) => {
            held.release = resolve;
          });
        }
        return rained(request);
      };
    },
  });
  await app.backgroundSync();
  state.isCut = true;
  await app.call('activate', place.input);
  place.time.now += 1000;
  await app.call('activate', { ...second, activationPassword });
  const [, withdrawn] = await pendingOf(app);
  state.isCut = false;
  isHolding = true;
  const round = app.backgroundSync();
  await expect.poll(async () => (await pendingOf(app)).some(({ sending }) => sending)).toBe(true);
  await app.call('discardActivation', { id: withdrawn?.id ?? '' });
  held.release();
  await round;
  expect(await pendingOf(app)).toEqual([]);
  expect((await app.ready()).tokens).toHaveLength(1);
  expect(await other.checkNumber()).toBeNull();
});

test('a refusal that was not read yet takes no token’s place', async () => {
  const place = await issued();
  const { state, network } = weather();
  const app = await place.startApp({ network });
  state.losesAnswers = true;
  await app.call('activate', { ...place.input, activationPassword: '000000' });
  state.losesAnswers = false;
  await app.backgroundSync();
  const haruna = place.customer('haruna001');
  await haruna.logIn();
  const replies = [];
  for (let count = 0; count < 10; count += 1) {
    const ids = await haruna.issueToken(activationPassword);
    const reply = await app.call('activate', { ...ids, activationPassword });
    replies.push(reply.ok);
  }
  expect(replies).toEqual(Array(10).fill(true));
});

test('a code does not stay on screen when another token can’t be opened', async () => {
  const { startApp, input } = await issued();
  const app = await startApp();
  await app.call('activate', input);
  const id = (await app.ready()).tokens[0]?.id ?? '';
  await app.call('openToken', { tokenId: id });
  expect(await app.call('openToken', { tokenId: 'f'.repeat(32) })).toMatchObject({ ok: false });
  expect((await app.ready()).openToken).toBeNull();
});

test('a round that the closing of the app cuts short ends quietly', async () => {
  const { startApp, input } = await issued();
  const { state, network } = weather();
  let release = () => {};
  const isHeld = new Promise<void>((resolve) => {
    release = resolve;
  });
  let isHolding = false;
  const app = await startApp({
    network: (http) => {
      const rained = network(http);
      return async (request) => {
        const answer = await rained(request);
        if (isHolding) await isHeld;
        return answer;
      };
    },
  });
  await app.backgroundSync();
  state.isCut = true;
  await app.call('activate', input);
  state.isCut = false;
  isHolding = true;
  const round = app.backgroundSync();
  app.close();
  release();
  await expect(round).resolves.toBeUndefined();
});
