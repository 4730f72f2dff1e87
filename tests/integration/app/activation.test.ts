/** From 「トークン発行」 to a code that the bank accepts, with everything that can go wrong between. */
import { expect, test } from 'vitest';
import {
  activationPassword as password,
  codeOf,
  cut,
  finishAndOpen,
  hour,
  losing,
  scene,
} from '../../fakes/app/scene.ts';

test('the whole flow: issue, activate, compare, name, start using, log in with the next code', async () => {
  const { customer, startApp: start, time } = await scene();
  const hanako = customer();
  expect(await hanako.logIn()).toBe('BPT001');
  const ids = await hanako.issueToken(password);

  const app = await start();
  expect(await app.call('activate', { ...ids, activationPassword: password })).toMatchObject({
    ok: true,
  });
  const [token] = (await app.ready()).tokens;
  expect(token?.introduction?.checkNumber).toMatch(/^[0-9]{6}$/);
  expect(token?.introduction?.checkNumber).toBe(await hanako.checkNumber());
  await app.call('renameToken', { tokenId: token?.id ?? '', addition: '本店用' });
  await finishAndOpen(app);
  expect((await app.ready()).tokens[0]).toMatchObject({
    name: { ja: 'あかぎ信用組合 本店用' },
    introduction: null,
    condition: 'usable',
  });

  expect(await hanako.startUsing(await codeOf(app))).toBe('BOK002');
  await hanako.logOut();
  expect(await hanako.logIn()).toBe('BLI023');
  expect(await hanako.logInWithCode(await codeOf(app))).toBe('BLI023');
  time.now += 60_000;
  app.tick();
  expect(await hanako.logInWithCode(await codeOf(app))).toBe('BPT001');
});

test('with the bank stopped the app starts and shows the code all the same', async () => {
  const { customer, startApp: start, stopBank, restartBank } = await scene();
  const hanako = customer();
  await hanako.logIn();
  const ids = await hanako.issueToken(password);
  const app = await start();
  await app.call('activate', { ...ids, activationPassword: password });
  await finishAndOpen(app);
  const code = await codeOf(app);
  app.close();
  await stopBank();
  const again = await start();
  await finishAndOpen(again);
  expect(await codeOf(again)).toBe(code);
  await restartBank();
});

test.each([
  ['a wrong password', { activationPassword: '482916' }],
  ['a wrong user ID', { userId: '0000000000' }],
  ["another institution's service ID", { serviceId: '10020025' }],
])('%s is refused, never saying which of the three it was', async (_what, change) => {
  const { customer, startApp: start } = await scene();
  const hanako = customer();
  await hanako.logIn();
  const ids = await hanako.issueToken(password);
  const app = await start();
  const reply = await app.call('activate', { ...ids, activationPassword: password, ...change });
  expect(reply).toEqual({ ok: false, code: 'wrong-credentials', facts: { triesLeft: 4 } });
  const state = await app.ready();
  expect([state.tokens, state.pending]).toEqual([[], []]);
  expect(await app.call('activate', { ...ids, activationPassword: password })).toMatchObject({
    ok: true,
  });
});

test('a service ID that is nobody’s is found out before anything is sent', async () => {
  const { startApp: start } = await scene();
  const app = await start();
  expect(
    await app.call('activate', {
      serviceId: '99999999',
      userId: '7K3M9QX2TB',
      activationPassword: password,
    }),
  ).toMatchObject({ ok: false, code: 'unknown-service' });
});

test.each(['482', '482915370', '48a915', ''])(
  'an activation password of %j is not sent',
  async (activationPassword) => {
    const { customer, startApp: start } = await scene();
    const hanako = customer();
    await hanako.logIn();
    const ids = await hanako.issueToken(password);
    const app = await start();
    await app.backgroundSync();
    expect(await app.call('checkActivationInput', { ...ids, activationPassword })).toMatchObject({
      ok: true,
      value: { malformed: ['activationPassword'] },
    });
    expect(await app.call('activate', { ...ids, activationPassword })).toMatchObject({
      ok: false,
      code: 'bad-input',
    });
  },
);

