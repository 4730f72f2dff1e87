/** What an institution has set on a PC, as the app's main process holds to it whatever its page asks. */
import { expect, test } from 'vitest';
import { scene, tokenSetUp } from '../../fakes/app/scene.ts';

const passcode = '271828';
const refused = { ok: false, code: 'set-by-institution' };

/** A customer with a token, on whose PC an institution sets something before the next start. */
async function withPolicy(policy: Record<string, unknown>) {
  const from = await scene();
  const { app: before, tokenId } = await tokenSetUp(from);
  before.close();
  const app = await from.startApp({ policy });
  return { from, app, tokenId };
}

test('a code that must not be copied is shown, and copied for nobody', async () => {
  const { app } = await withPolicy({ copyingAllowed: false });
  const { openToken, view } = await app.ready();
  expect(openToken?.code).toMatch(/^[0-9]{6}$/);
  expect(view.bound).toEqual(['copying']);
  expect(await app.call('copyCode')).toMatchObject(refused);
  expect(app.copied).toEqual([]);
});

test('with copying allowed by name nothing is taken away', async () => {
  const { app } = await withPolicy({ copyingAllowed: true });
  expect((await app.ready()).view.bound).toEqual([]);
  expect(await app.call('copyCode')).toMatchObject({ ok: true });
});

test('where a passcode is required no code is shown before there is one, and it stays', async () => {
  const { app, tokenId } = await withPolicy({ passcodeRequired: true });
  expect((await app.ready()).openToken).toBeNull();
  expect(await app.call('openToken', { tokenId })).toMatchObject({ code: 'passcode-required' });
  await app.call('changePasscode', { current: null, next: passcode });
  expect(await app.call('openToken', { tokenId })).toMatchObject({ ok: true });
  expect((await app.ready()).passcode).toMatchObject({ isSet: true, isRequired: true });
  const removed = await app.call('changePasscode', { current: passcode, next: null });
  expect(removed).toMatchObject({ ok: false, code: 'passcode-required' });
});

test('the app locks after the institution’s minutes, whatever the customer chooses or has chosen', async () => {
  const { app } = await withPolicy({ autoLockMinutes: 2 });
  await app.call('changePasscode', { current: null, next: passcode });
  expect(await app.call('changeSettings', { autoLockMinutes: 60 })).toMatchObject(refused);
  app.idle(119);
  expect((await app.state()).status).toBe('ready');
  app.idle(120);
  expect((await app.state()).status).toBe('locked');
});

test('the institution’s language is the state’s, and other settings stay the customer’s', async () => {
  const { app } = await withPolicy({ language: 'en' });
  expect(await app.call('changeSettings', { language: 'ja' })).toMatchObject(refused);
  expect(await app.call('changeSettings', { theme: 'dark' })).toMatchObject({ ok: true });
  expect((await app.ready()).view).toMatchObject({
    bound: ['language'],
    settings: { language: 'en', theme: 'dark' },
  });
});

test('with updates off the page of a newer version is not opened', async () => {
  const { app } = await withPolicy({ updates: 'off' });
  expect(await app.call('openReleaseNotes')).toMatchObject(refused);
  expect(app.opened).toEqual([]);
});

test('a bad value takes nothing from the customer, and the good one beside it counts', async () => {
  const { app } = await withPolicy({ copyingAllowed: 'no', passcodeRequired: 1, language: 'ja' });
  expect((await app.ready()).view.bound).toEqual(['language']);
  expect(await app.call('copyCode')).toMatchObject({ ok: true });
  expect(app.events).toContain('policy-refused-copyingAllowed');
  expect(app.events).toContain('policy-refused-passcodeRequired');
});

test('what the institution has set is gone with its policy', async () => {
  const { from, app } = await withPolicy({ copyingAllowed: false, autoLockMinutes: 1 });
  app.close();
  const again = await from.startApp();
  expect((await again.ready()).view).toMatchObject({
    bound: [],
    settings: { autoLockMinutes: 5 },
  });
  expect(await again.call('copyCode')).toMatchObject({ ok: true });
});
