/** How a token stands at its institution: asked now and then, and before the customer deletes it. */
import { AppError } from '../../shared/errors.ts';
import type { DirectoryEntry, Status } from '../../shared/protocol.ts';
import { askInstitution } from './institution-lookup.ts';
import type { DirectoryLookup } from './institution-lookup.ts';
import type { Log } from '../core/log.ts';
import { proof } from '../core/otp.ts';
import type { StoredToken, TokenDetails, TokenState } from '../core/token.ts';
import { refusalError } from './refusal.ts';
import type { Answer } from './refusal.ts';

export type StatusSource = {
  /** `prove` makes the MAC for a nonce. Throws AppError: offline and its like, unproven-answer. */
  askStatus(
    entry: DirectoryEntry,
    tokenId: string,
    prove: (nonce: string) => Uint8Array,
  ): Promise<Answer<Status['state']>>;
};

export type StatusStore = {
  tokens(): StoredToken[];
  withSecret<T>(tokenId: string, use: (secret: Uint8Array) => T): T | null;
  updateToken(
    tokenId: string,
    update: { state?: TokenState; details?: Partial<TokenDetails> },
    at: number,
  ): boolean;
};

export type TokenStatus = ReturnType<typeof createTokenStatus>;

export function createTokenStatus(ports: {
  store: StatusStore;
  directory: DirectoryLookup;
  institutions: StatusSource;
  now: () => number;
  changed: () => void;
  log: Log;
}) {
  const { store, now } = ports;

  function release(tokenId: string): void {
    store.updateToken(tokenId, { state: 'released' }, now());
    ports.changed();
  }

  function noteUse(tokenId: string): void {
    store.updateToken(tokenId, { details: { inUse: true } }, now());
    ports.changed();
  }

  /** Throws AppError: token-missing, record-unreadable, offline and its like, unproven-answer, busy. */
  async function check(tokenId: string): Promise<Status['state']> {
    const token = store.tokens().find(({ id }) => id === tokenId);
    if (token === undefined) throw new AppError('token-missing');
    if (token.state === 'released') return 'released';
    const prove = (nonce: string): Uint8Array => {
      const mac = store.withSecret(tokenId, (secret) => proof(secret, 'status', tokenId, nonce));
      if (mac === null) throw new AppError('record-unreadable');
      return mac;
    };
    const answer = await askInstitution(ports.directory, token.institution.serviceId, (entry) =>
      ports.institutions.askStatus(entry, tokenId, prove),
    );
    if (answer.ok) {
      if (answer.value === 'released') release(tokenId);
      if (answer.value === 'inUse' && token.details?.inUse === false) noteUse(tokenId);
      return answer.value;
    }
    if (answer.refusal.code !== 'token-released') throw refusalError(answer.refusal, now());
    release(tokenId);
    return 'released';
  }

  return {
    check,

    /** Asks for every token that can still be used. What fails is tried again another time. */
    async checkAll(): Promise<void> {
      for (const { id, state, details } of store.tokens()) {
        if (details === null || state === 'released') continue;
        try {
          await check(id);
        } catch (error) {
          ports.log('status-not-known', error);
        }
      }
    },
  };
}
