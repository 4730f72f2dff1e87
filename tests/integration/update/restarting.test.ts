/** The restart into a newer version: by the customer's word alone, never while the app is needed, whole or not at all. */
import { mkdirSync, readFileSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect, test } from 'vitest';
import { input } from '../../fakes/app/hostile-scene.ts';
import { newBytes, oldBytes, patience, updateScene } from '../../fakes/app/update-scene.ts';
import type { UpdateScene } from '../../fakes/app/update-scene.ts';

type App = Awaited<ReturnType<UpdateScene['start']>>;

async function fetched(from: UpdateScene): Promise<App> {
  from.lists(from.release());
  const app = await from.start();
  await app.backgroundSync();
  await app.reaches('ready');
  return app;
}

/** Answers to an activation that come only when they are let go. */
function holdAnswers(from: UpdateScene) {
  let letGo = () => {};
  let arrive = () => {};
  const held = new Promise<void>((resolve) => {
    letGo = resolve;
  });
  const there = new Promise<void>((resolve) => {
    arrive = resolve;
  });
  from.bank.misbehave('/activations', async ({ response, right }) => {
    arrive();
    await held;
    response.setHeader('content-type', 'application/jose').end(await right());
  });
  return { there, letGo };
}

test('agreed to, the new version lies in the place of the old one, under its name, and is started', async () => {
  const from = await updateScene();
  const app = await fetched(from);
  expect(await app.call('restartToUpdate')).toMatchObject({ ok: true });
  app.tick();
  await expect.poll(() => from.ended, patience).toEqual([from.place]);
  expect(from.installed()).toEqual(newBytes);
  expect(statSync(from.place).mode & 0o777).toBe(0o755);
  expect(readdirSync(dirname(from.place)).toSorted()).toEqual(['Desktop Token.AppImage', 'data']);
  expect(await app.update()).toMatchObject({ step: 'restarting' });
});

test('unless the customer says so there is no restart, however long it waits', async () => {
  const from = await updateScene();
  const app = await fetched(from);
  from.time.now += 30 * 86_400_000;
  app.tick();
  await app.backgroundSync();
  expect(from.ended).toEqual([]);
  expect(from.installed()).toEqual(oldBytes);
});

test('with a code on the screen it is refused', async () => {
  const from = await updateScene();
  const app = await fetched(from);
  await app.showCode();
  expect(await app.call('restartToUpdate')).toMatchObject({ ok: false, code: 'busy' });
  app.tick();
  expect(from.ended).toEqual([]);
});

test('a minute after the code was seen last it restarts, and not before', async () => {
  const from = await updateScene();
  const app = await fetched(from);
  await app.showCode();
  await app.call('coverCode', { covered: true });
  const coveredAt = from.time.now;
  expect(await app.call('restartToUpdate')).toMatchObject({ ok: true });
  expect(await app.update()).toMatchObject({ step: 'ready', restartAt: coveredAt + 60_000 });
  from.time.now += 59_000;
  app.tick();
  expect(from.ended).toEqual([]);
  from.time.now += 1_000;
  app.tick();
  await expect.poll(() => from.ended, patience).toEqual([from.place]);
});

test('whoever goes back to the code has not agreed any more', async () => {
  const from = await updateScene();
  const app = await fetched(from);
  await app.showCode();
  await app.call('coverCode', { covered: true });
  await app.call('restartToUpdate');
  await app.call('coverCode', { covered: false });
  expect(await app.update()).toMatchObject({ step: 'ready', restartAt: null });
  from.time.now += 120_000;
  app.tick();
  expect(from.ended).toEqual([]);
  expect(from.installed()).toEqual(oldBytes);
});

test('while a token is being asked for there is no restart', async () => {
  const from = await updateScene();
  const app = await fetched(from);
  const { there, letGo } = holdAnswers(from);
  const asked = app.call('activate', input);
  await there;
  expect(await app.call('restartToUpdate')).toMatchObject({ ok: false, code: 'busy' });
  letGo();
  expect(await asked).toMatchObject({ ok: true });
  expect(from.ended).toEqual([]);
});

test('a token that is asked for after the customer agreed comes first', async () => {
  const from = await updateScene();
  const app = await fetched(from);
  await app.showCode();
  await app.call('coverCode', { covered: true });
  await app.call('restartToUpdate');
  from.time.now += 60_000;
  const { there, letGo } = holdAnswers(from);
  const asked = app.call('activate', { ...input, userId: 'ABCDE12345' });
  await there;
  app.tick();
  expect(from.ended).toEqual([]);
  expect(await app.update()).toMatchObject({ step: 'ready', restartAt: null });
  letGo();
  await asked;
});

test('where it can’t be put in place it is a sentence, and the old version stays and goes on', async () => {
  const from = await updateScene();
  const app = await fetched(from);
  mkdirSync(`${from.place}.new`);
  await app.call('restartToUpdate');
  app.tick();
  expect(await app.reaches('failed')).toMatchObject({ code: 'update-not-installed' });
  expect(from.ended).toEqual([]);
  expect(from.installed()).toEqual(oldBytes);
  expect((await app.ready()).status).toBe('ready');
  rmSync(`${from.place}.new`, { recursive: true });
  await app.call('fetchUpdate');
  await app.reaches('ready');
  await app.call('restartToUpdate');
  app.tick();
  await expect.poll(() => from.ended, patience).toEqual([from.place]);
});

test('what was changed on the disk after it was fetched is not started', async () => {
  const from = await updateScene();
  const app = await fetched(from);
  const folder = join(from.folder, 'data/update');
  for (const name of from.fetched().filter((each) => each.endsWith('.AppImage'))) {
    const bytes = readFileSync(join(folder, name));
    bytes[1000] = (bytes[1000] ?? 0) ^ 1;
    writeFileSync(join(folder, name), bytes);
  }
  await app.call('restartToUpdate');
  app.tick();
  expect(await app.reaches('failed')).toMatchObject({ code: 'update-not-installed' });
  expect(from.installed()).toEqual(oldBytes);
  expect(from.ended).toEqual([]);
});
