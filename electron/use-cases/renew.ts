/** 有効期限の更新: a new secret and a new end for a token, in the old one's place, name and order. */
import type { Token } from '../../shared/state.ts';
import { AppError } from '../../shared/errors.ts';
import { renewalOpensBeforeEndMs } from '../../shared/limits.ts';
import type { DirectoryEntry } from '../../shared/protocol.ts';
import { findEntry, withPresentKeys } from './institution-lookup.ts';
import type { DeviceKey } from '../core/attempt.ts';
import { proof } from '../core/otp.ts';
import { singleFlight } from '../core/single-flight.ts';
import { tokenCondition } from '../core/token.ts';
import { factsOf } from './issued-token.ts';
import type { AttemptStore, BeginPorts, TokenSource } from './attempts.ts';
import type { AppClock } from './clock.ts';

/** Functions throw AppError: offline and its like. */
export type RenewingInstitutions = Pick<TokenSource, 'askTime'> & {
  prepareRenewal(
    entry: DirectoryEntry,
    tokenId: string,
    attemptId: string,
    mac: Uint8Array,
  ): Promise<{ requestBody: string; deviceKey: DeviceKey }>;
};

export type Renewal = ReturnType<typeof createRenewal>;

export function createRenewal(
  ports: BeginPorts<RenewingInstitutions> & {
    store: Pick<AttemptStore, 'tokens' | 'attempts' | 'withSecret'>;
    clock: Pick<AppClock, 'reading'>;
  },
) {
  const { store, attempts, institutions, now } = ports;
  /** 更新する under way, by token. */
  const renewing = singleFlight<string, string>(ports.changed);

  const attemptFor = (tokenId: string) =>
    store.attempts().find(({ renews }) => renews === tokenId) ?? null;

  /** An earlier request may have arrived although its answer did not: it comes first. */
  async function proceed(tokenId: string): Promise<string> {
    const kept = attemptFor(tokenId);
    return kept === null ? begin(tokenId) : attempts.settle(kept);
  }

  async function begin(tokenId: string): Promise<string> {
    const token = store.tokens().find(({ id }) => id === tokenId);
    if (token === undefined) throw new AppError('token-missing');
    if (token.details === null) throw new AppError('record-unreadable');
    const condition = tokenCondition(token.state, token.details, ports.clock.reading());
    if (condition === 'released') throw new AppError('token-released');
    if (condition === 'expired') throw new AppError('token-expired');
    if (condition === 'clockInDoubt') throw new AppError('clock-in-doubt');
    if (!isOpen(token.expiresAt)) throw new AppError('renewal-refused');
    const entry = await findEntry(ports, token.institution.serviceId, 'institution-unlisted');
    const id = ports.randomId();
    const mac = store.withSecret(tokenId, (secret) => proof(secret, 'renew', tokenId, id));
    if (mac === null) throw new AppError('record-unreadable');
    return attempts.begin({
      id,
      state: 'sending',
      institution: factsOf(entry),
      userId: token.details.userId,
      startedAt: now(),
      ...(await institutions.prepareRenewal(entry, tokenId, id, mac)),
      tokenId: null,
      refusal: null,
      renews: tokenId,
    });
  }

  const isOpen = (expiresAt: number) => now() >= expiresAt - renewalOpensBeforeEndMs;

  return {
    /**
     * 更新する. Resolves with the id that the token has from now on; throws AppError with everything that
     * can go wrong. What was sent is sent again by itself.
     */
    renew: (tokenId: string): Promise<string> =>
      renewing.run(tokenId, () => withPresentKeys(ports, () => proceed(tokenId))),

    state(tokenId: string, condition: string, expiresAt: number): Token['renewal'] {
      const attempt = attemptFor(tokenId);
      if (attempt === null && (condition !== 'usable' || !isOpen(expiresAt))) return null;
      return {
        sending:
          renewing.isInFlight(tokenId) || (attempt !== null && attempts.isInFlight(attempt.id)),
        unanswered: attempt !== null,
        code: attempt === null ? null : (attempts.lastError(attempt.id)?.code ?? null),
      };
    },
  };
}
