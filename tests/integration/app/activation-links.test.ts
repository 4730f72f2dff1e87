/** A link from the mail is kept until the page can offer it, and does nothing by itself. */
import { expect, test } from 'vitest';
import { activationLink } from '../../../shared/brand.ts';
import { scene, tokenSetUp } from '../../fakes/app/scene.ts';

const ids = { serviceId: '10010017', userId: '7K2M9QX4TB' };
const gatherMs = 300;

test('a link that came while the app is locked is offered once it is unlocked', async () => {
  const { app } = await tokenSetUp(await scene());
  await app.call('changePasscode', { current: null, next: '482915' });
  app.lock();
  app.openLink(activationLink(ids));
  expect(await app.state()).not.toHaveProperty('link');
  await app.call('unlock', { passcode: '482915' });
  expect((await app.ready()).link).toEqual({ number: 1, ids });
});

test('a link leaves the code that is shown, the tokens and the requests as they are', async () => {
  const { app } = await tokenSetUp(await scene());
  const { link: _before, ...before } = await app.ready();
  app.openLink(activationLink(ids));
  const { link, ...after } = await app.ready();
  expect(after).toEqual(before);
  expect(link?.ids).toEqual(ids);
});

test('of a thousand links only the last counts, and the page hears of them once', async () => {
  const from = await scene();
  const app = await from.startApp();
  app.states.length = 0;
  for (let count = 1; count < 1000; count += 1) app.openLink(`desktop-token:${'x'.repeat(count)}`);
  app.openLink(activationLink(ids));
  from.time.now += gatherMs;
  expect(app.tick()).toBe(1);
  expect(app.states).toHaveLength(1);
  expect((await app.ready()).link).toEqual({ number: 1000, ids });
});

test('a link that came after the one that is answered stays', async () => {
  const app = await (await scene()).startApp();
  app.openLink('desktop-token:');
  app.openLink(activationLink(ids));
  await app.call('finishLink', { number: 1 });
  expect((await app.ready()).link).toEqual({ number: 2, ids });
  await app.call('finishLink', { number: 2 });
  expect((await app.ready()).link).toBeNull();
});
