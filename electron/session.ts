/** From the start of the app to the open vault: its phases, and the one snapshot of state. */
import type { State } from '../shared/state.ts';
import { AppError } from '../shared/errors.ts';
import type { ErrorCode } from '../shared/errors.ts';
import { asListed } from './use-cases/issued-token.ts';
import { openFeatures } from './features.ts';
import type { UnsealedSummary, Features, FeaturePorts, SessionStore } from './features.ts';
import { singleFlight } from './core/single-flight.ts';
import { createHandlers } from './handlers.ts';
import type { HandlerPorts } from './handlers.ts';
import { publicFacts } from './use-cases/tokens.ts';

/** What may pass without anybody's doing here. */
const passing = new Set<ErrorCode>(['key-store-hanging', 'database-busy', 'storage-failed']);
/** Where a new vault and new tokens may be the only way left. */
const final = new Set<ErrorCode>(['key-store-changed', 'database-damaged']);

export type Session = ReturnType<typeof createSession>;

type Phase =
  | { kind: 'starting' }
  | { kind: 'blocked'; by: AppError }
  /** The vault's file is open; the vault itself may be locked. */
  | { kind: 'open'; features: Features };

type SessionPorts = FeaturePorts &
  HandlerPorts & {
    /** Throws AppError with a code of storage or of the key store. */
    openStore: () => Promise<SessionStore>;
    /** Puts the vault aside, and everything of it, and makes a new one. Throws as `openStore`. */
    startAnew: () => Promise<void>;
    /** Of a vault that does not open. */
    unsealed: () => UnsealedSummary[];
    /** Ends the app and starts it anew. */
    restart: () => void;
    announce: (state: State) => void;
  };

// oxlint-disable-next-line max-lines-per-function -- what it returns shares one phase
export function createSession(ports: SessionPorts) {
  const { directory, log, settings } = ports;
  let phase: Phase = { kind: 'starting' };

  function announce(): void {
    ports.announce(state());
  }

  function state(): State {
    const view = settings.view();
    switch (phase.kind) {
      case 'starting':
        return { status: 'starting', view };
      case 'blocked': {
        const { code } = phase.by;
        const unsealed = publicSummary(ports.unsealed());
        return { status: 'blocked', view, code, final: final.has(code), unsealed };
      }
      case 'open':
        return stateOf(phase.features);
    }
  }

  function stateOf({ passcode, store, state: ready }: Features): State {
    try {
      if (!passcode.isLocked()) return ready();
      const unsealed = publicSummary(store.unsealed());
      const touchId = passcode.opensByTouchId();
      const view = settings.view();
      return { status: 'locked', view, ...store.lock.state(), touchId, unsealed };
    } catch (error) {
      if (!(error instanceof AppError)) throw error;
      // The disk has failed under an open vault.
      log('vault-failed', error);
      store.close();
      phase = { kind: 'blocked', by: error };
      return state();
    }
  }

  function publicSummary(unsealed: UnsealedSummary[]) {
    return unsealed.map(({ institution, maskedUserId }) => ({
      institution: publicFacts(asListed(directory, institution)),
      maskedUserId,
    }));
  }

  const starting = singleFlight<'start', void>();

  /** Opens the vault, or says what keeps it shut; can be called again after that. */
  function start(): Promise<void> {
    if (phase.kind === 'open') return Promise.resolve();
    return starting.run('start', openVault);
  }

  async function openVault(): Promise<void> {
    let store: SessionStore | null = null;
    try {
      store = await ports.openStore();
      const features = openFeatures(ports, store, announce);
      await features.keptDirectory.open();
      phase = { kind: 'open', features };
      if (!features.passcode.isLocked()) features.openOnly();
    } catch (error) {
      // Left open it would keep the next try out.
      store?.close();
      const failure =
        error instanceof AppError ? error : new AppError('internal', { cause: error });
      log('vault-not-opened', failure);
      // What stands outside the seal is shown by what the list says.
      await directory.readWhole();
      phase = { kind: 'blocked', by: failure };
    }
    announce();
    performance.mark('first-snapshot');
  }

  /** Of a vault that may be locked. */
  function present(): Features {
    if (phase.kind === 'starting') throw new AppError('busy');
    if (phase.kind === 'blocked') throw new AppError(phase.by.code);
    return phase.features;
  }

  function opened(): Features {
    const features = present();
    if (features.passcode.isLocked()) throw new AppError('vault-locked');
    return features;
  }

  /** Null while the vault is shut or locked. */
  const openOrNull = (): Features | null =>
    phase.kind === 'open' && !phase.features.passcode.isLocked() ? phase.features : null;

  const blockedBy = (): ErrorCode | null => (phase.kind === 'blocked' ? phase.by.code : null);

  /** A round may be cut short at any point: the app is closed or the vault locked while it waits for an answer. */
  async function round(task: (open: Features) => Promise<void>): Promise<void> {
    const open = openOrNull();
    try {
      if (open !== null) await task(open);
    } catch (error) {
      log('round-cut-short', error);
    }
  }

  const backgroundSync = () => round((open) => open.backgroundSync.everything());

  async function retry(): Promise<void> {
    await start();
    await backgroundSync();
  }

  /** Chromium asks the system's key store once in the life of a process, and remembers a no. */
  async function retryOrRestart(): Promise<void> {
    await retry();
    if (blockedBy()?.startsWith('key-store') === true) ports.restart();
  }

  function close(): void {
    if (phase.kind === 'open') phase.features.store.close();
    phase = { kind: 'starting' };
  }

  /** Only from where nothing else helps: a final condition, or a passcode that is forgotten. */
  async function startAnew(): Promise<void> {
    const now = state();
    const mayBegin = now.status === 'locked' || (now.status === 'blocked' && now.final);
    if (!mayBegin) throw new AppError('bad-request');
    close();
    try {
      await ports.startAnew();
    } finally {
      await start();
    }
  }

  return {
    start,
    announce,
    backgroundSync,
    handlers: createHandlers(
      { state, opened, present, retryOrRestart, startAnew, backgroundSync },
      ports,
    ),
    /** To be called every few seconds: sends again what has no answer yet, when it is time. */
    resend: (): Promise<void> =>
      round(async (open) => {
        if (open.backgroundSync.isDue()) await open.backgroundSync.unanswered();
      }),
    /** The screen was locked, the PC goes to sleep. */
    lock: (): void => openOrNull()?.passcode.lockNow(),
    /**
     * To be called every few seconds, and when the seconds that it returned are over, with the question how long nobody has
     * touched the PC. Null where nothing is to be locked.
     */
    idle(idleSeconds: () => number): number | null {
      const passcode = openOrNull()?.passcode;
      // Without a passcode nothing would follow, and the question is one to another program.
      if (!passcode?.isSet()) return null;
      return passcode.idle(idleSeconds(), settings.view().settings.autoLockMinutes);
    },
    /** To be called every few seconds: whether what keeps the vault shut has passed by itself. */
    async tryAgain(): Promise<void> {
      if (passing.has(blockedBy() ?? 'internal')) await retry();
    },
    /** The person has come back to the PC, and has perhaps unlocked the key store with it. */
    async personIsBack(): Promise<void> {
      if (blockedBy()?.startsWith('key-store') === true) await retryOrRestart();
    },
    close,
  };
}
