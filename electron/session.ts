/** From the start of the app to the open vault: the one snapshot of state, and who answers the page's calls. */
import type * as z from 'zod';
import type { Handlers, State } from '../shared/contract.ts';
import { AppError } from '../shared/errors.ts';
import { createActivation } from './activate.ts';
import type { ActivationStore, DirectoryLookup, Institutions } from './activate.ts';
import { readMail } from './core/activation-input.ts';
import { factsOf } from './issued-token.ts';
import { SavedClock } from './settle-clock.ts';
import type { AppClock, TimeSource } from './settle-clock.ts';
import { createShow } from './show.ts';
import { createTokens, publicFacts } from './tokens.ts';
import type { TokenStore } from './tokens.ts';

export type SessionStore = ActivationStore &
  TokenStore & {
    setting<T>(key: string, schema: z.ZodType<T>): T | null;
    changeSetting(key: string, value: unknown): void;
    close(): void;
  };

export type Session = ReturnType<typeof createSession>;

export function createSession(ports: {
  /** Throws AppError with a code of storage or of the key store. */
  openStore: () => Promise<SessionStore>;
  directory: DirectoryLookup;
  institutions: Institutions & TimeSource;
  clock: AppClock;
  after: (delayMs: number, task: () => void) => () => void;
  copy: (text: string) => Promise<void>;
  randomId: () => string;
  announce: (state: State) => void;
  log: (event: string, cause?: unknown) => number;
  appVersion: string;
}) {
  const { clock, directory, log } = ports;
  type Open = {
    store: SessionStore;
    tokens: ReturnType<typeof createTokens>;
    activation: ReturnType<typeof createActivation>;
    show: ReturnType<typeof createShow>;
  };
  let phase: { open: Open } | { blockedBy: AppError } | 'starting' = 'starting';

  function announce(): void {
    ports.announce(state());
  }

  function state(): State {
    if (phase === 'starting') return { status: 'starting' };
    if ('blockedBy' in phase) return { status: 'blocked', code: phase.blockedBy.code };
    const { tokens, activation, show } = phase.open;
    return {
      status: 'ready',
      tokens: tokens.list(),
      openToken: show.state(),
      pending: activation.pending().map(({ attempt, sending, code, triesLeft }) => ({
        id: attempt.id,
        institution: publicFacts(attempt.institution),
        serviceId: attempt.institution.serviceId,
        userId: attempt.userId,
        startedAt: attempt.startedAt,
        sending,
        code,
        triesLeft,
      })),
      clock: clock.state(),
      appVersion: ports.appVersion,
    };
  }

  /** Opens the vault, or says what keeps it shut; can be called again after that. */
  async function start(): Promise<void> {
    if (phase !== 'starting' && 'open' in phase) return;
    phase = 'starting';
    announce();
    try {
      const store = await ports.openStore();
      const shared = { store, now: clock.now, changed: announce };
      const open: Open = {
        store,
        tokens: createTokens(shared),
        activation: createActivation({ ...shared, ...ports }),
        show: createShow({ ...shared, ...ports, onPcClock: clock.onPcClock }),
      };
      clock.restore(store.setting('clock', SavedClock), (saved) =>
        store.changeSetting('clock', saved),
      );
      clock.onChange(() => {
        open.show.clockChanged();
        announce();
      });
      phase = { open };
      announce();
    } catch (error) {
      const blockedBy =
        error instanceof AppError ? error : new AppError('internal', { cause: error });
      log('vault-not-opened', blockedBy);
      phase = { blockedBy };
      announce();
    }
  }

  /** What is done with a better line, never before a code can be shown. */
  async function catchUp(): Promise<void> {
    if (phase === 'starting' || !('open' in phase)) return;
    const { store, activation } = phase.open;
    try {
      await directory.refresh();
    } catch (error) {
      log('directory-not-renewed', error);
    }
    await activation.resumeAll();
    const serviceId = store.tokens()[0]?.institution.serviceId;
    const entry = serviceId === undefined ? undefined : directory.find(serviceId);
    if (entry === undefined) return;
    try {
      await ports.institutions.askTime(entry);
    } catch (error) {
      log('time-not-settled', error);
    }
  }

  function opened(): Open {
    if (phase === 'starting') throw new AppError('busy');
    if ('blockedBy' in phase) throw new AppError(phase.blockedBy.code);
    return phase.open;
  }

  const handlers: Handlers = {
    getState: state,
    async retryStart() {
      await start();
      await catchUp();
    },

    checkActivationInput(input) {
      const { entry, wellFormed } = opened().activation.check(input);
      return { institution: entry && publicFacts(factsOf(entry)), wellFormed };
    },
    readMail: ({ text }) => readMail(text),
    activate: async (input) => ({ tokenId: await opened().activation.activate(input) }),
    retryActivation: ({ id }) => opened().activation.retry(id),
    discardActivation: ({ id }) => opened().activation.discard(id),

    previewName: ({ tokenId, addition }) => opened().tokens.preview(tokenId, addition),
    renameToken: ({ tokenId, addition }) => opened().tokens.rename(tokenId, addition),
    finishIntroduction: ({ tokenId }) => opened().tokens.finishIntroduction(tokenId),

    openToken: ({ tokenId }) => opened().show.open(tokenId),
    closeToken: () => opened().show.close(),
    copyCode: () => opened().show.copy(),
  };

  return {
    start,
    catchUp,
    handlers,
    /** Whether an activation waits for a better line. */
    unsettled: (): boolean =>
      phase !== 'starting' && 'open' in phase && phase.open.activation.unsettled(),
    close(): void {
      if (phase !== 'starting' && 'open' in phase) phase.open.store.close();
      phase = 'starting';
    },
  };
}
