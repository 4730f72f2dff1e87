/** An app in an AppImage, an institution, and a server that hands out a newer version, well or badly. */
import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync, readdirSync, statSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { expect, onTestFinished, vi } from 'vitest';
import { createInstaller } from '../../../electron/adapters/update/installer.ts';
import type { UpdatesAllowed } from '../../../electron/use-cases/update/updates.ts';
import type { AppRelease } from '../../../shared/protocol-values.ts';
import { temporaryFolder } from '../folder.ts';
import { appRelease } from '../samples.ts';
import { startApp } from './app.ts';
import { input } from './hostile-scene.ts';
import { startHostileServer } from './hostile-server.ts';
import { createIssuer, publicHalf } from './issuer.ts';
import type { KeyPair } from './issuer.ts';
import { fakeSafeStorage } from './key-store.ts';

export const oldBytes = Buffer.from('the version that runs');
/** Many pieces for a line, and no time for a test. */
export const newBytes = Buffer.alloc(3_000_000, 'a newer version of the app ');

/** For a machine with other work too. */
export const patience = { timeout: 30_000 };

type Answer = (request: IncomingMessage, response: ServerResponse) => unknown;

/** Everything as a good server of files has it. */
export const wholeOrRest: Answer = (request, response) => {
  const from = Number(/^bytes=(\d+)-$/.exec(request.headers.range ?? '')?.[1] ?? 0);
  const part = newBytes.subarray(from);
  if (from > 0) {
    const range = `bytes ${from}-${newBytes.length - 1}/${newBytes.length}`;
    response.writeHead(206, { 'content-range': range });
  }
  response.end(part);
};

/** Breaks off after so many bytes of what was asked for. */
export const breakOffAfter =
  (bytes: number): Answer =>
  (_request, response) => {
    response.writeHead(200, { 'content-length': newBytes.length });
    response.write(newBytes.subarray(0, bytes), () => response.destroy());
  };

async function fileServer() {
  const asked: (string | undefined)[] = [];
  const headers: IncomingMessage['headers'][] = [];
  let answer: Answer = wholeOrRest;
  const server = createServer((request, response) => {
    asked.push(request.headers.range);
    headers.push(request.headers);
    answer(request, response);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const close = () =>
    new Promise<void>((resolve) => {
      server.closeAllConnections();
      server.close(() => resolve());
    });
  onTestFinished(close);
  return {
    /** The range of each request, undefined for the whole. */
    asked,
    headers,
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/app-0.2.0.AppImage`,
    answers(how: Answer): void {
      answer = how;
    },
    close,
  };
}

export type UpdateScene = Awaited<ReturnType<typeof updateScene>>;

export async function updateScene() {
  const issuer = await createIssuer();
  const bank = await startHostileServer(issuer);
  onTestFinished(bank.close);
  const files = await fileServer();
  const folder = temporaryFolder();
  const dataFolder = join(folder, 'data');
  mkdirSync(dataFolder);
  const place = join(folder, 'Desktop Token.AppImage');
  writeFileSync(place, oldBytes, { mode: 0o755 });
  vi.stubEnv('APPIMAGE', place);
  onTestFinished(() => void vi.unstubAllEnvs());
  const { safeStorage } = fakeSafeStorage({ api: 'sync' });
  const time = { now: Date.now() };
  const disk = { free: 1e12 };
  let seq = 100;
  /** What was started when the app ended, in turn. */
  const ended: (string | undefined)[] = [];

  const file = (bytes: Buffer = newBytes) => ({
    url: files.url,
    size: bytes.length,
    sha512: createHash('sha512').update(bytes).digest('base64'),
  });

  const scene = {
    issuer,
    bank,
    files,
    folder,
    place,
    time,
    disk,
    ended,
    file,

    /** From now on the list says this of the app; `undefined` for nothing. */
    lists(app: AppRelease | undefined, how: { seq?: number; root?: KeyPair } = {}): void {
      seq = how.seq ?? seq + 1;
      const list = { seq, ...(app === undefined ? {} : { app }) };
      const root = issuer.keys.root;
      bank.misbehave('/directory.jws', async ({ response }) => {
        if (how.root) issuer.keys.root = how.root;
        const jws = await issuer.directory(bank.url, list);
        issuer.keys.root = root;
        response.setHeader('content-type', 'application/jose').end(jws);
      });
    },

    release: (change: Partial<AppRelease> = {}): AppRelease =>
      appRelease({ platforms: { 'linux-x64': file() }, ...change }),

    async start(how: { updatesAllowed?: UpdatesAllowed; installed?: 'byMsi' } = {}) {
      const installer = createInstaller({
        installation: how.installed ? { kind: 'fixed' } : { kind: 'appImage', place },
        folder: join(dataFolder, 'update'),
        publishers: { windows: [], macos: false },
        appName: 'Desktop Token',
        appVersion: '0.0.0',
        arch: 'x64',
        fetching: { fetch, allowLoopback: true, freeBytes: () => Promise.resolve(disk.free) },
        quit: (next) => ended.push(next),
      });
      const app = await startApp({
        folder: dataFolder,
        safeStorage,
        roots: [publicHalf(issuer.keys.root)],
        directoryUrl: `${bank.url}/directory.jws`,
        now: () => time.now,
        ...(installer ? { installer } : {}),
        ...(how.updatesAllowed ? { policy: { updates: how.updatesAllowed } } : {}),
      });
      onTestFinished(() => app.close());
      const update = async () => (await app.state()).view.update;
      return {
        ...app,
        update,
        /** Of a new token, on the screen. */
        async showCode(): Promise<string> {
          expect(await app.call('activate', input)).toMatchObject({ ok: true });
          const tokenId = (await app.ready()).tokens[0]?.id ?? '';
          await app.call('finishIntroduction', { tokenId });
          expect(await app.call('openToken', { tokenId })).toMatchObject({ ok: true });
          return (await app.ready()).openToken?.code ?? '';
        },
        /** Waits until the update has come to this step, and gives it back. */
        async reaches(step: string) {
          await expect.poll(async () => (await update()).step, patience).toBe(step);
          return update();
        },
      };
    },

    /** What lies where updates are fetched. */
    fetched(): string[] {
      try {
        return readdirSync(join(dataFolder, 'update'), { recursive: true, encoding: 'utf8' })
          .filter((name) => statSync(join(dataFolder, 'update', name)).isFile())
          .toSorted();
      } catch {
        return [];
      }
    },

    installed: (): Buffer => readFileSync(place),
  };
  return scene;
}
