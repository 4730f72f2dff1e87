/** From the start of the app to the open vault: the one snapshot of state, and who answers the page's calls. */
import type { Diagnosis, Handlers } from '../shared/contract.ts';
import type { State } from '../shared/state.ts';
import { AppError } from '../shared/errors.ts';
import type { ErrorCode } from '../shared/errors.ts';
import { readMail } from './core/activation-input.ts';
import { factsOf } from './use-cases/issued-token.ts';
import { openFeatures } from './features.ts';
import type { UnsealedSummary, Features, FeaturePorts, SessionStore } from './features.ts';
import { publicFacts } from './use-cases/tokens.ts';

/** What may pass without anybody's doing here. */
const passing = new Set<ErrorCode>(['key-store-hanging', 'database-busy', 'storage-failed']);
/** Where a new vault and new tokens may be the only way left. */
const final = new Set<ErrorCode>(['key-store-changed', 'database-damaged']);

export type Session = ReturnType<typeof createSession>;

type SessionPorts = FeaturePorts & {
  /** Throws AppError with a code of storage or of the key store. */
  openStore: () => Promise<SessionStore>;
  /** Puts the vault aside, and everything of it, and makes a new one. Throws as `openStore`. */
  startAnew: () => Promise<void>;
  /** Of a vault that does not open. */
  unsealed: () => UnsealedSummary[];
  /** Ends the app and starts it anew. */
  restart: () => void;
  /** Opens an address in the system's browser. */
  openLink: (url: string) => Promise<void>;
  diagnose: (state: State) => Promise<Diagnosis>;
  settings: { change: Handlers['changeSettings'] };
  announce: (state: State) => void;
};

