/**
 * The app's main process without Electron: real vault, real HTTP and real clock rules; the key store
 * is the fake one, and time is turned by hand.
 */
import { randomBytes } from 'node:crypto';
import { EventEmitter } from 'node:events';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { App } from 'electron';
import { collectLinks } from '../../../electron/adapters/desktop/links.ts';
import { openDirectory } from '../../../electron/adapters/institution/directory.ts';
import { openHttp } from '../../../electron/adapters/institution/http.ts';
import type { Http } from '../../../electron/adapters/institution/http.ts';
import { connectInstitutions } from '../../../electron/adapters/institution/client.ts';
import { AppError } from '../../../shared/errors.ts';
import { openJsonFile } from '../../../electron/adapters/files/json-file.ts';
import { openKeyStore } from '../../../electron/adapters/vault/keys/key-store.ts';
import { unsealedSummaryIn } from '../../../electron/adapters/vault/unsealed-summary.ts';
import { openVault, startAnew } from '../../../electron/adapters/vault/vault.ts';
import { answer } from '../../../electron/ipc.ts';
import type { TouchId } from '../../../electron/use-cases/passcode.ts';
import { createSession } from '../../../electron/session.ts';
import { readPolicy } from '../../../electron/use-cases/policy/read-policy.ts';
import { createSettings } from '../../../electron/use-cases/settings.ts';
import { createUpdates } from '../../../electron/use-cases/update/updates.ts';
import type { Installer } from '../../../electron/use-cases/update/updates.ts';
import { createClock } from '../../../electron/use-cases/clock.ts';
import type { CallName, Input, Output, Reply } from '../../../shared/contract.ts';
import type { Ready, State } from '../../../shared/state.ts';
import type { NamedKey } from '../../../shared/protocol.ts';
import type { fakeSafeStorage } from './key-store.ts';
import { cheapCost } from './vault.ts';

/** As on every PC but a Mac that has it. */
export const noTouchId: TouchId = { isOffered: () => false, ask: () => Promise.resolve() };

export type FakeApp = Awaited<ReturnType<typeof startApp>>;

