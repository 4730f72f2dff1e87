/** An activation or a renewal that was begun: its exact bytes are kept until the institution has answered for certain. */
import type { ErrorCode } from '../../shared/errors.ts';
import type { InstitutionFacts } from '../../shared/institution.ts';

/**
 * `sending`: resent until answered. `confirming`: the token is stored, the institution not yet told.
 * `refused`: the institution said no while nobody looked; kept until the customer has read it.
 */
export type AttemptState = 'sending' | 'confirming' | 'refused';

/** A P-256 private key as a JWK (RFC 7518 §6.2.2), made for one attempt. */
export type DeviceKey = { kty: 'EC'; crv: 'P-256'; x: string; y: string; d: string };

/** An attempt whose record can't be opened: what stands outside its seal. It is kept, and can't be sent. */
export type UnreadableAttempt = {
  id: string;
  institution: InstitutionFacts;
  maskedUserId: string;
  startedAt: number;
};

export type Attempt = {
  /** 32 hexadecimal digits; the protocol's attemptId. */
  id: string;
  state: AttemptState;
  institution: InstitutionFacts;
  userId: string;
  /** Epoch milliseconds. */
  startedAt: number;
  /** The JWE exactly as first sent. The activation password is nowhere but inside it. */
  requestBody: string;
  /** Gone once the token is confirmed or refused. */
  deviceKey: DeviceKey | null;
  /** The token that came of it, from `confirming` on. */
  tokenId: string | null;
  /** In a renewal, the token that it renews; null in an activation. */
  renews: string | null;
  /** Why it was refused. */
  refusal: { code: ErrorCode; triesLeft: number | null } | null;
};
