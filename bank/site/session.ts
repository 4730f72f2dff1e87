/**
 * Who is logged in. Sessions live in memory: after a restart everybody logs in again. The cookie
 * holds a signed random number and nothing else.
 */
import { randomBytes } from 'node:crypto';
import { rules } from '../rules.ts';

/** What was entered on one page and is confirmed on the next. The activation password is hashed at once. */
export type IssueDraft = { issueId: string; mailAddress: string; passwordHash: Buffer };
export type TransferDraft = { id: string; payee: string; amountYen: number };

export type Session = {
  customer: number;
  /** `otp`: the log-in password was right and the one-time password is still to come. */
  stage: 'otp' | 'in';
  lastSeenAt: number;
  /** Before this log-in. */
  lastLogInAt: number | null;
  /** After log-in straight back to BOP001. */
  toApplication: boolean;
  issueDraft: IssueDraft | null;
  transferDraft: TransferDraft | null;
};

/** A visit's number starts with `s` once somebody has logged in, so that a timed-out one is known as such. */
export const newVisitId = (): string => `v${randomBytes(24).toString('base64url')}`;
const newSessionId = (): string => `s${randomBytes(24).toString('base64url')}`;
export const wasLoggedIn = (id: string): boolean => id.startsWith('s');

const sweepEveryMs = 60_000;

export type Sessions = {
  /** A session that is alive; it lives on from now. */
  find(id: string): Session | null;
  /** Always under a new number, so that one known from before is worth nothing. */
  start(session: Omit<Session, 'lastSeenAt'>): string;
  end(id: string): void;
};

export function createSessions(now: () => number): Sessions {
  const sessions = new Map<string, Session>();
  const isAlive = ({ lastSeenAt }: Session) => now() - lastSeenAt < rules.sessionIdleMs;

  let sweptAt = now();

  /**
   * The map is in order of last use: the dead are at its head, and after them the longest idle. Not at
   * each log-in, for a map finds its head slowly while many have just been moved from there.
   */
  function makeRoom(): void {
    if (sessions.size < rules.sessions && Math.abs(now() - sweptAt) < sweepEveryMs) return;
    sweptAt = now();
    for (const [id, session] of sessions) {
      if (isAlive(session) && sessions.size < rules.sessions) return;
      sessions.delete(id);
    }
  }

  return {
    find(id) {
      const session = sessions.get(id);
      if (!session) return null;
      sessions.delete(id);
      if (!isAlive(session)) return null;
      session.lastSeenAt = now();
      sessions.set(id, session);
      return session;
    },
    start(session) {
      makeRoom();
      const id = newSessionId();
      sessions.set(id, { ...session, lastSeenAt: now() });
      return id;
    },
    end(id) {
      sessions.delete(id);
    },
  };
}