test('IDs with spaces, in lower case and in full-width are taken', async () => {
  const { customer, startApp: start } = await scene();
  const hanako = customer();
  await hanako.logIn();
  const { serviceId, userId } = await hanako.issueToken(password);
  const app = await start();
  const typed = {
    serviceId: `${serviceId.slice(0, 4)} ${serviceId.slice(4)}`,
    userId: ` ${userId.slice(0, 5).toLowerCase()}-${userId.slice(5).toLowerCase()} `,
    activationPassword: '４８２９１５',
  };
  expect(await app.call('activate', typed)).toMatchObject({ ok: true });
});

test('after five wrong passwords the issue is void, and a new issue works', async () => {
  const { customer, startApp: start } = await scene();
  const hanako = customer();
  await hanako.logIn();
  const ids = await hanako.issueToken(password);
  const app = await start();
  const replies = [];
  for (let attempt = 0; attempt < 6; attempt += 1) {
    const reply = await app.call('activate', { ...ids, activationPassword: `00000${attempt}` });
    replies.push(reply.ok ? reply : [reply.code, reply.facts.triesLeft]);
  }
  expect(replies).toEqual([
    ['wrong-credentials', 4],
    ['wrong-credentials', 3],
    ['wrong-credentials', 2],
    ['wrong-credentials', 1],
    ['issue-void', undefined],
    ['issue-void', undefined],
  ]);
  const next = await hanako.issueToken(password);
  expect(await app.call('activate', { ...next, activationPassword: password })).toMatchObject({
    ok: true,
  });
});

test('an issue that was used is refused on another PC', async () => {
  const { customer, startApp: start } = await scene();
  const hanako = customer();
  await hanako.logIn();
  const ids = await hanako.issueToken(password);
  const app = await start();
  await app.call('activate', { ...ids, activationPassword: password });
  await expect.poll(() => app.events.includes('confirmation-postponed')).toBe(false);
  await app.backgroundSync();
  const other = await start({ pc: 'another' });
  expect(await other.call('activate', { ...ids, activationPassword: password })).toMatchObject({
    ok: false,
    code: 'already-activated',
  });
});

test('an issue older than 72 hours is refused as expired', async () => {
  const { customer, startApp: start, time } = await scene();
  const hanako = customer();
  await hanako.logIn();
  const ids = await hanako.issueToken(password);
  time.now += 73 * hour;
  const app = await start();
  expect(await app.call('activate', { ...ids, activationPassword: password })).toMatchObject({
    ok: false,
    code: 'issue-expired',
  });
});

test('without a network the input is told to be kept, and nothing but the attempt is stored', async () => {
  const { customer, startApp: start } = await scene();
  const hanako = customer();
  await hanako.logIn();
  const ids = await hanako.issueToken(password);
  let isDown = false;
  const app = await start({ network: cut(() => isDown) });
  await app.backgroundSync();
  isDown = true;
  expect(await app.call('activate', { ...ids, activationPassword: password })).toMatchObject({
    ok: false,
    code: 'offline',
  });
  const state = await app.ready();
  expect(state.tokens).toEqual([]);
  expect(state.pending).toMatchObject([{ ...ids, sending: false, code: 'offline' }]);
  isDown = false;
  await app.backgroundSync();
  expect((await app.ready()).tokens).toHaveLength(1);
});

