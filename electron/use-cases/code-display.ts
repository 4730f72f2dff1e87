/** The code of the one token that is open: made when the step changes, copied on demand, gone when closed. */
import type { OpenToken } from '../../shared/state.ts';
import { AppError } from '../../shared/errors.ts';
import { stepEnd, timeStep } from '../core/clock.ts';
import type { Log } from '../core/log.ts';
import { totp } from '../core/otp.ts';
import { tokenCondition } from '../core/token.ts';
import type { StoredToken } from '../core/token.ts';
import type { AppClock } from './clock.ts';

export type SecretStore = {
  tokens(): StoredToken[];
  withSecret<T>(tokenId: string, use: (secret: Uint8Array) => T): T | null;
};

export type CodeDisplay = ReturnType<typeof createCodeDisplay>;

type CodeDisplayPorts = {
  store: SecretStore;
  clock: Pick<AppClock, 'now' | 'reading' | 'onPcClock'>;
  /** Runs `task` after so many milliseconds; returns how to call it off. */
  after: (delayMs: number, task: () => void) => () => void;
  clipboard: { copy: (text: string) => Promise<void>; clear: () => Promise<void> };
  /** Whether the token's institution asks for a passcode that is not set. */
  passcodeMissing: (serviceId: string) => boolean;
  /** Whether the institution lets codes be copied on this PC. */
  copyingAllowed: boolean;
  /** A token was opened by the customer. */
  opened: (tokenId: string) => void;
  changed: () => void;
  log: Log;
};

export function createCodeDisplay(ports: CodeDisplayPorts) {
  type Shown = OpenToken & { step: number; endsAt: number };
  let shown: Shown | null = null;
  let cancel = () => {};
  let cancelClearing = () => {};

  function refresh(tokenId: string): void {
    const token = ports.store.tokens().find(({ id }) => id === tokenId);
    const reading = ports.clock.reading();
    const at = reading.atMs;
    if (token === undefined) throw new AppError('token-missing');
    const condition = tokenCondition(token.state, token.details, reading);
    if (token.details === null) throw new AppError('record-unreadable');
    if (ports.passcodeMissing(token.institution.serviceId)) throw new AppError('passcode-required');
    refuseUnusable(condition, ports.clock.onPcClock(at));
    const { otp, institution } = token.details;
    const code = ports.store.withSecret(tokenId, (secret) => totp(secret, at, otp));
    if (code === null) throw new AppError('record-unreadable');
    const step = timeStep(at, otp.periodSeconds);
    const endsAt = Math.min(stepEnd(step, otp.periodSeconds), token.details.expiresAt);
    cancel();
    shown = {
      id: tokenId,
      code,
      // The page draws its countdown by the PC's own clock.
      codeExpiresAt: ports.clock.onPcClock(endsAt),
      periodSeconds: otp.periodSeconds,
      waitSeconds: institution.waitSeconds,
      step,
      endsAt,
    };
    cancel = ports.after(endsAt - at, next);
    ports.changed();
  }

  function close(): void {
    cancel();
    shown = null;
    ports.changed();
  }

  /** The step has changed, or the clock was set: a code that can't be renewed is taken off the screen. */
  function next(): void {
    if (shown === null) return;
    try {
      refresh(shown.id);
    } catch {
      // The token's own condition, in the same snapshot, says why there is no code any more.
      close();
    }
  }

  function clearClipboard(): void {
    ports.clipboard.clear().catch((error: unknown) => ports.log('clipboard-not-cleared', error));
  }

  return {
    open(tokenId: string): void {
      try {
        refresh(tokenId);
      } catch (error) {
        // The code of another does not stay in its place.
        if (shown !== null && shown.id !== tokenId) close();
        throw error;
      }
      ports.opened(tokenId);
    },
    close,
    /** The clock or a token may have changed under the code. */
    recheck: next,

    /** The vault was locked: nothing of it stays on the screen or on the clipboard. */
    conceal(): void {
      cancelClearing();
      clearClipboard();
      close();
    },

    /** A renewal has given the token another id and another secret. */
    replaced(oldId: string, newId: string): void {
      if (shown?.id !== oldId) return;
      shown = { ...shown, id: newId };
      next();
    },

    state(): OpenToken | null {
      if (shown === null) return null;
      const { step: _, endsAt: __, ...open } = shown;
      return open;
    },

    /**
     * Copies the code that is valid at this moment, never one that has died on the screen. When it
     * dies it leaves the clipboard, whatever is on screen by then. Throws AppError: set-by-institution.
     */
    async copy(): Promise<void> {
      if (!ports.copyingAllowed) throw new AppError('set-by-institution');
      if (shown === null) throw new AppError('token-missing');
      if (timeStep(ports.clock.now(), shown.periodSeconds) !== shown.step) next();
      if (shown === null) throw new AppError('token-missing');
      const { code, endsAt } = shown;
      await ports.clipboard.copy(code);
      cancelClearing();
      const aliveMs = Math.max(0, endsAt - ports.clock.now());
      cancelClearing = ports.after(aliveMs, clearClipboard);
    },
  };
}

function refuseUnusable(condition: ReturnType<typeof tokenCondition>, pcClockAt: number): void {
  if (condition === 'expired') throw new AppError('token-expired');
  if (condition === 'clockInDoubt') throw new AppError('clock-in-doubt', { facts: { pcClockAt } });
  if (condition === 'released') throw new AppError('token-released');
}
