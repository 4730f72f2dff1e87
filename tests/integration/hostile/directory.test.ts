/** Lists of institutions that came, and are not what an app can read; and the largest that it must. */
import { execFileSync } from 'node:child_process';
import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { openDirectory } from '../../../electron/adapters/institution/directory.ts';
import { maxLogoBytes } from '../../../shared/logo.ts';
import type { Logo } from '../../../shared/logo.ts';
import { joseContentType, maxDirectoryBytes, messageType } from '../../../shared/protocol.ts';
import { hostileScene, input } from '../../fakes/app/hostile-scene.ts';
import { createIssuer, newKeyPair, publicHalf } from '../../fakes/app/issuer.ts';
import type { Issuer } from '../../fakes/app/issuer.ts';
import { onScreen } from '../../fakes/app/on-screen.ts';
import { temporaryFolder } from '../../fakes/folder.ts';

const url = 'https://akagi.example';

/** So many institutions, of about 830 bytes each. */
function entries(issuer: Issuer, count: number): object[] {
  return Array.from({ length: count }, (_, index) => ({
    ...issuer.entry(url),
    serviceId: String(20_000_000 + index),
    hours: { ja: 'あ'.repeat(60), en: 'Weekdays' },
  }));
}

/** The app asks for an institution that it does not know, so it fetches the list: this one. */
async function answeredWith(body: string, how: { status?: number; type?: string } = {}) {
  const scene = await hostileScene();
  scene.server.misbehave('/directory.jws', ({ response }) => {
    response.writeHead(how.status ?? 200, { 'content-type': how.type ?? joseContentType });
    response.end(body);
  });
  const reply = await scene.app.call('activate', { ...input, serviceId: '20004999' });
  return { ...scene, reply };
}

type Make = (issuer: Issuer) => Promise<string>;

describe('a list that can’t be read says so by its own number', () => {
  test.each<[string, Make]>([
    ['by a stranger', async (issuer) => signedBy(await newKeyPair('root-1', 'ES256'), issuer)],
    [
      'by a root that this app does not know',
      async (issuer) => signedBy(await newKeyPair('root-9', 'ES256'), issuer),
    ],
    ['as another kind of message', async (issuer) => issuer.time('A'.repeat(22))],
    ['no JSON', (issuer) => issuer.sign(messageType.directory, '{', issuer.keys.root)],
    ['without a number', (issuer) => issuer.directory(url, { seq: undefined })],
    ['with a number below one', (issuer) => issuer.directory(url, { seq: 0 })],
    ['without an end', (issuer) => issuer.directory(url, { exp: undefined })],
    ['that ends before it begins', (issuer) => issuer.directory(url, { iat: 2000, exp: 1000 })],
    ['in milliseconds', (issuer) => issuer.directory(url, { iat: 1.5, exp: 2e15 })],
    ['without an institution', (issuer) => issuer.directory(url, { institutions: [] })],
    [
      'with 10,001 institutions',
      (issuer) => issuer.directory(url, { institutions: Array(10_001).fill(0) }),
    ],
  ])('%s', async (_name, make) => {
    const scene = await hostileScene();
    const body = await make(scene.issuer);
    scene.server.misbehave('/directory.jws', ({ response }) => response.end(body));
    const reply = await scene.app.call('activate', { ...input, serviceId: '20004999' });
    expect(reply).toMatchObject({ ok: false, code: 'directory-unreadable' });
    expect(onScreen(reply)).toContain('E115');
    expect(onScreen(reply)).toContain('金融機関の一覧を読み取れない');
    expect(onScreen(reply, 'en')).toContain('The list of institutions cannot be read');
    // The list from before serves as it did.
    scene.server.behave();
    expect(await scene.app.call('activate', input)).toMatchObject({ ok: true });
  });
});

async function signedBy(root: Issuer['keys']['root'], issuer: Issuer): Promise<string> {
  const iat = Math.floor(Date.now() / 1000);
  const list = { seq: 99, iat, exp: iat + 86_400, institutions: [issuer.entry(url)] };
  return issuer.sign(messageType.directory, list, root);
}

describe('what is no list at all is a fault of the network', () => {
  test.each<[string, string, { status?: number; type?: string }]>([
    ['a hotel’s log-in page', '<html><form>部屋番号</form></html>', { type: 'text/html' }],
    ['one word', 'garbage', {}],
    ['nothing', '', {}],
    ['not found', 'not found', { status: 404, type: 'text/plain' }],
  ])('%s', async (_name, body, how) => {
    const { reply } = await answeredWith(body, how);
    expect(reply).toMatchObject({ ok: false, code: 'offline' });
  });
});

