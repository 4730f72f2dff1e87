/** What a list of thousands costs the start: counted in what is read and parsed, never in time. */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, onTestFinished, test, vi } from 'vitest';
import { startApp } from '../../fakes/app/app.ts';
import { input } from '../../fakes/app/hostile-scene.ts';
import { startHostileServer } from '../../fakes/app/hostile-server.ts';
import { createIssuer, publicHalf } from '../../fakes/app/issuer.ts';
import { fakeSafeStorage } from '../../fakes/app/key-store.ts';
import { temporaryFolder } from '../../fakes/folder.ts';

/** A PC with a token of one institution among so many, whose list was fetched and proved. */
async function pcWithToken(institutions: number) {
  const issuer = await createIssuer();
  const server = await startHostileServer(issuer);
  onTestFinished(server.close);
  const others = Array.from({ length: institutions - 1 }, (_, index) => ({
    ...issuer.entry(server.url),
    serviceId: String(20_000_000 + index),
    hours: { ja: 'あ'.repeat(60), en: 'Weekdays' },
  }));
  const listed = [...others, issuer.entry(server.url)];
  const jws = await issuer.directory(server.url, { institutions: listed });
  server.misbehave('/directory.jws', ({ response }) => response.end(jws));
  const folder = temporaryFolder();
  const { safeStorage } = fakeSafeStorage({ api: 'sync' });
  const start = async (roots = [publicHalf(issuer.keys.root)]) => {
    const directoryUrl = `${server.url}/directory.jws`;
    const app = await startApp({ folder, safeStorage, roots, directoryUrl, now: Date.now });
    onTestFinished(() => app.close());
    return app;
  };
  const app = await start();
  expect(await app.call('activate', input)).toMatchObject({ ok: true });
  await app.backgroundSync();
  app.close();
  return { issuer, server, start, copyPath: join(folder, 'directory.jws') };
}

/** How many characters of JSON are parsed meanwhile. */
async function parsedWhile(work: () => Promise<unknown>): Promise<number> {
  const parse = vi.spyOn(JSON, 'parse');
  try {
    await work();
    return parse.mock.calls.reduce((sum, [text]) => sum + text.length, 0);
  } finally {
    parse.mockRestore();
  }
}

type App = Awaited<ReturnType<typeof startApp>>;

/** A start to its first code, and what is done once it is there. */
async function startToCode(start: () => Promise<App>): Promise<App> {
  const app = await start();
  const [token] = (await app.ready()).tokens;
  await app.call('openToken', { tokenId: token?.id ?? '' });
  expect((await app.ready()).openToken?.code).toMatch(/^\d{6}$/);
  await app.backgroundSync();
  return app;
}

test('a start parses no more of a list of 5,000 institutions than of a list of one', async () => {
  const [alone, crowd] = [await pcWithToken(1), await pcWithToken(5000)];
  const little = await parsedWhile(() => startToCode(alone.start));
  const much = await parsedWhile(() => startToCode(crowd.start));
  expect(little).toBeGreaterThan(0);
  // Numbers of more digits, and nothing else.
  expect(much).toBeLessThan(little * 1.1);
});

test('the other institutions are found as soon as somebody asks for one', async () => {
  const { start } = await pcWithToken(50);
  const app = await startToCode(start);
  const check = { ...input, serviceId: '20000048' };
  expect(await app.call('checkActivationInput', check)).toMatchObject({
    ok: true,
    value: { institution: { serviceId: '20000048' }, isUnknown: false },
  });
  const nobody = { ...input, serviceId: '29999999' };
  expect(await app.call('checkActivationInput', nobody)).toMatchObject({
    value: { institution: null, isUnknown: true },
  });
});

test('what was kept serves no app that trusts another root', async () => {
  const { start } = await pcWithToken(1);
  const stranger = publicHalf((await createIssuer()).keys.root);
  expect((await start([stranger])).directory.issuedAt()).toBe(0);
});

test('nor where the list on the disk is another: that one is read, and proved', async () => {
  const { issuer, server, start, copyPath } = await pcWithToken(1);
  const tel = '0120-000-999';
  const institutions = [{ ...issuer.entry(server.url), tel }];
  writeFileSync(copyPath, await issuer.directory(server.url, { institutions }));
  expect((await start()).directory.find(issuer.serviceId)).toMatchObject({ tel });
});

test('a list spoilt in its middle is none as soon as it is read, and codes are shown all the same', async () => {
  const { start, copyPath } = await pcWithToken(50);
  const list = readFileSync(copyPath, 'utf8');
  writeFileSync(copyPath, `${list.slice(0, 1000)}AAAA${list.slice(1004)}`);
  const app = await startToCode(start);
  expect(app.directory.issuedAt()).toBeGreaterThan(0);
  await app.directory.readWhole();
  expect(app.directory.issuedAt()).toBe(0);
  await app.backgroundSync();
  expect(app.directory.issuedAt()).toBeGreaterThan(0);
});

test('with a passcode the locked screen names institutions by the whole list, as nothing sealed is at hand', async () => {
  const { start, copyPath } = await pcWithToken(50);
  const app = await start();
  const next = '739146';
  expect(await app.call('changePasscode', { current: null, next })).toMatchObject({ ok: true });
  app.close();
  const whole = readFileSync(copyPath, 'utf8').length / 2;
  let again = app;
  const parsed = await parsedWhile(async () => {
    again = await start();
  });
  expect(parsed).toBeGreaterThan(whole);
  expect((await again.state()).status).toBe('locked');
  expect(again.directory.issuedAt()).toBeGreaterThan(0);
});
