/** What a token is, and what may be done with it when. */
import type { InstitutionFacts } from '../../shared/institution.ts';
import type { ClockReading } from './clock.ts';
import type { OtpSettings } from './otp.ts';

/**
 * `stored`: kept here, the institution not yet told. `confirmed`: it knows.
 * `released`: the institution has said that it no longer takes this token's codes.
 */
export type TokenState = 'stored' | 'confirmed' | 'released';

/** Everything about a token but its secret, which never leaves the store as anything but bytes. */
export type TokenDetails = {
  institution: InstitutionFacts;
  /** What the institution calls this kind of token, in its own words; empty for the usual one. */
  kind: string;
  userId: string;
  otp: OtpSettings;
  /** What the customer added to the institution's name; may be empty. */
  addition: string;
  /** Whether the customer has been through the screens that follow an activation. */
  introduced: boolean;
  /** Whether 利用開始 is done, as the institution or the customer has said. */
  inUse: boolean;
  issuedAt: number;
  expiresAt: number;
};

/** A token as it is kept. `details` is null where the record can't be opened; `institution` stands outside the seal. */
export type StoredToken = {
  id: string;
  state: TokenState;
  expiresAt: number;
  institution: InstitutionFacts;
  details: TokenDetails | null;
};

export type TokenCondition = 'usable' | 'unreadable' | 'expired' | 'clockInDoubt' | 'released';

/**
 * What the customer can do with a token at an instant (epoch milliseconds). By a clock that nobody has
 * proved since the start a token only seems to have expired: the clock is suspected first.
 */
export function tokenCondition(
  state: TokenState,
  details: TokenDetails | null,
  clock: ClockReading,
): TokenCondition {
  if (details === null) return 'unreadable';
  if (state === 'released') return 'released';
  if (clock.atMs < details.expiresAt) return 'usable';
  return clock.isProved ? 'expired' : 'clockInDoubt';
}

/** For recovery outside the seal: enough to recognise on the telephone, not enough to use. */
export function maskUserId(userId: string): string {
  return `${userId.slice(0, 2)}${'*'.repeat(Math.max(0, userId.length - 4))}${userId.slice(-2)}`;
}
