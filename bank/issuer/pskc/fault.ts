/** Why a container, or a key in it, is not taken. */
export type PskcReason =
  | 'not-pskc'
  | 'no-key'
  | 'needs-secret'
  | 'wrong-secret'
  | 'unknown-encryption'
  | 'no-mac'
  | 'not-totp'
  | 'period'
  | 'digits'
  | 'algorithm'
  | 'secret-length'
  | 'use'
  | 'expired';

/** `keyId` names the key; null where it is the whole container. Never a secret in it. */
export class PskcFault extends Error {
  override readonly name = 'PskcFault';
  readonly reason: PskcReason;
  readonly keyId: string | null;
  /** Which key of the container it is, counted from one; null where it is the whole container. */
  place: number | null = null;
  constructor(reason: PskcReason, keyId: string | null = null, options?: ErrorOptions) {
    super(reason, options);
    this.reason = reason;
    this.keyId = keyId;
  }
}
