/** A bank, its customers and their PCs, all with one clock that is turned by hand. */
import { randomBytes } from 'node:crypto';
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { exportJWK, generateKeyPair } from 'jose';
import type { JWK } from 'jose';
import { onTestFinished } from 'vitest';
import { startBank } from '../../../bank/server.ts';
import type { BankOptions } from '../../../bank/server.ts';
import type { Http } from '../../../electron/adapters/institution/http.ts';
import { NamedKey } from '../../../shared/protocol.ts';
import { AppError } from '../../../shared/errors.ts';
import { startApp } from './app.ts';
import type { FakeApp } from './app.ts';
import { createCustomer } from './customer.ts';
import type { Customer } from './customer.ts';
import { temporaryFolder } from '../folder.ts';
import { ownPort } from '../port.ts';
import { fakeSafeStorage } from './key-store.ts';

export const activationPassword = '482915';
export const hour = 60 * 60 * 1000;
export const day = 24 * hour;

export type Scene = Awaited<ReturnType<typeof scene>>;
export type Network = (http: Http) => Http;
type Pair = JWK & { kid: string };

async function newPair(alg: 'ES256' | 'ECDH-ES'): Promise<Pair> {
  const { privateKey } = await generateKeyPair(alg, { crv: 'P-256', extractable: true });
  return { ...(await exportJWK(privateKey)), kid: randomBytes(6).toString('hex') };
}

const silent = { info: () => {}, error: () => {} };
const startAt = Date.UTC(2026, 10, 23, 3, 0, 0);
let template: Promise<string> | undefined;

/** A data folder with sample customers; hashing their passwords takes longer than most tests. */
async function makeTemplate(): Promise<string> {
  const dataDir = mkdtempSync(join(tmpdir(), 'desktop-token-scene-'));
  process.once('exit', () => rmSync(dataDir, { recursive: true, force: true }));
  const vendorRoot = await newPair('ES256');
  // A bank does not start before what it has recorded.
  const now = () => startAt;
  await (await startBank({ port: 0, dataDir, vendorRoot, now, log: silent })).close();
  return dataDir;
}

export async function scene(network?: Network) {
  const folder = temporaryFolder();
  const dataDir = join(folder, 'bank');
  cpSync(await (template ??= makeTemplate()), dataDir, { recursive: true });
  const roots = [await newPair('ES256'), await newPair('ES256')] as const;
  const time = { now: startAt, pcIsFastMs: 0 };
  const open = (port: number, vendorRoot: JWK = roots[0], more: Partial<BankOptions> = {}) =>
    startBank({
      port,
      dataDir,
      vendorRoot,
      now: () => time.now,
      log: silent,
      limits: {
        issuesPerCustomer: 1e9,
        activationsPerAddress: 1e9,
        statusesPerAddress: 1e9,
        statusesInAll: 1e9,
        timesPerAddress: 1e9,
        timesInAll: 1e9,
        activationsInAll: 1e9,
        logInsPerAddress: 1e9,
      },
      ...more,
    });
  const bank = { running: await open(await ownPort()), url: '' };
  bank.url = bank.running.url;
  onTestFinished(() => bank.running.close());
  const { safeStorage } = fakeSafeStorage({ api: 'sync' });
  const pcs = new Map([['first', folder]]);
  const apps: FakeApp[] = [];
  onTestFinished(() => apps.forEach((app) => app.close()));
  return {
    time,
    bank,
    customer: (logInId?: string) => createCustomer(bank.url, logInId),
    stopBank: () => bank.running.close(),
    async restartBank(vendorRoot?: JWK, more?: Partial<BankOptions>) {
      bank.running = await open(Number(new URL(bank.url).port), vendorRoot, more);
    },
    nextRoot: roots[1],
    strangersRoot: () => newPair('ES256'),
    /** Gives the bank new keys in front of the old ones, or instead of them; it must be stopped. */
    async rotateKeys(how: 'beside' | 'instead') {
      const path = join(dataDir, 'keys.json');
      const file = JSON.parse(readFileSync(path, 'utf8')) as {
        institutions: Record<string, { signing: Pair[]; encryption: Pair[] }>;
      };
      for (const keys of Object.values(file.institutions)) {
        const kept = how === 'beside' ? keys : { signing: [], encryption: [] };
        keys.signing = [await newPair('ES256'), ...kept.signing];
        keys.encryption = [await newPair('ECDH-ES'), ...kept.encryption];
      }
      writeFileSync(path, JSON.stringify(file));
    },
    /** Forgets all keys but the newest; the bank must be stopped. */
    retireOldKeys() {
      const path = join(dataDir, 'keys.json');
      const file = JSON.parse(readFileSync(path, 'utf8')) as {
        institutions: Record<string, { signing: Pair[]; encryption: Pair[] }>;
      };
      for (const keys of Object.values(file.institutions)) {
        keys.signing = keys.signing.slice(0, 1);
        keys.encryption = keys.encryption.slice(0, 1);
      }
      writeFileSync(path, JSON.stringify(file));
    },
    /** Where a PC keeps the app's files. */
    folderOf: (pc: string) => pcs.get(pc) ?? folder,
    /** Starts the app, for the first time or again on the same PC. */
    async startApp(
      options: { network?: Network; pc?: string; policy?: Record<string, unknown> } = {},
    ) {
      const { pc = 'first', network: chosen = network, policy = {} } = options;
      const home = pcs.get(pc) ?? temporaryFolder();
      pcs.set(pc, home);
      const app = await startApp({
        folder: home,
        safeStorage,
        roots: roots.map((root) => NamedKey.parse(root)),
        directoryUrl: `${bank.url}/directory.jws`,
        now: () => time.now + time.pcIsFastMs,
        monotonicMs: () => time.now,
        policy,
        ...(chosen ? { network: chosen } : {}),
      });
      apps.push(app);
      return app;
    },
  };
}

