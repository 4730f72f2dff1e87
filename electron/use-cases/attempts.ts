/**
 * Carries an attempt through, an activation and a renewal alike: the same bytes until the institution
 * has answered, the token stored, the institution told. A lost answer, a crash or a stopped bank loses nothing.
 */
import { AppError } from '../../shared/errors.ts';
import type { DirectoryEntry, IssuedToken } from '../../shared/protocol.ts';
import { askInstitution } from './institution-lookup.ts';
import type { DirectoryLookup } from './institution-lookup.ts';
import type { Attempt, UnreadableAttempt } from '../core/attempt.ts';
import type { Log } from '../core/log.ts';
import { proof } from '../core/otp.ts';
import { singleFlight } from '../core/single-flight.ts';
import type { StoredToken, TokenDetails, TokenState } from '../core/token.ts';
import { detailsOf } from './issued-token.ts';
import { isFinal, refusalError } from './refusal.ts';
import type { Answer } from './refusal.ts';

/** The institutions' issuing servers. Functions throw AppError: offline and its like, unproven-answer. */
export type TokenSource = {
  /** Sends the attempt's bytes as they are. `isNew`: they were never sent before. The caller wipes `secret`. */
  fetchToken(
    entry: DirectoryEntry,
    attempt: Attempt,
    isNew: boolean,
  ): Promise<Answer<{ token: IssuedToken; secret: Uint8Array }>>;
  confirm(
    entry: DirectoryEntry,
    attempt: Attempt,
    tokenId: string,
    mac: Uint8Array,
  ): Promise<Answer<null>>;
  /** Asks for the institution's signed time. */
  askTime(entry: DirectoryEntry): Promise<void>;
};

/** The records that an attempt reads and writes. Functions throw AppError with a code of storage. */
export type AttemptStore = {
  tokens(): StoredToken[];
  attempts(): Attempt[];
  unreadableAttempts(): UnreadableAttempt[];
  addAttempt(attempt: Attempt): void;
  updateAttempt(attempt: Attempt): void;
  removeAttempt(id: string): void;
  /** In one transaction with the attempt as it is now, and in the place of the token that it renews. */
  addToken(
    token: { id: string; details: TokenDetails; secret: Uint8Array },
    attempt: Attempt,
    at: number,
  ): void;
  updateToken(tokenId: string, update: { state?: TokenState }, at: number): boolean;
  withSecret<T>(tokenId: string, use: (secret: Uint8Array) => T): T | null;
};

export type Attempts = ReturnType<typeof createAttempts>;

/** What it takes to begin an attempt, an activation and a renewal alike. */
export type BeginPorts<Institutions> = {
  attempts: Attempts;
  directory: DirectoryLookup;
  institutions: Institutions;
  now: () => number;
  clockInQuestion: () => boolean;
  randomId: () => string;
  changed: () => void;
  log: Log;
};

