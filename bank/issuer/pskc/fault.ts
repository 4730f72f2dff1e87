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

/** The same in words, of the container or of the key. */
export const pskcSentences: Readonly<Record<PskcReason, string>> = {
  'not-pskc': 'is no PSKC document (RFC 6030)',
  'no-key': 'has no key in it',
  'needs-secret': 'is encrypted: passphrase or preSharedKey is needed',
  'wrong-secret': 'the passphrase or the key is wrong, or the document was changed',
  'unknown-encryption': 'is encrypted in another way than AES-CBC by a key or by PBKDF2',
  'no-mac': 'has no MAC by which a change would show, or one of an unknown kind',
  'not-totp': 'is no TOTP key',
  period: 'its codes are not of 60 seconds from T0 = 0',
  digits: 'its codes are not of 6 to 8 decimal digits',
  algorithm: 'its hash is none of SHA-1, SHA-256 and SHA-512',
  'secret-length': 'its secret is not of 16 to 64 bytes',
  use: 'its policy does not let it be used for one-time passwords now',
  expired: 'has expired, or its end can not be read',
};

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
