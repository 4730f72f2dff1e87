/**
 * Who is logged in. Sessions live in memory: after a restart everybody logs in again. The cookie
 * holds a signed random number and nothing else.
 */
import { randomUUID, timingSafeEqual } from 'node:crypto';
import type { KeyObject } from 'node:crypto';
import type { Application } from '../contract/issue.ts';
import type { TransferDraft } from '../customers/transfer.ts';
import { rules } from '../service/rules.ts';
import { keyedHash } from '../service/storage/sealing.ts';

export type Session = {
  customer: number;
  /** `otp`: the log-in password was right and the one-time password is still to come. */
  stage: 'otp' | 'in';
  lastSeenAt: number;
  /** Before this log-in. */
  lastLogInAt: number | null;
  /** After log-in straight back to BOP001. */
  toApplication: boolean;
  /** What was entered on one page and is confirmed on the next. */
  issueDraft: Application | null;
  transferDraft: TransferDraft | null;
  /** What was done last, for its page that says so; it is shown for nothing else. */
  done: 'issue' | 'start' | 'release' | 'transfer' | null;
  /** The one that `done` tells of. */
  lastTransfer: string | null;
  /** Of this session's forms, once there was one. */
  csrf: string | null;
};

/**
 * What a visitor's cookie holds: a random number and its signature. The number starts with `s` once
 * somebody has logged in, so that a timed-out one is known as such, and with `v` before.
 */
export function newPass(key: KeyObject, kind: 's' | 'v'): string {
  // 122 random bits, from a store that node fills for many at once.
  const number = kind + randomUUID();
  return `${number}.${signatureOf(key, number)}`;
}

export const wasLoggedIn = (pass: string): boolean => pass.startsWith('s');

export function isGenuine(key: KeyObject, pass: string): boolean {
  const [number, signature] = pass.split('.');
  return Boolean(number && signature && isSameText(signature, signatureOf(key, number)));
}

/** The token that each form carries: bound to the visit, so a foreign page can't know it. */
export function csrfOf(key: KeyObject, pass: string, session: Session | null): string {
  const csrf = session?.csrf ?? keyedHash(key, `csrf|${pass}`).toString('base64url');
  if (session) session.csrf = csrf;
  return csrf;
}

function signatureOf(key: KeyObject, number: string): string {
  return keyedHash(key, `cookie|${number}`).toString('base64url');
}

export function isSameText(given: string, right: string): boolean {
  const [a, b] = [Buffer.from(given), Buffer.from(right)];
  return a.length === b.length && timingSafeEqual(a, b);
}

const sweepEveryMs = 60_000;

export type NewSession = Omit<Session, 'lastSeenAt' | 'csrf' | 'done' | 'lastTransfer'>;

export type Sessions = {
  /** A session that is alive; it lives on from now. Its pass is genuine, for it was given out here. */
  find(pass: string): Session | null;
  /** Always under a new pass, so that one known from before is worth nothing. */
  start(session: NewSession): string;
  end(pass: string): void;
  /** Ends the customer's other sessions, which were opened with less than is asked for now. */
  endOthers(customer: number, pass: string): void;
};

/** At most so many; one more ends the longest idle. */
export function createSessions(key: KeyObject, now: () => number, most: number): Sessions {
  const sessions = new Map<string, Session>();
  // A clock that was set back must not keep an idle session alive.
  const isAlive = ({ lastSeenAt }: Session) => Math.abs(now() - lastSeenAt) < rules.sessionIdleMs;

  let sweptAt = now();

  /**
   * The map is in order of last use: the dead are at its head, and after them the longest idle. Not at
   * each log-in, for a map finds its head slowly while many have just been moved from there.
   */
  function makeRoom(): void {
    if (sessions.size < most && Math.abs(now() - sweptAt) < sweepEveryMs) return;
    sweptAt = now();
    for (const [pass, session] of sessions) {
      if (isAlive(session) && sessions.size < most) return;
      sessions.delete(pass);
    }
  }

  return {
    find(pass) {
      const session = sessions.get(pass);
      if (!session) return null;
      sessions.delete(pass);
      if (!isAlive(session)) return null;
      session.lastSeenAt = now();
      sessions.set(pass, session);
      return session;
    },
    start(session) {
      makeRoom();
      const pass = newPass(key, 's');
      sessions.set(pass, {
        ...session,
        lastSeenAt: now(),
        csrf: null,
        done: null,
        lastTransfer: null,
      });
      return pass;
    },
    end(pass) {
      sessions.delete(pass);
    },
    endOthers(customer, own) {
      for (const [pass, session] of sessions) {
        if (session.customer === customer && pass !== own) sessions.delete(pass);
      }
    },
  };
}
