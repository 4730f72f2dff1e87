/** What a list of thousands costs the start: counted in what is read and parsed, never in time. */
import { copyFileSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, onTestFinished, test, vi } from 'vitest';
import { startApp } from '../../fakes/app/app.ts';
import { input } from '../../fakes/app/hostile-scene.ts';
import { startHostileServer } from '../../fakes/app/hostile-server.ts';
import { createIssuer, publicHalf } from '../../fakes/app/issuer.ts';
import { fakeSafeStorage } from '../../fakes/app/key-store.ts';
import { tamper } from '../../fakes/app/vault.ts';
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
  return { issuer, server, start, folder, copyPath: join(folder, 'directory.jws') };
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

const passcode = '739146';
const unlock = (app: App) => app.call('unlock', { passcode });

/** The same with a passcode, set in a start that knew the list by what was kept of it. */
async function lockedPc(institutions: number) {
  const pc = await pcWithToken(institutions);
  const app = await pc.start();
  expect(await app.call('changePasscode', { current: null, next: passcode })).toMatchObject({
    ok: true,
  });
  app.close();
  return { ...pc, vaultPath: join(pc.folder, 'vault.db') };
}

async function lockedState(app: App) {
  const state = await app.state();
  if (state.status !== 'locked') throw new Error(state.status);
  return state;
}

test('nor does a locked start, from the screen that names the institutions to the code behind it', async () => {
  const [alone, crowd] = [await lockedPc(1), await lockedPc(5000)];
  const toCode = (start: () => Promise<App>) =>
    parsedWhile(() =>
      startToCode(async () => {
        const app = await start();
        expect((await lockedState(app)).unsealed).toHaveLength(1);
        expect(app.directory.issuedAt()).toBeGreaterThan(0);
        expect(await unlock(app)).toMatchObject({ ok: true });
        return app;
      }),
    );
  const little = await toCode(alone.start);
  const much = await toCode(crowd.start);
  expect(little).toBeGreaterThan(0);
  expect(much).toBeLessThan(little * 1.1);
});

test('the locked screen has what was proved of an institution, whatever stands outside the seal', async () => {
  const { start, vaultPath } = await lockedPc(50);
  tamper(vaultPath, "UPDATE token SET institution = replace(institution, '0120-000-111', '110')");
  const [unsealed] = (await lockedState(await start())).unsealed;
  expect(unsealed?.institution.tel).toBe('0120-000-111');
});

test('what was kept for the locked screen under another passcode serves it no more', async () => {
  const { start, vaultPath } = await lockedPc(50);
  const before = join(temporaryFolder(), 'before.db');
  copyFileSync(vaultPath, before);
  const app = await start();
  await unlock(app);
  const next = '628517';
  expect(await app.call('changePasscode', { current: passcode, next })).toMatchObject({ ok: true });
  app.close();
  const parsedByStart = () => parsedWhile(async () => (await start()).close());
  const last = await parsedByStart();
  const place = "setting WHERE key = 'directory-excerpt-while-locked'";
  tamper(
    vaultPath,
    `ATTACH '${before}' AS before; DELETE FROM main.${place};
    INSERT INTO main.setting SELECT * FROM before.${place}`,
  );
  expect(last).toBeLessThan(5000);
  expect(await parsedByStart()).toBeGreaterThan(last * 2);
});

test('with the passcode given nothing goes by what the locked screen had: without a better seal the list is read', async () => {
  const { start, vaultPath } = await lockedPc(50);
  tamper(vaultPath, "DELETE FROM setting WHERE key = 'directory-excerpt'");
  const app = await start();
  expect(app.directory.excerptFor(['20000048'])).toBeNull();
  await unlock(app);
  expect(app.directory.excerptFor(['20000048'])?.entries).toHaveLength(1);
});
