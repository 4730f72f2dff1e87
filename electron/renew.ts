/** 有効期限の更新: a new secret and a new end for a token, in the old one's place, name and order. */
import type { Token } from '../shared/state.ts';
import { AppError } from '../shared/errors.ts';
import type { DirectoryEntry, IssuedToken } from '../shared/protocol.ts';
import type { ActivationStore, Institutions } from './activate.ts';
import { askInstitution, findEntry } from './ask-institution.ts';
import type { DirectoryLookup } from './ask-institution.ts';
import type { Attempt, DeviceKey } from './core/attempt.ts';
import { proof } from './core/otp.ts';
import { renewalOpensBeforeEndMs, tokenCondition } from './core/token.ts';
import type { TokenDetails } from './core/token.ts';
import { detailsOf, factsOf } from './issued-token.ts';
import { isFinal, isKeyRetired, refusalError } from './refusal.ts';
import type { Answer } from './refusal.ts';

/** Functions throw AppError: offline and its like, unproven-answer. */
export type RenewingInstitutions = Pick<Institutions, 'confirm' | 'askTime'> & {
  prepareRenewal(
    entry: DirectoryEntry,
    tokenId: string,
    attemptId: string,
    mac: Uint8Array,
  ): Promise<{ requestBody: string; deviceKey: DeviceKey }>;
  renew(
    entry: DirectoryEntry,
    attempt: Attempt,
    isNew: boolean,
  ): Promise<Answer<{ token: IssuedToken; secret: Uint8Array }>>;
};

export type RenewalStore = Pick<
  ActivationStore,
  'tokens' | 'attempts' | 'addAttempt' | 'updateAttempt' | 'removeAttempt' | 'withSecret'
> & {
  replaceToken(
    oldId: string,
    token: { id: string; details: TokenDetails; secret: Uint8Array },
    attemptId: string,
    at: number,
  ): void;
};

export type Renewal = ReturnType<typeof createRenewal>;