export function createSession(ports: SessionPorts) {
  const { clock, directory, log, settings } = ports;
  let phase: { open: Features } | { blockedBy: AppError } | 'starting' = 'starting';

  function announce(): void {
    ports.announce(state());
  }

  function state(): State {
    const view = settings.view();
    if (phase === 'starting') return { status: 'starting', view };
    if ('blockedBy' in phase) {
      const { code } = phase.blockedBy;
      const isFinal = final.has(code);
      return {
        status: 'blocked',
        view,
        code,
        final: isFinal,
        unsealed: publicSummary(ports.unsealed()),
      };
    }
    const { open } = phase;
    try {
      if (!open.passcode.isLocked()) return open.state();
      const unsealed = publicSummary(open.store.unsealed());
      const touchId = open.passcode.opensByTouchId();
      return { status: 'locked', view, ...open.store.lock.state(), touchId, unsealed };
    } catch (error) {
      if (!(error instanceof AppError)) throw error;
      // The disk has failed under an open vault.
      log('vault-failed', error);
      open.store.close();
      phase = { blockedBy: error };
      return state();
    }
  }

  /** By the directory where it still knows them: what stands outside the seal is not proved. */
  function publicSummary(unsealed: UnsealedSummary[]) {
    return unsealed.map(({ institution, maskedUserId }) => {
      const entry = directory.find(institution.serviceId);
      return {
        institution: publicFacts(entry === undefined ? institution : factsOf(entry)),
        maskedUserId,
      };
    });
  }

  let starting: Promise<void> | null = null;

  /** Opens the vault, or says what keeps it shut; can be called again after that. */
  function start(): Promise<void> {
    if (phase !== 'starting' && 'open' in phase) return Promise.resolve();
    starting ??= openVault().finally(() => {
      starting = null;
    });
    return starting;
  }

  async function openVault(): Promise<void> {
    let store: SessionStore | null = null;
    try {
      store = await ports.openStore();
      phase = { open: openFeatures(ports, store, announce) };
    } catch (error) {
      // Left open it would keep the next try out.
      store?.close();
      const failure =
        error instanceof AppError ? error : new AppError('internal', { cause: error });
      log('vault-not-opened', failure);
      phase = { blockedBy: failure };
    }
    announce();
  }

  const isOpen = () => phase !== 'starting' && 'open' in phase && !phase.open.passcode.isLocked();

  /** A round may be cut short at any point: the app is closed or the vault locked while it waits for an answer. */
  async function round(task: () => Promise<void>): Promise<void> {
    try {
      await task();
    } catch (error) {
      log('round-cut-short', error);
    }
  }

  async function backgroundSync(): Promise<void> {
    if (isOpen()) await round(opened().backgroundSync.everything);
  }

  function opened(): Features {
    if (phase === 'starting') throw new AppError('busy');
    if ('blockedBy' in phase) throw new AppError(phase.blockedBy.code);
    if (phase.open.passcode.isLocked()) throw new AppError('vault-locked');
    return phase.open;
  }

  /** Of a vault that may be locked. */
  function present(): Features {
    if (phase === 'starting' || 'blockedBy' in phase) return opened();
    return phase.open;
  }

  const blockedBy = (): ErrorCode | null =>
    phase !== 'starting' && 'blockedBy' in phase ? phase.blockedBy.code : null;

  async function retry(): Promise<void> {
    await start();
    await backgroundSync();
  }

  /** Chromium asks the system's key store once in the life of a process, and remembers a no. */
  async function retryOrRestart(): Promise<void> {
    await retry();
    if (blockedBy()?.startsWith('key-store') === true) ports.restart();
  }

  /** Only from where nothing else helps: a final condition, or a passcode that is forgotten. */
  async function startAnew(): Promise<void> {
    const now = state();
    const mayBegin = now.status === 'locked' || (now.status === 'blocked' && now.final);
    if (!mayBegin) throw new AppError('bad-request');
    if (phase !== 'starting' && 'open' in phase) phase.open.store.close();
    phase = 'starting';
    try {
      await ports.startAnew();
    } finally {
      await start();
    }
  }

  const handlers: Handlers = {
    getState: state,
    retryStart: retryOrRestart,
    startAnew,
    dismissNotice: ({ code }) => opened().dismissNotice(code),

    async unlock({ passcode }) {
      await present().passcode.unlock(passcode);
      void backgroundSync();
    },
    async unlockByTouchId() {
      await present().passcode.unlockByTouchId();
      void backgroundSync();
    },
    lock: () => opened().passcode.lockNow(),
    changePasscode: ({ current, next }) => opened().passcode.change(current, next),
    chooseTouchId: ({ on }) => opened().passcode.chooseTouchId(on),

    async checkActivationInput(input) {
      const { entry, ...rest } = await opened().activation.check(input);
      return { institution: entry && publicFacts(factsOf(entry)), ...rest };
    },
    readMail: ({ text }) => readMail(text),
    activate: async (input) => ({ tokenId: await opened().activation.activate(input) }),
    retryActivation: ({ id }) => opened().activation.retry(id),
    discardActivation: ({ id }) => opened().activation.discard(id),

    renewToken: async ({ tokenId }) => ({ tokenId: await opened().renewal.renew(tokenId) }),
    checkTokenStatus: async ({ tokenId }) => ({ status: await opened().status.check(tokenId) }),
    checkClock: () => opened().backgroundSync.checkClock(),
    acceptClock: clock.accept,

    previewName: ({ tokenId, addition }) => opened().tokens.preview(tokenId, addition),
    renameToken: ({ tokenId, addition }) => opened().tokens.rename(tokenId, addition),
    finishIntroduction: ({ tokenId }) => opened().tokens.finishIntroduction(tokenId),

    removeToken({ tokenId }) {
      const { codeDisplay, tokens } = opened();
      if (codeDisplay.state()?.id === tokenId) codeDisplay.close();
      tokens.remove(tokenId);
      // A confirmation that was still to be sent could not be made any more.
      const { store } = opened();
      for (const attempt of store.attempts()) {
        if ([attempt.tokenId, attempt.renews].includes(tokenId)) store.removeAttempt(attempt.id);
      }
    },
    orderTokens: ({ tokenIds }) => opened().tokens.order(tokenIds),

    openToken: ({ tokenId }) => opened().codeDisplay.open(tokenId),
    closeToken: () => opened().codeDisplay.close(),
    copyCode: () => opened().codeDisplay.copy(),
    openBankSite: ({ tokenId }) => ports.openLink(opened().tokens.bankUrl(tokenId)),

    changeSettings: settings.change,
    diagnose: () => ports.diagnose(state()),
  };

  return {
    start,
    announce,
    backgroundSync,
    handlers,
    /** To be called every few seconds: sends again what has no answer yet, when it is time. */
    async resend(): Promise<void> {
      if (isOpen() && opened().backgroundSync.isDue())
        await round(opened().backgroundSync.unanswered);
    },
    /** The screen was locked, the PC goes to sleep. */
    lock(): void {
      if (isOpen()) opened().passcode.lockNow();
    },
    /** To be called every few seconds. */
    idle(idleSeconds: number): void {
      const { autoLockMinutes } = settings.view().settings;
      if (isOpen()) opened().passcode.idle(idleSeconds, autoLockMinutes);
    },
    /** To be called every few seconds: whether what keeps the vault shut has passed by itself. */
    async tryAgain(): Promise<void> {
      if (passing.has(blockedBy() ?? 'internal')) await retry();
    },
    /** The person has come back to the PC, and has perhaps unlocked the key store with it. */
    async personIsBack(): Promise<void> {
      if (blockedBy()?.startsWith('key-store') === true) await retryOrRestart();
    },
    close(): void {
      if (phase !== 'starting' && 'open' in phase) phase.open.store.close();
      phase = 'starting';
    },
  };
}