test('when the answer is lost, sending again gives the same token and counts no try', async () => {
  const { customer, startApp: start } = await scene();
  const hanako = customer();
  await hanako.logIn();
  const ids = await hanako.issueToken(password);
  let isLost = true;
  const app = await start({ network: losing((url) => isLost && url.endsWith('/activations')) });
  expect(await app.call('activate', { ...ids, activationPassword: password })).toMatchObject({
    ok: false,
    code: 'offline',
  });
  const shownByBank = await hanako.checkNumber();
  isLost = false;
  expect(await app.call('activate', { ...ids, activationPassword: '000000' })).toMatchObject({
    ok: true,
  });
  const state = await app.ready();
  expect(state.tokens.map(({ introduction }) => introduction?.checkNumber)).toEqual([shownByBank]);
  expect(state.pending).toEqual([]);
});

test('killed between sending and storing, the next start finishes with the same token', async () => {
  const { customer, startApp: start } = await scene();
  const hanako = customer();
  await hanako.logIn();
  const ids = await hanako.issueToken(password);
  const app = await start({ network: losing((url) => url.endsWith('/activations')) });
  await app.call('activate', { ...ids, activationPassword: password });
  app.close();
  const again = await start();
  expect((await again.ready()).tokens).toEqual([]);
  await again.backgroundSync();
  const [token] = (await again.ready()).tokens;
  expect(token?.introduction?.checkNumber).toBe(await hanako.checkNumber());
  await finishAndOpen(again);
  expect(await hanako.startUsing(await codeOf(again))).toBe('BOK002');
});

test('a wrong password that was refused while nobody looked is told at the next start', async () => {
  const { customer, startApp: start } = await scene();
  const hanako = customer();
  await hanako.logIn();
  const ids = await hanako.issueToken(password);
  const app = await start({ network: losing((url) => url.endsWith('/activations')) });
  await app.call('activate', { ...ids, activationPassword: '000000' });
  app.close();
  const again = await start();
  await again.backgroundSync();
  const [refused] = (await again.ready()).pending;
  expect(refused).toMatchObject({ code: 'wrong-credentials', triesLeft: 4, sending: false });
  await again.call('discardActivation', { id: refused?.id ?? '' });
  expect((await again.ready()).pending).toEqual([]);
  expect(await again.call('activate', { ...ids, activationPassword: password })).toMatchObject({
    ok: true,
  });
});

test('when the confirmation is lost the token works, and is confirmed at the next start', async () => {
  const { customer, startApp: start } = await scene();
  const hanako = customer();
  await hanako.logIn();
  const ids = await hanako.issueToken(password);
  let isCut = true;
  const app = await start({ network: cut((url) => isCut && url.endsWith('/confirmation')) });
  await app.call('activate', { ...ids, activationPassword: password });
  await finishAndOpen(app);
  expect(await hanako.startUsing(await codeOf(app))).toBe('BOK002');
  app.close();
  isCut = false;
  const again = await start();
  await again.backgroundSync();
  expect((await again.ready()).tokens[0]?.condition).toBe('usable');
  const other = await start({ pc: 'another' });
  expect(await other.call('activate', { ...ids, activationPassword: password })).toMatchObject({
    ok: false,
  });
});

test('the bank stopped in mid-answer: the same token when it is back', async () => {
  const { customer, startApp: start, stopBank, restartBank } = await scene();
  const hanako = customer();
  await hanako.logIn();
  const ids = await hanako.issueToken(password);
  let isLost = true;
  const app = await start({ network: losing((url) => isLost && url.endsWith('/activations')) });
  await app.call('activate', { ...ids, activationPassword: password });
  await stopBank();
  isLost = false;
  await app.backgroundSync();
  expect((await app.ready()).pending).toMatchObject([{ code: 'offline' }]);
  await restartBank();
  await app.backgroundSync();
  expect((await app.ready()).tokens).toHaveLength(1);
});