test.each<[string, number, { logo?: Logo }]>([
  ['5,000 institutions in 4 MiB', 5000, {}],
  ['5,000 institutions with small logos', 5000, { logo: logoOf(320) }],
  ['500 institutions with the largest logos', 500, { logo: logoOf(maxLogoBytes) }],
])('%s are a list like any other', async (_name, count, change) => {
  const { issuer, server, app } = await hostileScene();
  const others = entries(issuer, count - 1).map((entry) => ({ ...entry, ...change }));
  const list = { institutions: [issuer.entry(server.url), ...others] };
  expect(Buffer.byteLength(JSON.stringify(list))).toBeGreaterThan(4 * 1024 * 1024);
  const jws = await issuer.directory(server.url, list);
  expect(jws.length).toBeLessThan(maxDirectoryBytes);
  server.misbehave('/directory.jws', ({ response }) => response.end(jws));
  const check = { ...input, serviceId: String(20_000_000 + count - 2) };
  const last = await app.call('checkActivationInput', check);
  expect(last).toMatchObject({ ok: true, value: { isUnknown: true } });
  await app.backgroundSync();
  expect(await app.call('checkActivationInput', check)).toMatchObject({
    value: { institution: { serviceId: check.serviceId, ...change } },
  });
  expect(await app.call('activate', input)).toMatchObject({ ok: true });
});

/** A drawing of so many bytes. */
function logoOf(bytes: number): Logo {
  const [before, after] = [
    "<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 9 9'><path d='M",
    "z'/></svg>",
  ];
  return {
    type: 'image/svg+xml',
    data: `${before}${'0 '.repeat(bytes)}`.slice(0, bytes - after.length) + after,
  };
}

test('of a list with one bad entry the others work, and that number is unknown', async () => {
  const { issuer, server, app } = await hostileScene();
  const [bad = {}] = entries(issuer, 1);
  const institutions = [{ ...bad, mark: '赤城信' }, issuer.entry(server.url)];
  const jws = await issuer.directory(server.url, { institutions });
  server.misbehave('/directory.jws', ({ response }) => response.end(jws));
  await app.backgroundSync();
  const asked = await app.call('activate', { ...input, serviceId: '20000000' });
  expect(asked).toMatchObject({ ok: false, code: 'unknown-service' });
  expect(app.events).toContain('directory-entry-refused');
  expect(await app.call('activate', input)).toMatchObject({ ok: true });
});

test('an institution that has left the list: its code is shown, with the date and whom to ask, until it is back', async () => {
  const { issuer, server, app } = await hostileScene();
  expect(await app.call('activate', input)).toMatchObject({ ok: true });
  const [token] = (await app.ready()).tokens;
  expect(token?.unlistedSince).toBeNull();
  const tokenId = token?.id ?? '';
  const iat = Math.floor(Date.now() / 1000);
  const without = await issuer.directory(server.url, { iat, institutions: entries(issuer, 1) });
  server.misbehave('/directory.jws', ({ response }) => response.end(without));
  await app.backgroundSync();
  expect((await app.ready()).tokens).toMatchObject([
    { condition: 'usable', unlistedSince: iat * 1000 },
  ]);
  await app.call('openToken', { tokenId });
  expect((await app.ready()).openToken?.code).toMatch(/^\d{6}$/);
  const status = await app.call('checkTokenStatus', { tokenId });
  expect(status).toMatchObject({ ok: false, code: 'institution-unlisted' });
  expect(onScreen(status)).toContain('番号は、これまでどおり表示できます');
  server.behave();
  await app.backgroundSync();
  expect((await app.ready()).tokens).toMatchObject([{ unlistedSince: null }]);
});

describe('the copy on the disk is not secret, so whatever it is, the app starts and fetches another', () => {
  test.each<[string, (path: string) => void]>([
    ['is a folder', (path) => mkdirSync(path)],
    ['is a pipe', (path) => execFileSync('mkfifo', [path])],
    ['leads nowhere', (path) => symlinkSync('/nonexistent', path)],
    ['leads to itself', (path) => symlinkSync(path, path)],
    ['is empty', (path) => writeFileSync(path, '')],
    ['is garbage', (path) => writeFileSync(path, 'garbage')],
    ['is no text', (path) => writeFileSync(path, Buffer.alloc(1000, 0xff))],
    ['is too long', (path) => writeFileSync(path, 'A'.repeat(maxDirectoryBytes + 1))],
  ])('%s', async (_name, spoil) => {
    const issuer = await createIssuer();
    const cachePath = join(temporaryFolder(), 'directory.jws');
    spoil(cachePath);
    const body = await issuer.directory(url);
    const directory = openDirectory({
      roots: [publicHalf(issuer.keys.root)],
      paths: [],
      cachePath,
      url: 'https://directory.example/directory.jws',
      http: async () => ({ status: 200, contentType: joseContentType, body }),
      now: Date.now,
      log: () => 0,
    });
    await directory.readWhole();
    expect(directory.find(issuer.serviceId)).toBeUndefined();
    await directory.refresh();
    expect(directory.find(issuer.serviceId)).toEqual(issuer.entry(url));
  });
});
