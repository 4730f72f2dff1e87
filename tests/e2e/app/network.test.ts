/** The real app on networks as people have them: broken TLS, proxies, and security software that reads along. */
import { execFileSync } from 'node:child_process';
import {
  chownSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  rmSync,
  statSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { SecureContextOptions } from 'node:tls';
import { gzipSync } from 'node:zlib';
import { expect } from '@playwright/test';
import type { Page } from '@playwright/test';
import { projectFolder } from '../../../build/setup/setup.mjs';
import { joseContentType, messageType } from '../../../shared/protocol.ts';
import { startHostileServer } from '../../fakes/app/hostile-server.ts';
import type { HostileServer, Misbehave } from '../../fakes/app/hostile-server.ts';
import { createIssuer } from '../../fakes/app/issuer.ts';
import type { Issuer, KeyPair } from '../../fakes/app/issuer.ts';
import { startProxy } from '../../fakes/app/proxy.ts';
import type { Proxy, ProxyKind } from '../../fakes/app/proxy.ts';
import { createTestCa } from '../../fakes/app/test-ca.ts';
import type { TestCa } from '../../fakes/app/test-ca.ts';
import {
  activate,
  activationPassword,
  fillActivation,
  press,
  readCode,
  screen,
} from '../support/app.ts';
import { test } from '../support/launch.ts';
import type { Home, LaunchOptions } from '../support/launch.ts';

const day = 24 * 60 * 60 * 1000;
const userId = '7K3M9QX2TB';
const folder = mkdtempSync(join(tmpdir(), 'ca-'));
let ca: TestCa;
let root: KeyPair;
test.beforeAll(() => {
  ca = createTestCa(folder);
  const file = readFileSync(join(projectFolder, '.demo/vendor-root.json'), 'utf8');
  root = JSON.parse(file) as KeyPair;
});
test.afterAll(() => rmSync(folder, { recursive: true }));

/** Chromium on Linux takes the person's own CAs from here. */
function trustCa(home: Home): void {
  const database = join(home.path, '.pki', 'nssdb');
  mkdirSync(database, { recursive: true, mode: 0o700 });
  const certutil = (...args: string[]) =>
    execFileSync('certutil', ['-d', `sql:${database}`, ...args]);
  certutil('-N', '--empty-password');
  certutil('-A', '-t', 'C,,', '-n', 'test', '-i', ca.path);
  const { uid, gid } = statSync(home.path);
  for (const path of [join(home.path, '.pki'), database]) chownSync(path, uid, gid);
  for (const name of readdirSync(database)) chownSync(join(database, name), uid, gid);
}

type Institution = { issuer: Issuer; server: HostileServer; url: string };

type Server = {
  tls?: SecureContextOptions;
  /** Listed with https: and has no TLS. */
  isPlain?: boolean;
  misbehave?: Misbehave;
};

/** One institution at each of several addresses, all in one directory. */
async function institutionsAt(
  servers: Server[],
): Promise<{ all: Institution[]; directory: HostileServer; close: () => Promise<void> }> {
  const all: Institution[] = [];
  for (const [index, { tls, isPlain = false, misbehave }] of servers.entries()) {
    const issuer = await createIssuer({ root, serviceId: String(20_000_000 + index) });
    const server = await startHostileServer(issuer, tls === undefined ? {} : { tls });
    if (misbehave !== undefined) server.misbehave('/activations', misbehave);
    all.push({ issuer, server, url: isPlain ? server.url.replace('http:', 'https:') : server.url });
  }
  const vendor = await createIssuer({ root });
  const directory = await startHostileServer(vendor);
  directory.misbehave('/directory.jws', async ({ response }) => {
    const institutions = all.map(({ issuer, url }) => issuer.entry(url));
    response.end(await vendor.directory('', { institutions, seq: Math.floor(Date.now() / 1000) }));
  });
  const close = async () => {
    await Promise.all([...all.map(({ server }) => server.close()), directory.close()]);
  };
  return { all, directory, close };
}

async function send(page: Page, serviceId: string): Promise<void> {
  await fillActivation(page, { serviceId, userId });
  await press(page, '送信');
}

const sentences = {
  E201: '通信エラーが発生しました。',
  E202: '届いた返事が金融機関からのものと確かめられなかったため、中止しました。',
  E205: '安全な通信ができないため、中止しました。何も送っていません。',
} as const;

const jose = { 'content-type': joseContentType };
const says =
  (status: number, headers: Record<string, string>, body: string | Buffer = ''): Misbehave =>
  ({ response }) => {
    response.writeHead(status, headers).end(body);
  };

test('each fault of the network has its number and sentence, the window answers meanwhile, and a good try succeeds', async ({
  launch,
  home,
}) => {
  test.setTimeout(300_000);
  trustCa(home);
  const good = ca.issue();
  const old = (version: 'TLSv1' | 'TLSv1.1') => ({
    ...good,
    minVersion: version,
    maxVersion: version,
    ciphers: 'ALL@SECLEVEL=0',
  });
  const faults: [number: keyof typeof sentences, Server][] = [
    ['E205', { tls: ca.issue({ by: 'itself' }) }],
    ['E205', { tls: ca.issue({ by: 'unknown' }) }],
    ['E205', { tls: ca.issue({ from: Date.now() - 60 * day, until: Date.now() - day }) }],
    ['E205', { tls: ca.issue({ from: Date.now() + day, until: Date.now() + 60 * day }) }],
    ['E205', { tls: ca.issue({ names: 'DNS:other.example' }) }],
    ['E205', { tls: ca.issue({ names: 'IP:127.0.0.2' }) }],
    ['E205', { tls: ca.issue({ names: 'DNS:127.0.0.1' }) }],
    ['E205', { tls: old('TLSv1') }],
    ['E205', { tls: old('TLSv1.1') }],
    ['E205', { isPlain: true }],
    ['E201', { tls: good, misbehave: ({ response }) => response.destroy() }],
    ['E201', { tls: good, misbehave: says(302, { location: 'https://127.0.0.1:1/' }) }],
    [
      'E201',
      { tls: good, misbehave: says(200, { 'content-type': 'text/html' }, '<h1>Wi-Fi</h1>') },
    ],
    ['E201', { tls: good, misbehave: says(200, jose, 'A'.repeat(65_537)) }],
    [
      'E201',
      {
        tls: good,
        misbehave: says(
          200,
          { ...jose, 'content-encoding': 'gzip' },
          gzipSync(Buffer.alloc(64 * 1024 * 1024)),
        ),
      },
    ],
    ['E201', { tls: good, misbehave: halfBody }],
    ['E202', { tls: good, misbehave: says(200, jose, 'a.b.c.d.e') }],
  ];
  const { all, directory, close } = await institutionsAt([
    ...faults.map(([, fault]) => fault),
    { tls: good },
  ]);
  const { page } = await launch({ directoryUrl: `${directory.url}/directory.jws` });
  for (const [index, [number]] of faults.entries()) {
    await test.step(`${index} ${number}`, async () => {
      await send(page, String(20_000_000 + index));
      await expect(page.getByText(new RegExp(`${number}$`)).first()).toBeVisible();
      await expect(page.getByText(sentences[number]).first()).toBeVisible();
      // What is refused by its certificate was sent nothing.
      if (number === 'E205') expect(all[index]?.server.asked).toEqual([]);
      // It is sent again until the customer gives it up.
      await press(page, '戻る');
      await page.getByLabel('サービスID:').fill('');
      await press(page, '取り消す');
      await page.getByRole('dialog').getByRole('button', { name: '取り消す' }).click();
      await expect(page.getByRole('dialog')).toBeHidden();
    });
  }
  await activate(page, { serviceId: String(20_000_000 + faults.length), userId });
  expect(await readCode(page)).toMatch(/^[0-9]{6}$/);
  expect(all.flatMap(({ server }) => server.problems)).toEqual([]);
  await close();
});

async function halfBody({ response, right }: Parameters<Misbehave>[0]): Promise<void> {
  const answer = await right();
  response.writeHead(200, { ...jose, 'content-length': answer.length });
  response.write(answer.slice(0, 100), () => response.destroy());
}

test('a server that is silent does not keep the window from answering', async ({ launch }) => {
  const { all, directory, close } = await institutionsAt([{ misbehave: () => undefined }]);
  const { page } = await launch({ directoryUrl: `${directory.url}/directory.jws` });
  await send(page, '20000000');
  await expect.poll(() => all[0]?.server.asked).toContain('/issuer/activations');
  await press(page, '設定');
  await expect(screen(page, 'A08')).toBeVisible();
  await press(page, '戻る');
  await expect(screen(page, 'A01')).toBeVisible();
  // It still waits.
  await expect(page.getByText(/E201$/)).toHaveCount(0);
  // Twenty seconds is what one answer may take (electron/main.ts).
  await expect(page.getByText(/E201$/).first()).toBeVisible({ timeout: 40_000 });
  await close();
});

for (const route of ['/activations', '/confirmation']) {
  test(`killed while it waits for ${route}, the app goes on at the next start`, async ({
    launch,
  }) => {
    const { all, directory, close } = await institutionsAt([{}]);
    const directoryUrl = `${directory.url}/directory.jws`;
    const [institution] = all;
    institution?.server.misbehave(route, () => undefined);
    const asked = () => institution?.server.asked.filter((path) => path.endsWith(route)).length;
    for (let kill = 1; kill <= 3; kill += 1) {
      const { app, page } = await launch({ directoryUrl });
      if (kill === 1) await send(page, '20000000');
      await expect.poll(asked).toBe(kill);
      process.kill(await app.evaluate(() => process.pid), 'SIGKILL');
      await app.waitForEvent('close').catch(() => undefined);
    }
    institution?.server.behave();
    const { page } = await launch({ directoryUrl });
    await expect(screen(page, 'A03')).toBeVisible();
    await expect.poll(asked).toBe(4);
    await close();
  });
}

/** Everything beyond loopback, reached by names that only the proxy knows. */
async function behindProxy(kind: ProxyKind) {
  const issuer = await createIssuer({ root });
  const names = 'DNS:issuer.example,DNS:directory.example';
  const server = await startHostileServer(issuer, { tls: ca.issue({ names }) });
  const secrets: string[] = [];
  const directory = async ({ response }: Parameters<Misbehave>[0]) => {
    const institutions = [issuer.entry('https://issuer.example')];
    response.end(await issuer.directory('', { institutions, seq: Math.floor(Date.now() / 1000) }));
  };
  server.misbehave('/', async (exchange) => {
    const { request, response, body, right } = exchange;
    if (request.url === '/directory.jws') return directory(exchange);
    if (request.url?.endsWith('/activations') !== true) {
      return response.writeHead(200, jose).end(await right());
    }
    const asked = await issuer.open(body);
    const token = issuer.token(asked, body);
    secrets.push(token.otp.secret, Buffer.from(token.otp.secret, 'base64url').toString('hex'));
    const jws = await issuer.sign(messageType.token, token);
    return response.writeHead(200, jose).end(await issuer.seal(asked.deviceKey, jws));
  });
  const proxy = await startProxy({ kind, upstream: server.url, inspectWith: ca.issue({ names }) });
  const close = async () => {
    await proxy.close();
    await server.close();
  };
  return { proxy, server, secrets, close };
}

const through = (proxy: Proxy, how: 'fixed' | 'pac'): LaunchOptions => ({
  directoryUrl: 'https://directory.example/directory.jws',
  // On a GNOME desktop Chromium reads GNOME's settings; elsewhere these.
  args: ['--password-store=gnome-libsecret'],
  env: {
    XDG_CURRENT_DESKTOP: '',
    ...(how === 'fixed'
      ? { http_proxy: proxy.url, https_proxy: proxy.url }
      : { auto_proxy: proxy.pacUrl }),
  },
});

for (const [how, asks] of [
  ['fixed', ['CONNECT issuer.example:443']],
  ['pac', ['GET /proxy.pac', 'CONNECT issuer.example:443']],
] as const) {
  test(`the system's proxy is followed: ${how}`, async ({ launch, home }) => {
    trustCa(home);
    const { proxy, close } = await behindProxy('tunnel');
    const { page } = await launch(through(proxy, how));
    await activate(page, { serviceId: '10010017', userId });
    expect(await readCode(page)).toMatch(/^[0-9]{6}$/);
    expect(proxy.asked).toEqual(expect.arrayContaining([...asks]));
    await close();
  });
}

test('security software that opens TLS with a trusted CA sees neither password nor secret', async ({
  launch,
  home,
}) => {
  trustCa(home);
  const { proxy, secrets, close } = await behindProxy('inspect');
  const { page } = await launch(through(proxy, 'fixed'));
  await activate(page, { serviceId: '10010017', userId });
  expect(await readCode(page)).toMatch(/^[0-9]{6}$/);
  const seen = proxy.seen();
  expect(seen).toContain('/issuer/activations');
  expect(seen).toContain('/confirmation');
  expect(secrets).toHaveLength(2);
  for (const secret of [activationPassword, userId, ...secrets]) expect(seen).not.toContain(secret);
  await close();
});

test('a proxy that asks for a password is told as such', async ({ launch, home }) => {
  trustCa(home);
  const { proxy, server, close } = await behindProxy('tunnel');
  const first = await launch(through(proxy, 'fixed'));
  await expect(screen(first.page, 'A00')).toBeVisible();
  await expect.poll(() => server.asked).toContain('/directory.jws');
  proxy.askForPassword();
  await send(first.page, '10010017');
  await expect(first.page.getByText(/E204$/).first()).toBeVisible();
  const words =
    'このネットワークの中継装置（プロキシ）がパスワードを求めているため、通信できません。';
  await expect(first.page.getByText(words).first()).toBeVisible();
  await close();
});
