/**
 * The app's main process without Electron: real vault, real HTTP and real clock rules; the key store
 * is the fake one, and time is turned by hand.
 */
import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { openDirectory } from '../../electron/adapters/directory.ts';
import { openHttp } from '../../electron/adapters/http.ts';
import type { Http } from '../../electron/adapters/http.ts';
import { connectInstitutions } from '../../electron/adapters/institution.ts';
import { openKeyStore } from '../../electron/adapters/key-store.ts';
import { openVault } from '../../electron/adapters/vault.ts';
import { answer } from '../../electron/ipc.ts';
import { createSession } from '../../electron/session.ts';
import { createClock } from '../../electron/settle-clock.ts';
import type { CallName, Input, Output, Ready, Reply, State } from '../../shared/contract.ts';
import type { NamedKey } from '../../shared/protocol.ts';
import type { fakeSafeStorage } from './key-store.ts';

export type FakeApp = Awaited<ReturnType<typeof startApp>>;

export async function startApp(options: {
  folder: string;
  safeStorage: ReturnType<typeof fakeSafeStorage>['safeStorage'];
  roots: NamedKey[];
  directoryUrl: string;
  /** The PC's clock. */
  now: () => number;
  /** What lies between the app and the institution. */
  network?: (http: Http) => Http;
}) {
  const { folder, now } = options;
  const events: string[] = [];
  const log = (event: string) => events.push(event);
  const clock = createClock({ wallMs: now, monotonicMs: now, log });
  const straight = openHttp({ fetch, allowLoopback: true, timeoutMs: 20_000 });
  const http = options.network?.(straight) ?? straight;
  const directory = await openDirectory({
    roots: options.roots,
    paths: [],
    cachePath: join(folder, 'directory.jws'),
    url: options.directoryUrl,
    http,
    now: clock.now,
  });
  const states: State[] = [];
  const copied: string[] = [];
  const timers = new Set<{ task: () => void; dueAt: number }>();
  const session = createSession({
    openStore: () =>
      openVault(join(folder, 'vault.db'), openKeyStore(options.safeStorage, 'linux'), now()),
    directory,
    institutions: connectInstitutions({
      http,
      wallMs: now,
      monotonicMs: now,
      observeTime: (measurement) => clock.observe(measurement),
      app: { version: '0.0.0', os: 'test' },
    }),
    clock,
    after(delayMs, task) {
      const timer = { task, dueAt: now() + delayMs };
      timers.add(timer);
      return () => timers.delete(timer);
    },
    copy: async (text) => {
      copied.push(text);
    },
    randomId: () => randomBytes(16).toString('hex'),
    announce: (state) => states.push(state),
    log,
    appVersion: '0.0.0',
  });
  await session.start();

  async function call<N extends CallName>(
    ...[name, input]: Input<N> extends void ? [N] : [N, Input<N>]
  ): Promise<Reply<Output<N>>> {
    // What the door promises for this name, the schemas have just checked.
    return (await answer(session.handlers, name, input, log)) as Reply<Output<N>>;
  }

  return {
    call,
    catchUp: () => session.catchUp(),
    close: () => session.close(),
    states,
    copied,
    events,
    /** Runs the timers that are due by now. */
    tick(): void {
      for (const timer of timers) {
        if (timer.dueAt <= now() && timers.delete(timer)) timer.task();
      }
    },
    checkClock: () => clock.checkForJump(),
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
