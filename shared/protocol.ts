/**
 * What the app and an institution's issuing server say to each other (docs/activation-protocol.md).
 * Members that a receiver does not know are ignored, as RFC 7519 §4 has it.
 */
import * as z from 'zod';
import { InstitutionFacts } from './institution.ts';

const base64url = z.string().regex(/^[A-Za-z0-9_-]+$/);
/** 32 bytes as base64url: a P-256 coordinate, a SHA-256, an HMAC-SHA-256. */
const bytes32 = base64url.length(43);
const httpUrl = z.url({ protocol: /^https?$/ }).max(200);
/** Epoch milliseconds. */
const instant = z.int().nonnegative().max(253_402_300_799_999);
/** Epoch seconds, as in RFC 7519 §2 NumericDate. */
const numericDate = z.int().nonnegative().max(253_402_300_799);

export const protocolVersion = 1;
export const maxBodyBytes = 64 * 1024;
export const joseContentType = 'application/jose';

/** `typ` of every message (RFC 8725 §3.11): a message of one kind can't pass for another. */
export const messageType = {
  directory: 'otp-directory+jws',
  activationRequest: 'otp-activation+jwe',
  activationAnswer: 'otp-token+jwe',
  token: 'otp-token+jws',
  confirmation: 'otp-confirmation+jws',
  renewalRequest: 'otp-renewal+jwe',
  status: 'otp-status+jws',
  time: 'otp-time+jws',
  error: 'otp-error+jws',
} as const;

export const ServiceId = z.string().regex(/^[0-9]{8}$/);
/** Ten characters of Crockford's base 32, 50 random bits, new with every issue. */
export const UserId = z.string().regex(/^[0-9A-HJKMNP-TV-Z]{10}$/);
export const ActivationPassword = z.string().regex(/^[0-9]{4,8}$/);
export const TokenId = z.string().regex(/^[0-9a-f]{32}$/);
export const AttemptId = z.string().regex(/^[0-9a-f]{32}$/);
export const Nonce = base64url.min(22).max(64);

export const PublicKey = z.object({
  kty: z.literal('EC'),
  crv: z.literal('P-256'),
  x: bytes32,
  y: bytes32,
});
export const NamedKey = PublicKey.extend({ kid: z.string().min(1).max(64) });

/** No control, format (bidi, zero width), surrogate or private characters, and one line. */
const shortText = z
  .string()
  .min(1)
  .max(100)
  .regex(/^[^\p{Cc}\p{Cf}\p{Cs}\p{Co}\p{Zl}\p{Zp}]+$/u);
const Localized = z.object({ ja: shortText, en: shortText });

