/** Who of the staff is logged in, in memory: after a restart everybody logs in again. */
import { rules } from '../../service/rules.ts';
import type { Contract } from '../../back-office/client.ts';
import type { DeedName } from '../pages/contract-words.ts';

export type Session = {
  staff: { id: string; name: string };
  lastSeenAt: number;
  /** What was done last, for the page that says so. */
  done: { deed: DeedName; contract: Contract } | null;
};

export type Sessions = {
  /** One that is alive; it lives on from now. */
  find(pass: string): Session | null;
  start(pass: string, staff: Session['staff']): void;
  end(pass: string): void;
};

const most = 1000;

export function createSessions(now: () => number): Sessions {
  const sessions = new Map<string, Session>();
  // A clock that was set back must not keep an idle session alive.
  const isAlive = ({ lastSeenAt }: Session) => Math.abs(now() - lastSeenAt) < rules.sessionIdleMs;
  return {
    find(pass) {
      const session = sessions.get(pass);
      if (!session) return null;
      sessions.delete(pass);
      if (!isAlive(session)) return null;
      session.lastSeenAt = now();
      // The map is in order of last use.
      sessions.set(pass, session);
      return session;
    },
    start(pass, staff) {
      for (const [other, session] of sessions) {
        if (isAlive(session) && sessions.size < most) break;
        sessions.delete(other);
      }
      sessions.set(pass, { staff, lastSeenAt: now(), done: null });
    },
    end(pass) {
      sessions.delete(pass);
    },
  };
}
