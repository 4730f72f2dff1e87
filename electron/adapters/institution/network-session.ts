/**
 * The session of Chromium's network that institutions are asked through. Chromium's network process may die at any
 * time (a crash, a security program, too little memory); a session that was open then answers ERR_FAILED for as
 * long as the app runs, so another one takes its place.
 */
import type { Session } from 'electron';
import type { Log } from '../../core/log.ts';

type NetworkPart = Pick<Session, 'fetch' | 'resolveProxy'>;

export type NetworkSession = ReturnType<typeof openNetworkSession>;

type Sessions = { fromPartition: (partition: string, options: { cache: boolean }) => NetworkPart };

export function openNetworkSession(sessions: Sessions, log: Log) {
  let count = 0;
  let opened: NetworkPart | null = null;

  /**
   * Made when somebody is asked: it takes Chromium as long as a quarter of the way to the first code. Without `persist:`
   * in its name it lives in memory alone; the same name would be the same session.
   */
  function current(): NetworkPart {
    opened ??= sessions.fromPartition(`institutions-${count}`, { cache: false });
    return opened;
  }

  /** From now on another one is asked. */
  function renew(): void {
    count += 1;
    opened = null;
    log('network-renewed');
  }

  return {
    renew,

    /**
     * As `fetch`; asks once more through another session where this one has died. What institutions are asked may be
     * asked twice (docs/activation-protocol.md).
     */
    async fetch(url: string, init: RequestInit): Promise<Response> {
      const asked = current();
      try {
        return await asked.fetch(url, init);
      } catch (error) {
        if (!isDead(error) || init.signal?.aborted === true) throw error;
        // Somebody else may have noticed first.
        if (asked === current()) renew();
        return current().fetch(url, init);
      }
    },

    resolveProxy: (url: string): Promise<string> => current().resolveProxy(url),
  };
}

/** What Chromium says of a request whose network process is not there: of no other fault. */
function isDead(error: unknown): boolean {
  return error instanceof Error && error.message === 'net::ERR_FAILED';
}
