/**
 * The session of Chromium's network that institutions are asked through. Chromium's network process may die at any
 * time (a crash, a security program, too little memory); a session that was open then answers ERR_FAILED for as
 * long as the app runs, so another one takes its place.
 */
import type { Session } from 'electron';
import type { Log } from '../../core/log.ts';

type NetworkPart = Pick<Session, 'fetch' | 'resolveProxy'>;

export type NetworkSession = ReturnType<typeof openNetworkSession<Session>>;

type Sessions<Part> = { fromPartition: (partition: string, options: { cache: boolean }) => Part };

export function openNetworkSession<Part extends NetworkPart>(sessions: Sessions<Part>, log: Log) {
  let count = 0;
  let opened: Part | null = null;

  /**
   * Made when somebody is asked: it takes Chromium as long as a quarter of the way to the first code. Without `persist:`
   * in its name it lives in memory alone; the same name would be the same session.
   */
  function current(): Part {
    opened ??= sessions.fromPartition(`institutions-${count}`, { cache: false });
    return opened;
  }

  /** From now on another one is asked. */
  function renew(): void {
    count += 1;
    opened = null;
    log('network-renewed');
  }

  /**
   * Asks once more through another session where this one has died. What institutions are asked may be asked twice
   * (docs/activation-protocol.md).
   */
  async function through<Answer>(
    ask: (session: Part) => Promise<Answer>,
    signal: AbortSignal | null = null,
  ): Promise<Answer> {
    const asked = current();
    try {
      return await ask(asked);
    } catch (error) {
      if (!isDead(error) || signal?.aborted === true) throw error;
      // Somebody else may have noticed first.
      if (asked === current()) renew();
      return ask(current());
    }
  }

  return {
    renew,
    through,

    fetch: (url: string, init: RequestInit): Promise<Response> =>
      through((session) => session.fetch(url, init), init.signal),

    resolveProxy: (url: string): Promise<string> => current().resolveProxy(url),
  };
}

/** What Chromium says of a request whose network process is not there: of no other fault. */
function isDead(error: unknown): boolean {
  return error instanceof Error && error.message === 'net::ERR_FAILED';
}