export async function startApp(options: {
  folder: string;
  safeStorage: ReturnType<typeof fakeSafeStorage>['safeStorage'];
  roots: NamedKey[];
  directoryUrl: string;
  /** The PC's clock. */
  now: () => number;
  /** The PC's monotonic clock; as the PC's clock, where a test does not part them. */
  monotonicMs?: () => number;
  /** How long an answer may take. */
  timeoutMs?: number;
  touchId?: TouchId;
  /** What an institution has put on this PC, as its file has it. */
  policy?: Record<string, unknown>;
  /** What lies between the app and the institution. */
  network?: (http: Http) => Http;
  /** What replaces this app; as an app that an MSI has put there without it. */
  installer?: Installer;
  /** Runs what can wait until the first code is there. At once where it is not given. */
  later?: (task: () => void) => void;
}) {
  const { folder, now, monotonicMs = now } = options;
  const events: string[] = [];
  const log = (event: string) => events.push(event);
  const clock = createClock({ wallMs: now, monotonicMs, log });
  const straight = openHttp({ fetch, allowLoopback: true, timeoutMs: options.timeoutMs ?? 20_000 });
  const http = options.network?.(straight) ?? straight;
  const directory = openDirectory({
    roots: options.roots,
    paths: [],
    cachePath: join(folder, 'directory.jws'),
    url: options.directoryUrl,
    http,
    now: clock.now,
    log,
  });
  const states: State[] = [];
  /** What was put on the clipboard; '' where it was emptied. */
  const copied: string[] = [];
  /** Addresses that the system's browser was asked for. */
  const opened: string[] = [];
  const timers = new Set<{ task: () => void; dueAt: number }>();
  const vault = {
    path: join(folder, 'vault.db'),
    keyStore: openKeyStore(options.safeStorage, 'linux'),
    now,
    log,
    cost: cheapCost,
    ...(options.later === undefined ? {} : { later: options.later }),
  };
  const after = (delayMs: number, task: () => void) => {
    const timer = { task, dueAt: now() + delayMs };
    timers.add(timer);
    return () => timers.delete(timer);
  };
  const source = { from: 'file', values: options.policy ?? {}, trouble: null } as const;
  const { policy } = readPolicy(source, { takesLoopback: true, log });
  const settings = createSettings({ file: openJsonFile(join(folder, 'settings.json')), log });
  settings.bind(policy);
  const updates = createUpdates({
    running: '0.0.0',
    allowed: policy.updates ?? 'on',
    openInstaller: () => Promise.resolve(options.installer ?? null),
    clear: () => rm(join(folder, 'update'), { recursive: true, force: true }),
    release: directory.app,
    wallMs: now,
    monotonicMs,
    after,
    changed: () => session.announce(),
    log,
  });
  const system = new EventEmitter();
  const links = collectLinks(system as unknown as Pick<App, 'on'>, [], after);
  const session = createSession({
    links,
    openManual: () => 'opened' as const,
    printPage: async () => {},
    takeShape: () => {},
    openStore: () => openVault(vault),
    startAnew: () => startAnew(vault),
    unsealed: () => unsealedSummaryIn(vault.path),
    restart: () => void events.push('restart'),
    touchId: options.touchId ?? noTouchId,
    directory,
    institutions: connectInstitutions({
      http,
      wallMs: now,
      monotonicMs,
      observeTime: (measurement) => clock.observe(measurement),
      app: { version: '0.0.0', os: 'test' },
    }),
    clock,
    after,
    clipboard: {
      copy: async (text) => {
        copied.push(text);
      },
      clear: async () => {
        copied.push('');
      },
    },
    openLink: async (url) => {
      opened.push(url);
    },
    diagnose: () => Promise.reject(new AppError('internal')),
    settings: { ...settings, view: () => ({ ...settings.view(), update: updates.state() }) },
    updates,
    policy,
    directorySeenAs: 'directory',
    randomId: () => randomBytes(16).toString('hex'),
    announce: (state) => states.push(state),
    log,
    appVersion: '0.0.0',
  });
  links.onChange(session.announce);
  await session.start();

  async function call<N extends CallName>(
    ...[name, input]: Input<N> extends void ? [N] : [N, Input<N>]
  ): Promise<Reply<Output<N>>> {
    // What the door promises for this name, the schemas have just checked.
    return (await answer(session.handlers, name, input, log)) as Reply<Output<N>>;
  }

  return {
    call,
    backgroundSync: () => session.backgroundSync(),
    close: () => session.close(),
    lock: () => session.lock(),
    /** Returns whether the app has asked how long nobody has touched the PC, and after how many seconds it wants to ask again. */
    idle(seconds: number): { isAsked: boolean; againInSeconds: number | null } {
      let isAsked = false;
      const againInSeconds = session.idle(() => {
        isAsked = true;
        return seconds;
      });
      return { isAsked, againInSeconds };
    },
    tryAgain: () => session.tryAgain(),
    /** As the system does on macOS. */
    openLink: (link: string) => system.emit('open-url', { preventDefault() {} }, link),
    states,
    copied,
    opened,
    events,
    /** Runs the timers that are due by now, and says how many there were. */
    tick(): number {
      let due = 0;
      for (const timer of timers) {
        if (timer.dueAt > now() || !timers.delete(timer)) continue;
        due += 1;
        timer.task();
      }
      return due;
    },
    clock,
    directory,
    resend: () => session.resend(),
    async state(): Promise<State> {
      const reply = await call('getState');
      if (!reply.ok) throw new Error(reply.code);
      return reply.value;
    },
    async ready(): Promise<Ready> {
      const state = await this.state();
      if (state.status !== 'ready') throw new Error(state.status);
      return state;
    },
  };
}
