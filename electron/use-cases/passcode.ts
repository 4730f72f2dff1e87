/** The customer's passcode: opening, shutting, changing, and which institution asks for one. */
import { AppError } from '../../shared/errors.ts';
import { isGuessable, readPasscode } from '../core/passcode.ts';
import type { StoredToken } from '../core/token.ts';

/** The vault's lock. Functions throw AppError: wrong-passcode, passcode-wait, busy, codes of storage and key store. */
export type VaultLock = {
  isLocked(): boolean;
  hasPasscode(): boolean;
  state(): { retryAt: number | null; triesLeft: number };
  unlock(passcode: string): Promise<void>;
  lock(): void;
  changePasscode(current: string | null, next: string | null): Promise<void>;
  /** Opened by the key store alone, once the system has recognised the person. Gone after a change of the passcode. */
  hasTouchIdSlot(): boolean;
  addTouchIdSlot(): Promise<void>;
  removeTouchIdSlot(): void;
  unlockByTouchIdSlot(): Promise<void>;
};

export type TouchId = {
  /** Whether this PC has it, set up and not switched off. */
  isOffered(): boolean;
  /** Throws AppError('touch-id-refused') if the person is not recognised or cancels. */
  ask(): Promise<void>;
};

export type Passcode = ReturnType<typeof createPasscode>;

export function createPasscode(ports: {
  lock: VaultLock;
  touchId: TouchId;
  tokens: () => StoredToken[];
  /** Whether the institution's policy asks for a passcode. */
  requiredBy: (serviceId: string) => boolean;
  /** Takes off the screen what must not be seen while locked. */
  conceal: () => void;
  /** Taken up anew when the vault is open and nothing of it is shown yet, and kept anew for another passcode. */
  directory: () => { open: () => Promise<void>; keep: () => void };
  changed: () => void;
  /** Epoch milliseconds by the app's clock. */
  now: () => number;
}) {
  const { lock, touchId } = ports;

  const isRequired = () =>
    ports.tokens().some(({ institution }) => ports.requiredBy(institution.serviceId));

  /** What can't be a passcode can't be the right one, and takes no try. */
  function readCurrent(typed: string): string {
    const read = readPasscode(typed);
    if (read !== null) return read;
    const { triesLeft } = lock.state();
    throw new AppError('wrong-passcode', { facts: { triesLeft } });
  }

  function readNext(typed: string): string {
    const read = readPasscode(typed);
    if (read === null || isGuessable(read)) throw new AppError('passcode-refused');
    return read;
  }

  const idleTime = createIdleTime(ports.now);

  const touchIdChoice = () => (lock.hasTouchIdSlot() ? ('on' as const) : ('off' as const));

  function lockNow(): void {
    if (lock.isLocked() || !lock.hasPasscode()) return;
    // The key first: whatever follows can only fail to show.
    lock.lock();
    ports.conceal();
    ports.changed();
  }

  return {
    isLocked: lock.isLocked,
    isSet: lock.hasPasscode,
    lockNow,

    async unlock(typed: string): Promise<void> {
      try {
        await lock.unlock(readCurrent(typed));
        idleTime.begin();
        await ports.directory().open();
      } finally {
        ports.changed();
      }
    },

    /** Sets (current null), changes or removes (next null) the passcode. */
    async change(current: string | null, next: string | null): Promise<void> {
      if (next === null && isRequired()) throw new AppError('passcode-required');
      const read = next === null ? null : readNext(next);
      try {
        await lock.changePasscode(current === null ? null : readCurrent(current), read);
        ports.directory().keep();
      } finally {
        ports.changed();
      }
    },

    async unlockByTouchId(): Promise<void> {
      if (!touchId.isOffered() || !lock.hasTouchIdSlot()) throw new AppError('touch-id-refused');
      await touchId.ask();
      try {
        await lock.unlockByTouchIdSlot();
        idleTime.begin();
        await ports.directory().open();
      } finally {
        ports.changed();
      }
    },

    async chooseTouchId(on: boolean): Promise<void> {
      if (on) {
        if (!touchId.isOffered()) throw new AppError('touch-id-refused');
        await touchId.ask();
        await lock.addTouchIdSlot();
      } else {
        lock.removeTouchIdSlot();
      }
      ports.changed();
    },

    /** Locks when it is time, and returns after how many seconds it will be, if nobody touches the PC; null while locked. */
    idle(idleSeconds: number, autoLockMinutes: number): number | null {
      const secondsLeft = autoLockMinutes * 60 - idleTime.of(idleSeconds);
      if (secondsLeft <= 0) lockNow();
      return lock.isLocked() ? null : secondsLeft;
    },

    /** A token of this institution shows no code until a passcode is set. */
    isMissing: (serviceId: string): boolean => !lock.hasPasscode() && ports.requiredBy(serviceId),

    opensByTouchId: (): boolean => touchId.isOffered() && lock.hasTouchIdSlot(),

    state: () => ({
      isSet: lock.hasPasscode(),
      isRequired: isRequired(),
      touchId: touchId.isOffered() ? touchIdChoice() : ('absent' as const),
    }),
  };
}

/**
 * For how many seconds nobody has touched the PC, from the opening at the earliest: a sensor or a program of assistance may
 * open the vault without an input that the system counts, after any pause.
 */
function createIdleTime(now: () => number) {
  let secondsAtOpening = 0;
  /** Until it is known how long nobody had touched the PC then. */
  let openedAt: number | null = null;
  return {
    begin(): void {
      openedAt = now();
    },
    of(idleSeconds: number): number {
      if (openedAt !== null) {
        const openSeconds = Math.max(0, now() - openedAt) / 1000;
        secondsAtOpening = Math.max(0, idleSeconds - openSeconds);
        openedAt = null;
      } else if (idleSeconds < secondsAtOpening) secondsAtOpening = 0;
      return idleSeconds - secondsAtOpening;
    },
  };
}
