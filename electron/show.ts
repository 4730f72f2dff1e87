/** The code of the one token that is open: made when the step changes, copied on demand, gone when closed. */
import type { OpenToken } from '../shared/contract.ts';
import { AppError } from '../shared/errors.ts';
import { stepEnd, timeStep } from './core/clock.ts';
import { totp } from './core/otp.ts';
import { tokenCondition } from './core/token.ts';
import type { StoredToken } from './core/token.ts';

export type SecretStore = {
  tokens(): StoredToken[];
  withSecret<T>(tokenId: string, use: (secret: Uint8Array) => T): T | null;
};

export type Show = ReturnType<typeof createShow>;

export function createShow(ports: {
  store: SecretStore;
  now: () => number;
  /** The same instant on the PC's own clock, by which the page draws its countdown. */
  onPcClock: (atMs: number) => number;
  /** Runs `task` after so many milliseconds; returns how to call it off. */
  after: (delayMs: number, task: () => void) => () => void;
  copy: (text: string) => Promise<void>;
  changed: () => void;
}) {
  type Shown = OpenToken & { step: number };
  let shown: Shown | null = null;
  let cancel = () => {};

  function refresh(tokenId: string): void {
    cancel();
    const token = ports.store.tokens().find(({ id }) => id === tokenId);
    const at = ports.now();
    if (token === undefined) throw new AppError('token-missing');
    const condition = tokenCondition(token.state, token.details, at);
    if (token.details === null) throw new AppError('record-unreadable');
    if (condition === 'expired') throw new AppError('token-expired');
    if (condition === 'released') throw new AppError('token-released');
    const { otp, institution } = token.details;
    const code = ports.store.withSecret(tokenId, (secret) => totp(secret, at, otp));
    if (code === null) throw new AppError('record-unreadable');
    const step = timeStep(at, otp.periodSeconds);
    const endsAt = stepEnd(step, otp.periodSeconds);
    shown = {
      id: tokenId,
      code,
      codeExpiresAt: ports.onPcClock(endsAt),
      periodSeconds: otp.periodSeconds,
      waitSeconds: institution.waitSeconds,
      step,
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

  return {
    open: refresh,
    close,
    clockChanged: next,

    state(): OpenToken | null {
      if (shown === null) return null;
      const { step: _, ...open } = shown;
      return open;
    },

    /** Copies the code that is valid at this moment, never one that has died on the screen. */
    async copy(): Promise<void> {
      if (shown === null) throw new AppError('token-missing');
      if (timeStep(ports.now(), shown.periodSeconds) !== shown.step) refresh(shown.id);
      await ports.copy(shown.code);
    },
  };
}
