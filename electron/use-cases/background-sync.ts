/** What is done with a better line, never before a code can be shown: answers fetched, clock and tokens checked. */
import { AppError } from '../../shared/errors.ts';
import type { DirectoryEntry } from '../../shared/protocol.ts';
import type { DirectoryLookup } from './institution-lookup.ts';
import type { KeptDirectory } from './kept-directory.ts';
import type { Log } from '../core/log.ts';
import { singleFlight } from '../core/single-flight.ts';
import type { StoredToken } from '../core/token.ts';
import type { Attempts } from './attempts.ts';
import type { AppClock, TimeSource } from './clock.ts';
import type { TokenStatus } from './token-status.ts';
import type { UnlistedInstitutions } from './unlisted.ts';
import type { Updates } from './update/updates.ts';

/** Unanswered requests are sent again after 10 s, 20 s, 40 s and so on, up to 5 minutes. */
const firstWaitMs = 10_000;
const longestWaitMs = 300_000;

export type BackgroundSync = ReturnType<typeof createBackgroundSync>;

export function createBackgroundSync(ports: {
  store: { tokens(): StoredToken[] };
  directory: DirectoryLookup;
  institutions: TimeSource;
  clock: Pick<AppClock, 'state' | 'hasPassed' | 'now'>;
  attempts: Attempts;
  status: TokenStatus;
  unlisted: Pick<UnlistedInstitutions, 'look'>;
  keptDirectory: Pick<KeptDirectory, 'keep'>;
  updates: Pick<Updates, 'look'>;
  log: Log;
}) {
  const { directory, clock, attempts } = ports;
  /** One at a time, whoever calls. */
  const rounds = singleFlight<'round', void>();
  let failures = 0;
  let quietUntil = 0;

  /** What the vendor and the institutions have signed lies in the past, whatever the PC's clock says. */
  function learnWhatHasPassed(): void {
    clock.hasPassed(directory.issuedAt());
    for (const { details } of ports.store.tokens()) clock.hasPassed(details?.issuedAt ?? 0);
  }

  function readList(): void {
    learnWhatHasPassed();
    ports.unlisted.look();
    ports.keptDirectory.keep();
  }

  async function resend(): Promise<void> {
    await attempts.resumeAll();
    failures = attempts.unsettled() ? failures + 1 : 0;
    quietUntil = clock.now() + Math.min(firstWaitMs * 2 ** failures, longestWaitMs);
  }

  function entries(): DirectoryEntry[] {
    const serviceIds = new Set(ports.store.tokens().map((token) => token.institution.serviceId));
    return [...serviceIds].flatMap((serviceId) => directory.find(serviceId) ?? []);
  }

  /** Asks the institutions of the tokens in turn until one has told the time. */
  async function checkClock(): Promise<void> {
    let failure = new AppError('offline');
    for (const entry of entries()) {
      try {
        await ports.institutions.askTime(entry);
        return;
      } catch (error) {
        if (!(error instanceof AppError)) throw error;
        failure = error;
      }
    }
    throw failure;
  }

  return {
    checkClock,

    everything: (): Promise<void> =>
      rounds.run('round', async () => {
        readList();
        await directory.refresh().catch((error: unknown) => ports.log('directory-late', error));
        readList();
        ports.updates.look();
        await resend();
        await ports.status.checkAll();
        if (clock.state().doubt === 'none' || entries().length === 0) return;
        await checkClock().catch((error: unknown) => ports.log('time-late', error));
      }),

    /** What has no answer yet, and nothing else. */
    unanswered: (): Promise<void> => rounds.run('round', resend),

    /** Whether something has no answer yet and it is time to send it again. */
    isDue(): boolean {
      const now = clock.now();
      const isQuiet = now < quietUntil && now >= quietUntil - longestWaitMs;
      return attempts.unsettled() && !isQuiet;
    },
  };
}