// oxlint-disable-next-line max-lines-per-function -- what it returns shares the attempts under way
export function createAttempts(ports: {
  store: AttemptStore;
  directory: DirectoryLookup;
  institutions: TokenSource;
  now: () => number;
  changed: () => void;
  /** By a renewal a token is known by another id from now on. */
  replaced: (oldId: string, newId: string) => void;
  log: Log;
}) {
  const { store, directory, institutions, now } = ports;
  /** One request at a time for each attempt, whoever asks for it. */
  const requests = singleFlight<string, string>(ports.changed);
  const confirmations = singleFlight<string, void>();
  const lastErrors = new Map<string, AppError>();

  /**
   * Sends an attempt (again) and stores what comes of it. Returns the token's id. What is refused
   * while nobody watches is kept for the customer to read.
   */
  function settle(
    attempt: Attempt,
    how: { isNew?: boolean; isWatched?: boolean } = {},
  ): Promise<string> {
    return requests.run(attempt.id, async () => {
      lastErrors.delete(attempt.id);
      try {
        return await exchange(attempt, how.isNew ?? false, how.isWatched ?? true);
      } catch (error) {
        if (error instanceof AppError) lastErrors.set(attempt.id, error);
        throw error;
      }
    });
  }

  async function exchange(attempt: Attempt, isNew: boolean, isWatched: boolean): Promise<string> {
    const { serviceId } = attempt.institution;
    const { entry, answer } = await askInstitution(
      directory,
      serviceId,
      async (asked, isAgain) => ({
        entry: asked,
        answer: await institutions.fetchToken(asked, attempt, isNew && !isAgain),
      }),
    );
    if (!answer.ok) {
      const isRenewal = attempt.renews !== null;
      const error =
        isRenewal && answer.refusal.code === 'bad-request'
          ? new AppError('renewal-refused')
          : refusalError(answer.refusal, now());
      if (isFinal(answer.refusal)) endAttempt(attempt, error, isWatched || isRenewal);
      throw error;
    }
    const { token, secret } = answer.value;
    const confirming: Attempt = { ...attempt, state: 'confirming', tokenId: token.tokenId };
    try {
      const isTaken = store.tokens().some(({ id }) => id === token.tokenId);
      if (isTaken) throw new AppError('unproven-answer');
      const details = { ...detailsOf(token, entry), ...inheritance(attempt) };
      store.addToken({ id: token.tokenId, details, secret }, confirming, now());
    } finally {
      secret.fill(0);
    }
    if (attempt.renews !== null) ports.replaced(attempt.renews, token.tokenId);
    // The token works from here on; what is left can wait for a better line.
    confirm(confirming).catch((error: unknown) => ports.log('confirmation-postponed', error));
    if (!isNew) {
      // The answer may be an old one, sent again; its time is as old.
      await institutions.askTime(entry).catch((error: unknown) => ports.log('time-late', error));
    }
    return token.tokenId;
  }

  /** What the customer has given the token that is renewed. */
  function inheritance({ renews }: Attempt): Partial<TokenDetails> {
    if (renews === null) return {};
    const old = store.tokens().find(({ id }) => id === renews);
    if (old === undefined) throw new AppError('token-missing');
    const { addition = '', introduced = true, inUse = true } = old.details ?? {};
    return { addition, introduced, inUse };
  }

  function endAttempt(attempt: Attempt, error: AppError, isTold: boolean): void {
    if (isTold) {
      store.removeAttempt(attempt.id);
      return;
    }
    const refusal = { code: error.code, triesLeft: error.facts.triesLeft ?? null };
    store.updateAttempt({
      ...attempt,
      state: 'refused',
      requestBody: '',
      deviceKey: null,
      refusal,
    });
  }

  /** While the answer is waited for, a round in the background has nothing to send again. */
  const confirm = (attempt: Attempt): Promise<void> =>
    confirmations.run(attempt.id, () => sendConfirmation(attempt));

  async function sendConfirmation(attempt: Attempt): Promise<void> {
    const { tokenId } = attempt;
    if (tokenId === null) return;
    const mac = store.withSecret(tokenId, (secret) =>
      proof(secret, 'confirm', tokenId, attempt.id),
    );
    if (mac === null) return;
    const answer = await askInstitution(directory, attempt.institution.serviceId, (entry) =>
      institutions.confirm(entry, attempt, tokenId, mac),
    );
    if (!answer.ok && !isFinal(answer.refusal)) {
      throw refusalError(answer.refusal, now());
    }
    if (answer.ok) store.updateToken(tokenId, { state: 'confirmed' }, now());
    else if (answer.refusal.code === 'token-released') {
      store.updateToken(tokenId, { state: 'released' }, now());
    } else {
      // The token may work all the same: the bank takes a right code as proof that it is stored.
      ports.log('confirmation-refused', refusalError(answer.refusal, now()));
    }
    store.removeAttempt(attempt.id);
    ports.changed();
  }

  async function resume(attempt: Attempt): Promise<void> {
    if (attempt.state === 'confirming') await confirm(attempt);
    if (attempt.state === 'sending') await settle(attempt, { isWatched: false });
  }

  function forget(id: string): void {
    store.removeAttempt(id);
    lastErrors.delete(id);
  }

  return {
    settle,

    /** The exact bytes are on disk before they are sent. */
    begin(attempt: Attempt): Promise<string> {
      store.addAttempt(attempt);
      return settle(attempt, { isNew: true });
    },

    isInFlight: requests.isInFlight,
    lastError: (id: string): AppError | null => lastErrors.get(id) ?? null,

    forget,

    /** Of a token that is about to go nothing can be confirmed or renewed any more. */
    forgetToken(tokenId: string): void {
      for (const { id, tokenId: stored, renews } of store.attempts()) {
        if (stored === tokenId || renews === tokenId) forget(id);
      }
    },

    /** Goes on with whatever has no end yet: at the start, when the network is back, now and then. */
    async resumeAll(): Promise<void> {
      for (const { id } of store.attempts()) {
        // Read anew: while one is answered the customer may settle or withdraw another.
        const attempt = store.attempts().find((each) => each.id === id);
        try {
          if (attempt !== undefined) await resume(attempt);
        } catch (error) {
          ports.log('resume-postponed', error);
        }
      }
    },

    unsettled: (): boolean => store.attempts().some(({ state }) => state !== 'refused'),
  };
}