test('with nine tokens, of two that are sent at once one has the tenth place, and the other is told so', async () => {
  const { customer, startApp: start } = await scene();
  const app = await start();
  const haruna = customer('haruna001');
  await haruna.logIn();
  for (let count = 0; count < 9; count += 1) {
    const ids = await haruna.issueToken(password);
    await app.call('activate', { ...ids, activationPassword: password });
  }
  const one = await haruna.issueToken(password);
  const hanako = customer();
  await hanako.logIn();
  const other = await hanako.issueToken(password);
  // One that comes to nothing leaves its place free.
  const wrong = { ...one, activationPassword: '000000' };
  expect(await app.call('activate', wrong)).toMatchObject({ code: 'wrong-credentials' });
  const replies = await Promise.all(
    [one, other].map((ids) => app.call('activate', { ...ids, activationPassword: password })),
  );
  expect(replies).toMatchObject([{ ok: true }, { code: 'too-many-tokens' }]);
  expect((await app.ready()).tokens).toHaveLength(10);
});

test('an eleventh token is refused before anything is sent', async () => {
  const { customer, startApp: start } = await scene();
  const app = await start();
  const haruna = customer('haruna001');
  await haruna.logIn();
  for (let count = 0; count < 10; count += 1) {
    const ids = await haruna.issueToken(password);
    expect(await app.call('activate', { ...ids, activationPassword: password })).toMatchObject({
      ok: true,
    });
  }
  const hanako = customer();
  await hanako.logIn();
  const ids = await hanako.issueToken(password);
  expect(await app.call('activate', { ...ids, activationPassword: password })).toMatchObject({
    ok: false,
    code: 'too-many-tokens',
  });
  expect((await app.ready()).tokens).toHaveLength(10);
});

test('tokens of two institutions stand side by side, each with its own codes', async () => {
  const { customer, startApp: start } = await scene();
  const app = await start();
  const codes = [];
  for (const logInId of ['akagi001', 'haruna001']) {
    const someone = customer(logInId);
    await someone.logIn();
    const ids = await someone.issueToken(password);
    await app.call('activate', { ...ids, activationPassword: password });
    await finishAndOpen(app);
    codes.push(await codeOf(app));
    expect(await someone.startUsing(codes.at(-1) ?? '')).toBe('BOK002');
  }
  expect(codes.map((code) => code.length)).toEqual([6, 8]);
  expect((await app.ready()).tokens.map(({ name }) => name.ja)).toEqual([
    'あかぎ信用組合',
    'はるな信用組合',
  ]);
});

test.each([180_000, -180_000, 20 * hour])(
  'a PC clock that is %i ms off makes no difference after one contact',
  async (pcIsFastMs) => {
    const { customer, startApp: start, time } = await scene();
    const hanako = customer();
    await hanako.logIn();
    const ids = await hanako.issueToken(password);
    time.pcIsFastMs = pcIsFastMs;
    const app = await start();
    await app.call('activate', { ...ids, activationPassword: password });
    await finishAndOpen(app);
    expect((await app.ready()).clock.offsetMs).toBeCloseTo(-pcIsFastMs, -2);
    expect(await hanako.startUsing(await codeOf(app))).toBe('BOK002');
  },
);

test('the code changes when its time is over, and only the open token has one', async () => {
  const { customer, startApp: start, time } = await scene();
  const hanako = customer();
  await hanako.logIn();
  const ids = await hanako.issueToken(password);
  const app = await start();
  await app.call('activate', { ...ids, activationPassword: password });
  const id = await finishAndOpen(app);
  const first = (await app.ready()).openToken;
  expect(first?.codeExpiresAt).toBe(Math.ceil((time.now + 1) / 60_000) * 60_000);
  time.now += 59_000;
  app.tick();
  expect((await app.ready()).openToken?.code).toBe(first?.code);
  time.now += 1000;
  app.tick();
  expect((await app.ready()).openToken?.code).not.toBe(first?.code);
  await app.call('closeToken');
  expect((await app.ready()).openToken).toBeNull();
  expect(await app.call('copyCode')).toMatchObject({ ok: false });
  await app.call('openToken', { tokenId: id });
  await app.call('copyCode');
  expect(app.copied).toEqual([(await app.ready()).openToken?.code]);
});