export const DirectoryEntry = InstitutionFacts.omit({ waitSeconds: true }).extend({
  serviceId: ServiceId,
  name: Localized.extend({ kana: shortText }),
  issuerUrl: httpUrl,
  bankUrl: httpUrl,
  tel: z.string().regex(/^[0-9+][0-9-]{5,19}$/),
  hours: Localized,
  color: z.string().regex(/^#[0-9a-f]{6}$/),
  mark: z.string().min(1).max(2),
  encryptionKeys: z.array(NamedKey).min(1).max(8),
  signingKeys: z.array(NamedKey).min(1).max(8),
  policy: z.object({
    passwordLength: z.object({ min: z.int().min(4).max(8), max: z.int().min(4).max(8) }),
    /** Last seconds of a code in which the app offers to wait for the next. */
    waitSeconds: z.int().min(0).max(30),
    passcodeRequired: z.boolean(),
  }),
});

export const Directory = z.object({
  /** Never goes down; an app keeps the highest it has seen. */
  seq: z.int().positive(),
  iat: numericDate,
  exp: numericDate,
  institutions: z.array(DirectoryEntry).min(1).max(2000),
});

/** Plaintext of the JWE in `POST {issuerUrl}/activations`. */
export const ActivationRequest = z.object({
  v: z.literal(protocolVersion),
  attemptId: AttemptId,
  serviceId: ServiceId,
  userId: UserId,
  activationPassword: ActivationPassword,
  /** One-time ECDH public key of this attempt: only its holder can read the answer. */
  deviceKey: PublicKey,
  app: z.object({ version: z.string().max(20), os: z.string().max(40) }),
});

export const OtpParameters = z.object({
  algorithm: z.enum(['SHA1', 'SHA256', 'SHA512']),
  digits: z.int().min(6).max(8),
  /** Seconds. */
  period: z.literal(60),
  /** 16 to 64 bytes, base64url (RFC 4226 §4, R6). */
  secret: base64url.min(22).max(86),
});

/** Payload of the JWS inside the answer to an activation. */
export const IssuedToken = z.object({
  v: z.literal(protocolVersion),
  iss: ServiceId,
  sub: UserId,
  tokenId: TokenId,
  attemptId: AttemptId,
  /** base64url SHA-256 of the exact request body. */
  request: bytes32,
  otp: OtpParameters,
  displayName: shortText,
  issuedAt: instant,
  expiresAt: instant,
  serverTime: instant,
});

/** Body of `POST {issuerUrl}/tokens/{tokenId}/confirmation`, as application/json. */
export const ConfirmationRequest = z.object({
  v: z.literal(protocolVersion),
  attemptId: AttemptId,
  /** base64url HMAC-SHA-256 by the token's secret over `confirm|{tokenId}|{attemptId}`. */
  mac: bytes32,
});

export const Confirmation = z.object({
  iss: ServiceId,
  tokenId: TokenId,
  attemptId: AttemptId,
  request: bytes32,
  serverTime: instant,
});

/** Body of `POST {issuerUrl}/tokens/{tokenId}/status`, as application/json. */
export const StatusRequest = z.object({
  v: z.literal(protocolVersion),
  nonce: Nonce,
  /** base64url HMAC-SHA-256 by the token's secret over `status|{tokenId}|{nonce}`. */
  mac: bytes32,
});

export const Status = z.object({
  iss: ServiceId,
  tokenId: TokenId,
  nonce: Nonce,
  /** `waiting`: not yet in use at the institution; `suspended`: stopped after wrong codes. */
  state: z.enum(['waiting', 'inUse', 'suspended', 'released', 'expired']),
  expiresAt: instant,
  serverTime: instant,
});

/** Plaintext of the JWE in `POST {issuerUrl}/tokens/{tokenId}/renewal`; answered like an activation. */
export const RenewalRequest = z.object({
  v: z.literal(protocolVersion),
  attemptId: AttemptId,
  tokenId: TokenId,
  deviceKey: PublicKey,
  app: z.object({ version: z.string().max(20), os: z.string().max(40) }),
  /** base64url HMAC-SHA-256 by the old token's secret over `renew|{tokenId}|{attemptId}`. */
  mac: bytes32,
});

/** Payload of the JWS that answers `GET {issuerUrl}/time?nonce=`. */
export const Time = z.object({ iss: ServiceId, nonce: Nonce, serverTime: instant });

export const protocolErrorCodes = [
  'bad-request',
  'wrong-credentials',
  'issue-void',
  'issue-expired',
  'issue-ended',
  'too-many-deliveries',
  'already-activated',
  'token-released',
  'token-expired',
  'key-retired',
  'app-too-old',
  'too-many-requests',
  'maintenance',
] as const;

/** Payload of the JWS in every refusal. An unsigned one is a network fault to the app. */
export const ProtocolError = z.object({
  iss: ServiceId,
  code: z.enum(protocolErrorCodes),
  /** null where the request could not be read that far. */
  attemptId: AttemptId.nullable(),
  request: bytes32,
  triesLeft: z.int().min(0).max(20).optional(),
  retryAfterSeconds: z.int().min(0).max(1_000_000).optional(),
  serverTime: instant,
});

export type Directory = z.infer<typeof Directory>;
export type DirectoryEntry = z.infer<typeof DirectoryEntry>;
export type ActivationRequest = z.infer<typeof ActivationRequest>;
export type IssuedToken = z.infer<typeof IssuedToken>;
export type OtpParameters = z.infer<typeof OtpParameters>;
export type ConfirmationRequest = z.infer<typeof ConfirmationRequest>;
export type Confirmation = z.infer<typeof Confirmation>;
export type StatusRequest = z.infer<typeof StatusRequest>;
export type Status = z.infer<typeof Status>;
export type RenewalRequest = z.infer<typeof RenewalRequest>;
export type Time = z.infer<typeof Time>;
export type ProtocolError = z.infer<typeof ProtocolError>;
export type ProtocolErrorCode = (typeof protocolErrorCodes)[number];
export type PublicKey = z.infer<typeof PublicKey>;
export type NamedKey = z.infer<typeof NamedKey>;