/** A network on which the answers to some requests are lost after the institution has given them. */
export function losing(lost: (url: string) => boolean): Network {
  return (http) => async (request) => {
    const answer = await http(request);
    if (lost(request.url)) throw new AppError('offline');
    return answer;
  };
}

/** A network that carries nothing to some addresses. */
export function cut(isCut: (url: string) => boolean): Network {
  return (http) => async (request) => {
    if (isCut(request.url)) throw new AppError('offline');
    return http(request);
  };
}

export const codeOf = async (app: FakeApp) => (await app.ready()).openToken?.code ?? '';

/** Turns the clock to a day on which the token can be renewed, and lets the app know. Returns its end. */
export async function enterLastMonth(from: Scene, app: FakeApp): Promise<number> {
  const { expiresAt } = (await app.ready()).tokens[0] ?? { expiresAt: 0 };
  from.time.now = expiresAt - 20 * day;
  app.tick();
  return expiresAt;
}

/** Whether the bank lets her in with the code that the app shows a minute later, each code being good once. */
export async function logsIn(from: Scene, customer: Customer, app: FakeApp): Promise<boolean> {
  from.time.now += 60_000;
  app.tick();
  return logsInWith(customer, await codeOf(app));
}

export async function logsInWith(customer: Customer, code: string): Promise<boolean> {
  await customer.logOut();
  await customer.logIn();
  return (await customer.logInWithCode(code)) === 'BPT001';
}

/** Through A03 to A05 and on to A06. */
export async function finishAndOpen(app: FakeApp): Promise<string> {
  const id = (await app.ready()).tokens.at(-1)?.id ?? '';
  await app.call('finishIntroduction', { tokenId: id });
  await app.call('openToken', { tokenId: id });
  return id;
}

/** A customer who has set her token up and has its code on the app's screen, before 利用開始. */
export async function tokenSetUp(from: Scene, logInId?: string) {
  const customer = from.customer(logInId);
  await customer.logIn();
  const ids = await customer.issueToken(activationPassword);
  const app = await from.startApp();
  const reply = await app.call('activate', { ...ids, activationPassword });
  if (!reply.ok) throw new Error(reply.code);
  return { customer, app, ids, tokenId: await finishAndOpen(app) };
}

/** The same with the token in use at the bank. */
export async function tokenInUse(from: Scene, logInId?: string) {
  const { customer, app, ids, tokenId } = await tokenSetUp(from, logInId);
  if ((await customer.startUsing(await codeOf(app))) !== 'BOK002') throw new Error('not in use');
  // What waits for nobody is over before the test goes on.
  await app.backgroundSync();
  return { customer, app, ids, tokenId };
}
