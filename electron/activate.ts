/** Gets tokens from institutions, so that a lost answer, a crash or a stopped bank loses nothing. */
import { AppError } from '../shared/errors.ts';
import type { ErrorCode } from '../shared/errors.ts';
import type { DirectoryEntry, IssuedToken } from '../shared/protocol.ts';
import { isWellFormed, readActivationInput } from './core/activation-input.ts';
import type { ActivationInput } from './core/activation-input.ts';
import type { Attempt, DeviceKey } from './core/attempt.ts';
import { proof } from './core/otp.ts';
import { maxTokens } from './core/token.ts';
import type { StoredToken, TokenDetails, TokenState } from './core/token.ts';
import { detailsOf, factsOf } from './issued-token.ts';
import { isFinal, refusalError } from './refusal.ts';
import type { Answer } from './refusal.ts';

/** The institutions' issuing servers. Functions throw AppError: offline, unproven-answer. */
export type Institutions = {
  prepareActivation(
    entry: DirectoryEntry,
    input: ActivationInput,
    attemptId: string,
  ): Promise<{ requestBody: string; deviceKey: DeviceKey }>;
  activate(
    entry: DirectoryEntry,
    attempt: Attempt,
  ): Promise<Answer<{ token: IssuedToken; secret: Uint8Array }>>;
  confirm(
    entry: DirectoryEntry,
    attempt: Attempt,
    tokenId: string,
    mac: Uint8Array,
  ): Promise<Answer<null>>;
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

export type DirectoryLookup = {
  find(serviceId: string): DirectoryEntry | undefined;
  expired(): boolean;
  refresh(): Promise<void>;
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
  const lastErrors = new Map<string, ErrorCode>();

  /** Sends an attempt (again) and stores what comes of it. Returns the token's id. */
  function settle(attempt: Attempt): Promise<string> {
    const running = inFlight.get(attempt.id);
    if (running !== undefined) return running;
    const run = exchange(attempt)
      .catch((error: unknown) => {
        if (error instanceof AppError) lastErrors.set(attempt.id, error.code);
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

  async function exchange(attempt: Attempt): Promise<string> {
    const entry = directory.find(attempt.institution.serviceId);
    if (entry === undefined) throw new AppError('unknown-service');
    const answer = await institutions.activate(entry, attempt);
    if (!answer.ok) {
      if (isFinal(answer.refusal)) store.removeAttempt(attempt.id);
      if (answer.refusal.code === 'key-retired') await refreshDirectory();
      throw refusalError(answer.refusal, now());
    }
    const { token, secret } = answer.value;
    const confirming: Attempt = { ...attempt, state: 'confirming', tokenId: token.tokenId };
    try {
      store.addToken(
        { id: token.tokenId, details: detailsOf(token, entry), secret },
        confirming,
        now(),
      );
    } finally {
      secret.fill(0);
    }
    // The token works from here on; that the institution knows it is stored can wait for a better line.
    confirm(confirming).catch((error: unknown) => ports.log('confirmation-postponed', error));
    return token.tokenId;
  }

  async function confirm(attempt: Attempt): Promise<void> {
    const { tokenId } = attempt;
    const entry = directory.find(attempt.institution.serviceId);
    if (tokenId === null || entry === undefined) return;
    const mac = store.withSecret(tokenId, (secret) =>
      proof(secret, 'confirm', tokenId, attempt.id),
    );
    if (mac === null) return;
    const answer = await institutions.confirm(entry, attempt, tokenId, mac);
    if (!answer.ok && !isFinal(answer.refusal)) {
      throw refusalError(answer.refusal, now());
    }
    store.updateToken(tokenId, { state: answer.ok ? 'confirmed' : 'released' }, now());
    store.removeAttempt(attempt.id);
    ports.changed();
  }

  /** An attempt that nobody waits for: what the institution refuses is kept for the customer to read. */
  async function resume(attempt: Attempt): Promise<void> {
    if (attempt.state === 'confirming') return confirm(attempt);
    if (attempt.state === 'refused') return;
    try {
      await settle(attempt);
    } catch (error) {
      if (!(error instanceof AppError)) throw error;
      const gone = !store.attempts().some(({ id }) => id === attempt.id);
      if (gone) {
        const triesLeft = error.facts.triesLeft ?? null;
        const refusal = { code: error.code, triesLeft };
        store.addAttempt({
          ...attempt,
          state: 'refused',
          requestBody: '',
          deviceKey: null,
          refusal,
        });
        ports.changed();
      }
    }
  }

  /** Attempts to show, and what is known of each. */
  function pending() {
    return store
      .attempts()
      .filter(({ state }) => state !== 'confirming')
      .map((attempt) => ({
        attempt,
        sending: inFlight.has(attempt.id),
        code: attempt.refusal?.code ?? lastErrors.get(attempt.id) ?? null,
        triesLeft: attempt.refusal?.triesLeft ?? null,
      }));
  }

  function findAttempt(id: string): Attempt {
    const attempt = store.attempts().find((each) => each.id === id);
    if (attempt === undefined) throw new AppError('token-missing');
    return attempt;
  }

  return {
    pending,

    check(typed: ActivationInput): { entry: DirectoryEntry | null; wellFormed: boolean } {
      const input = readActivationInput(typed);
      const entry = directory.find(input.serviceId) ?? null;
      return { entry, wellFormed: isWellFormed(input, entry?.policy.passwordLength) };
    },

    /** 送信. Resolves with the id of the stored token; throws AppError with everything that can go wrong. */
    async activate(typed: ActivationInput): Promise<string> {
      const input = readActivationInput(typed);
      if (!isWellFormed(input)) throw new AppError('bad-input');
      const entry = await findEntry(input.serviceId);
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
        }
      }

      if (store.tokens().length + pending().length >= maxTokens) {
        throw new AppError('too-many-tokens');
      }
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
      };
      store.addAttempt(attempt);
      return settle(attempt);
    },

    /** Sends again whatever has no answer yet: at the start, when the network is back, now and then. */
    async resumeAll(): Promise<void> {
      for (const attempt of store.attempts()) {
        try {
          await resume(attempt);
        } catch (error) {
          ports.log('resume-postponed', error);
        }
      }
    },

    /** 再試行, for one attempt that the customer sees. */
    async retry(id: string): Promise<void> {
      await settle(findAttempt(id));
    },

    /** 取り消し: the customer does not want its answer any more, or has read the refusal. */
    discard(id: string): void {
      if (inFlight.has(id)) throw new AppError('busy');
      store.removeAttempt(findAttempt(id).id);
      lastErrors.delete(id);
      ports.changed();
    },

    unsettled: (): boolean => store.attempts().some(({ state }) => state !== 'refused'),
  };

  async function findEntry(serviceId: string): Promise<DirectoryEntry> {
    if (directory.find(serviceId) === undefined || directory.expired()) {
      await refreshDirectory();
    }
    const entry = directory.find(serviceId);
    if (entry === undefined) throw new AppError('unknown-service');
    if (directory.expired()) throw new AppError('directory-expired');
    return entry;
  }

  async function refreshDirectory(): Promise<void> {
    await directory.refresh().catch((error: unknown) => ports.log('directory-refresh', error));
  }
}
