/** The customer's tokens: what is shown of each, and naming them. */
import { displayNames, readAddition } from '../../shared/display-name.ts';
import { AppError } from '../../shared/errors.ts';
import type { DirectoryLanguage } from '../../shared/language.ts';
import type { InstitutionFacts } from '../../shared/institution.ts';
import { Institution } from '../../shared/state.ts';
import type { Token } from '../../shared/state.ts';
import { checkNumber } from '../core/otp.ts';
import { maskUserId, tokenCondition } from '../core/token.ts';
import type { StoredToken, TokenDetails } from '../core/token.ts';
import type { Attempts } from './attempts.ts';
import type { DirectoryLookup } from './institution-lookup.ts';
import { asListed } from './issued-token.ts';
import type { AppClock } from './clock.ts';

/** The records behind them. Functions throw AppError with a code of storage. */
export type TokenStore = {
  tokens(): StoredToken[];
  withSecret<T>(tokenId: string, use: (secret: Uint8Array) => T): T | null;
  updateToken(tokenId: string, update: { details?: Partial<TokenDetails> }, at: number): boolean;
  removeToken(tokenId: string): void;
  orderTokens(tokenIds: string[]): void;
};

export type Tokens = ReturnType<typeof createTokens>;

export function createTokens(ports: {
  store: TokenStore;
  attempts: Pick<Attempts, 'forgetToken'>;
  directory: Pick<DirectoryLookup, 'find'>;
  now: () => number;
  clock: Pick<AppClock, 'reading'>;
  changed: () => void;
}) {
  const { store, now } = ports;
  /** Each secret is opened once for it; gone with the details that the store has opened. */
  const checkNumbers = new WeakMap<TokenDetails, string>();

  /** Names depend on each other (_2, _3), so they are made for all tokens together. */
  function namesOf(tokens: StoredToken[], language: DirectoryLanguage): string[] {
    return displayNames(
      tokens.map((token) => ({
        institution: institutionOf(token).name[language],
        addition: token.details?.addition ?? '',
      })),
    );
  }

  function update(tokenId: string, details: Partial<TokenDetails>): void {
    if (!store.updateToken(tokenId, { details }, now())) throw new AppError('token-missing');
    ports.changed();
  }

  function readName(addition: string): string {
    const read = readAddition(addition);
    if (read === null) throw new AppError('name-refused');
    return read;
  }

  return {
    list(): Omit<Token, 'renewal' | 'unlistedSince'>[] {
      const tokens = store.tokens();
      const ja = namesOf(tokens, 'ja');
      const en = namesOf(tokens, 'en');
      return tokens.map((token, index) => ({
        id: token.id,
        institution: publicFacts(institutionOf(token)),
        kind: token.details?.kind ?? '',
        name: { ja: ja[index] ?? '', en: en[index] ?? '' },
        addition: token.details?.addition ?? '',
        maskedUserId: token.details === null ? '' : maskUserId(token.details.userId),
        condition: tokenCondition(token.state, token.details, ports.clock.reading()),
        expiresAt: token.expiresAt,
        introduction: token.details?.introduced === false ? checkNumberOf(token) : null,
        firstUse:
          token.state !== 'released' && token.details?.introduced === true && !token.details.inUse
            ? checkNumberOf(token)
            : null,
      }));
    },

    /** The name that the addition would give. Throws AppError: name-refused, token-missing. */
    preview(tokenId: string, addition: string): { ja: string; en: string } {
      const read = readName(addition);
      const tokens = store.tokens();
      const index = tokens.findIndex(({ id }) => id === tokenId);
      const named = tokens.map((token) =>
        token.id === tokenId && token.details !== null
          ? { ...token, details: { ...token.details, addition: read } }
          : token,
      );
      const ja = namesOf(named, 'ja')[index];
      const en = namesOf(named, 'en')[index];
      if (ja === undefined || en === undefined) throw new AppError('token-missing');
      return { ja, en };
    },

    /** Throws AppError: name-refused, token-missing, or a code of storage. */
    rename(tokenId: string, addition: string): void {
      update(tokenId, { addition: readName(addition) });
    },

    finishIntroduction(tokenId: string): void {
      update(tokenId, { introduced: true });
    },

    /** 利用開始 is done, by the customer's own word. */
    finishFirstUse(tokenId: string): void {
      update(tokenId, { inUse: true });
    },

    /** Final. Throws AppError with a code of storage. */
    remove(tokenId: string): void {
      ports.attempts.forgetToken(tokenId);
      store.removeToken(tokenId);
      ports.changed();
    },

    /** Those that are not named follow in the order they had. */
    order(tokenIds: string[]): void {
      store.orderTokens(tokenIds);
      ports.changed();
    },

    /** The address of a token's internet banking. Throws AppError('token-missing'). */
    bankUrl(tokenId: string): string {
      const token = store.tokens().find(({ id }) => id === tokenId);
      if (token === undefined) throw new AppError('token-missing');
      return institutionOf(token).bankUrl;
    },
  };

  /** Of a record that can't be opened only what stands outside its seal is left. */
  function institutionOf({ details, institution }: StoredToken): InstitutionFacts {
    return details?.institution ?? asListed(ports.directory, institution);
  }

  function checkNumberOf({ id, details }: StoredToken): { checkNumber: string } | null {
    if (details === null) return null;
    const known = checkNumbers.get(details);
    const number = known ?? store.withSecret(id, (secret) => checkNumber(secret, id));
    if (number === null) return null;
    checkNumbers.set(details, number);
    return { checkNumber: number };
  }
}

/** What the page may know of an institution. */
export function publicFacts(facts: InstitutionFacts): Institution {
  return Institution.strip().parse(facts);
}
