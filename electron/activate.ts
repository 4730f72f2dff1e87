/** Gets tokens from institutions, so that a lost answer, a crash or a stopped bank loses nothing. */
import { AppError } from '../shared/errors.ts';
import type { DirectoryEntry, IssuedToken } from '../shared/protocol.ts';
import { askInstitution, findEntry } from './ask-institution.ts';
import type { DirectoryLookup } from './ask-institution.ts';
import { isServiceId, isWellFormed, readActivationInput } from './core/activation-input.ts';
import type { ActivationInput } from './core/activation-input.ts';
import type { Attempt, DeviceKey } from './core/attempt.ts';
import { proof } from './core/otp.ts';
import { maxTokens } from './core/token.ts';
import type { StoredToken, TokenDetails, TokenState } from './core/token.ts';
import { detailsOf, factsOf } from './issued-token.ts';
import { isFinal, isKeyRetired, refusalError } from './refusal.ts';
import type { Answer } from './refusal.ts';

/** The institutions' issuing servers. Functions throw AppError: offline and its like, unproven-answer. */
export type Institutions = {
  prepareActivation(
    entry: DirectoryEntry,
    input: ActivationInput,
    attemptId: string,
  ): Promise<{ requestBody: string; deviceKey: DeviceKey }>;
  /** `isNew`: these bytes were never sent before. */
  activate(
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

/** The records that an activation reads and writes. Functions throw AppError with a code of storage. */
export type ActivationStore = {
  tokens(): StoredToken[];
  attempts(): Attempt[];
  addAttempt(attempt: Attempt): void;
  updateAttempt(attempt: Attempt): void;
  removeAttempt(id: string): void;
  addToken(
    token: { id: string; details: TokenDetails; secret: Uint8Array },
    attempt: Attempt,
    at: number,
  ): void;
  updateToken(tokenId: string, update: { state?: TokenState }, at: number): boolean;
  withSecret<T>(tokenId: string, use: (secret: Uint8Array) => T): T | null;
};

export type Activation = ReturnType<typeof createActivation>;

export function createActivation(ports: {
  store: ActivationStore;
  directory: DirectoryLookup;
  institutions: Institutions;
  now: () => number;
  randomId: () => string;
  changed: () => void;
  log: (event: string, cause?: unknown) => number;
}) {
  const { store, directory, institutions, now } = ports;
  /** One request at a time for each attempt, whoever asks for it. */
  const inFlight = new Map<string, Promise<string>>();
  const lastErrors = new Map<string, AppError>();
  /** 送信 under way, by issue. */
  const activating = new Map<string, Promise<string>>();

  /**
   * Sends an attempt (again) and stores what comes of it. Returns the token's id. What is refused
   * while nobody watches is kept for the customer to read.
   */
  function settle(
    attempt: Attempt,
    how: { isNew?: boolean; isWatched?: boolean } = {},
  ): Promise<string> {
    const running = inFlight.get(attempt.id);
    if (running !== undefined) return running;
    const run = exchange(attempt, how.isNew ?? false, how.isWatched ?? true)
      .catch((error: unknown) => {
        if (error instanceof AppError) lastErrors.set(attempt.id, error);
        throw error;
      })
      .finally(() => {
        inFlight.delete(attempt.id);
        ports.changed();
      });
    inFlight.set(attempt.id, run);
    lastErrors.delete(attempt.id);
    ports.changed();
    return run;
  }

  async function exchange(attempt: Attempt, isNew: boolean, isWatched: boolean): Promise<string> {
    const { serviceId } = attempt.institution;
    const { entry, answer } = await askInstitution(
      directory,
      serviceId,
      async (asked, isAgain) => ({
        entry: asked,
        answer: await institutions.activate(asked, attempt, isNew && !isAgain),
      }),
    );
    if (!answer.ok) {
      const error = refusalError(answer.refusal, now());
      if (isFinal(answer.refusal)) endAttempt(attempt, error, isWatched);
      throw error;
    }
    const { token, secret } = answer.value;
    const confirming: Attempt = { ...attempt, state: 'confirming', tokenId: token.tokenId };
    try {
      const isTaken = store.tokens().some(({ id }) => id === token.tokenId);
      if (isTaken) throw new AppError('unproven-answer');
      store.addToken(
        { id: token.tokenId, details: detailsOf(token, entry), secret },
        confirming,
        now(),
      );
    } finally {
      secret.fill(0);
    }
    // The token works from here on; what is left can wait for a better line.
    confirm(confirming).catch((error: unknown) => ports.log('confirmation-postponed', error));
    if (!isNew) {
      // The answer may be an old one, sent again; its time is as old.
      await institutions.askTime(entry).catch((error: unknown) => ports.log('time-late', error));
    }
    return token.tokenId;
  }

  function endAttempt(attempt: Attempt, error: AppError, isWatched: boolean): void {
    if (isWatched) {
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

  async function confirm(attempt: Attempt): Promise<void> {
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
      // The token may work all the same: 利用開始 takes a right code as proof that it is stored.
      ports.log('confirmation-refused', refusalError(answer.refusal, now()));
    }
    store.removeAttempt(attempt.id);
    ports.changed();
  }

  const activations = () => store.attempts().filter(({ renews }) => renews === null);

  async function resume(attempt: Attempt): Promise<void> {
    if (attempt.state === 'confirming') await confirm(attempt);
    if (attempt.state === 'sending') await settle(attempt, { isWatched: false });
  }

  /** Attempts to show, and what is known of each. */
  function pending() {
    return activations()
      .filter(({ state }) => state !== 'confirming')
      .map((attempt) => ({
        attempt,
        sending: inFlight.has(attempt.id),
        isRefused: attempt.state === 'refused',
        code: attempt.refusal?.code ?? lastErrors.get(attempt.id)?.code ?? null,
        triesLeft: attempt.refusal?.triesLeft ?? null,
        retryAt: lastErrors.get(attempt.id)?.facts.retryAt ?? null,
      }));
  }

  function findAttempt(id: string): Attempt {
    const attempt = activations().find((each) => each.id === id);
    if (attempt === undefined) throw new AppError('token-missing');
    return attempt;
  }

  /** The exact bytes are on disk before they are sent. */
  async function begin(entry: DirectoryEntry, input: ActivationInput): Promise<string> {
    const id = ports.randomId();
    const prepared = await institutions.prepareActivation(entry, input, id);
    const attempt: Attempt = {
      id,
      state: 'sending',
      institution: factsOf(entry),
      userId: input.userId,
      startedAt: now(),
      ...prepared,
      tokenId: null,
      refusal: null,
      renews: null,
      successor: null,
    };
    store.addAttempt(attempt);
    return settle(attempt, { isNew: true });
  }

  async function activateOnce(input: ActivationInput): Promise<string> {
    if (!isWellFormed(input)) throw new AppError('bad-input');
    const entry = await findEntry(ports, input.serviceId);
    if (!isWellFormed(input, entry.policy.passwordLength)) throw new AppError('bad-input');

    // An earlier request for the same issue may have arrived although its answer did not: its answer
    // comes first, or a right password would be tried twice and a token given twice.
    for (const { attempt } of pending()) {
      const same =
        attempt.institution.serviceId === input.serviceId && attempt.userId === input.userId;
      if (!same) continue;
      if (attempt.state === 'refused') {
        store.removeAttempt(attempt.id);
        continue;
      }
      try {
        return await settle(attempt);
      } catch (error) {
        if (!(error instanceof AppError) || error.code !== 'wrong-credentials') throw error;
        // Refused while nobody watched, it was kept to be read; what is sent now makes it old news.
        store.removeAttempt(attempt.id);
      }
    }

    const expected = activations().filter(({ state }) => state === 'sending').length;
    if (store.tokens().length + expected >= maxTokens) {
      throw new AppError('too-many-tokens');
    }
    try {
      return await begin(entry, input);
    } catch (error) {
      // The institution's keys were changed since the directory was fetched: once more with the new ones.
      if (!isKeyRetired(error)) throw error;
      await refreshDirectory();
      return begin(await findEntry(ports, input.serviceId), input);
    }
  }

  return {
    pending,

    async check(typed: ActivationInput) {
      const input = readActivationInput(typed);
      // Before the first contact there is no list; the first number typed is a reason to fetch it.
      if (isServiceId(input.serviceId) && directory.issuedAt() === 0) await refreshDirectory();
      const entry = directory.find(input.serviceId) ?? null;
      const isListed = directory.issuedAt() > 0;
      return {
        entry,
        // Without a list nothing is known, so nothing is called unknown.
        isUnknown: entry === null && isListed && isServiceId(input.serviceId),
        wellFormed: isWellFormed(input, entry?.policy.passwordLength),
      };
    },

    /**
     * 送信. Resolves with the id of the stored token; throws AppError with everything that can go wrong.
     * Asked twice for the same issue at once, it answers both with the one token.
     */
    activate(typed: ActivationInput): Promise<string> {
      const input = readActivationInput(typed);
      const issue = `${input.serviceId}|${input.userId}`;
      const running = activating.get(issue);
      if (running !== undefined) return running;
      const run = activateOnce(input).finally(() => activating.delete(issue));
      activating.set(issue, run);
      return run;
    },

    /** Sends again whatever has no answer yet: at the start, when the network is back, now and then. */
    async resumeAll(): Promise<void> {
      for (const { id } of activations()) {
        // Read anew: while one is answered the customer may settle or withdraw another.
        const attempt = activations().find((each) => each.id === id);
        try {
          if (attempt !== undefined) await resume(attempt);
        } catch (error) {
          ports.log('resume-postponed', error);
        }
      }
    },

    /** 再試行, for one attempt that the customer sees. */
    async retry(id: string): Promise<void> {
      const attempt = findAttempt(id);
      if (attempt.state !== 'sending') throw new AppError('token-missing');
      await settle(attempt);
    },

    /** 取り消し: the customer does not want its answer any more, or has read the refusal. */
    discard(id: string): void {
      if (inFlight.has(id)) throw new AppError('busy');
      store.removeAttempt(findAttempt(id).id);
      lastErrors.delete(id);
      ports.changed();
    },

    unsettled: (): boolean => activations().some(({ state }) => state !== 'refused'),
  };

  async function refreshDirectory(): Promise<void> {
    await directory.refresh().catch((error: unknown) => ports.log('directory-late', error));
  }
}
