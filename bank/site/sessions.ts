/** Who is logged in, in memory: after a restart everybody logs in again. For customers and for the staff of a branch alike. */
import { rules } from '../service/rules.ts';

/** `lastSeenAt` in epoch milliseconds. */
export type Alive<Session> = Session & { lastSeenAt: number };

export type Sessions<Session> = {
  /** One that is alive; it lives on from now. Its pass is genuine, for it was given out here. */
  find(pass: string): Alive<Session> | null;
  /** Always under a new pass, so that one known from before is worth nothing. */
  start(pass: string, session: Session): void;
  end(pass: string): void;
  /** Ends every one that is so but the one of this pass. */
  endOthers(isSo: (session: Session) => boolean, pass: string): void;
  /** Ends them all. */
  close(): void;
};

const sweepEveryMs = 60_000;

/** At most so many; one more ends the longest idle. */
export function createSessions<Session>(now: () => number, most: number): Sessions<Session> {
  const sessions = new Map<string, Alive<Session>>();
  // A clock that was set back must not keep an idle session alive.
  const isAlive = ({ lastSeenAt }: Alive<Session>) =>
    Math.abs(now() - lastSeenAt) < rules.sessionIdleMs;

  /** The map is in order of last use: the dead are at its head, and after them the longest idle. */
  function sweep(): void {
    for (const [pass, session] of sessions) {
      if (isAlive(session) && sessions.size < most) return;
      sessions.delete(pass);
    }
  }
  // What a session holds, passwords among it, is gone with it though nobody asks for it again. Not at each log-in, for a
  // map finds its head slowly while many have just been moved from there.
  const timer = setInterval(sweep, sweepEveryMs);
  timer.unref();

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
    start(pass, session) {
      if (sessions.size >= most) sweep();
      sessions.set(pass, { ...session, lastSeenAt: now() });
    },
    end(pass) {
      sessions.delete(pass);
    },
    endOthers(isSo, own) {
      for (const [pass, session] of sessions) {
        if (isSo(session) && pass !== own) sessions.delete(pass);
      }
    },
    close() {
      clearInterval(timer);
      sessions.clear();
    },
  };
}
