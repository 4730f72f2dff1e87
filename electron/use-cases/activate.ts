/** 送信 and what is seen of it: an activation is begun, sent again, withdrawn. */
import { AppError } from '../../shared/errors.ts';
import type { InstitutionFacts } from '../../shared/institution.ts';
import { maxTokens } from '../../shared/limits.ts';
import type { DirectoryEntry } from '../../shared/protocol.ts';
import type { PendingActivation } from '../../shared/state.ts';
import { findEntry, withPresentKeys } from './institution-lookup.ts';
import { isServiceId, malformedFields, readActivationInput } from '../core/activation-input.ts';
import type { ActivationInput } from '../core/activation-input.ts';
import type { Attempt, DeviceKey } from '../core/attempt.ts';
import { singleFlight } from '../core/single-flight.ts';
import { asListed, factsOf } from './issued-token.ts';
import { isKeyRetired } from './refusal.ts';
import type { AttemptStore, BeginPorts, TokenSource } from './attempts.ts';
import { publicFacts } from './tokens.ts';

/** Functions throw AppError: offline and its like. */
export type ActivatingInstitutions = Pick<TokenSource, 'askTime'> & {
  prepareActivation(
    entry: DirectoryEntry,
    input: ActivationInput,
    attemptId: string,
  ): Promise<{ requestBody: string; deviceKey: DeviceKey }>;
};

export type Activation = ReturnType<typeof createActivation>;

// oxlint-disable-next-line max-lines-per-function -- what it returns shares the activations under way
export function createActivation(
  ports: BeginPorts<ActivatingInstitutions> & {
    store: Pick<AttemptStore, 'tokens' | 'attempts' | 'unreadableAttempts'>;
  },
) {
  const { store, attempts, directory, institutions, now } = ports;
  /** 送信 under way, by issue. */
  const activating = singleFlight<string, string>();

  /** Issues whose attempt is not on the disk yet: each has its place among the tokens from its first step on. */
  const begun = new Set<string>();

  const activations = () => store.attempts().filter(({ renews }) => renews === null);

  const unanswered = () => activations().filter(({ state }) => state !== 'confirming');

  /** Attempts to show, and what is known of each. */
  function pending(): PendingActivation[] {
    return [
      ...unanswered().map(({ id, state, institution, userId, startedAt, refusal }) => ({
        id,
        ...whose(institution, userId),
        startedAt,
        sending: attempts.isInFlight(id),
        isRefused: state === 'refused',
        isUnreadable: false,
        code: refusal?.code ?? attempts.lastError(id)?.code ?? null,
        triesLeft: refusal?.triesLeft ?? null,
        retryAt: attempts.lastError(id)?.facts.retryAt ?? null,
      })),
      ...store.unreadableAttempts().map(({ id, institution, maskedUserId, startedAt }) => ({
        id,
        ...whose(asListed(directory, institution), maskedUserId),
        startedAt,
        sending: false,
        isRefused: false,
        isUnreadable: true,
        triesLeft: null,
        retryAt: null,
        code: 'record-unreadable' as const,
      })),
    ];
  }

  const whose = (institution: InstitutionFacts, userId: string) => ({
    institution: publicFacts(institution),
    serviceId: institution.serviceId,
    userId,
  });

  function findAttempt(id: string): Attempt {
    const attempt = activations().find((each) => each.id === id);
    if (attempt === undefined) throw new AppError('token-missing');
    return attempt;
  }

  /** Throws AppError('too-many-tokens') where tokens and those that are expected fill every place. */
  function takePlace(issue: string): void {
    const sending = activations().filter(({ state }) => state === 'sending');
    const expected = new Set([...begun, ...sending.map(issueOfAttempt)]);
    expected.delete(issue);
    if (store.tokens().length + expected.size >= maxTokens) throw new AppError('too-many-tokens');
    begun.add(issue);
  }

  async function begin(input: ActivationInput): Promise<string> {
    takePlace(issueOf(input));
    const entry = await findEntry(ports, input.serviceId);
    const id = ports.randomId();
    const prepared = await institutions.prepareActivation(entry, input, id);
    begun.delete(issueOf(input));
    return attempts.begin({
      id,
      state: 'sending',
      institution: factsOf(entry),
      userId: input.userId,
      startedAt: now(),
      ...prepared,
      tokenId: null,
      refusal: null,
      renews: null,
    });
  }

  async function activateOnce(input: ActivationInput): Promise<string> {
    if (malformedFields(input).length > 0) throw new AppError('bad-input');
    takePlace(issueOf(input));
    const entry = await findEntry(ports, input.serviceId);
    if (malformedFields(input, entry.policy.passwordLength).length > 0) {
      throw new AppError('bad-input');
    }

    // An earlier request for the same issue may have arrived although its answer did not: its answer
    // comes first, or a right password would be tried twice and a token given twice.
    for (const attempt of unanswered()) {
      if (issueOfAttempt(attempt) !== issueOf(input)) continue;
      if (attempt.state === 'refused') {
        attempts.forget(attempt.id);
        continue;
      }
      begun.delete(issueOf(input));
      try {
        return await attempts.settle(attempt);
      } catch (error) {
        // What the institution does not take any more is made anew from what was typed.
        const isWrong = error instanceof AppError && error.code === 'wrong-credentials';
        if (!isWrong && !isKeyRetired(error)) throw error;
        // Refused while nobody watched, it was kept to be read; what is sent now makes it old news.
        attempts.forget(attempt.id);
      }
    }

    return withPresentKeys(ports, () => begin(input));
  }

  return {
    pending,

    async check(typed: ActivationInput) {
      const input = readActivationInput(typed);
      if (directory.find(input.serviceId) === undefined) await directory.readWhole();
      // Before the first contact there is no list; the first number typed is a reason to fetch it.
      if (isServiceId(input.serviceId) && directory.issuedAt() === 0) await refreshDirectory();
      const entry = directory.find(input.serviceId) ?? null;
      const isListed = directory.issuedAt() > 0;
      return {
        entry,
        // Without a list nothing is known, so nothing is called unknown.
        isUnknown: entry === null && isListed && isServiceId(input.serviceId),
        malformed: malformedFields(input, entry?.policy.passwordLength),
      };
    },

    /**
     * 送信. Resolves with the id of the stored token; throws AppError with everything that can go wrong.
     * Asked twice for the same issue at once, it answers both with the one token.
     */
    activate(typed: ActivationInput): Promise<string> {
      const input = readActivationInput(typed);
      const issue = issueOf(input);
      return activating.run(issue, () =>
        activateOnce(input).finally(() => {
          begun.delete(issue);
        }),
      );
    },

    /** 再試行, for one attempt that the customer sees. */
    async retry(id: string): Promise<void> {
      const attempt = findAttempt(id);
      if (attempt.state !== 'sending') throw new AppError('token-missing');
      await attempts.settle(attempt);
    },

    /** 取り消し: the customer does not want its answer any more, or has read the refusal. */
    discard(id: string): void {
      if (attempts.isInFlight(id)) throw new AppError('busy');
      attempts.forget(findAttempt(id).id);
      ports.changed();
    },
  };

  async function refreshDirectory(): Promise<void> {
    await directory.refresh().catch((error: unknown) => ports.log('directory-late', error));
  }
}

function issueOf({ serviceId, userId }: Pick<ActivationInput, 'serviceId' | 'userId'>): string {
  return `${serviceId}|${userId}`;
}

function issueOfAttempt({ institution, userId }: Attempt): string {
  return issueOf({ serviceId: institution.serviceId, userId });
}