export function createRenewal(ports: {
  store: RenewalStore;
  directory: DirectoryLookup;
  institutions: RenewingInstitutions;
  now: () => number;
  randomId: () => string;
  changed: () => void;
  /** The token is known by another id from now on. */
  replaced: (oldId: string, newId: string) => void;
  log: (event: string, cause?: unknown) => number;
}) {
  const { store, directory, institutions, now } = ports;
  const inFlight = new Map<string, Promise<string>>();
  const lastErrors = new Map<string, AppError>();

  const attempts = () => store.attempts().filter(({ renews }) => renews !== null);
  const attemptFor = (tokenId: string) => attempts().find(({ renews }) => renews === tokenId);

  /** One renewal at a time for each token, whoever asks for it. Returns the token's new id. */
  function settle(tokenId: string): Promise<string> {
    const running = inFlight.get(tokenId);
    if (running !== undefined) return running;
    lastErrors.delete(tokenId);
    const run = proceed(tokenId)
      .catch((error: unknown) => {
        if (error instanceof AppError) lastErrors.set(tokenId, error);
        throw error;
      })
      .finally(() => {
        inFlight.delete(tokenId);
        ports.changed();
      });
    inFlight.set(tokenId, run);
    ports.changed();
    return run;
  }

  async function proceed(tokenId: string): Promise<string> {
    const kept = attemptFor(tokenId);
    const attempt = kept ?? (await begin(tokenId));
    return confirm(attempt.successor === null ? await fetch(attempt, kept === undefined) : attempt);
  }

  /** The exact bytes are on disk before they are sent. */
  async function begin(tokenId: string): Promise<Attempt> {
    const token = store.tokens().find(({ id }) => id === tokenId);
    if (token === undefined) throw new AppError('token-missing');
    if (token.details === null) throw new AppError('record-unreadable');
    const condition = tokenCondition(token.state, token.details, now());
    if (condition === 'released') throw new AppError('token-released');
    if (condition === 'expired') throw new AppError('token-expired');
    if (!isOpen(token.expiresAt)) throw new AppError('renewal-refused');
    const entry = await findEntry(ports, token.institution.serviceId);
    const id = ports.randomId();
    const mac = store.withSecret(tokenId, (secret) => proof(secret, 'renew', tokenId, id));
    if (mac === null) throw new AppError('record-unreadable');
    const attempt: Attempt = {
      id,
      state: 'sending',
      institution: factsOf(entry),
      userId: token.details.userId,
      startedAt: now(),
      ...(await institutions.prepareRenewal(entry, tokenId, id, mac)),
      tokenId: null,
      refusal: null,
      renews: tokenId,
      successor: null,
    };
    store.addAttempt(attempt);
    return attempt;
  }

  /** Gets the new secret and keeps it beside the old one, which is shown until the institution knows. */
  async function fetch(attempt: Attempt, isNew: boolean): Promise<Attempt> {
    const { serviceId } = attempt.institution;
    const answer = await askInstitution(directory, serviceId, async (entry, isAgain) => ({
      entry,
      answer: await institutions.renew(entry, attempt, isNew && !isAgain),
    }));
    if (!answer.answer.ok) return refused(attempt, answer.answer.refusal);
    const { token, secret } = answer.answer.value;
    const old = store.tokens().find(({ id }) => id === attempt.renews)?.details;
    if (old === null || old === undefined) throw new AppError('token-missing');
    const isTaken = store.tokens().some(({ id }) => id === token.tokenId);
    if (isTaken) throw new AppError('unproven-answer');
    const { addition, introduced } = old;
    const received: Attempt = {
      ...attempt,
      state: 'confirming',
      tokenId: token.tokenId,
      successor: {
        details: { ...detailsOf(token, answer.entry), addition, introduced },
        secret,
      },
    };
    store.updateAttempt(received);
    return received;
  }

  async function confirm(attempt: Attempt): Promise<string> {
    const { tokenId, successor, renews } = attempt;
    if (tokenId === null || successor === null || renews === null) throw new AppError('internal');
    const { secret } = successor;
    try {
      const mac = proof(secret, 'confirm', tokenId, attempt.id);
      const answer = await askInstitution(directory, attempt.institution.serviceId, (entry) =>
        institutions.confirm(entry, attempt, tokenId, mac),
      );
      if (!answer.ok) return refused(attempt, answer.refusal);
      // A name that the customer gave in the meantime stays.
      const addition =
        store.tokens().find(({ id }) => id === renews)?.details?.addition ??
        successor.details.addition;
      const details = { ...successor.details, addition };
      store.replaceToken(renews, { id: tokenId, details, secret }, attempt.id, now());
    } finally {
      secret.fill(0);
    }
    ports.replaced(renews, tokenId);
    return tokenId;
  }

  /** The old token stays as it was. */
  function refused(attempt: Attempt, refusal: Parameters<typeof refusalError>[0]): never {
    if (isFinal(refusal)) store.removeAttempt(attempt.id);
    if (refusal.code === 'bad-request') throw new AppError('renewal-refused');
    throw refusalError(refusal, now());
  }

  const isOpen = (expiresAt: number) => now() >= expiresAt - renewalOpensBeforeEndMs;

  return {
    /** Throws AppError with everything that can go wrong; what was sent is sent again by itself. */
    async renew(tokenId: string): Promise<string> {
      try {
        return await settle(tokenId);
      } catch (error) {
        // The institution's keys were changed since the directory was fetched: once more with the new ones.
        if (!isKeyRetired(error)) throw error;
        await directory.refresh();
        return settle(tokenId);
      }
    },

    /** Goes on with every renewal that has no end yet. */
    async resumeAll(): Promise<void> {
      for (const { renews } of attempts()) {
        if (renews === null) continue;
        try {
          await settle(renews);
        } catch (error) {
          ports.log('renewal-postponed', error);
        }
      }
    },

    state(tokenId: string, condition: string, expiresAt: number): Token['renewal'] {
      const unanswered = attemptFor(tokenId) !== undefined;
      if (!unanswered && (condition !== 'usable' || !isOpen(expiresAt))) return null;
      const code = unanswered ? (lastErrors.get(tokenId)?.code ?? null) : null;
      return { sending: inFlight.has(tokenId), unanswered, code };
    },

    unsettled: (): boolean => attempts().length > 0,
  };
}
